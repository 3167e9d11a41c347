import type { Client } from '@temporalio/client';
import { RegisterUnavailable, type FindingPace, type Register, type StandingFinding } from '../register';
import type { ProcessId } from './history';
import type { LedgerNeeds } from './ledger';
import { runAgain } from './run-again';
import { lookAtDuties } from './watch-duties';
import { watchedIncidents, watchedPostMortems } from './watch-incidents';
import { createNoticeLook } from './watch-notices';
import { createLook, RESTARTABLE } from './watch-processes';
import { isAway, lookAtTemporal, worksOn, type Looked } from './watch-temporal';

/*
 * Watch 1. It needs no workflow: what ends, holds or rewinds workflows cannot silence it.
 * Watch 2. What it finds stands only once a later round found it too, since register and Temporal follow each other by moments.
 * Watch 3. An incident or post-mortem whose workflow was ended, deleted or rewound goes on from its pages, by the steps that reconcile takes.
 * Watch 4. Where most of them have no workflow at once, Temporal has lost its data or is another one: nothing is started then.
 * Watch 5. A workflow task that fails is reported and not mended: what fails is code, which only another release changes.
 * Watch 6. What has an owner outside all incidents and is not done in time is found beside that, also while Temporal is away.
 */

export interface WatchNeeds extends Omit<LedgerNeeds, 'clock'> {
  register: Register;
  client: Client;
  pace: WatchPace;
}

/** Milliseconds. */
export interface WatchPace extends FindingPace {
  every: number;
  /** How long a passed alarm may have no page. */
  alarmLateAfter: number;
  /** Without a poll for so long, a task queue has no worker. */
  workerAwayAfter: number;
  /** How long ago the last hourly check may have begun. */
  checkLateAfter: number;
  /** How many open incidents one round looks at. */
  incidentsAtOnce: number;
  /** How many histories it reads, of incidents that went on since. */
  historiesAtOnce: number;
}

const MINUTE_MS = 60_000;
export const WATCH_PACE: WatchPace = {
  every: MINUTE_MS,
  standsAfter: 0.75 * MINUTE_MS,
  repeatAfter: 6 * 60 * MINUTE_MS,
  alarmLateAfter: 3 * MINUTE_MS,
  workerAwayAfter: 2.5 * MINUTE_MS,
  checkLateAfter: 3 * 60 * MINUTE_MS,
  incidentsAtOnce: 2_000,
  historiesAtOnce: 100,
};

export interface Round {
  /** Whether Temporal answers and workers ask it for work. */
  isWell: boolean;
  /** What stands, those about which something was done included. */
  unreported: StandingFinding[];
}

export interface Watch {
  round(): Promise<Round>;
}

export function createWatch(needs: WatchNeeds): Watch {
  const { register, pace } = needs;
  const looks = [
    createLook(needs, watchedIncidents(needs)),
    createLook(needs, watchedPostMortems(needs)),
    createNoticeLook(needs.client),
  ];
  const startedAt = performance.now();
  return {
    async round() {
      await lookAtDuties(register);
      const temporal = await lookAtTemporal(needs, performance.now() - startedAt);
      if (isAway(temporal)) await register.findings.see(temporal.found, temporal.looked);
      else {
        const all: Looked[] = [temporal];
        for (const look of looks) all.push(await look());
        await register.findings.see(
          all.flatMap(({ found }) => found),
          all.flatMap(({ looked }) => looked),
        );
        await mend(needs);
      }
      return { isWell: worksOn(temporal), unreported: await register.findings.unreported(pace) };
    },
  };
}

/** One that cannot be mended now keeps no other from it. */
function triedAgain(fault: unknown): undefined {
  if (fault instanceof RegisterUnavailable) throw fault;
}

async function mend(needs: WatchNeeds): Promise<void> {
  const { register, pace } = needs;
  const standing = await register.findings.standing(pace);
  const restartable = standing.filter(({ kind }) => RESTARTABLE.has(kind));
  for (const finding of restartable) {
    const done = await runAgain(needs, finding.subject as ProcessId).catch(triedAgain);
    if (done !== undefined) await register.findings.mended(finding, done);
  }
}
