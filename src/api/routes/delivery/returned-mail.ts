import { timingSafeEqual } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { ReturnedMail } from '../../../register';
import { sha256 } from '../../../primitives/hash';
import { signingSecret } from '../../../primitives/signing-secret';
import { takeMail } from '../../incidents/take-mail';
import { isHiddenFrom } from '../../incidents/hidden';
import type { ApiDeps } from '../../deps';
import { createFailureLimiter } from '../../http/failed-sign-ins';
import { asking, noQuery } from '../../http/input';
import { isSignedWith } from '../../http/signed';
import { Problem } from '../../http/problem';
import { personOf } from '../../http/sign-in';

type Serving = (deps: ApiDeps) => RequestHandler;

/** A mail with all that was attached to what comes back. */
export const mailBody: RequestHandler[] = [
  noQuery,
  asking('message/rfc822'),
  express.raw({ limit: '10mb', type: 'message/rfc822' }),
];

export const takeReturnedMail: Serving = (deps) => {
  const refuse = createFailureLimiter();
  return async (request, response) => {
    const raw: unknown = request.body;
    if (!Buffer.isBuffer(raw) || !isFromOurServer(deps, request, raw))
      return refuse(
        request,
        response,
        'This is neither with the secret of returned mail, nor signed by it: see GET /api/returned-mail/secret.',
        { isWhole: true },
      );
    response.json(await takeMail(deps, raw));
  };
};

export const showSecret: Serving = (deps) => (_request, response) => {
  response.json({ secret: secretBy(deps.keyRing.keys.get(deps.keyRing.current)) });
};

export const listReturnedMail: Serving = (deps) => async (_request, response) => {
  const hidden = await isHiddenFrom(deps, personOf(response));
  const items = await deps.register.returnedMails.waiting();
  response.json({ items: items.filter((one) => !hidden(one.incident)) });
};

export const showReturnedMail: Serving = (deps) => async (request, response) => {
  const { id } = await waitingMail(deps, request, response);
  const raw = await deps.register.returnedMails.raw(id);
  if (!raw) throw unknownMail();
  response.set('Content-Disposition', `attachment; filename="${id}.eml"`).type('message/rfc822').send(Buffer.from(raw));
};

export const settleReturnedMail: Serving = (deps) => async (request, response) => {
  const { id } = await waitingMail(deps, request, response);
  const settledAt = deps.clock();
  if (!(await deps.register.returnedMails.settle(id, personOf(response).id, settledAt))) throw unknownMail();
  response.json({ id, settledAt });
};

async function waitingMail(deps: ApiDeps, request: Request, response: Response): Promise<ReturnedMail> {
  const hidden = await isHiddenFrom(deps, personOf(response));
  const found = (await deps.register.returnedMails.waiting()).find(({ id }) => String(id) === request.params.mail);
  if (!found || hidden(found.incident)) throw unknownMail();
  return found;
}

function unknownMail(): Problem {
  return new Problem('not-found', 'No mail of that number waits.');
}

function secretBy(key: Buffer | undefined): string {
  if (!key) throw new Error('The key ring lacks its current key.');
  return signingSecret(key, 'returned mail');
}

function isFromOurServer({ keyRing }: ApiDeps, request: Request, raw: Buffer): boolean {
  const secrets = [...keyRing.keys.values()].map(secretBy);
  const [, given] = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
  if (given !== undefined) return secrets.some((secret) => isSame(secret, given));
  return secrets.some((secret) => isSignedWith(secret, request, raw));
}

function isSame(secret: string, given: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(secret)), Buffer.from(sha256(given)));
}
