import type { Request, RequestHandler } from 'express';
import { contactWebhookBody } from '../../../contract/parties/contact-webhooks';
import { plus } from '../../../domain/primitives/instant';
import { CONTACT_SECRETS_OVERLAP_MS, contactSecret } from '../../../primitives/signing-secret';
import type { ContactWebhook } from '../../../register';
import type { ApiDeps } from '../../deps';
import { bodyAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { authorOf } from '../../http/sign-in';

type Serving = (deps: ApiDeps) => RequestHandler;

/** Only these answers hold the secret, which is stored nowhere. */
export const readContactWebhook: Serving = (deps) => async (request, response) => {
  const contact = await contactIn(deps, request);
  response.json(withSecret(deps, await deps.register.contactWebhooks.get(contact)));
};

export const setContactWebhook: Serving = (deps) => async (request, response) => {
  const { url } = bodyAs(contactWebhookBody, request);
  const contact = await contactIn(deps, request);
  const { contactWebhooks } = deps.register;
  await contactWebhooks.set({ contact, url, ringKey: deps.keyRing.current }, authorOf(deps, response));
  response.json(withSecret(deps, await contactWebhooks.get(contact)));
};

export const rotateContactWebhook: Serving = (deps) => async (request, response) => {
  const contact = await contactIn(deps, request);
  const { contactWebhooks } = deps.register;
  const rotated = await contactWebhooks.rotate(contact, deps.keyRing.current, authorOf(deps, response));
  response.json(withSecret(deps, rotated));
};

export const endContactWebhook: Serving = (deps) => async (request, response) => {
  const contact = await contactIn(deps, request);
  if (!(await deps.register.contactWebhooks.end(contact, authorOf(deps, response)))) throw noWebhook();
  response.status(204).end();
};

function withSecret({ keyRing }: ApiDeps, webhook: ContactWebhook | undefined) {
  if (!webhook) throw noWebhook();
  const { contact, url, ringKey, generation, rotatedAt, goneAt } = webhook;
  const key = keyRing.keys.get(ringKey);
  return {
    ...{ contact, url, generation, rotatedAt, goneAt },
    ...(key && { secret: contactSecret(key, contact, generation) }),
    ...(generation > 1 && { previousUntil: plus(rotatedAt, CONTACT_SECRETS_OVERLAP_MS) }),
  };
}

async function contactIn({ register }: ApiDeps, request: Request): Promise<string> {
  const { id = '', contact = '' } = request.params;
  const customer = await register.customers.get(String(id));
  const found = customer?.accounts.flatMap(({ contacts }) => contacts).find((one) => one.id === contact);
  if (!found || found.endedAt !== undefined)
    throw new Problem('not-found', 'There is no such contact of this customer.');
  return found.id;
}

function noWebhook(): Problem {
  return new Problem('not-found', 'This contact has no webhook.');
}
