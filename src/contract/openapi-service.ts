import { z } from 'zod';
import { filing } from './notices/filing';
import type { ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { wirePayloads } from './codec';
import { answers, BODY, body, failures, onwardTo, operation, refusals, success, type Operation } from './openapi-parts';

export function servicePaths(): ZodOpenApiPathsObject {
  const open = (summary: string, type: string, schema: z.ZodType = z.looseObject({}), page = false): Operation => ({
    ...operation('service', summary, {
      200: {
        description: 'As asked.',
        content: { [type]: { schema }, ...(page && { 'text/html': { schema: z.string() } }) },
      },
      ...refusals([]),
    }),
    security: [],
  });
  const places = z.looseObject({ docs: z.string(), openapi: z.string(), incidents: z.string() });
  const state = z.looseObject({ status: z.string() });
  const kind = z.object({ type: z.string(), title: z.string(), status: z.int(), now: z.string() });
  const problemOpen = open(
    'What a problem means, and what to do: a page for a browser.',
    'application/json',
    kind,
    true,
  );
  return {
    '/': { get: open('Where to go on: a page for a browser.', 'application/json', places, true) },
    '/api': { get: open('Where everything is.', 'application/json', places) },
    '/api/openapi.json': { get: open('This description.', 'application/json') },
    '/api/docs': { get: open('This description, to be read.', 'text/html', z.string()) },
    '/problems/{code}': {
      get: {
        ...problemOpen,
        requestParams: { path: z.object({ code: z.string().meta({ description: 'The end of a problem’s `type`.' }) }) },
        responses: { ...problemOpen.responses, ...refusals(['bad-request', 'not-found']) },
      },
    },
    '/metrics': {
      get: operation('service', 'Numbers for Prometheus. For operators and auditors.', {
        200: { description: 'In Prometheus’ text format.', content: { 'text/plain': { schema: z.string() } } },
        ...failures(['not-permitted']),
      }),
    },
    '/healthz': { get: open('The process is up.', 'application/json', state) },
    '/readyz': {
      get: {
        ...open(
          'Register, schema and Temporal can be used, and this machine’s clock is right.',
          'application/json',
          state,
        ),
        responses: { 200: success('Ready.', state), 503: success('Not ready.', state), ...refusals([]) },
      },
    },
  };
}

/** Pages for people who have no account. */
export function portalPaths(): ZodOpenApiPathsObject {
  const token = z.object({ token: z.string().meta({ description: 'Of the link in the mail.' }) });
  const gone = { description: 'No such page, or not any more.', content: { 'text/html': { schema: z.string() } } };
  const page = {
    description:
      'The notice as it was sent; with `format=json` for programs, with all that the recipient needs for its own filing; with `format=pdf` to be kept.',
    content: {
      'text/html': { schema: z.string() },
      'application/json': { schema: z.looseObject({ filing }) },
      'application/pdf': { schema: z.string().meta({ format: 'binary' }) },
    },
  };
  const query = z.object({ format: z.enum(['json', 'pdf']).optional(), said: z.string().optional() });
  const of = (summary: string, responses: ZodOpenApiResponsesObject, requestParams: object): Operation => ({
    ...operation('service', summary, { ...refusals([]), ...responses, 404: gone }, { requestParams }),
    security: [],
  });
  const posted = { ...onwardTo('To the page.'), ...refusals(['bad-request', 'too-large', 'wrong-media-type']) };
  const form = z.object({ source: z.string().meta({ description: 'Of the form.' }), token: token.shape.token });
  const formPage = { 200: { description: 'The form, with a receipt once it was sent.', content: gone.content } };
  return {
    '/r/{source}/{token}': {
      get: of(
        'A form for people without an account, by a link that an operator made.',
        { ...formPage, ...refusals(['bad-request']) },
        { path: form },
      ),
      post: of(
        'Report something, or ask after a report by its reference.',
        { ...formPage, ...refusals(['bad-request', 'too-large']) },
        { path: form },
      ),
    },
    '/n/{token}': {
      get: of(
        'The page of one recipient of a notice.',
        { 200: page, ...refusals(['bad-request']) },
        { path: token, query },
      ),
      post: of('Confirm it, ask back, or say that it came to the wrong person.', posted, {
        path: token,
      }),
    },
  };
}

/** Temporal's protocol of a remote codec. */
export function codecPaths(): ZodOpenApiPathsObject {
  const requestParams = {
    path: z.object({
      incident: z.string().meta({ description: 'Which incident is to hear it.', examples: ['INC-2026-0001'] }),
      command: z.string().meta({ description: 'As which signal or update.', examples: ['note-progress'] }),
    }),
  };
  const turn = (summary: string): Operation =>
    operation(
      'codec',
      summary,
      answers(200, 'The same, turned.', wirePayloads, [...BODY, 'bad-request', 'not-permitted']),
      {
        description:
          'For who may read incidents: by key, or by the session of the browser in which Temporal’s UI is open.',
        security: [{ key: [] }, { session: [] }],
        ...body(wirePayloads),
      },
    );
  return {
    '/codec/encode': { post: turn('Encrypt what no incident is to take.') },
    '/codec/decode': { post: turn('Read what Temporal keeps.') },
    '/codec/for/{incident}/{command}/encode': {
      post: { ...turn('Seal, as who is signed in, one command for one incident.'), requestParams },
    },
    '/codec/for/{incident}/{command}/decode': {
      post: { ...turn('Read what Temporal answers to it.'), requestParams },
    },
    '/codec/sign-in': {
      get: {
        ...operation('codec', 'To the sign-in page.', { ...onwardTo('There.'), ...refusals([]) }),
        security: [],
      },
    },
  };
}
