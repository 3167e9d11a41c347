import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { isGrpcServiceError as isServiceError } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { TASK_QUEUE } from '../../src/workflows/messages';
import type { TemporalServer } from './temporal-server';
import { until } from './until';

type History = temporal.api.history.v1.IHistory;

/** What was said to an incident, as it lies in its history. */
export interface Copied {
  name: string;
  payload: Payload;
}

/** How somebody answers work that is not theirs. */
export type Answering = (token: Uint8Array) => Promise<unknown>;

/** FAILED_PRECONDITION of gRPC. */
const ASKED_AGAIN: readonly number[] = [9];

/** Far more than a worker of ours has, so that most work comes here first. */
const POLLS = 30;
const LONG_POLL_MS = 60_000;

export const clear = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);

/** Somebody who reaches Temporal's port, and has nothing else. */
export function createForger({ client, namespace }: TemporalServer) {
  const { workflowService, connection } = client;
  const meta = { namespace, identity: 'a forger' };
  const historyOf = async (workflowId: string): Promise<History> =>
    client.workflow.getHandle(workflowId).fetchHistory();

  async function signal(workflowId: string, signalName: string, payload: Payload): Promise<void> {
    const input = { payloads: [payload] };
    await workflowService.signalWorkflowExecution({ ...meta, workflowExecution: { workflowId }, signalName, input });
  }

  /** @returns whether it was refused */
  async function update(workflowId: string, name: string, payload: Payload): Promise<boolean> {
    const request = { meta: { updateId: randomUUID() }, input: { name, args: { payloads: [payload] } } };
    const waitPolicy = { lifecycleStage: COMPLETED };
    const ask = () =>
      workflowService
        .updateWorkflowExecution({ ...meta, workflowExecution: { workflowId }, waitPolicy, request })
        .catch((fault: unknown) => {
          if (!isServiceError(fault) || !ASKED_AGAIN.includes(fault.code)) throw fault;
          return undefined;
        });
    // A task that a worker under load did not end in time fails, and the update with it: whoever attacks asks again.
    const { outcome } = await until('Temporal has the update performed', ask);
    return Boolean(outcome?.failure);
  }

  async function start(type: string, workflowId: string, payload: Payload, queue = TASK_QUEUE): Promise<void> {
    await workflowService.startWorkflowExecution({
      ...meta,
      ...{ workflowId, workflowType: { name: type }, taskQueue: { name: queue }, requestId: randomUUID() },
      input: { payloads: [payload] },
      workflowIdReusePolicy: ALLOW_DUPLICATE,
    });
  }

  /** Takes work from the queue, again and again, and answers it one way after the other. @returns how often so far, and a way to stop */
  function answerWork(queue: string, ways: readonly Answering[]) {
    const stopped = new AbortController();
    setMaxListeners(2 * POLLS, stopped.signal);
    const answered: { incident: string; way: Answering }[] = [];
    let taken = 0;
    const take = () =>
      connection.withDeadline(Date.now() + LONG_POLL_MS, () =>
        connection.withAbortSignal(stopped.signal, () =>
          workflowService.pollActivityTaskQueue({ ...meta, taskQueue: { name: queue } }),
        ),
      );
    const poll = async () => {
      while (!stopped.signal.aborted) {
        const task = await take().catch(() => undefined);
        if (!task?.taskToken.length) continue;
        const way = ways[taken++ % ways.length]!;
        const incident = task.workflowExecution?.workflowId ?? '';
        await way(task.taskToken).then(
          () => answered.push({ incident, way }),
          () => undefined,
        );
      }
    };
    const polls = Promise.all(Array.from({ length: POLLS }, poll));
    return {
      /** For each work whose answer Temporal took: of which incident it was, and how it was answered. */
      answered,
      stop: async () => {
        stopped.abort();
        await polls;
      },
    };
  }

  return {
    ...{ signal, update, start, answerWork },
    /** Everything that was said to it. */
    said: async (id: string): Promise<Copied[]> => ((await historyOf(id)).events ?? []).flatMap(saidIn),
    /** What its workers were given and answered, and what it began with. */
    written: async (id: string): Promise<Payload[]> => ((await historyOf(id)).events ?? []).flatMap(writtenIn),
    completes: (payload: Payload) => (taskToken: Uint8Array) =>
      workflowService.respondActivityTaskCompleted({ ...meta, taskToken, result: { payloads: [payload] } }),
    fails: (failure: temporal.api.failure.v1.IFailure) => (taskToken: Uint8Array) =>
      workflowService.respondActivityTaskFailed({ ...meta, taskToken, failure }),
  };
}

const { UpdateWorkflowExecutionLifecycleStage: Stage, WorkflowIdReusePolicy: Reuse } = temporal.api.enums.v1;
const COMPLETED = Stage.UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED;
const ALLOW_DUPLICATE = Reuse.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE;

function saidIn(event: temporal.api.history.v1.IHistoryEvent): Copied[] {
  const signal = event.workflowExecutionSignaledEventAttributes;
  const update = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input;
  const name = signal?.signalName ?? update?.name;
  const payload = (signal?.input ?? update?.args)?.payloads?.[0];
  return name && payload ? [{ name, payload }] : [];
}

function writtenIn(event: temporal.api.history.v1.IHistoryEvent): Payload[] {
  return [
    event.workflowExecutionStartedEventAttributes?.input,
    event.activityTaskScheduledEventAttributes?.input,
    event.activityTaskCompletedEventAttributes?.result,
  ].flatMap((found) => found?.payloads ?? []);
}
