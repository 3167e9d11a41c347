import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { ApiDeps } from '../deps';
import { Problem } from './problem';
import { sha256 } from '../../primitives/hash';
import { personOf } from './sign-in';

export interface Reply {
  status: number;
  body: object;
  headers?: Record<string, string>;
  /** Not the last word: the same key asks again, and is answered by what has become of it. */
  isPassing?: boolean;
}

/** How Temporal and the state know a repeated message: the same for the same person, route and key, and no other. */
export interface Once {
  key: string;
  bodyHash: string;
}

const KEY = /^[\x20-\x7e]{1,255}$/;

/**
 * Does it once for each idempotency key, and answers a repeat as it answered first. Only what was done is kept:
 * a refusal changed nothing, so the same key may try again, and is judged again.
 */
export async function answerOnce(
  deps: ApiDeps,
  request: Request,
  response: Response,
  body: object,
  act: (once: Once) => Promise<Reply>,
): Promise<void> {
  const given = keyOf(request);
  const place = [personOf(response).id, request.method, request.baseUrl + request.path];
  const once = {
    key: sha256(JSON.stringify([...place, given ?? randomUUID()])),
    bodyHash: sha256(JSON.stringify(body)),
  };
  if (given === undefined) return reply(response, await act(once));
  const before = await earlier(deps, once);
  if (before) return reply(response.set('Idempotent-Replayed', 'true'), before);
  reply(response, await kept(deps, once, act));
}

function keyOf(request: Request): string | undefined {
  const key = request.get('idempotency-key');
  if (key === undefined || KEY.test(key)) return key;
  const detail = 'must be 1 to 255 printable ASCII characters';
  throw new Problem('bad-request', `Idempotency-Key ${detail}.`, {
    errors: [{ parameter: 'Idempotency-Key', detail }],
  });
}

async function earlier({ register, clock }: ApiDeps, { key, bodyHash }: Once): Promise<Reply | undefined> {
  const taken = await register.idempotency.take({ id: key, bodyHash, at: clock() });
  switch (taken.state) {
    case 'new':
      return undefined;
    case 'in-flight':
      throw new Problem('key-in-flight', 'The first request with this idempotency key has not been answered yet.', {
        headers: { 'Retry-After': '1' },
      });
    case 'other-body':
      throw new Problem('key-reused', 'This idempotency key came with another body before.');
    case 'answered':
      return { status: taken.status, ...(taken.answer as Pick<Reply, 'body' | 'headers'>) };
  }
}

async function kept({ register, log }: ApiDeps, once: Once, act: (once: Once) => Promise<Reply>): Promise<Reply> {
  const lost = (fault: unknown) => log.warn({ err: fault }, 'an idempotency key could not be settled');
  try {
    const { status, body, headers, isPassing } = await act(once);
    if (isPassing) {
      await register.idempotency.release(once.key).catch(lost);
      return { status, body, headers };
    }
    // It is done: nobody waits for the register now, and one that fails must not turn the answer into a fault.
    void register.idempotency.answer(once.key, status, { body, headers }).catch(lost);
    return { status, body, headers };
  } catch (fault) {
    await register.idempotency.release(once.key).catch(lost);
    throw fault;
  }
}

function reply(response: Response, { status, body, headers = {} }: Reply): void {
  response.set(headers).status(status).json(body);
}
