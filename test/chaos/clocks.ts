import type { Client } from '@temporalio/client';

/**
 * When the timers fire that the newest run of a workflow has pending: milliseconds since the epoch. A workflow counts from the instant its
 * task was started, so that is what a timer's length is added to; Temporal itself lets it fire when the task's few milliseconds are over.
 */
export async function pendingTimers(client: Client, workflow: string): Promise<number[]> {
  const { events } = await client.workflow.getHandle(workflow).fetchHistory();
  const all = events ?? [];
  const byId = new Map(all.map((event) => [String(event.eventId), event]));
  const over = new Set(
    all.flatMap(({ timerFiredEventAttributes: fired, timerCanceledEventAttributes: cancelled }) => [
      ...(fired ? [String(fired.startedEventId)] : []),
      ...(cancelled ? [String(cancelled.startedEventId)] : []),
    ]),
  );
  return all.flatMap(({ eventId, timerStartedEventAttributes: timer }) => {
    if (!timer || over.has(String(eventId))) return [];
    const completed = byId.get(String(timer.workflowTaskCompletedEventId))?.workflowTaskCompletedEventAttributes;
    const started = byId.get(String(completed?.startedEventId))?.eventTime;
    return [milliseconds(started) + milliseconds(timer.startToFireTimeout)];
  });
}

function milliseconds(time?: { seconds?: unknown; nanos?: number | null } | null): number {
  return Number(time?.seconds ?? 0) * 1_000 + Math.floor((time?.nanos ?? 0) / 1_000_000);
}
