import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { PROBLEMS, type ProblemBody } from '../../contract/problems';
import { BadCursor, MailboxTaken, NoOperatorLeft, RegisterUnavailable } from '../../register';
import type { ApiDeps } from '../deps';
import type { Language, Telling } from '../french';
import { escapeHtml } from '../../primitives/html';
import { isIncidentId } from '../incidents/incident-id';
import { html, prefersPage, sendPage } from './page';
import { acceptedLanguage } from './language';
import { Problem, type FaultPoint } from './problem';
import { routePatternOf } from './routing';
import { credentialIn, signedInPerson } from './sign-in';

/** Of the rows of a file, thousands may be wrong; of the fields of a body, few. */
const MAX_POINTS = 1_000;
export const RETRY_AFTER_SECONDS = '5';
const REFUSALS_PER_HOUR = 300;

/**
 * The last error handler: every fault becomes problem+json, and every refusal to a signed-in person is recorded in the access log. Of
 * others only failed sign-ins are recorded, which are rate-limited; otherwise anybody could fill the log with requests to unknown
 * addresses.
 */
export function answerProblems(deps: ApiDeps): ErrorRequestHandler {
  return async (fault: unknown, request, response, next) => {
    if (response.headersSent) return next(fault);
    const problem = problemFrom(fault);
    send(request, response, problem);
    await noteProblem(deps, request, response, problem, fault);
  };
}

/** Once it is answered. */
export async function noteProblem(
  deps: ApiDeps,
  request: Request,
  response: Response,
  problem: Problem,
  fault: unknown,
): Promise<void> {
  try {
    if (problem.code === 'fault') deps.log.error({ err: fault }, 'a request failed');
    else if (problem.code === 'unavailable') deps.log.warn({ err: fault }, 'a request could not be served');
    if (signedInPerson(response) || problem.code === 'not-signed-in') await keep(deps, request, response, problem);
  } catch {
    // The answer is sent. Passed on, the fault would make Express break the connection or answer with a page of its own.
  }
}

export function problemFrom(fault: unknown): Problem {
  if (fault instanceof Problem) return fault;
  if (fault instanceof BadCursor)
    return new Problem('bad-cursor', fault.message, { errors: [{ parameter: 'cursor', detail: fault.message }] });
  if (fault instanceof NoOperatorLeft) return new Problem('last-operator', fault.message);
  if (fault instanceof MailboxTaken) return new Problem('mailbox-taken', fault.message);
  if (fault instanceof RegisterUnavailable) return new Problem('unavailable', 'The register cannot be reached.');
  return ofTheFramework(fault) ?? new Problem('fault', 'Something went wrong on our side.');
}

/** Errors thrown by Express and its parsers carry their own status. */
function ofTheFramework(fault: unknown): Problem | undefined {
  if (!(fault instanceof Error) || !('status' in fault) || typeof fault.status !== 'number') return undefined;
  const type = 'type' in fault ? fault.type : undefined;
  if (type === 'entity.parse.failed')
    return new Problem('bad-json', 'The body is not JSON.', { errors: [{ pointer: '', detail: 'is not JSON' }] });
  if (fault.status === 413)
    return new Problem('too-large', 'The body is larger than this route takes.', {
      errors: [{ pointer: '', detail: 'is larger than this route takes' }],
    });
  if (fault.status === 415)
    return new Problem('wrong-media-type', 'This character set or content encoding is not read here.');
  return fault.status < 500 ? new Problem('bad-request', 'The request cannot be read.') : undefined;
}

/** For an answer that has begun: the problem as its last line. */
export function problemLine(fault: unknown, language: Language): string {
  const problem = problemFrom(fault);
  return `${JSON.stringify(bodyOf(problem, problem.tellingIn(language)))}\n`;
}

/** For a route whose problems a browser gets as a page of its own. */
export function answerProblemsBy(show: ShowProblem): RequestHandler {
  return (_request, response, next) => {
    response.locals.showProblem = show;
    next();
  };
}

/** Sends the page; the status is set. */
type ShowProblem = (problem: Problem) => void;

function send(request: Request, response: Response, problem: Problem): void {
  const page = prefersPage(request, response);
  const telling = problem.tellingIn(page ? 'en' : acceptedLanguage(request, response));
  const body = bodyOf(problem, telling);
  if (body.status === 503) response.set('Retry-After', RETRY_AFTER_SECONDS);
  if (body.status === 401) response.set('WWW-Authenticate', 'Bearer realm="tocsin"');
  response.set(problem.more.headers ?? {}).status(body.status);
  if (page) {
    const show =
      (response.locals.showProblem as ShowProblem | undefined) ?? (() => sendPage(response, pageOf(body, request)));
    show(problem);
  } else response.set('Content-Language', telling.language).type('application/problem+json').send(JSON.stringify(body));
}

function bodyOf(problem: Problem, telling: Telling): ProblemBody {
  const { code, more } = problem;
  const errorsTotal = more.errorsTotal ?? more.errors?.length ?? 0;
  return {
    type: `/problems/${code}`,
    title: telling.title,
    status: more.status ?? PROBLEMS[code].status,
    detail: problem.detailIn(telling),
    ...(more.errors?.length && { errors: more.errors.slice(0, MAX_POINTS).map((one) => errorOf(one, telling)) }),
    ...(errorsTotal > MAX_POINTS && { errorsTotal }),
    ...(more.points?.length && { points: more.points.map(telling.tell) }),
  };
}

function errorOf(error: FaultPoint, { tell }: Telling): FaultPoint {
  return { ...error, detail: tell(error.detail) };
}

function pageOf({ title, status, detail, type, points = [] }: ProblemBody, request: Request): string {
  const items = points.map((point) => `<li>${escapeHtml(point)}</li>`).join('');
  const list = items && `<ul>${items}</ul>`;
  const to =
    request.method === 'GET' && request.originalUrl !== '/' ? `?to=${encodeURIComponent(request.originalUrl)}` : '';
  const signIn = status === 401 ? `<p><a href="/sign-in${to}">Sign in</a></p>` : '';
  return html(
    title,
    `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(detail)}</p>${list}${signIn}<p>Status ${status}. <a href="${type}">What this means</a></p>`,
  );
}

async function keep(
  { register, clock, log }: ApiDeps,
  request: Request,
  response: Response,
  { code }: Problem,
): Promise<void> {
  try {
    const { route, id } = routePatternOf(response);
    const person = signedInPerson(response)?.id;
    const entry = {
      at: clock(),
      method: request.method,
      route,
      incident: route.startsWith('/api/incidents/') && isIncidentId(id) ? id : undefined,
      status: response.statusCode,
      problem: code,
      credential: credentialIn(response)?.id,
    };
    if (person === undefined) await register.access.write({ ...entry, person });
    else if (!(await register.access.writeRefusal({ ...entry, person }, REFUSALS_PER_HOUR)))
      await register.findings.note({
        subject: `person ${person}`,
        kind: 'refused calls',
        sentence: `more than ${REFUSALS_PER_HOUR} calls with this person's key were refused within an hour; the access log keeps no more of them`,
      });
  } catch (fault) {
    log.warn({ err: fault, problem: code }, 'a refused call is not in the access log');
  }
}
