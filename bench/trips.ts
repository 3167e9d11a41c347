import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { assessment } from '../src/demo/stories';
import { HOUR } from '../src/domain/primitives/instant';
import type { Trips } from './bare';
import { historyOf, quiet, tripsOf } from './history';
import type { Ask, Side } from './sides';

/** What one incident asks of the engine: as it opens, at a command, and when its promise breaks. */
export interface Course {
  opening: Trips;
  command: Trips;
  strike: Trips;
}

const COMMANDS = 4;
const TERM = 72 * HOUR;

/** Lives one incident through and counts, so that the bare side follows the product in whatever it does. */
export async function measureCourse(client: Client, product: Side & { ask: Ask }): Promise<Course> {
  const id = await product.open();
  await quiet(client, [id]);
  const opened = await historyOf(client, id);
  for (let command = 0; command < COMMANDS; command += 1) {
    await product.command(id);
    await quiet(client, [id]);
  }
  const commanded = (await historyOf(client, id)).slice(opened.length);
  await assess(product.ask, id);
  const due = Date.now() + 5_000;
  await declareDue(product.ask, id, due);
  await quiet(client, [id]);
  const before = (await historyOf(client, id)).length;
  await pause(due + 500 - Date.now());
  await quiet(client, [id]);
  return {
    opening: tripsOf(opened),
    command: shareOf(tripsOf(commanded), COMMANDS),
    strike: tripsOf((await historyOf(client, id)).slice(before)),
  };
}

export async function assess(ask: Ask, id: string): Promise<void> {
  const judged = assessment({
    effects: ['disclosure'],
    manner: 'accidental',
    severity: 'medium',
    scenario: 'misdirected-email',
    malicious: 'no',
  });
  const words = { evaluation: 'One mail, one known recipient.', findings: 'The recipient deletes it.' };
  await ask('responder', `/${id}/assess`, { ...judged, ...words });
}

/** Declared so long ago that the promise is due at this instant. */
export async function declareDue(ask: Ask, id: string, due: number): Promise<void> {
  const at = new Date(due - TERM).toISOString();
  await ask('lead', `/${id}/declare`, {
    basis: 'likely',
    facts: 'The list was opened.',
    declaredAt: at,
    awareAt: at,
    gdpr: 'yes',
  });
}

function shareOf(trips: Trips, parts: number): Trips {
  const share = (count: number) => Math.round(count / parts);
  const { chained, parallel, timers, upserts } = trips;
  return { chained: share(chained), parallel: share(parallel), timers: share(timers), upserts: share(upserts) };
}

export function tripCount({ chained, parallel, timers, upserts }: Trips): string {
  return `${chained + parallel} activities, ${timers} timers, ${upserts} upserts`;
}
