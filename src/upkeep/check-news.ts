import type { Client } from '@temporalio/client';
import { HOUR, instantAt, millisecondsOf, plus, type Instant } from '../domain/primitives/instant';
import type { IncidentId } from '../domain/case/state';
import type { CheckProgress, PageFault, Register, Span } from '../register';
import { listed, pageSentence, sentencesOf, storyFaults, temporalSentence, type Findings } from './check';
import { overdueExercises } from './exercises';
import { answers, lookAt, PATIENCE } from './looks';
import { signedIn, treeSentence } from './seal';

/*
 * 1. What was stored, ended or begun since the check before is looked at, and so are incidents with an alarm that passed or is near, and
 *    those that had a fault.
 * 2. Of all others a part is looked at each time, in the order of their ids, so that each has its turn within `days`.
 * 3. What one check reads has bounds, whatever was stored since: what is left over is first in the next one. So it ends in its time.
 * 4. A check that Temporal did not answer moves nothing on.
 */

export interface Pace {
  /** Within which the whole register is gone through. */
  days: number;
  /** No part is smaller. */
  minPages: number;
  /** At most so many new pages are read at once, and so many in one part. */
  maxPages: number;
  /** Incidents that are looked at for their next alarm. */
  maxAlarms: number;
  /** Of which each has an exercise every year. */
  departments: readonly string[];
}

const PACE = { minPages: 1_000, maxPages: 50_000, maxAlarms: 5_000, departments: [] };

/** What is stored so near to the end of a check is read again by the next: a transaction may have been under way, and clocks differ. */
const OVERLAP_MS = 10 * 60_000;
/** Until the check after next, with its jitter. */
const ALARMS_AHEAD_MS = 1.5 * HOUR;
/** A round is planned shorter than it may be: the register grows, and a check is missed. */
const SHARE_OF_DAYS = 0.75;
const MAX_HOURS_MADE_UP_FOR = 24;
const MAX_FAULTY = 10_000;

/** The check by schedule. As `check`, of what is new and of a part of the rest. */
export async function checkNews(
  register: Register,
  client: Client,
  given: Partial<Pace> & Pick<Pace, 'days'>,
  patience = PATIENCE,
): Promise<Findings> {
  const pace = { ...PACE, ...given };
  const now = instantAt(Math.floor(await register.time.read()));
  const before = (await register.checks.progress()) ?? (await begun(register, now, pace));
  const read = await pagesRead(register, before, now, pace);
  const span: Span = { after: before.roundAt, upTo: read.upTo };
  const faults = [...new Set(read.faults.map(pageSentence))];
  faults.push(...(await storyFaults(register)), ...(await register.time.misdated(read.incidents)));
  faults.push(
    ...(await treeFaults(register, span, read)),
    ...(await overdueExercises(register, pace.departments, now)),
  );
  try {
    await answers(client);
    const subjects = await subjectsOf({ register, client }, { before, span, now, pace, stored: read.stored });
    const faulty = await lookAt(register, client, subjects, patience);
    const after = await moved(register, { before, now, pace, read, faulty: [...faulty.keys()] });
    await register.checks.keepProgress(after);
    faults.push(...sentencesOf(faulty), ...delaySentence(after, now, pace));
    return { incidents: subjects.size, pages: read.pages, faults };
  } catch (fault) {
    faults.push(temporalSentence(fault));
    return { incidents: 0, pages: read.pages, faults };
  }
}

/** Of what was read, and of the tree as it was last signed. */
async function treeFaults({ tree }: Register, span: Span, { stored }: Read): Promise<string[]> {
  const last = await tree.lastCheckpoint();
  const { signed, faults } = signedIn(last ? [last] : []);
  const found = [
    ...faults,
    ...(await tree.checkPart(span, signed[0])),
    ...(await tree.checkPart({ subjects: stored })),
  ];
  return [...new Set(found.map(treeSentence))];
}

interface Read {
  faults: PageFault[];
  pages: number;
  incidents: IncidentId[];
  /** Those that have new pages. */
  stored: IncidentId[];
  /** New pages from here on are left for the next check. */
  until?: Instant;
  /** The last incident of this part; absent where the round is at its end. */
  upTo?: IncidentId;
}

