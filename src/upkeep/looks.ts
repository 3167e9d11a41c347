import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { millisecondsOf } from '../domain/primitives/instant';
import type { IncidentId } from '../domain/case/state';
import { RegisterConflict, RegisterUnavailable, type Register } from '../register';
import { lastPageTaken, type HistoryEvent } from './history';
import { reasonOf } from './reason';
import { needsRun } from './story';
import { lostTimerFaults, pendingIn, timerFaults } from './timers';

/** Register and Temporal's lists follow a moment later than the workflow: what looks wrong is looked at again, after so many milliseconds. */
export const PATIENCE = { lookAgain: 3_000 };
export type Patience = typeof PATIENCE;

const MAX_CHECKS = 3;
const MAX_CONCURRENT = 8;
const ANSWER_TIMEOUT_MS = 10_000;
const LOOKS_WITHIN_MS = 30_000;
/** The API opens reports every few seconds. */
const REPORT_WAITS_AT_MOST_MS = 5 * 60_000;

/** Faults by incident: whether it runs as it should, with the timers that its state in the register asks for. */
export async function lookAt(
  register: Register,
  client: Client,
  ids: Iterable<IncidentId>,
  { lookAgain }: Patience,
): Promise<Map<IncidentId, string[]>> {
  const look = (id: IncidentId) => faultsOf(register, client, id);
  // All are looked at before any is looked at again, so that a house full of faults takes little longer than a healthy one.
  let faulty = await faultyAmong(ids, look);
  for (let looks = 1; faulty.size > 0 && looks < MAX_CHECKS; looks += 1) {
    await pause(lookAgain);
    faulty = await faultyAmong(faulty.keys(), look);
  }
  return faulty;
}

/** @throws if Temporal is away */
export async function answers(client: Client, timeoutMs = ANSWER_TIMEOUT_MS): Promise<void> {
  await client.withDeadline(Date.now() + timeoutMs, () => client.workflowService.getSystemInfo({}));
}

async function faultyAmong(
  ids: Iterable<IncidentId>,
  look: (id: IncidentId) => Promise<string[]>,
): Promise<Map<IncidentId, string[]>> {
  const queue = [...ids].values();
  const faulty = new Map<IncidentId, string[]>();
  const work = async () => {
    for (const id of queue) {
      const faults = await look(id);
      if (faults.length > 0) faulty.set(id, faults);
    }
  };
  await Promise.all(Array.from({ length: MAX_CONCURRENT }, work));
  return faulty;
}

/** One that cannot be looked at is a fault of its own, and hides no other, as long as register and Temporal answer. */
async function faultsOf(register: Register, client: Client, id: IncidentId): Promise<string[]> {
  try {
    return await client.withDeadline(Date.now() + LOOKS_WITHIN_MS, () => checkOne(register, client, id));
  } catch (fault) {
    if (fault instanceof RegisterUnavailable) throw fault;
    await answers(client);
    return [`it could not be looked at (${reasonOf(fault)})`];
  }
}

async function checkOne(register: Register, client: Client, id: IncidentId): Promise<string[]> {
  const found = await register.incidents.get(id);
  const workflow = await described(client, id);
  const runs = workflow?.status.name === 'RUNNING';
  if (!found) return runs ? ['its workflow runs, and the register does not know it'] : reportFaults(register, id);
  const { state } = found;
  // Its timers run by the story's clock, and its process sees to its end.
  if (state.report.exercise) return [];
  if (!needsRun(state)) return runs ? ['its workflow runs, and in the register it is closed'] : [];
  if (runs) {
    const lost = lostTimerFaults(state, await register.time.read());
    const events = await eventsOf(client, workflow);
    const pages = await pageFaults(client, workflow, events, found.sequence);
    return [...pages, ...lost, ...timerFaults(state, pendingIn(events))];
  }
  const stands =
    state.stage.stage === 'closed' ? 'is closed in the register and owes something still' : 'is open in the register';
  return [
    `it ${stands}, and ${workflow ? `its workflow is ${workflow.status.name.toLowerCase()}` : 'Temporal knows no workflow of it'}`,
  ];
}

/** Acknowledged, and not a page of it. */
async function reportFaults({ reports, time }: Register, id: IncidentId): Promise<string[]> {
  const report = await reports.get(id);
  if (report?.state === 'opened')
    return ['it was reported and opened, and neither its pages nor its workflow are there'];
  if (!report || (await time.read()) - millisecondsOf(report.receivedAt) < REPORT_WAITS_AT_MOST_MS) return [];
  return [`its report waits to be opened since ${report.receivedAt}`];
}

async function described(client: Client, id: IncidentId): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await client.workflow.getHandle(id).describe();
  } catch (fault) {
    if (fault instanceof WorkflowNotFoundError) return undefined;
    throw fault;
  }
}

async function eventsOf(client: Client, { workflowId, runId }: WorkflowExecutionDescription): Promise<HistoryEvent[]> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  return events ?? [];
}

/** What was cut off its end the register itself does not miss: only its workflow knows that there was more. */
async function pageFaults(
  client: Client,
  { raw }: WorkflowExecutionDescription,
  events: HistoryEvent[],
  stored: number,
): Promise<string[]> {
  const taken = await lastPageTaken(client, events);
  const refused = conflictIn(raw);
  return [
    ...(taken !== undefined && taken > stored
      ? [`the register took its pages up to ${taken}, and has them up to ${stored}: the others were removed from it`]
      : []),
    ...(refused === undefined
      ? []
      : [`none of its pages is recorded any more, for they contradict those that are there, in ${refused} attempts`]),
  ];
}

/** How often the register refused its pages for good: that is retried for ever. */
function conflictIn(raw: WorkflowExecutionDescription['raw'] | undefined): number | undefined {
  const recording = raw?.pendingActivities?.find(({ activityType }) => activityType?.name === 'recordPages');
  const isConflict = recording?.lastFailure?.applicationFailureInfo?.type === RegisterConflict.name;
  return isConflict ? (recording.attempt ?? 1) : undefined;
}
