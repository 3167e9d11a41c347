import type { RequestHandler } from 'express';
import { newScimClient, scimClientPath } from '../../../contract/parties/scim';
import { createApiKey } from '../../../primitives/api-key';
import type { ApiDeps } from '../../deps';
import { bodyAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { authorOf } from '../../http/sign-in';

type Serving = (deps: ApiDeps) => RequestHandler;

export const listScimClients: Serving = (deps) => async (_request, response) => {
  response.json({ items: await deps.register.scimClients.list() });
};

/** Only this answer holds the token, so it is never stored under an idempotency key. */
export const addScimClient: Serving = (deps) => async (request, response) => {
  const { id, name } = bodyAs(newScimClient, request);
  const { key: token, hash: tokenSha256 } = createApiKey();
  if (!(await deps.register.scimClients.add({ id, name, tokenSha256 }, authorOf(deps, response))))
    throw new Problem('already-there', `There is, or was, an identity provider with the id ${id}.`);
  response.status(201).json({ id, url: `${deps.publicUrl}/scim/v2`, token });
};

export const endScimClient: Serving = (deps) => async (request, response) => {
  const { success, data } = scimClientPath.safeParse(request.params);
  const isEnded = success && (await deps.register.scimClients.end(data.id, authorOf(deps, response)));
  if (!isEnded) throw new Problem('not-found', 'There is no identity provider with this id, or it was ended.');
  response.status(204).end();
};
