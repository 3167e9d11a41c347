import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { millisecondsOf, type Instant } from '../domain/primitives/instant';
import { RegisterUnavailable, type Finding, type Register } from '../register';
import { failingTask } from './failing-tasks';
import type { ProcessId } from './history';
import { reasonOf } from './reason';
import { TEMPORAL, type Looked } from './watch-temporal';

/** What the register has of one process that has not ended. */
export interface OpenProcess<Id extends ProcessId> {
  id: Id;
  sequence: number;
  nextAlarmAt?: Instant;
}

/** Incidents, or post-mortems. */
export interface WatchedKind<Id extends ProcessId> {
  /** As in "12 of 20 open incidents". */
  name: string;
  openAfter(after: Id | undefined, limit: number): Promise<OpenProcess<Id>[]>;
  /** What its history shows that its workflow's status does not; none where it is as its pages are. */
  historyFindings(id: Id): Promise<Finding[]>;
}

export interface LookNeeds {
  register: Pick<Register, 'time'>;
  client: Client;
  pace: { alarmLateAfter: number; incidentsAtOnce: number; historiesAtOnce: number };
}

/** Kinds of findings after which a process goes on from its pages. */
export const RESTARTABLE: ReadonlySet<string> = new Set(['ended', 'missing', 'rewound']);

export const LOOK_TIMEOUT_MS = 20_000;
const MAX_CONCURRENT = 8;
/** So many may have no workflow before it counts as a loss of Temporal's data. */
const MISSING_AT_MOST = 1;

/**
 * Looks at the processes of one kind that have not ended, a part each time if there are many. A history is read where the run or the register's last
 * page is another than when it was last found to be right: a timer cannot be lost in between, and what is asked of it is the same.
 */
export function createLook<Id extends ProcessId>(needs: LookNeeds, kind: WatchedKind<Id>): () => Promise<Looked> {
  const { register, pace } = needs;
  const right = new Map<Id, string>();
  let after: Id | undefined;
  return async () => {
    const rows = await kind.openAfter(after, pace.incidentsAtOnce);
    const last = rows.length < pace.incidentsAtOnce ? undefined : rows.at(-1)?.id;
    if (after === undefined) forgetOthers(right, rows, last);
    after = last;
    const nowMs = await register.time.read();
    const described = await describeAll(needs.client, rows);
    const found = described.flatMap((one) => statusFindings(one, nowMs, pace.alarmLateAfter));
    for (const { row, workflow } of described) found.push(...(await failingTask(needs.client, row.id, workflow)));
    const unread = described.filter((one) => isRunning(one) && right.get(one.row.id) !== placeOf(one));
    for (const one of byUrgency(unread).slice(0, pace.historiesAtOnce)) {
      const faults = await kind.historyFindings(one.row.id).catch((fault: unknown) => unreadable(one.row.id, fault));
      if (faults.length === 0) right.set(one.row.id, placeOf(one));
      found.push(...faults);
    }
    return { found: unlessLost(found, rows.length, kind.name), looked: rows.map(({ id }) => id) };
  };
}

interface Described<Id extends ProcessId> {
  row: OpenProcess<Id>;
  workflow?: WorkflowExecutionDescription;
}

/** Those that ended are asked about no more. */
function forgetOthers<Id extends ProcessId>(right: Map<Id, string>, rows: OpenProcess<Id>[], last?: Id): void {
  const open = new Set(rows.map(({ id }) => id));
  for (const id of right.keys()) if (!open.has(id) && (last === undefined || id <= last)) right.delete(id);
}

async function describeAll<Id extends ProcessId>(client: Client, rows: OpenProcess<Id>[]): Promise<Described<Id>[]> {
  const queue = rows.values();
  const described: Described<Id>[] = [];
  const work = async () => {
    for (const row of queue) described.push({ row, workflow: await describe(client, row.id) });
  };
  await Promise.all(Array.from({ length: MAX_CONCURRENT }, work));
  return described;
}

export async function describe(client: Client, id: string): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await client.withDeadline(Date.now() + LOOK_TIMEOUT_MS, () => client.workflow.getHandle(id).describe());
  } catch (fault) {
    if (fault instanceof WorkflowNotFoundError) return undefined;
    throw fault;
  }
}

function isRunning({ workflow }: { workflow?: WorkflowExecutionDescription }): boolean {
  return workflow?.status.name === 'RUNNING';
}

function placeOf<Id extends ProcessId>({ row, workflow }: Described<Id>): string {
  return `${workflow?.runId} ${row.sequence}`;
}

/** Those that somebody reset come first. */
function byUrgency<Id extends ProcessId>(described: Described<Id>[]): Described<Id>[] {
  const wasReset = ({ workflow }: Described<Id>) => Boolean(workflow?.raw.workflowExtendedInfo?.lastResetTime);
  return [...described].sort((a, b) => Number(wasReset(b)) - Number(wasReset(a)));
}

function statusFindings<Id extends ProcessId>(
  { row, workflow }: Described<Id>,
  nowMs: number,
  alarmLateAfter: number,
): Finding[] {
  const { id: subject, nextAlarmAt } = row;
  if (!workflow) return [{ subject, kind: 'missing', sentence: 'it is open, and Temporal knows no workflow of it' }];
  const status = workflow.status.name;
  if (status === 'PAUSED') return [{ subject, kind: 'paused', sentence: 'its workflow is paused in Temporal' }];
  if (status !== 'RUNNING')
    return [{ subject, kind: 'ended', sentence: `it is open, and its workflow is ${status.toLowerCase()}` }];
  if (nextAlarmAt === undefined || millisecondsOf(nextAlarmAt) > nowMs - alarmLateAfter) return [];
  return [{ subject, kind: 'timer', sentence: `its alarm of ${nextAlarmAt} has passed, and nothing came of it` }];
}

/** Hides nothing of the others. */
function unreadable(subject: string, fault: unknown): Finding[] {
  if (fault instanceof RegisterUnavailable) throw fault;
  return [{ subject, kind: 'unread', sentence: `its history cannot be looked at (${reasonOf(fault)})` }];
}

function unlessLost(found: Finding[], open: number, name: string): Finding[] {
  const missing = found.filter(({ kind }) => kind === 'missing').length;
  if (missing <= MISSING_AT_MOST || missing <= open / 2) return found;
  const sentence = `${missing} of ${open} open ${name} have no workflow: Temporal has lost its data, or TEMPORAL_ADDRESS or TEMPORAL_NAMESPACE names another one; none is started again by itself. If the data are lost, follow docs/operating/restore.md`;
  const rest = found.filter(({ kind }) => kind !== 'missing');
  return [...rest, { subject: TEMPORAL, kind: `lost ${name}`, sentence }];
}
