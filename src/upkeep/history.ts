import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import type { temporal } from '@temporalio/proto';
import type { AnyPage, Page } from '../domain/events';
import { instantAt, type Instant } from '../domain/primitives/instant';
import { openingPage, type Opening } from '../domain/open';
import { isPostMortemId, type PostMortemId } from '../domain/post-mortem/id';
import { firstPage, type PostMortemOpening } from '../domain/post-mortem/opening';
import { activityPlace, bare, isOursIn, sealOf, workflowPlace } from '../domain/primitives/seal';
import type { Message } from '../domain/receive';
import type { IncidentId } from '../domain/case/state';
import { INCIDENT, POST_MORTEM } from '../workflows/messages';
import { pendingIn } from './timers';

/** A command as it was received, whether or not it led to a page. */
export interface ReceivedCommand {
  /** `<run>/<event>` */
  ref: string;
  command: string;
  message: Message;
  at: Instant;
}

export type ProcessId = IncidentId | PostMortemId;

/** What Temporal still has of one process: one workflow from its start, over all runs that continued it as new. */
export interface Chain<P extends AnyPage = Page> {
  /** The newest run's. */
  runId: string;
  isRunning: boolean;
  wasTerminated: boolean;
  startedAt: number;
  /** The highest page that the newest run is known to have made or started with. */
  sequence: number;
  /** Pages handed to the register, and pages that runs started with, in order. */
  pages: P[];
  received: ReceivedCommand[];
  /** When the newest run's pending timers will fire, in milliseconds since 1970. */
  timers: number[];
  /** Of notices as they were composed, packed, by their hash. */
  texts: Map<string, string>;
}

type History = temporal.api.history.v1.IHistory;
export type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Payloads = temporal.api.common.v1.IPayloads;

/** Every incident that has a workflow, running or closed, with its run ids. */
export function runsOfIncidents(client: Client): Promise<Map<IncidentId, Set<string>>> {
  return listedRuns(client, `WorkflowType = "${INCIDENT}"`);
}

/** The run ids of one process. */
export async function runsOf(client: Client, id: ProcessId): Promise<Set<string> | undefined> {
  const type = isPostMortemId(id) ? POST_MORTEM : INCIDENT;
  return (await listedRuns<ProcessId>(client, `WorkflowType = "${type}" AND WorkflowId = "${id}"`)).get(id);
}

async function listedRuns<Id extends ProcessId = IncidentId>(
  client: Client,
  query: string,
): Promise<Map<Id, Set<string>>> {
  const found = new Map<Id, Set<string>>();
  for await (const { workflowId, runId } of client.workflow.list({ query }))
    found.set(workflowId as Id, (found.get(workflowId as Id) ?? new Set()).add(runId));
  return found;
}

/**
 * The last page of a run that the register said it has; or that it had when the run began.
 * @returns undefined where the history cannot be read without the key ring
 */
export async function lastPageTaken(client: Client, events: HistoryEvent[]): Promise<number | undefined> {
  try {
    const [pages] = (await decoded(client, lastRecorded(events)?.input)) as [{ pages: Page[] }?];
    if (pages) return pages.pages.at(-1)?.sequence;
    const start = events[0]?.workflowExecutionStartedEventAttributes;
    const [input] = (await decoded(client, start?.input)) as [Input?];
    return input && 'state' in input ? input.state.sequence - input.unsent.length : undefined;
  } catch {
    return undefined;
  }
}

function lastRecorded(events: HistoryEvent[]) {
  const done = new Set(
    events.map(({ activityTaskCompletedEventAttributes: completed }) => String(completed?.scheduledEventId ?? '')),
  );
  return events
    .filter(({ eventId }) => done.has(String(eventId)))
    .map(({ activityTaskScheduledEventAttributes: scheduled }) => scheduled)
    .filter((scheduled) => scheduled?.activityType?.name === 'recordPages')
    .at(-1);
}

/** Oldest first. Lists are eventually consistent, so the newest run is looked up directly. */
export async function chainsOf<P extends AnyPage = Page>(
  client: Client,
  id: ProcessId,
  listed: Iterable<string> = [],
): Promise<Chain<P>[]> {
  const runs = new Set(listed);
  const newest = await statusOf(client, id);
  if (newest) runs.add(newest.runId);
  const read = await Promise.all([...runs].map((runId) => readRun<P>(client, id, runId)));
  const chains = new Map<string, Chain<P>>();
  for (const run of read.filter((one) => one !== undefined).sort((a, b) => a.startedAt - b.startedAt)) {
    const before = chains.get(run.first);
    chains.set(run.first, before ? joinRuns(before, run) : run);
  }
  return [...chains.values()];
}

export async function statusOf(
  client: Client,
  workflowId: string,
): Promise<{ runId: string; isRunning: boolean } | undefined> {
  try {
    const { runId, status } = await client.workflow.getHandle(workflowId).describe();
    return { runId, isRunning: status.name === 'RUNNING' };
  } catch (fault) {
    if (fault instanceof WorkflowNotFoundError) return undefined;
    throw fault;
  }
}

