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
  /** The answer is provisional: a repeat with the same key is executed again and answers with the outcome so far. */
  isPassing?: boolean;
}

/** Identifies a repeated command to Temporal and to the state: derived from person, route and key. */
export interface Once {
  key: string;
  bodyHash: string;
}

const KEY = /^[\x20-\x7e]{1,255}$/;

/**
 * Executes a request once per idempotency key, and repeats its first answer. Only successes are stored: a refusal changed nothing, so the
 * same key may try again and is decided again.
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
    // Done, so the caller does not wait for the register, and a failure of it must not turn the answer into an error.
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
