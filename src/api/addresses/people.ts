import type { Express, RequestHandler } from 'express';
import { CONFIRMING_ROLES } from '../../domain/administration/two-people';
import {
  confirmPending,
  declinePending,
  listAdministration,
  listPending,
} from '../routes/administration/administration';
import { csvOrJson, longCsv } from '../http/csv';
import type { ApiDeps } from '../deps';
import { jsonBody, largeJsonBody, noQuery } from '../http/input';
import { giveKey, listKeys, listOwnKeys, redeemCode, revokeKey, revokeOwnKey } from '../routes/parties/keys';
import { endFeed, makeFeed, readFeed, showCalendar } from '../routes/clocks/calendar';
import { addPeople, changePerson, listPeople, readPerson } from '../routes/parties/people';
import { listAccess } from '../routes/audit/access';
import { mount } from '../http/routing';
import { streamEvents } from '../routes/events';
import { requireRole, type Authenticate } from '../http/sign-in';
import {
  endOwnSession,
  endSessionOf,
  listOwnSessions,
  listSessions,
  showSignIn,
  signInByKey,
  signOut,
} from '../routes/parties/sessions';
import { addScimClient, endScimClient, listScimClients } from '../routes/parties/scim-clients';
import { importStaff, listStaff, readStaff, showStaffTemplate } from '../routes/training/staff';
import {
  addAwareness,
  listAwareness,
  listCourses,
  listWaves,
  openWave,
  readEvidence,
  readTrainingFigures,
  readWave,
  stopWave,
} from '../routes/training/training';
import { readers, operator, administration, STORY_READERS } from './roles';

export function accessRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  mount(app, '/api/access', { get: [signed, requireRole('auditor', 'privacy'), listAccess(deps)] });
}

export function peopleRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  mount(app, '/api/people', {
    get: [signed, readers, listPeople(deps)],
    post: [signed, operator, noQuery, ...csvOrJson, addPeople(deps)],
  });
  mount(app, '/api/people/:id', {
    get: [signed, readers, noQuery, readPerson(deps)],
    patch: [signed, operator, ...jsonBody, changePerson(deps)],
  });
}

export function keyRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  mount(app, '/calendar/:token', { get: [noQuery, showCalendar(deps)] });
  mount(app, '/api/calendar-feed', {
    get: [signed, readers, noQuery, readFeed(deps)],
    post: [signed, readers, noQuery, makeFeed(deps)],
    delete: [signed, readers, noQuery, endFeed(deps)],
  });
  mount(app, '/api/keys', {
    get: [signed, noQuery, listOwnKeys(deps)],
    post: [...jsonBody, redeemCode(deps)],
  });
  mount(app, '/api/keys/:key', { delete: [signed, noQuery, revokeOwnKey(deps)] });
  mount(app, '/api/people/:id/keys', {
    get: [signed, administration, noQuery, listKeys(deps)],
    post: [signed, operator, ...jsonBody, giveKey(deps)],
  });
  mount(app, '/api/people/:id/keys/:key', { delete: [signed, operator, noQuery, revokeKey(deps)] });
}

export function sessionRoutes(app: Express, deps: ApiDeps, signed: RequestHandler, known: Authenticate): void {
  mount(app, '/session', {
    get: [signed, noQuery, showSignIn],
    post: [...jsonBody, signInByKey(deps, known)],
    delete: [signed, noQuery, signOut(deps)],
  });
  mount(app, '/api/events', { get: [signed, noQuery, streamEvents(deps)] });
  mount(app, '/api/me', { get: [signed, noQuery, showSignIn] });
  mount(app, '/api/sessions', { get: [signed, noQuery, listOwnSessions(deps)] });
  mount(app, '/api/sessions/:session', { delete: [signed, noQuery, endOwnSession(deps)] });
  mount(app, '/api/people/:id/sessions', { get: [signed, administration, noQuery, listSessions(deps)] });
  mount(app, '/api/people/:id/sessions/:session', { delete: [signed, operator, noQuery, endSessionOf(deps)] });
}

export function administrationRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const readsStory = requireRole(...STORY_READERS);
  const second = requireRole(...CONFIRMING_ROLES);
  mount(app, '/api/administration', { get: [signed, readsStory, listAdministration(deps)] });
  mount(app, '/api/administration/pending', { get: [signed, readsStory, noQuery, listPending(deps)] });
  const act = (handler: RequestHandler) => ({ post: [signed, second, ...jsonBody, handler] });
  mount(app, '/api/administration/pending/:page/confirm', act(confirmPending(deps)));
  mount(app, '/api/administration/pending/:page/decline', act(declinePending(deps)));
}

export function trainingRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const trainers = requireRole('operator', 'privacy');
  const named = requireRole('operator', 'auditor', 'privacy', 'lead');
  mount(app, '/api/staff', { get: [signed, named, listStaff(deps)] });
  mount(app, '/api/staff/import', { post: [signed, operator, ...longCsv, importStaff(deps)] });
  mount(app, '/api/staff/template.csv', { get: [signed, named, noQuery, showStaffTemplate] });
  const witnesses = requireRole('operator', 'auditor');
  mount(app, '/api/scim-clients', {
    get: [signed, witnesses, noQuery, listScimClients(deps)],
    post: [signed, operator, ...jsonBody, addScimClient(deps)],
  });
  mount(app, '/api/scim-clients/:id', { delete: [signed, operator, noQuery, endScimClient(deps)] });
  mount(app, '/api/staff/:id', { get: [signed, named, noQuery, readStaff(deps)] });
  mount(app, '/api/training/courses', { get: [signed, readers, noQuery, listCourses(deps)] });
  mount(app, '/api/training/waves', {
    get: [signed, readers, listWaves(deps)],
    post: [signed, trainers, ...jsonBody, openWave(deps)],
  });
  mount(app, '/api/training/waves/:id', { get: [signed, readers, noQuery, readWave(deps)] });
  mount(app, '/api/training/waves/:id/stop', { post: [signed, trainers, ...jsonBody, stopWave(deps)] });
  mount(app, '/api/training/evidence', { get: [signed, named, readEvidence(deps)] });
  mount(app, '/api/training/figures', { get: [signed, readers, readTrainingFigures(deps)] });
  mount(app, '/api/training/sessions', {
    get: [signed, readers, listAwareness(deps)],
    post: [signed, requireRole('operator', 'privacy', 'lead'), ...largeJsonBody, addAwareness(deps)],
  });
}
