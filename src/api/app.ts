import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { openApi } from '../contract/openapi';
import { CONFIRMING_ROLES } from '../domain/administration/two-people';
import { PERSON_COMMANDS, type PersonCommand } from '../domain/commands';
import { EXERCISE_COMMANDS } from '../domain/exercise/commands';
import { PLANNERS } from '../domain/exercise/rule';
import { POST_MORTEM_COMMANDS } from '../domain/post-mortem/commands';
import { RESPONDERS } from '../domain/rule';
import { ROLES } from '../domain/primitives/people';
import { refuseWrites } from './http/clock-gate';
import { listActs } from './routes/acts';
import { confirmPending, declinePending, listAdministration, listPending } from './routes/administration';
import { openCodec, SHARED_WITH_UI } from './routes/codec-door';
import { giveCommand, mayGive } from './routes/commanding';
import { csvOrJson, csvOrList, longCsv, longCsvOrList } from './http/csv';
import {
  addCustomer,
  importCustomers,
  listCustomers,
  listUnfit,
  putCustomer,
  readCustomer,
  showTemplate,
} from './routes/customers';
import {
  endAccount,
  endContact,
  endCustomer,
  eraseContact,
  patchContact,
  patchCustomer,
} from './routes/customer-changes';
import {
  endContactWebhook,
  readContactWebhook,
  rotateContactWebhook,
  setContactWebhook,
} from './routes/contact-webhooks';
import type { ApiDeps } from './deps';
import { openConsole } from './routes/console';
import { docsPage, problemPage, showDescription } from './routes/docs';

import { addSource, endSource, listSources, readDetections, rotateSource } from './routes/detection-sources';
import { alarmBody, takeAlarm } from './routes/detections';
import { apiIndex } from './routes/front';
import { healthz, readyz } from './routes/health';
import { importScope } from './routes/scope-import';
import { jsonBody, largeJsonBody, noQuery } from './http/input';
import { createMetrics } from './metrics';
import { metricsRoute } from './routes/metrics-door';
import { giveKey, listKeys, listOwnKeys, redeemCode, revokeKey, revokeOwnKey } from './routes/keys';
import { addPeople, changePerson, listPeople, readPerson } from './routes/people';
import { listAccess } from './routes/access';
import { Problem } from './http/problem';
import { answerProblems } from './http/problem-answers';
import { readClocks, readDeliveries, readIncident, readNotices, readScope, readTimeline } from './routes/reading';
import { liftLegalHold, listLegalHolds, placeLegalHold } from './routes/legal-holds';
import { listIncidents } from './routes/listing';
import { readNotice } from './routes/notice';
import { listRecipients, readRecipient } from './routes/notice-recipients';
import { readOperations } from './routes/operations';
import { readNoticeChanges } from './routes/notice-changes';
import {
  listExercises,
  listScenarios,
  mayRunExercise,
  planExercise,
  readExercise,
  readExerciseReport,
  readPlayedMail,
  runExercise,
} from './routes/exercises';
import { listPlaybooks } from './routes/playbooks';
import { sendProofPack } from './routes/proof-pack';
import { listPostMortems, mayWritePostMortem, readPostMortem, writePostMortem } from './routes/post-mortem';
import { mayReport, takeReport } from './routes/reporting';
import { logRequests } from './http/request-log';
import { mustSee } from './incidents/must-see';
import { mount } from './http/routing';
import { streamEvents } from './routes/events';
import { createFailureLimiter } from './http/failed-sign-ins';
import { createAuthenticator, requireRole, requireSignIn, type Authenticate } from './http/sign-in';
import { openPortal, openTraining, type PortalDeps } from '../portal';
import { tellOfReturned } from './incidents/returned-news';
import { openSignIn } from './sign-in/routes';
import {
  endOwnSession,
  endSessionOf,
  listOwnSessions,
  listSessions,
  showSignIn,
  signInByKey,
  signOut,
} from './routes/sessions';
import {
  listReturnedMail,
  mailBody,
  settleReturnedMail,
  showReturnedMail,
  showSecret,
  takeReturnedMail,
} from './routes/returned-mail';
import { answerQuestion, listQuestions } from './routes/questions';
import { listLeaves, proveConsistency, proveInclusion, readCheckpoint } from './routes/register';
import { readFigures, readRegister } from './routes/register-of-incidents';
import { keepEvidence, sendEvidence } from './routes/evidence';
import { readWithheldWords } from './routes/withheld-words';
import {
  closeAudit,
  drawSample,
  endFinding,
  listAudits,
  openAudit,
  readAudit,
  recordFinding,
  sendBundle,
} from './routes/audits';
import { importStaff, listStaff, readStaff, showStaffTemplate } from './routes/staff';
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
} from './routes/training';
import { refuseStrangers } from './http/strangers';

