import { temporal } from '@temporalio/proto';
import { TASK_QUEUE } from '../../src/workflows/messages';
import type { TemporalServer } from './temporal-server';

/** As a worker of another build does that knows nothing of it: cancels the timer that fires at that instant. No other worker may be up. */
export async function loseTimer({ client, namespace }: TemporalServer, workflowId: string, at: string): Promise<void> {
  const { connection, workflowService, workflow } = client;
  const meta = { namespace, identity: 'another build' };
  await workflowService.resetStickyTaskQueue({ ...meta, execution: { workflowId } });
  await workflow.getHandle(workflowId).signal('wake-up');
  const taskToken = await taskOf(workflowId, () =>
    connection.withDeadline(Date.now() + LONG_POLL_MS, () =>
      workflowService.pollWorkflowTaskQueue({ ...meta, taskQueue: { name: TASK_QUEUE } }),
    ),
  );
  // While its task is held here its timers stay as they are. One that was cancelled may have been for the same instant.
  const { events } = await workflow.getHandle(workflowId).fetchHistory();
  const timers = (events ?? []).flatMap((event) => timerIn(event) ?? []);
  const timerId = timers.filter(({ atMs }) => Math.abs(atMs - Date.parse(at)) < TOLERANCE_MS).at(-1)?.id;
  if (timerId === undefined) throw new Error(`No timer of ${workflowId} fires at ${at}`);
  const commands = [{ commandType: CANCEL_TIMER, cancelTimerCommandAttributes: { timerId } }];
  await workflowService.respondWorkflowTaskCompleted({ ...meta, taskToken, commands });
}

type Task = temporal.api.workflowservice.v1.IPollWorkflowTaskQueueResponse;

/** What another workflow has to do may come first; not answered, it comes again once the time for it is over. */
async function taskOf(workflowId: string, poll: () => Promise<Task>): Promise<Task['taskToken']> {
  for (;;) {
    const { workflowExecution, taskToken } = await poll();
    if (workflowExecution?.workflowId === workflowId) return taskToken;
  }
}

const CANCEL_TIMER = temporal.api.enums.v1.CommandType.COMMAND_TYPE_CANCEL_TIMER;
const TOLERANCE_MS = 60_000;
const LONG_POLL_MS = 60_000;

function timerIn({ eventTime, timerStartedEventAttributes: started }: temporal.api.history.v1.IHistoryEvent) {
  if (!started) return undefined;
  const inMs = (time?: { seconds?: unknown } | null) => Number(time?.seconds ?? 0) * 1_000;
  return { id: started.timerId, atMs: inMs(eventTime) + inMs(started.startToFireTimeout) };
}
