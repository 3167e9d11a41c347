import { temporal } from '@temporalio/proto';
import { TASK_QUEUE } from '../../src/workflows/messages';
import type { TemporalServer } from './temporal-server';

/** As a worker of another build does that knows nothing of it: cancels the timer that fires at that instant. No other worker may be up. */
export async function loseTimer({ client, namespace }: TemporalServer, workflowId: string, at: string): Promise<void> {
  const { connection, workflowService, workflow } = client;
  const meta = { namespace, identity: 'another build' };
  const { events = [] } = await workflow.getHandle(workflowId).fetchHistory();
  const timerId = events
    ?.map((event) => timerIn(event))
    .find((timer) => timer && Math.abs(timer.atMs - Date.parse(at)) < TOLERANCE_MS)?.id;
  if (timerId === undefined) throw new Error(`No timer of ${workflowId} fires at ${at}`);
  await workflowService.resetStickyTaskQueue({ ...meta, execution: { workflowId } });
  await workflow.getHandle(workflowId).signal('wake-up');
  const { taskToken } = await connection.withDeadline(Date.now() + LONG_POLL_MS, () =>
    workflowService.pollWorkflowTaskQueue({ ...meta, taskQueue: { name: TASK_QUEUE } }),
  );
  const commands = [{ commandType: CANCEL_TIMER, cancelTimerCommandAttributes: { timerId } }];
  await workflowService.respondWorkflowTaskCompleted({ ...meta, taskToken, commands });
}

const CANCEL_TIMER = temporal.api.enums.v1.CommandType.COMMAND_TYPE_CANCEL_TIMER;
const TOLERANCE_MS = 60_000;
const LONG_POLL_MS = 60_000;

function timerIn({ eventTime, timerStartedEventAttributes: started }: temporal.api.history.v1.IHistoryEvent) {
  if (!started) return undefined;
  const inMs = (time?: { seconds?: unknown } | null) => Number(time?.seconds ?? 0) * 1_000;
  return { id: started.timerId, atMs: inMs(eventTime) + inMs(started.startToFireTimeout) };
}