function joinRuns<P extends AnyPage>(before: Chain<P>, { startedAt: _, ...after }: Chain<P>): Chain<P> {
  return {
    ...before,
    ...after,
    pages: [...before.pages, ...after.pages],
    received: [...before.received, ...after.received],
    texts: new Map([...before.texts, ...after.texts]),
  };
}

async function readRun<P extends AnyPage>(
  client: Client,
  id: ProcessId,
  runId: string,
): Promise<(Chain<P> & { first: string }) | undefined> {
  const handle = client.workflow.getHandle(id, runId);
  try {
    const { status, startTime } = await handle.describe();
    const history = await handle.fetchHistory();
    const read = await readEvents(client, { id, runId }, history);
    if (!read) return undefined;
    const { first, base, heard, texts } = read;
    const pages = read.pages as P[];
    return {
      ...{ runId, first, pages, texts, received: heard, startedAt: startTime.getTime() },
      isRunning: status.name === 'RUNNING',
      wasTerminated: status.name === 'TERMINATED',
      timers: pendingIn(history.events ?? []),
      sequence: Math.max(base, ...pages.map(({ sequence }) => sequence)),
    };
  } catch (fault) {
    if (fault instanceof WorkflowNotFoundError) return undefined;
    throw fault;
  }
}

type Input = undefined | { opening: Opening | PostMortemOpening } | { state: { sequence: number }; unsent: AnyPage[] };

/** @returns undefined for a run that somebody else began, who reached Temporal */
async function readEvents(client: Client, { id, runId }: { id: ProcessId; runId: string }, { events }: History) {
  const { namespace } = client.options;
  const run = { first: runId, base: 1, pages: [] as AnyPage[], heard: [] as ReceivedCommand[] };
  const texts = new Map<string, string>();
  const composing = new Set<string>();
  const given = new Map<number, AnyPage>();
  for (const event of events ?? []) {
    const started = event.workflowExecutionStartedEventAttributes;
    const scheduled = event.activityTaskScheduledEventAttributes;
    const completed = event.activityTaskCompletedEventAttributes;
    if (started) {
      const [input] = (await decoded(client, started.input)) as [Input];
      if (!input || !isOursIn(workflowPlace(namespace, id), input)) return undefined;
      run.first = started.firstExecutionRunId ?? runId;
      run.base = 'opening' in input ? 1 : input.state.sequence;
      for (const page of 'opening' in input ? [openedBy(input.opening, timeOf(event))] : input.unsent)
        given.set(page.sequence, page);
    } else if (scheduled?.activityType?.name === 'recordPages') {
      const [work] = (await decoded(client, scheduled.input)) as [{ pages: AnyPage[] }];
      if (!isOursIn(activityPlace(namespace, id, scheduled.activityId ?? ''), work)) continue;
      for (const page of work.pages) given.set(page.sequence, page);
    } else if (scheduled?.activityType?.name === 'composeNotice') {
      composing.add(String(event.eventId));
    } else if (completed && composing.has(String(completed.scheduledEventId))) {
      const [{ hash, texts: packed }] = (await decoded(client, completed.result)) as [{ hash: string; texts?: string }];
      if (packed !== undefined) texts.set(hash, packed);
    } else {
      run.heard.push(...(await commandsIn(client, runId, event)));
    }
  }
  run.pages = [...given.values()].sort((a, b) => a.sequence - b.sequence);
  return { ...run, texts };
}

function openedBy(opening: Opening | PostMortemOpening, startedAt: Instant): AnyPage {
  return 'members' in opening ? firstPage(opening) : openingPage(opening, startedAt);
}

/** A signal, or an accepted update. */
async function commandsIn(client: Client, runId: string, event: HistoryEvent): Promise<ReceivedCommand[]> {
  const { workflowExecutionSignaledEventAttributes: signal, workflowExecutionUpdateAcceptedEventAttributes: update } =
    event;
  const request = update?.acceptedRequest?.input;
  const command = signal?.signalName ?? request?.name;
  if (!command) return [];
  const [message] = await decoded(client, signal?.input ?? request?.args);
  const ref = `${runId}/${String(event.eventId)}`;
  return [{ ref, command, at: timeOf(event), message: writtenBy(message) }];
}

/** As its author wrote it, and in the author's name: what a person sealed bears theirs. */
function writtenBy(message: unknown): Message {
  if (typeof message !== 'object' || !message) return {};
  const person = sealOf(message)?.person;
  const { command: _command, ...written } = bare(message as Message);
  return person ? { ...written, by: person.id } : written;
}

function timeOf({ eventTime }: HistoryEvent): Instant {
  return instantAt(Number(eventTime?.seconds ?? 0) * 1_000 + Math.floor((eventTime?.nanos ?? 0) / 1_000_000));
}

/** Uses the client's own converter and codec, which decrypt and say who sealed. */
function decoded(client: Client, payloads?: Payloads | null): Promise<unknown[]> {
  return decodeArrayFromPayloads(client.options.loadedDataConverter, payloads?.payloads);
}
