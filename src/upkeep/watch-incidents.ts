import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import type { IncidentId } from '../domain/case/state';
import { millisecondsOf } from '../domain/primitives/instant';
import { RegisterUnavailable, type Finding, type OpenIncident, type Register } from '../register';
import { chainsOf } from './history';
import { reasonOf } from './reason';
import { storyOf } from './story';
import { timerFaults } from './timers';
import { TEMPORAL, type Looked } from './watch-temporal';

interface LookNeeds {
  register: Register;
  client: Client;
  pace: { alarmLateAfter: number; incidentsAtOnce: number; historiesAtOnce: number };
}

/** Kinds of findings after which an incident goes on from its pages. */
export const RESTARTABLE: ReadonlySet<string> = new Set(['ended', 'missing', 'rewound']);

const MAX_CONCURRENT = 8;
const LOOK_TIMEOUT_MS = 20_000;
/** So many may have no workflow before it counts as a loss of Temporal's data. */
const MISSING_AT_MOST = 1;

/**
 * Looks at the open incidents, a part each time if there are many. A history is read where the run or the register's last page is another
 * than when it was last found to be right: a timer cannot be lost in between, and what is asked of it is the same.
 */
export function createIncidentLook(needs: LookNeeds): () => Promise<Looked> {
  const { register, pace } = needs;
  const right = new Map<IncidentId, string>();
  let after: IncidentId | undefined;
  return async () => {
    const rows = await register.incidents.openAfter(after, pace.incidentsAtOnce);
    const last = rows.length < pace.incidentsAtOnce ? undefined : rows.at(-1)?.id;
    if (after === undefined) forgetOthers(right, rows, last);
    after = last;
    const nowMs = await register.time.read();
    const described = await describeAll(needs.client, rows);
    const found = described.flatMap((one) => statusFindings(one, nowMs, pace.alarmLateAfter));
    const unread = described.filter((one) => isRunning(one) && right.get(one.row.id) !== placeOf(one));
    for (const one of byUrgency(unread).slice(0, pace.historiesAtOnce)) {
      const faults = await historyFindings(needs, one).catch((fault: unknown) => unreadable(one, fault));
      if (faults.length === 0) right.set(one.row.id, placeOf(one));
      found.push(...faults);
    }
    return { found: unlessLost(found, rows.length), looked: rows.map(({ id }) => id) };
  };
}

interface Described {
  row: OpenIncident;
  workflow?: WorkflowExecutionDescription;
}

/** Closed incidents are asked about no more. */
function forgetOthers(right: Map<IncidentId, string>, rows: OpenIncident[], last?: IncidentId): void {
  const open = new Set(rows.map(({ id }) => id));
  for (const id of right.keys()) if (!open.has(id) && (last === undefined || id <= last)) right.delete(id);
}

async function describeAll(client: Client, rows: OpenIncident[]): Promise<Described[]> {
  const queue = rows.values();
  const described: Described[] = [];
  const work = async () => {
    for (const row of queue) described.push({ row, workflow: await describe(client, row.id) });
  };
  await Promise.all(Array.from({ length: MAX_CONCURRENT }, work));
  return described;
}

async function describe(client: Client, id: IncidentId): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await client.withDeadline(Date.now() + LOOK_TIMEOUT_MS, () => client.workflow.getHandle(id).describe());
  } catch (fault) {
    if (fault instanceof WorkflowNotFoundError) return undefined;
    throw fault;
  }
}

function isRunning({ workflow }: Described): boolean {
  return workflow?.status.name === 'RUNNING';
}

function placeOf({ row, workflow }: Described): string {
  return `${workflow?.runId} ${row.sequence}`;
}

/** Those that somebody reset come first. */
function byUrgency(described: Described[]): Described[] {
  const wasReset = ({ workflow }: Described) => Boolean(workflow?.raw.workflowExtendedInfo?.lastResetTime);
  return [...described].sort((a, b) => Number(wasReset(b)) - Number(wasReset(a)));
}

function statusFindings({ row, workflow }: Described, nowMs: number, alarmLateAfter: number): Finding[] {
  const { id: subject, nextAlarmAt } = row;
  if (!workflow) return [{ subject, kind: 'missing', sentence: 'it is open, and Temporal knows no workflow of it' }];
  const status = workflow.status.name;
  if (status === 'PAUSED') return [{ subject, kind: 'paused', sentence: 'its workflow is paused in Temporal' }];
  if (status !== 'RUNNING')
    return [{ subject, kind: 'ended', sentence: `it is open, and its workflow is ${status.toLowerCase()}` }];
  if (nextAlarmAt === undefined || millisecondsOf(nextAlarmAt) > nowMs - alarmLateAfter) return [];
  return [{ subject, kind: 'timer', sentence: `its alarm of ${nextAlarmAt} has passed, and nothing came of it` }];
}

/** A run that is behind the pages, or took another way, was reset. */
async function historyFindings({ register, client }: LookNeeds, { row: { id } }: Described): Promise<Finding[]> {
  const stored = (await register.pages.read(id)).flatMap(({ page }) => page ?? []);
  const story = storyOf(
    id,
    stored,
    await client.withDeadline(Date.now() + LOOK_TIMEOUT_MS, () => chainsOf(client, id)),
  );
  if (!story?.running) return [];
  const { runs, running } = story;
  if (runs === 'lagging' || runs === 'diverged')
    return [{ subject: id, kind: 'rewound', sentence: `its workflow was set back, behind its ${stored.length} pages` }];
  return timerFaults(story.state, running.timers).map((sentence) => ({ subject: id, kind: 'timer', sentence }));
}

/** Hides nothing of the other incidents. */
function unreadable({ row: { id } }: Described, fault: unknown): Finding[] {
  if (fault instanceof RegisterUnavailable) throw fault;
  return [{ subject: id, kind: 'unread', sentence: `its history cannot be looked at (${reasonOf(fault)})` }];
}

function unlessLost(found: Finding[], open: number): Finding[] {
  const missing = found.filter(({ kind }) => kind === 'missing').length;
  if (missing <= MISSING_AT_MOST || missing <= open / 2) return found;
  const sentence = `${missing} of ${open} open incidents have no workflow: Temporal has lost its data, or TEMPORAL_ADDRESS or TEMPORAL_NAMESPACE names another one; none is started again by itself. If the data are lost, follow docs/operating/restore.md`;
  const rest = found.filter(({ kind }) => kind !== 'missing');
  return [...rest, { subject: TEMPORAL, kind: 'lost', sentence }];
}
