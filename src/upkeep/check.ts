import { setTimeout as pause } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { millisecondsOf, type Instant } from '../domain/instant';
import { isRunning } from '../domain/obligations';
import type { IncidentId, IncidentState } from '../domain/state';
import { RegisterUnavailable, type Register } from '../register';
import { INCIDENT } from '../workflows/messages';

export interface Findings {
  incidents: number;
  pages: number;
  /** One sentence each. */
  faults: string[];
}

/** How late a timer may be set to strike: the time between asking for it and its beginning, with a worker that was slow. */
const STRIKES_WITHIN_MS = 60_000;
/** Register and Temporal's lists follow a moment later than the workflow: what looks wrong is looked at again. */
const LOOK_AGAIN_AFTER_MS = 3_000;
const LOOKS = 3;
const SIDE_BY_SIDE = 8;
const ANSWERS_WITHIN_MS = 10_000;

/**
 * Holds the register against itself and against Temporal: every page's hash and chain, and that what is open here runs there, with a
 * timer for the commitment that is due next, and the reverse. Reads histories and asks no workflow, so it needs no worker.
 */
export async function check(register: Register, client: Client): Promise<Findings> {
  const faults = (await register.pages.verify()).map(
    ({ incident, sequence, fault }) => `${incident}, page ${sequence}: ${fault}`,
  );
  const { incidents, pages } = await sizeOf(register);
  try {
    await client.withDeadline(Date.now() + ANSWERS_WITHIN_MS, () => client.workflowService.getSystemInfo({}));
    faults.push(...(await faultsOfAll(register, client)));
  } catch (fault) {
    if (fault instanceof RegisterUnavailable) throw fault;
    faults.push(`Temporal: the workflows could not be looked at, for it does not answer (${reasonOf(fault)})`);
  }
  return { incidents, pages, faults };
}

async function sizeOf({ incidents }: Register): Promise<{ incidents: number; pages: number }> {
  const size = { incidents: 0, pages: 0 };
  let cursor: string | undefined;
  do {
    const { rows, next } = await incidents.list({ sort: 'openedAt', descending: false, limit: 500, cursor });
    size.incidents += rows.length;
    size.pages += rows.reduce((sum, { sequence }) => sum + sequence, 0);
    cursor = next;
  } while (cursor);
  return size;
}

async function faultsOfAll(register: Register, client: Client): Promise<string[]> {
  const queue = [...new Set([...(await register.incidents.open()), ...(await runningIn(client))])].sort();
  const faults: string[] = [];
  const work = async () => {
    for (let id = queue.shift(); id; id = queue.shift()) {
      const fault = await patiently(() => faultOf(register, client, id as IncidentId));
      if (fault) faults.push(`${id}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return faults.sort();
}

async function runningIn(client: Client): Promise<string[]> {
  const ids: string[] = [];
  const query = `WorkflowType = "${INCIDENT}" AND ExecutionStatus = "Running"`;
  for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
  return ids;
}

async function patiently(look: () => Promise<string | undefined>): Promise<string | undefined> {
  let fault = await look();
  for (let looks = 1; fault && looks < LOOKS; looks += 1) {
    await pause(LOOK_AGAIN_AFTER_MS);
    fault = await look();
  }
  return fault;
}

async function faultOf(register: Register, client: Client, id: IncidentId): Promise<string | undefined> {
  const found = await register.incidents.get(id);
  const workflow = await described(client, id);
  const runs = workflow?.status.name === 'RUNNING';
  if (!found) return runs ? 'its workflow runs, and the register does not know it' : undefined;
  const { state } = found;
  if (state.stage.stage === 'closed') {
    // What a closed incident still owes, such as a mail, it sees to before it ends.
    return runs && state.outbox.length === 0 ? 'its workflow runs, and in the register it is closed' : undefined;
  }
  if (!workflow) return 'it is open in the register, and Temporal knows no workflow of it';
  if (!runs) return `it is open in the register, and its workflow is ${workflow.status.name.toLowerCase()}`;
  const due = nextDue(state);
  if (!due || (await strikesAt(client, workflow, due))) return undefined;
  return `its workflow runs, and no timer is pending for the commitment due ${due}`;
}

async function described(client: Client, id: IncidentId): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await client.workflow.getHandle(id).describe();
  } catch (fault) {
    if (fault instanceof WorkflowNotFoundError) return undefined;
    throw fault;
  }
}

/** The nearest promise to customers whose due is still to come; once past it is chased by demands, and by no timer of its own. */
function nextDue({ obligations }: IncidentState): Instant | undefined {
  return obligations
    .filter(isRunning)
    .map(({ due }) => due)
    .sort()[0];
}

/** Whether a timer of the current run that neither fired nor was cancelled will strike at that instant, or just after. */
async function strikesAt(client: Client, { workflowId, runId }: WorkflowExecutionDescription, due: Instant) {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const pending = new Map<string, number>();
  for (const { eventTime, timerStartedEventAttributes: started, ...event } of events ?? []) {
    if (started) pending.set(String(started.timerId), inMs(eventTime) + inMs(started.startToFireTimeout));
    const ended = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (ended) pending.delete(String(ended.timerId));
  }
  const strike = millisecondsOf(due);
  return [...pending.values()].some((at) => at >= strike - 1 && at <= strike + STRIKES_WITHIN_MS);
}

function inMs(time?: { seconds?: unknown; nanos?: number | null } | null): number {
  return Number(time?.seconds ?? 0) * 1_000 + (time?.nanos ?? 0) / 1_000_000;
}

function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const { cause } = fault;
  return (cause instanceof Error ? cause.message : fault.message).split('\n')[0] ?? fault.name;
}
