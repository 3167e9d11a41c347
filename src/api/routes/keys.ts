import type { Request, RequestHandler, Response } from 'express';
import { keyId, keyRequest } from '../../contract/people';
import { instantFrom, plus, type Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import { createApiKey } from '../../primitives/api-key';
import { KEY_LIFE_MS, KEY_WARNING_MS, type Key } from '../../register';
import type { ApiDeps } from '../deps';
import { bodyAs } from '../http/input';
import { Problem } from '../http/problem';
import { credentialOf, personOf } from '../http/sign-in';
import { presentKey } from '../presenters';
import { personIn } from './people';

type Serving = (deps: ApiDeps) => RequestHandler;

/** Only this answer holds the key, so it is never stored under an idempotency key. */
export const giveKey: Serving = (deps) => async (request, response) => {
  const { name = 'Key', expiresAt } = bodyAs(keyRequest, request);
  const at = deps.clock();
  const expires = expiresAt === undefined ? plus(at, KEY_LIFE_MS) : expiryIn(expiresAt, at);
  const { id: person } = await personIn(deps, request);
  const { key, hash } = createApiKey();
  const by = personOf(response).id;
  const made = await deps.register.keys.add({ person, hash, name, at, by, expiresAt: expires });
  if (!made) throw new Problem('inactive', `${person} is not active.`);
  const { createdAt, ...rest } = made;
  response.status(201).json({ key, id: rest.id, person, name, createdAt, expiresAt: rest.expiresAt });
};

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
async function revoke({ register }: ApiDeps, person: PersonId, request: Request, response: Response): Promise<void> {
  const id = keyId.safeParse(request.params.key);
  if (!id.success || !(await register.keys.revoke(person, id.data)))
    throw new Problem('not-found', 'This person has no such key.');
  response.status(204).end();
}

function expiryIn(text: string, at: Instant): Instant {
  const expiresAt = instantFrom(text);
  if (expiresAt && expiresAt > at && expiresAt <= plus(at, KEY_LIFE_MS)) return expiresAt;
  const detail = 'must be an instant to come, 365 days from now at most';
  throw new Problem('impossible-instant', `expiresAt ${detail}.`, { errors: [{ pointer: '/expiresAt', detail }] });
}
