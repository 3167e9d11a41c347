import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { codeBody, keyId, keyRequest } from '../../../contract/parties/people';
import { instantFrom, plus, type Instant } from '../../../domain/primitives/instant';
import type { PersonId } from '../../../domain/primitives/people';
import { createApiKey } from '../../../primitives/api-key';
import { codeHash } from '../../../primitives/code';
import { KEY_LIFE_MS, KEY_WARNING_MS, type Key } from '../../../register';
import type { ApiDeps } from '../../deps';
import { createFailureLimiter, type Refuse } from '../../http/failed-sign-ins';
import { bodyAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { authorOf, credentialOf, personOf } from '../../http/sign-in';
import { presentKey } from '../../presenters';
import { personIn } from './people';

type Serving = (deps: ApiDeps) => RequestHandler;

/**
 * Only this answer holds one's own key, so it is never stored under an idempotency key. Somebody else's is theirs alone to make: they are
 * mailed a code for it.
 */
export const giveKey: Serving = (deps) => async (request, response) => {
  const given = keyOf(deps, bodyAs(keyRequest, request));
  const { id: person } = await personIn(deps, request);
  const author = authorOf(deps, response);
  if (person !== author.person) {
    const granted = await deps.register.keys.grant(person, author);
    if (!granted) throw new Problem('inactive', `${person} is not active.`);
    response.status(202).json({ person, ...granted });
    return;
  }
  const { key, hash } = createApiKey();
  const made = await deps.register.keys.add({ ...given, person, hash, by: person }, author);
  if (!made) throw new Problem('inactive', `${person} is not active.`);
  response.status(201).json(newKeyOf(key, made));
};

export const redeemCode: Serving = (deps) => {
  const refuse = createFailureLimiter();
  return async (request, response) => {
    const { key, made } = await keyByCode(deps, refuse, request, response);
    response.status(201).json(newKeyOf(key, made));
  };
};

/** Whoever was mailed a code turns it into a key, once. It is all that they sign in with here. @throws Problem */
export async function keyByCode(
  deps: ApiDeps,
  refuse: Refuse,
  request: Request,
  response: Response,
): Promise<{ key: string; made: Key }> {
  const { code, ...rest } = bodyAs(codeBody, request);
  const { key, hash } = createApiKey();
  const made = await deps.register.keys.redeem(codeHash(code), { ...keyOf(deps, rest), hash });
  if (made) return { key, made };
  const why = 'This code is not known, was used, or has ended; ask an operator for another.';
  return await refuse(request, response, why);
}

function keyOf({ clock }: ApiDeps, { name = 'Key', expiresAt }: z.output<typeof keyRequest>) {
  const at = clock();
  return { name, at, expiresAt: expiresAt === undefined ? plus(at, KEY_LIFE_MS) : expiryIn(expiresAt, at) };
}

function newKeyOf(key: string, { id, person, name, createdAt, expiresAt }: Key) {
  return { key, id, person, name, createdAt, expiresAt };
}

export const listKeys: Serving = (deps) => async (request, response) => {
  const { id } = await personIn(deps, request);
  await answerKeys(deps, id, response);
};

export const listOwnKeys: Serving = (deps) => (_request, response) => answerKeys(deps, personOf(response).id, response);

export const revokeKey: Serving = (deps) => async (request, response) => {
  const { id } = await personIn(deps, request);
  await revoke(deps, id, request, response);
};

export const revokeOwnKey: Serving = (deps) => (request, response) =>
  revoke(deps, personOf(response).id, request, response);

async function answerKeys(deps: ApiDeps, person: PersonId, response: Response): Promise<void> {
  const asOf = deps.clock();
  const used = credentialOf(response);
  const keys = await deps.register.keys.of(person);
  const items = keys.map((key) =>
    presentKey({ ...key, state: stateOf(key, asOf), isThis: used.kind === 'key' && used.id === key.id }),
  );
  response.json({ asOf, items });
}

function stateOf({ expiresAt }: Key, at: Instant) {
  if (expiresAt <= at) return 'expired';
  return expiresAt <= plus(at, KEY_WARNING_MS) ? 'expiring' : 'valid';
}

/** The key of somebody else is answered like one that does not exist. */
async function revoke(deps: ApiDeps, person: PersonId, request: Request, response: Response): Promise<void> {
  const id = keyId.safeParse(request.params.key);
  if (!id.success || !(await deps.register.keys.revoke(person, id.data, authorOf(deps, response))))
    throw new Problem('not-found', 'This person has no such key.');
  response.status(204).end();
}

function expiryIn(text: string, at: Instant): Instant {
  const expiresAt = instantFrom(text);
  if (expiresAt && expiresAt > at && expiresAt <= plus(at, KEY_LIFE_MS)) return expiresAt;
  const detail = 'must be an instant to come, 365 days from now at most';
  throw new Problem('impossible-instant', `expiresAt ${detail}.`, { errors: [{ pointer: '/expiresAt', detail }] });
}
