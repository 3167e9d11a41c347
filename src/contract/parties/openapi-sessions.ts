import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers, BODY, body, failures, onwardTo, operation, refusals, type Operation } from '../openapi-parts';
import { codeBody } from './people';
import { personId } from '../words';
import { keyForm, sessionId, sessionList, signedIn } from './sessions';

/** Browsers that are signed in: by pages for people, and by what these pages call. */
export function sessionPaths(): ZodOpenApiPathsObject {
  const id = z.object({ id: personId('The person.') });
  const session = z.object({ session: sessionId });
  const list = (summary: string, ...codes: ('not-found' | 'not-permitted')[]) =>
    operation('sessions', summary, answers(200, 'Those that are open.', sessionList, ['bad-request', ...codes]));
  const end = (summary: string, path: z.ZodObject): Operation =>
    operation(
      'sessions',
      summary,
      { 204: { description: 'Ended.' }, ...failures(['bad-request', 'not-found', 'clock']) },
      { requestParams: { path } },
    );
  return {
    ...signInPaths(),
    '/api/sessions': { get: list('Your own sessions.') },
    '/api/sessions/{session}': { delete: end('End a session of your own.', session) },
    '/api/people/{id}/sessions': {
      get: {
        ...list('The sessions of a person. For operators and auditors.', 'not-found', 'not-permitted'),
        requestParams: { path: id },
      },
    },
    '/api/people/{id}/sessions/{session}': {
      delete: end('End a session of a person. For operators.', id.extend(session.shape)),
    },
  };
}

function signInPaths(): ZodOpenApiPathsObject {
  const page = { 200: { description: 'A page.', content: { 'text/html': { schema: z.string() } } } };
  const onward = onwardTo('On, signed in or out.');
  const open = (summary: string, responses: Operation['responses']): Operation => ({
    ...operation('sessions', summary, responses),
    security: [],
  });
  const form = { 'application/x-www-form-urlencoded': { schema: keyForm.extend({ to: z.string().optional() }) } };
  const codeForm = { 'application/x-www-form-urlencoded': { schema: codeBody.pick({ code: true }) } };
  return {
    '/session': {
      post: {
        ...open('Sign a browser in by a key: the answer sets its cookie.', {
          ...answers(201, 'Signed in.', signedIn, [...BODY, 'bad-request', 'not-permitted']),
        }),
        ...body(keyForm),
      },
      get: operation('sessions', 'Who is signed in, and by what.', answers(200, 'You.', signedIn, ['bad-request'])),
      delete: operation('sessions', 'Sign the browser out; its session ends here.', {
        204: { description: 'Signed out. The browser empties what the console kept in it (`Clear-Site-Data`).' },
        ...failures(['bad-request']),
      }),
    },
    '/account': { get: open('Who is signed in, and the way out: a page.', { ...page, ...onward, ...refusals([]) }) },
    '/sign-in': {
      get: open('The sign-in page.', { ...page, ...onward, ...refusals(['unavailable']) }),
      post: {
        ...open('Sign a browser in by a key, from that page.', {
          ...onward,
          ...failures(['malformed', 'too-large', 'wrong-media-type', 'csrf']),
        }),
        requestBody: { required: true, content: form },
      },
    },
    '/sign-in/code': {
      get: open('Where a mailed code is turned into a key: a page.', { ...page, ...refusals(['unavailable']) }),
      post: {
        ...open('Turn a mailed code into a key, from that page, which shows it this once.', {
          ...page,
          ...failures(['malformed', 'too-large', 'wrong-media-type', 'csrf', 'clock']),
        }),
        requestBody: { required: true, content: codeForm },
      },
    },
    '/sign-in/oidc': {
      get: open('To the identity provider.', { ...onward, ...refusals(['not-found', 'unavailable']) }),
    },
    '/sign-in/callback': {
      get: open('Back from the identity provider, or which account?', {
        ...page,
        ...onward,
        ...failures(['not-found']),
      }),
    },
    '/sign-out': {
      post: open('Sign the browser out, from a page.', { ...onward, ...refusals(['csrf', 'unavailable']) }),
    },
  };
}
