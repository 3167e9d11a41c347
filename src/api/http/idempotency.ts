import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { IncidentId } from '../../domain/case/state';
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
  /** Whether words of the incident `about` were ever withheld; absent where that was not asked. */
  isWithholding?: boolean;
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
  about?: IncidentId,
): Promise<void> {
  const given = keyOf(request);
  const place = [personOf(response).id, request.method, request.baseUrl + request.path];
  const once = {
    key: sha256(JSON.stringify([...place, given ?? randomUUID()])),
    bodyHash: sha256(JSON.stringify(body)),
  };
  if (given === undefined) return reply(response, await act(once));
  const taken = await takeKey(deps, once, about);
  if (taken.state === 'answered') {
    const before = taken.answer as Pick<Reply, 'body' | 'headers'>;
    return reply(response.set('Idempotent-Replayed', 'true'), { status: taken.status, ...before });
  }
  const { isWithholding } = taken;
  const answer = await released(deps, once, () =>
    act({ ...once, ...(isWithholding !== undefined && { isWithholding }) }),
  );
  // The answer goes out first: whoever waits for it does not wait for the register, and a failure of it must not turn the answer into an error.
  reply(response, answer);
  if (!answer.isPassing) keep(deps, once, answer);
}

function keyOf(request: Request): string | undefined {
  const key = request.get('idempotency-key');
  if (key === undefined || KEY.test(key)) return key;
  const detail = 'must be 1 to 255 printable ASCII characters';
  throw new Problem('bad-request', `Idempotency-Key ${detail}.`, {
    errors: [{ parameter: 'Idempotency-Key', detail }],
  });
}

async function takeKey({ register, clock }: ApiDeps, { key, bodyHash }: Once, about?: IncidentId) {
  const taken = await register.idempotency.take({ id: key, bodyHash, at: clock(), about });
  switch (taken.state) {
    case 'new':
    case 'answered':
      return taken;
    case 'in-flight':
      throw new Problem('key-in-flight', 'The first request with this idempotency key has not been answered yet.', {
        headers: { 'Retry-After': '1' },
      });
    case 'other-body':
      throw new Problem('key-reused', 'This idempotency key came with another body before.');
  }
}

/** Frees the key of what may be done again. */
async function released(deps: ApiDeps, { key }: Once, act: () => Promise<Reply>): Promise<Reply> {
  const release = () => deps.register.idempotency.release(key).catch(unsettled(deps));
  try {
    const answer = await act();
    if (answer.isPassing) await release();
    return answer;
  } catch (fault) {
    await release();
    throw fault;
  }
}

function keep(deps: ApiDeps, { key }: Once, { status, body, headers }: Reply): void {
  void deps.register.idempotency.answer(key, status, { body, headers }).catch(unsettled(deps));
}

function unsettled({ log }: ApiDeps) {
  return (fault: unknown) => log.warn({ err: fault }, 'an idempotency key could not be settled');
}

function reply(response: Response, { status, body, headers = {} }: Reply): void {
  response.set(headers).status(status).json(body);
}
