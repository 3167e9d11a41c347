import type { Express, RequestHandler } from 'express';
import type { ApiDeps } from '../deps';
import { PROCEDURE_WRITERS } from '../../domain/programme/approval';
import { DECIDERS } from '../../domain/programme/review';
import { addSource, endSource, listSources, rotateSource } from '../routes/detection/detection-sources';
import { addStore, checkStore, endStore, listStores, putStore, readStore } from '../routes/detection/data-stores';
import { alarmBody, takeAlarm } from '../routes/detection/detections';
import { jsonBody, largeJsonBody, noQuery } from '../http/input';
import { beginDemo, readDemo } from '../routes/demo';
import { readOperations } from '../routes/operations';
import { mount } from '../http/routing';
import { requireRole } from '../http/sign-in';
import {
  listReturnedMail,
  mailBody,
  settleReturnedMail,
  showReturnedMail,
  showSecret,
  takeReturnedMail,
} from '../routes/delivery/returned-mail';
import { listLeaves, proveConsistency, proveInclusion, readCheckpoint } from '../routes/tree/register';
import { exportRegister, readEntry } from '../routes/exports/register-exports';
import { readFigures } from '../routes/programme/figures';
import { importPast, listPast } from '../routes/exports/past-incidents';
import { readRegister } from '../routes/exports/register-of-incidents';
import {
  AUDIT_FOLLOWERS,
  closeAudit,
  drawSample,
  endFinding,
  listAudits,
  openAudit,
  readAudit,
  recordFinding,
  sendBundle,
} from '../routes/audit/audits';
import { readYearlyReport } from '../routes/programme/yearly-report';
import {
  approveReview,
  decideReview,
  endReviewAction,
  listReviews,
  readReview,
} from '../routes/programme/programme-reviews';
import { approveProcedure, draftProcedure, listProcedures, readProcedure } from '../routes/programme/procedures';
import { readers, operator, responders, auditor, witnesses, REGISTER_KEEPERS } from './roles';

export function registerRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const keepers = requireRole(...REGISTER_KEEPERS);
  const managers = requireRole('auditor', 'privacy', 'legal', 'executive');
  mount(app, '/api/operations', { get: [signed, readers, noQuery, readOperations(deps)] });
  mount(app, '/api/demo', {
    get: [signed, operator, noQuery, readDemo(deps)],
    post: [signed, operator, noQuery, beginDemo(deps)],
  });
  mount(app, '/api/register/incidents', { get: [signed, keepers, readRegister(deps)] });
  mount(app, '/api/register/incidents/export', { get: [signed, keepers, exportRegister(deps)] });
  mount(app, '/api/register/incidents/:id', { get: [signed, keepers, noQuery, readEntry(deps)] });
  mount(app, '/api/register/past-incidents', {
    get: [signed, keepers, noQuery, listPast(deps)],
    post: [signed, requireRole('privacy'), ...largeJsonBody, importPast(deps)],
  });
  mount(app, '/api/register/figures', { get: [signed, managers, readFigures(deps)] });
  mount(app, '/api/register/reports/:year', { get: [signed, managers, noQuery, readYearlyReport(deps)] });
  mount(app, '/api/register/checkpoint', { get: [signed, witnesses, noQuery, readCheckpoint(deps)] });
  mount(app, '/api/register/pages', { get: [signed, auditor, listLeaves(deps)] });
  mount(app, '/api/register/proof', { get: [signed, auditor, proveConsistency(deps)] });
  mount(app, '/api/register/inclusion', { get: [signed, auditor, proveInclusion(deps)] });
}

export function detectionRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  mount(app, '/api/detection-sources', {
    get: [signed, readers, noQuery, listSources(deps)],
    post: [signed, operator, ...jsonBody, addSource(deps)],
  });
  mount(app, '/api/detection-sources/:id', { delete: [signed, operator, noQuery, endSource(deps)] });
  mount(app, '/api/detection-sources/:id/rotate', { post: [signed, operator, ...jsonBody, rotateSource(deps)] });
  mount(app, '/api/detections/:id', { post: [...alarmBody, takeAlarm(deps)] });
  const keepers = requireRole('operator', 'privacy');
  mount(app, '/api/data-stores', {
    get: [signed, noQuery, listStores(deps)],
    post: [signed, keepers, ...jsonBody, addStore(deps)],
  });
  mount(app, '/api/data-stores/:id', {
    get: [signed, readers, noQuery, readStore(deps)],
    put: [signed, keepers, ...jsonBody, putStore(deps)],
    delete: [signed, keepers, noQuery, endStore(deps)],
  });
  mount(app, '/api/data-stores/:id/check', { post: [signed, readers, noQuery, checkStore(deps)] });
}

export function procedureRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const writers = requireRole(...PROCEDURE_WRITERS);
  mount(app, '/api/procedures', {
    get: [signed, readers, noQuery, listProcedures(deps)],
    post: [signed, writers, ...largeJsonBody, draftProcedure(deps)],
  });
  mount(app, '/api/procedures/:name/:version', { get: [signed, readers, noQuery, readProcedure(deps)] });
  mount(app, '/api/procedures/:name/:version/approve', {
    post: [signed, writers, ...jsonBody, approveProcedure(deps)],
  });
}

export function programmeReviewRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const deciders = requireRole(...DECIDERS);
  const followers = requireRole(...DECIDERS, 'auditor');
  const act = (handler: RequestHandler) => ({ post: [signed, deciders, ...jsonBody, handler] });
  mount(app, '/api/programme-reviews', { get: [signed, followers, noQuery, listReviews(deps)] });
  mount(app, '/api/programme-reviews/:id', { get: [signed, followers, noQuery, readReview(deps)] });
  mount(app, '/api/programme-reviews/:id/decide', act(decideReview(deps)));
  mount(app, '/api/programme-reviews/:id/approve', act(approveReview(deps)));
  mount(app, '/api/programme-reviews/:id/actions/:number/done', act(endReviewAction(deps)));
}

export function auditRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const followers = requireRole(...AUDIT_FOLLOWERS);
  const act = (handler: RequestHandler) => ({ post: [signed, auditor, ...jsonBody, handler] });
  mount(app, '/api/audits', { get: [signed, followers, noQuery, listAudits(deps)], ...act(openAudit(deps)) });
  mount(app, '/api/audits/:id', { get: [signed, readers, noQuery, readAudit(deps)] });
  mount(app, '/api/audits/:id/samples', act(drawSample(deps)));
  mount(app, '/api/audits/:id/findings', act(recordFinding(deps)));
  mount(app, '/api/audits/:id/findings/:number/done', { post: [signed, readers, ...jsonBody, endFinding(deps)] });
  mount(app, '/api/audits/:id/close', act(closeAudit(deps)));
  mount(app, '/api/audits/:id/bundle', { get: [signed, auditor, noQuery, sendBundle(deps)] });
}

export function returnedMailRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  mount(app, '/api/returned-mail', {
    get: [signed, readers, noQuery, listReturnedMail(deps)],
    post: [...mailBody, takeReturnedMail(deps)],
  });
  mount(app, '/api/returned-mail/secret', { get: [signed, operator, noQuery, showSecret(deps)] });
  mount(app, '/api/returned-mail/:mail', { get: [signed, responders, noQuery, showReturnedMail(deps)] });
  mount(app, '/api/returned-mail/:mail/settle', {
    post: [signed, responders, noQuery, settleReturnedMail(deps)],
  });
}
