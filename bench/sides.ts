import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { HOUR } from '../src/domain/primitives/instant';
import type { Role } from '../src/domain/primitives/people';
import { BARE, BARE_QUEUE, GO, type BareInput, type Trips } from './bare';
import type { Place } from './place';

/** One of the two that are compared. Each answers when its caller would have the answer. */
export interface Side {
  open: () => Promise<string>;
  command: (id: string) => Promise<void>;
}

export const NO_TRIPS: Trips = { chained: 0, parallel: 0, timers: 0, upserts: 0 };

export type Ask = (by: Role, path: string, body: object) => Promise<{ id: string }>;

/** Through the HTTP API, signed in and with an idempotency key, as a careful client does. */
export function productOf({ url, keys }: Place): Side & { ask: Ask } {
  const ask: Ask = async (by, path, body) => {
    const headers = {
      authorization: `Bearer ${keys[by]}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const post = () => fetch(`${url}/api/incidents${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    let answer = await post();
    for (let repeats = 0; answer.status === 503 && repeats < 5; repeats += 1) answer = await post();
    const text = await answer.text();
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return JSON.parse(text) as { id: string };
  };
  const report = { channel: 'staff', seen: 'A list of customers was mailed to a stranger.' };
  return {
    ask,
    open: async () => {
      const detectedAt = new Date(Date.now() - 100 * HOUR).toISOString();
      return (await ask('reporter', '', { ...report, detectedAt })).id;
    },
    command: async (id) => {
      await ask('responder', `/${id}/note-progress`, { text: 'The recipient was asked.' });
    },
  };
}

/** Somebody has it, so that nobody is chased for it while the rest is measured. */
export function seenTo({ ask, ...side }: Side & { ask: Ask }): Side {
  const open = async () => {
    const id = await side.open();
    await ask('responder', `/${id}/acknowledge`, {});
    return id;
  };
  return { ...side, open };
}

/** The same command past the API, as one update to Temporal: what the incident itself costs. */
export function straightOf({ workflow }: Client): Side['command'] {
  return async (id) => {
    const command = 'note-progress';
    const message = { command, by: 'responder', door: 'api', roles: ['responder'], text: 'The recipient was asked.' };
    await workflow.getHandle(id).executeUpdate(command, { args: [message], updateId: randomUUID() });
  };
}

/** Through an API that does nothing but write one row and ask the engine. */
export function referenceOf({ referenceUrl }: Place, input: BareInput): Side {
  const ask = async (body: object) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(referenceUrl, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`The reference answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  return {
    open: async () => (await ask(input)).id,
    command: async (id) => {
      await ask({ id });
    },
  };
}

/** By a client with the same options as the product's. It encrypts nothing: that is the product's own cost. */
export function bareOf({ connection }: Client, input: BareInput): Side {
  const { workflow } = new Client({ connection });
  return {
    open: async () => {
      const { workflowId } = await workflow.start(BARE, {
        workflowId: `bare-${randomUUID()}`,
        taskQueue: BARE_QUEUE,
        args: [input],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        workflowTaskTimeout: '5s',
        staticSummary: 'bare',
      });
      return workflowId;
    },
    command: async (id) => {
      await workflow.getHandle(id).executeUpdate(GO, { args: [{}], updateId: randomUUID() });
    },
  };
}
