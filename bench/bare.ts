import { defineSearchAttributeKey } from '@temporalio/common';
import {
  condition,
  defineUpdate,
  proxyActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';

export const BARE = 'bare';
export const BARE_QUEUE = 'bare';
/** Where each activity writes one row that waits for the disk. */
export const REFERENCE_QUEUE = 'reference';
export const GO = 'go';

/** What a workflow asks of the engine. */
export interface Trips {
  /** Activities one after the other, as pages go to the register. */
  chained: number;
  /** Activities side by side. */
  parallel: number;
  timers: number;
  upserts: number;
}

export interface BareInput {
  opening: Trips;
  command: Trips;
  /** Milliseconds since 1970. */
  due?: number;
  strike: Trips;
}

const { nothing } = proxyActivities<{ nothing: () => Promise<void> }>({ startToCloseTimeout: '1m' });
const STAGE = defineSearchAttributeKey('TocsinStage', 'KEYWORD');
const LATE = defineSearchAttributeKey('TocsinLate', 'BOOL');

/** Makes as many trips to the engine as an incident does, and does nothing with them. */
export async function bare({ opening, command, due, strike }: BareInput): Promise<never> {
  let owed = 0;
  setHandler(defineUpdate<number>(GO), () => (owed += 1));
  make(opening);
  if (due !== undefined) void sleep(Math.max(1, due - Date.now())).then(() => make(strike));
  for (;;) {
    await condition(() => owed > 0);
    owed -= 1;
    make(command);
  }
}

function make({ chained, parallel, timers, upserts }: Trips): void {
  for (let upsert = 0; upsert < upserts; upsert += 1) {
    upsertSearchAttributes([
      { key: STAGE, value: 'triage' },
      { key: LATE, value: false },
    ]);
  }
  for (let timer = 0; timer < timers; timer += 1) void sleep('72h');
  for (let activity = 0; activity < parallel; activity += 1) void nothing();
  void inTurn(chained);
}

async function inTurn(activities: number): Promise<void> {
  for (let activity = 0; activity < activities; activity += 1) await nothing();
}
