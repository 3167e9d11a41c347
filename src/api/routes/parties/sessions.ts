import type { Request, RequestHandler, Response } from 'express';
import { keyForm, sessionId } from '../../../contract/parties/sessions';
import type { PersonId } from '../../../domain/primitives/people';
import { apiKeyHash } from '../../../primitives/api-key';
import type { Session } from '../../../register';
import type { ApiDeps } from '../../deps';
import { bodyAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { beginSession, forgetSession } from '../../http/sessions';
import { authorOf, credentialOf, personOf, signInOf, type Authenticate } from '../../http/sign-in';
import { presentPerson, presentSession } from '../../presenters';
import { personIn } from './people';

type Serving = (deps: ApiDeps) => RequestHandler;

/** Signs the browser in by a key. */
export function signInByKey(deps: ApiDeps, known: Authenticate): RequestHandler {
  return async (request, response) => {
    const session = await sessionByKey(deps, known, request, response);
    response.status(201).json({ ...whoIs(response), credential: { kind: 'session', id: session.id } });
  };
}

/** Begins a session with the key in the body, and keeps that in the access log. @throws Problem */
export async function sessionByKey(
  deps: ApiDeps,
  known: Authenticate,
  request: Request,
  response: Response,
): Promise<Session> {
  const hash = apiKeyHash(bodyAs(keyForm, request).key);
  const person = await known(request, response, [{ kind: 'key', hash }]);
  const { credential, expiresAt } = signInOf(response);
  const key = { id: credential.id, expiresAt };
  const session = await beginSession(deps, request, response, { person: person.id, key });
  if (!session) throw new Problem('not-signed-in', 'This key was revoked just now.');
  signInOf(response).expiresAt = session.expiresAt;
  await noteSignIn(deps, person.id, '/session');
  return session;
}

export async function noteSignIn({ register, clock }: ApiDeps, person: PersonId, route: string): Promise<void> {
  await register.access.write({ at: clock(), person, method: 'POST', route, status: 201 });
}

export const showSignIn: RequestHandler = (_request, response) => {
  response.json({ ...whoIs(response), credential: credentialOf(response) });
};

/** Ends the session of a browser that signs out, and keeps that in the access log. */
export async function endSignedOut({ register, clock }: ApiDeps, person: PersonId, session: string): Promise<void> {
  if (!(await register.sessions.end(person, session))) return;
  const entry = { at: clock(), person, method: 'DELETE', route: '/session', status: 204, credential: session };
  await register.access.write(entry);
}

function whoIs(response: Response) {
  const { person, expiresAt } = signInOf(response);
  return { person: presentPerson(person), expiresAt };
}

/** A key that was sent stays: it is revoked elsewhere. */
export const signOut: Serving = (deps) => async (_request, response) => {
  const { kind, id } = credentialOf(response);
  if (kind === 'session') await endSignedOut(deps, personOf(response).id, id);
  forgetSession(deps, response);
  response.status(204).end();
};

export const listOwnSessions: Serving = (deps) => (_request, response) =>
  answerSessions(deps, personOf(response).id, response);

export const listSessions: Serving = (deps) => async (request, response) => {
  await answerSessions(deps, (await personIn(deps, request)).id, response);
};

async function answerSessions(deps: ApiDeps, person: PersonId, response: Response): Promise<void> {
  const asOf = deps.clock();
  const { kind, id } = credentialOf(response);
  const sessions = await deps.register.sessions.of(person, asOf, deps.session.idleMs);
  const items = sessions.map((one) => presentSession({ ...one, isThis: kind === 'session' && id === one.id }));
  response.json({ asOf, items });
}

export const endOwnSession: Serving = (deps) => (request, response) =>
  endSession(deps, personOf(response).id, request, response);

export const endSessionOf: Serving = (deps) => async (request, response) => {
  await endSession(deps, (await personIn(deps, request)).id, request, response);
};

/** The session of somebody else is answered like one that does not exist. */
async function endSession(deps: ApiDeps, person: PersonId, request: Request, response: Response): Promise<void> {
  const id = sessionId.safeParse(request.params.session);
  if (!id.success || !(await deps.register.sessions.endBy(person, id.data, authorOf(deps, response))))
    throw new Problem('not-found', 'This person has no such session.');
  response.status(204).end();
}