export type { ApiDeps } from './deps';

/** The whole HTTP API as an Express app. It answers every request; an internal error is the only 500. */
export function createApp(deps: ApiDeps): Express {
  const app = express();
  // A proxy's rules by path must mean what ours mean: neither case nor a slash at the end makes another address.
  app.enable('case sensitive routing').enable('strict routing');
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  const { measure, show } = createMetrics(deps);
  app.use(logRequests(deps.log), measure, helmet(HEADERS), unkept);
  openPortal(app, { ...deps, onReturned: disowned(deps) });
  openTraining(app, deps);
  app.use(refuseStrangers(deps, SHARED_WITH_UI));
  openRoutes(app);
  healthRoutes(app, deps);
  const refuse = createFailureLimiter();
  const known = createAuthenticator(deps, refuse);
  openSignIn(app, deps, known, refuse);
  openConsole(app, deps);
  openCodec(app, deps, known);
  const signed = requireSignIn(deps, known);
  mount(app, '/metrics', { get: [...metricsRoute(signed, deps.patience), show] });
  app.use('/api', refuseWrites(deps));
  incidentRoutes(app, deps, signed);
  postMortemRoutes(app, deps, signed);
  exerciseRoutes(app, deps, signed);
  accessRoutes(app, deps, signed);
  peopleRoutes(app, deps, signed);
  keyRoutes(app, deps, signed);
  sessionRoutes(app, deps, signed, known);
  administrationRoutes(app, deps, signed);
  customerRoutes(app, deps, signed);
  registerRoutes(app, deps, signed);
  detectionRoutes(app, deps, signed);
  trainingRoutes(app, deps, signed);
  auditRoutes(app, deps, signed);
  returnedMailRoutes(app, deps, signed);
  app.use(() => {
    throw new Problem('not-found', 'There is nothing at this address.');
  });
  app.use(answerProblems(deps));
  return app;
}

function disowned(deps: ApiDeps): PortalDeps['onReturned'] {
  return (incidents, { incident, notice }) => {
    tellOfReturned(deps, { incident, notice, kind: 'wrong-person' }, incidents).catch((fault: unknown) =>
      deps.log.warn({ incident, err: fault }, 'an incident was not told of a wrong person'),
    );
  };
}

/** Without a referrer, browsers send `Origin: null` with our own forms. */
const HEADERS = { referrerPolicy: { policy: 'same-origin' as const } };

/** Answers are about people and incidents: nothing may cache them. */
const unkept: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

function openRoutes(app: Express): void {
  const description = openApi();
  mount(app, '/api', { get: apiIndex });
  mount(app, '/api/openapi.json', { get: showDescription(description) });
  mount(app, '/api/docs', { get: docsPage(description) });
  mount(app, '/problems/:code', { get: problemPage });
}

function healthRoutes(app: Express, deps: ApiDeps): void {
  mount(app, '/healthz', { get: healthz });
  mount(app, '/readyz', { get: readyz(deps) });
}

