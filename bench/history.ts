import type { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Trips } from './bare';
import { sideBySide } from './measure';

export type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

export async function historyOf(client: Client, id: string): Promise<HistoryEvent[]> {
  return (await client.workflow.getHandle(id).fetchHistory()).events ?? [];
}

/** An activity whose answer got lost on a busy machine is tried again only after its time is over. */
const PATIENCE_MS = 400_000;

/** Waits until none of them has anything under way. */
export async function quiet(client: Client, ids: readonly string[]): Promise<void> {
  let busy = [...ids];
  const end = Date.now() + PATIENCE_MS;
  while (busy.length > 0) {
    if (Date.now() > end) throw new Error(`${busy.length} workflows did not come to rest, such as ${busy[0]}`);
    const states = await sideBySide(busy, 8, (id) => isBusy(client, id));
    busy = busy.filter((_, place) => states[place]);
    if (busy.length > 0) await pause(200);
  }
}

/** Ends those of them that are not over. */
export async function endAll(client: Client, ids: readonly string[]): Promise<void> {
  await sideBySide(ids, 8, async (id) => {
    const { status } = await client.workflow.getHandle(id).describe();
    if (status.name === 'RUNNING') await client.workflow.getHandle(id).terminate();
  });
}

async function isBusy(client: Client, id: string): Promise<boolean> {
  const { raw } = await client.workflow.getHandle(id).describe();
  return (raw.pendingActivities?.length ?? 0) > 0 || Boolean(raw.pendingWorkflowTask);
}

/** The trips that these events tell of. */
export function tripsOf(events: readonly HistoryEvent[]): Trips {
  const scheduled = events.flatMap(({ activityTaskScheduledEventAttributes: it }) => it?.activityType?.name ?? []);
  const chained = scheduled.filter((name) => name === 'recordPages').length;
  return {
    chained,
    parallel: scheduled.length - chained,
    timers: events.filter(({ timerStartedEventAttributes: it }) => it).length,
    upserts: events.filter(({ upsertWorkflowSearchAttributesEventAttributes: it }) => it).length,
  };
}

/** What a hosted Temporal bills for these events; attempts after the first are not in them. */
export function actionsOf(events: readonly HistoryEvent[]): number {
  const billed = events.filter(
    (event) =>
      event.workflowExecutionStartedEventAttributes ??
      event.workflowExecutionSignaledEventAttributes ??
      event.workflowExecutionUpdateAcceptedEventAttributes ??
      event.activityTaskScheduledEventAttributes ??
      event.timerStartedEventAttributes ??
      event.upsertWorkflowSearchAttributesEventAttributes ??
      event.workflowExecutionContinuedAsNewEventAttributes ??
      event.signalExternalWorkflowExecutionInitiatedEventAttributes ??
      event.startChildWorkflowExecutionInitiatedEventAttributes,
  );
  return billed.length;
}

export function millisecondsOf({ eventTime }: HistoryEvent): number {
  return Number(eventTime?.seconds ?? 0) * 1_000 + (eventTime?.nanos ?? 0) / 1e6;
}

/** How long after it was due the workflow's own code ran: the begin of the first task after a timer that fired no earlier. */
export function latenessOf(events: readonly HistoryEvent[], due: number): number {
  const struck = events.findIndex((event) => event.timerFiredEventAttributes && millisecondsOf(event) >= due);
  const task = events.slice(struck).find(({ workflowTaskStartedEventAttributes: it }) => it);
  if (struck < 0 || !task) throw new Error(`No timer fired at ${new Date(due).toISOString()} or later`);
  return millisecondsOf(task) - due;
}
