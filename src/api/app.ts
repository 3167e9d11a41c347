import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { refuseWrites } from './http/clock-gate';
import { openCodec, SHARED_WITH_UI } from './routes/codec-door';
import type { ApiDeps } from './deps';
import { openConsole } from './routes/console';
import { docsPage, problemPage, showDescription } from './routes/docs';
import { apiIndex } from './routes/front';
import { healthz, readyz } from './routes/health';
import { createMetrics } from './metrics';
import { metricsRoute } from './routes/metrics-door';
import { Problem } from './http/problem';
import { answerProblems } from './http/problem-answers';
import { logRequests } from './http/request-log';
import { mount } from './http/routing';
import { limitForms } from './http/form-limit';
import { createFailureLimiter } from './http/failed-sign-ins';
import { createAuthenticator, requireSignIn } from './http/sign-in';
import { addressFault } from '../contract/parties/mail-address';
import { openContacts, openPortal, openTraining, type PortalDeps, openReportForm } from '../portal';
import { incidentIn } from './incidents/incident-id';
import { createReportForms } from './incidents/report-forms';
import { tellOfFile } from './incidents/assistance-news';
import { tellOfReturned } from './incidents/returned-news';
import { openScim } from './scim/routes';
import { openSignIn } from './sign-in/routes';
import { refuseStrangers } from './http/strangers';
import { incidentRoutes, postMortemRoutes, exerciseRoutes } from './addresses/incidents';
import {
  registerRoutes,
  detectionRoutes,
  auditRoutes,
  procedureRoutes,
  programmeReviewRoutes,
  returnedMailRoutes,
} from './addresses/register';
import {
  accessRoutes,
  peopleRoutes,
  keyRoutes,
  sessionRoutes,
  administrationRoutes,
  trainingRoutes,
} from './addresses/people';
import { customerRoutes } from './addresses/customers';

export type { ApiDeps } from './deps';

/** The whole HTTP API as an Express app. It answers every request; an internal error is the only 500. */
export function createApp(deps: ApiDeps): Express {
  const app = express();
  // A proxy's rules by path must mean what ours mean: neither case nor a slash at the end makes another address.
  app.enable('case sensitive routing').enable('strict routing');
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  const { measure, show } = createMetrics(deps);
  app.use(logRequests(deps.log), measure, helmet(HEADERS), unkept);
  openPortal(app, { ...deps, onReturned: disowned(deps), onTaken: taken(deps) });
  openReportForm(app, { forms: createReportForms(deps), ownNames: deps.ownNames, limit: limitForms });
  openTraining(app, deps);
  openContacts(app, { ...deps, addressFault });
  app.use(refuseStrangers(deps, SHARED_WITH_UI));
  openRoutes(app);
  healthRoutes(app, deps);
  const refuse = createFailureLimiter();
  const known = createAuthenticator(deps, refuse);
  openSignIn(app, deps, known, refuse);
  openScim(app, deps, refuse);
  openConsole(app, deps);
  openCodec(app, deps, known);
  const signed = requireSignIn(deps, known);
  mount(app, '/metrics', { get: [...metricsRoute(signed, deps.patience), show] });
  app.use('/api', refuseWrites(deps));
  incidentRoutes(app, deps, { signed, seeing: requireSignIn(deps, known, incidentIn) });
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
  procedureRoutes(app, deps, signed);
  programmeReviewRoutes(app, deps, signed);
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

function taken(deps: ApiDeps): PortalDeps['onTaken'] {
  return (file, { contact, notice }) => tellOfFile(deps, file, 'taken', { contact, notice });
}

/** Without a referrer, browsers send `Origin: null` with our own forms. */
const HEADERS = { referrerPolicy: { policy: 'same-origin' as const } };

/** Answers are about people and incidents: nothing may cache them. */
const unkept: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

function openRoutes(app: Express): void {
  mount(app, '/api', { get: apiIndex });
  mount(app, '/api/openapi.json', { get: showDescription });
  mount(app, '/api/docs', { get: docsPage });
  mount(app, '/problems/:code', { get: problemPage });
}

function healthRoutes(app: Express, deps: ApiDeps): void {
  mount(app, '/healthz', { get: healthz });
  mount(app, '/readyz', { get: readyz(deps) });
}