const readers = requireRole(...ROLES.filter((role) => role !== 'reporter'));
const operator = requireRole('operator');
const responders = requireRole(...RESPONDERS);
/** Who may have the files of evidence. */
const secured = requireRole(...RESPONDERS, 'auditor');
const counsel = requireRole('legal', 'privacy');
const approvers = requireRole('legal', 'privacy', 'executive');
const auditor = requireRole('auditor');
const provers = requireRole('auditor', 'privacy', 'legal', 'lead');
const witnesses = requireRole('auditor', 'privacy', 'operator');
const administration = requireRole('operator', 'auditor');

/** Commands that take hundreds of customers at once. */
const LISTS: ReadonlySet<PersonCommand> = new Set(['add-affected-customers']);

function incidentRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  mount(app, '/api/incidents', {
    get: [signed, listIncidents(deps)],
    post: [signed, mayReport, ...jsonBody, takeReport(deps)],
  });
  mount(app, '/api/incidents/:id', { get: [signed, noQuery, readIncident(deps)] });
  mount(app, '/api/incidents/:id/acts', { get: [signed, noQuery, listActs(deps)] });
  mount(app, '/api/incidents/:id/timeline', { get: [signed, readTimeline(deps)] });
  mount(app, '/api/incidents/:id/clocks', { get: [signed, noQuery, readClocks(deps)] });
  mount(app, '/api/incidents/:id/notices', { get: [signed, noQuery, readNotices(deps)] });
  mount(app, '/api/incidents/:id/notices/:number', { get: [signed, readNotice(deps)] });
  mount(app, '/api/incidents/:id/notices/:number/recipients', { get: [signed, listRecipients(deps)] });
  mount(app, '/api/incidents/:id/notices/:number/recipients/:recipient', {
    get: [signed, noQuery, readRecipient(deps)],
  });
  mount(app, '/api/incidents/:id/notices/:number/changes', { get: [signed, readNoticeChanges(deps)] });
  mount(app, '/api/incidents/:id/deliveries', { get: [signed, readDeliveries(deps)] });
  mount(app, '/api/incidents/:id/proof-pack', { get: [signed, mustSee(deps), provers, sendProofPack(deps)] });
  mount(app, '/api/incidents/:id/scope', { get: [signed, readScope(deps)] });
  mount(app, '/api/incidents/:id/detections', { get: [signed, mustSee(deps), readers, noQuery, readDetections(deps)] });
  mount(app, '/api/incidents/:id/scope/import', {
    post: [signed, mustSee(deps, 'import-scope'), mayGive('import-scope'), ...longCsvOrList, importScope(deps)],
  });
  mount(app, '/api/incidents/:id/legal-holds', {
    get: [signed, mustSee(deps), readers, noQuery, listLegalHolds(deps)],
    post: [signed, mustSee(deps), counsel, ...jsonBody, placeLegalHold(deps)],
  });
  mount(app, '/api/incidents/:id/legal-holds/lift', {
    post: [signed, mustSee(deps), counsel, ...jsonBody, liftLegalHold(deps)],
  });
  mount(app, '/api/incidents/:id/withheld-words', {
    get: [signed, mustSee(deps), approvers, noQuery, readWithheldWords(deps)],
  });
  mount(app, '/api/incidents/:id/evidence', {
    post: [signed, mustSee(deps, 'record-evidence'), mayGive('record-evidence'), keepEvidence(deps)],
  });
  mount(app, '/api/incidents/:id/evidence/:evidence/file', {
    get: [signed, mustSee(deps), secured, noQuery, sendEvidence(deps)],
  });
  mount(app, '/api/incidents/:id/questions', { get: [signed, readers, noQuery, listQuestions(deps)] });
  mount(app, '/api/incidents/:id/questions/:question/answer', {
    post: [signed, mustSee(deps), responders, ...jsonBody, answerQuestion(deps)],
  });
  for (const command of PERSON_COMMANDS) {
    mount(app, `/api/incidents/:id/${command}`, {
      post: [
        ...[signed, mustSee(deps, command), mayGive(command)],
        ...(LISTS.has(command) ? largeJsonBody : jsonBody),
        giveCommand(deps, command),
      ],
    });
  }
}

function postMortemRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const followers = requireRole('auditor', 'legal', 'privacy', 'lead');
  mount(app, '/api/playbooks', { get: [signed, readers, noQuery, listPlaybooks(deps)] });
  mount(app, '/api/post-mortems', { get: [signed, followers, listPostMortems(deps)] });
  mount(app, '/api/incidents/:id/post-mortem', { get: [signed, mustSee(deps), readers, readPostMortem(deps)] });
  for (const command of POST_MORTEM_COMMANDS) {
    mount(app, `/api/incidents/:id/post-mortem/${command}`, {
      post: [signed, mustSee(deps), mayWritePostMortem(command), ...jsonBody, writePostMortem(deps, command)],
    });
  }
}

function exerciseRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const planners = requireRole(...PLANNERS);
  mount(app, '/api/exercise-scenarios', { get: [signed, readers, noQuery, listScenarios(deps)] });
  mount(app, '/api/exercises', {
    get: [signed, readers, noQuery, listExercises(deps)],
    post: [signed, planners, ...jsonBody, planExercise(deps)],
  });
  mount(app, '/api/exercises/:id', { get: [signed, readers, noQuery, readExercise(deps)] });
  mount(app, '/api/exercises/:id/report', { get: [signed, readers, noQuery, readExerciseReport(deps)] });
  mount(app, '/api/exercises/:id/mail', { get: [signed, readers, readPlayedMail(deps)] });
  for (const command of EXERCISE_COMMANDS) {
    mount(app, `/api/exercises/:id/${command}`, {
      post: [signed, mayRunExercise(command), ...jsonBody, runExercise(deps, command)],
    });
  }
}

function registerRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const keepers = requireRole('auditor', 'privacy', 'legal');
  const managers = requireRole('auditor', 'privacy', 'legal', 'executive');
  mount(app, '/api/operations', { get: [signed, readers, noQuery, readOperations(deps)] });
  mount(app, '/api/register/incidents', { get: [signed, keepers, readRegister(deps)] });
  mount(app, '/api/register/figures', { get: [signed, managers, readFigures(deps)] });
  mount(app, '/api/register/checkpoint', { get: [signed, witnesses, noQuery, readCheckpoint(deps)] });
  mount(app, '/api/register/pages', { get: [signed, auditor, listLeaves(deps)] });
  mount(app, '/api/register/proof', { get: [signed, auditor, proveConsistency(deps)] });
  mount(app, '/api/register/inclusion', { get: [signed, auditor, proveInclusion(deps)] });
}

function detectionRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  mount(app, '/api/detection-sources', {
    get: [signed, readers, noQuery, listSources(deps)],
    post: [signed, operator, ...jsonBody, addSource(deps)],
  });
  mount(app, '/api/detection-sources/:id', { delete: [signed, operator, noQuery, endSource(deps)] });
  mount(app, '/api/detection-sources/:id/rotate', { post: [signed, operator, ...jsonBody, rotateSource(deps)] });
  mount(app, '/api/detections/:id', { post: [...alarmBody, takeAlarm(deps)] });
}

function auditRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const followers = requireRole('auditor', 'privacy', 'legal', 'executive');
  const act = (handler: RequestHandler) => ({ post: [signed, auditor, ...jsonBody, handler] });
  mount(app, '/api/audits', { get: [signed, followers, noQuery, listAudits(deps)], ...act(openAudit(deps)) });
  mount(app, '/api/audits/:id', { get: [signed, readers, noQuery, readAudit(deps)] });
  mount(app, '/api/audits/:id/samples', act(drawSample(deps)));
  mount(app, '/api/audits/:id/findings', act(recordFinding(deps)));
  mount(app, '/api/audits/:id/findings/:number/done', { post: [signed, readers, ...jsonBody, endFinding(deps)] });
  mount(app, '/api/audits/:id/close', act(closeAudit(deps)));
  mount(app, '/api/audits/:id/bundle', { get: [signed, auditor, noQuery, sendBundle(deps)] });
}

function trainingRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const trainers = requireRole('operator', 'privacy');
  const named = requireRole('operator', 'auditor', 'privacy', 'lead');
  mount(app, '/api/staff', { get: [signed, named, listStaff(deps)] });
  mount(app, '/api/staff/import', { post: [signed, operator, ...longCsv, importStaff(deps)] });
  mount(app, '/api/staff/template.csv', { get: [signed, named, noQuery, showStaffTemplate] });
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

function returnedMailRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
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

function accessRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  mount(app, '/api/access', { get: [signed, requireRole('auditor', 'privacy'), listAccess(deps)] });
}

function peopleRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  mount(app, '/api/people', {
    get: [signed, readers, listPeople(deps)],
    post: [signed, operator, noQuery, ...csvOrJson, addPeople(deps)],
  });
  mount(app, '/api/people/:id', {
    get: [signed, readers, noQuery, readPerson(deps)],
    patch: [signed, operator, ...jsonBody, changePerson(deps)],
  });
}

function keyRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
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

function sessionRoutes(app: Express, deps: ApiDeps, signed: RequestHandler, known: Authenticate): void {
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

function administrationRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const readsStory = requireRole('auditor', 'operator', 'privacy');
  const second = requireRole(...CONFIRMING_ROLES);
  mount(app, '/api/administration', { get: [signed, readsStory, listAdministration(deps)] });
  mount(app, '/api/administration/pending', { get: [signed, readsStory, noQuery, listPending(deps)] });
  const act = (handler: RequestHandler) => ({ post: [signed, second, ...jsonBody, handler] });
  mount(app, '/api/administration/pending/:page/confirm', act(confirmPending(deps)));
  mount(app, '/api/administration/pending/:page/decline', act(declinePending(deps)));
}

function customerRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  mount(app, '/api/customers', {
    get: [signed, readers, listCustomers(deps)],
    post: [signed, operator, ...largeJsonBody, addCustomer(deps)],
  });
  mount(app, '/api/customers/import', { post: [signed, operator, ...csvOrList, importCustomers(deps)] });
  mount(app, '/api/customers/fitness', { get: [signed, readers, listUnfit(deps)] });
  mount(app, '/api/customers/template.csv', { get: [signed, readers, noQuery, showTemplate] });
  const change = [signed, operator, ...largeJsonBody];
  mount(app, '/api/customers/:id/accounts/:account', { delete: [signed, operator, noQuery, endAccount(deps)] });
  mount(app, '/api/customers/:id/contacts/:contact', {
    patch: [...change, patchContact(deps)],
    delete: [signed, operator, noQuery, endContact(deps)],
  });
  mount(app, '/api/customers/:id/contacts/:contact/webhook', {
    get: [signed, operator, noQuery, readContactWebhook(deps)],
    put: [signed, operator, ...jsonBody, setContactWebhook(deps)],
    delete: [signed, operator, noQuery, endContactWebhook(deps)],
  });
  mount(app, '/api/customers/:id/contacts/:contact/webhook/rotate', {
    post: [signed, operator, noQuery, rotateContactWebhook(deps)],
  });
  mount(app, '/api/customers/:id/contacts/:contact/address', {
    delete: [signed, operator, noQuery, eraseContact(deps)],
  });
  mount(app, '/api/customers/:id', {
    get: [signed, readers, readCustomer(deps)],
    put: [...change, putCustomer(deps)],
    patch: [...change, patchCustomer(deps)],
    delete: [signed, operator, noQuery, endCustomer(deps)],
  });
}