async function pagesRead({ pages }: Register, before: CheckProgress, now: Instant, pace: Pace): Promise<Read> {
  const recorded = await pages.verifyRecorded(before.recordedUntil, pace.maxPages);
  const part = await pages.verifyAfter(before.roundAt, partOf(before, now, pace));
  const again = await pages.verifyOf(before.faulty);
  const all = [recorded, part, again];
  return {
    faults: all.flatMap(({ faults }) => faults),
    pages: all.reduce((sum, one) => sum + one.pages, 0),
    incidents: [...new Set(all.flatMap(({ incidents }) => incidents))],
    stored: recorded.incidents,
    until: recorded.until,
    upTo: part.upTo,
  };
}

/** Checks that were missed are made up for. */
function partOf({ at, pagesPerHour }: CheckProgress, now: Instant, { maxPages }: Pace): number {
  const hours = Math.round((millisecondsOf(now) - millisecondsOf(at)) / HOUR);
  return Math.min(maxPages, pagesPerHour * Math.min(MAX_HOURS_MADE_UP_FOR, Math.max(1, hours)));
}

interface Sought {
  before: CheckProgress;
  span: Span;
  now: Instant;
  pace: Pace;
  stored: IncidentId[];
}

async function subjectsOf(
  { register: { incidents, reports }, client }: { register: Register; client: Client },
  { before, span, now, pace, stored }: Sought,
): Promise<Set<IncidentId>> {
  const since = before.recordedUntil;
  return new Set([
    ...(await incidents.withAlarmBefore(plus(now, ALARMS_AHEAD_MS), pace.maxAlarms)),
    ...before.faulty,
    ...stored,
    ...(await reports.withoutPages({ since })),
    ...(await listed(client, `ExecutionStatus = "Running" AND StartTime >= "${since}"`)),
    ...(await listed(client, `${ENDED} AND CloseTime >= "${since}"`)),
    ...(await incidents.needingRun(span)),
    ...(await reports.withoutPages(span)),
    ...(await listed(client, ['ExecutionStatus = "Running"', ...bounds(span)].join(' AND '))),
  ]);
}

/** Named, for one that runs is closed at the end of time in some of Temporal's databases. */
const ENDED = `ExecutionStatus IN ("Completed", "Failed", "Canceled", "Terminated", "TimedOut")`;

/** Temporal's database may order ids by another alphabet: ours differ in digits alone, which every alphabet orders alike. */
function bounds({ after, upTo }: Span): string[] {
  return [
    ...(after === undefined ? [] : [`WorkflowId > "${after}"`]),
    ...(upTo === undefined ? [] : [`WorkflowId <= "${upTo}"`]),
  ];
}

async function begun(register: Register, now: Instant, pace: Pace): Promise<CheckProgress> {
  const recordedUntil = plus(now, -OVERLAP_MS);
  return { at: now, recordedUntil, faulty: [], ...(await newRound(register, now, pace)) };
}

async function newRound({ pages }: Register, now: Instant, { days, minPages }: Pace) {
  const hours = days * 24 * SHARE_OF_DAYS;
  return { roundSince: now, pagesPerHour: Math.max(minPages, Math.ceil((await pages.count()) / hours)) };
}

interface Done {
  before: CheckProgress;
  now: Instant;
  pace: Pace;
  read: Read;
  faulty: IncidentId[];
}

async function moved(register: Register, { before, now, pace, read, faulty }: Done): Promise<CheckProgress> {
  const { roundSince, pagesPerHour } = before;
  const overlapping = plus(now, -OVERLAP_MS);
  const withPageFaults = read.faults.map(({ incident }) => incident);
  return {
    at: now,
    recordedUntil: read.until && read.until < overlapping ? read.until : overlapping,
    faulty: [...new Set([...withPageFaults, ...faulty])].slice(0, MAX_FAULTY),
    ...(read.upTo ? { roundSince, pagesPerHour, roundAt: read.upTo } : await newRound(register, now, pace)),
  };
}

function delaySentence({ roundSince }: CheckProgress, now: Instant, { days }: Pace): string[] {
  if (millisecondsOf(now) - millisecondsOf(roundSince) <= days * 24 * HOUR) return [];
  return [`The register: not all of it was verified since ${roundSince}, and that is due every ${days} days`];
}
