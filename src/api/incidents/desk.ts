import { setTimeout as delay } from 'node:timers/promises';
import {
  ApplicationFailure,
  isGrpcServiceError,
  QueryRejectedError,
  ServiceError,
  WorkflowClient,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import type { CommandName, PersonCommand } from '../../domain/commands';
import type { Page } from '../../domain/events';
import type { Opening } from '../../domain/open';
import type { ExerciseCommand } from '../../domain/exercise/commands';
import type { ExerciseId } from '../../domain/exercise/mark';
import type { ExerciseOpening } from '../../domain/exercise/opening';
import type { ExerciseAnswer } from '../../domain/exercise/view';
import type { PostMortemCommand } from '../../domain/post-mortem/commands';
import type { PostMortemId } from '../../domain/post-mortem/id';
import type { PostMortemAnswer, PostMortemView } from '../../domain/post-mortem/view';
import type { Refusal } from '../../domain/primitives/refusal';
import type { IncidentId } from '../../domain/case/state';
import type { IncidentState } from '../../domain/state';
import type { Answer } from '../../domain/answer';
import { whyUnreadable } from '../../domain/primitives/unreadable';
import type { IncidentView } from '../../domain/view';
import {
  EXERCISE,
  INCIDENT,
  REFUSED,
  restartOf,
  SEE,
  summaryOf,
  TASK_QUEUE,
  TASK_TIMEOUT,
  TRAINING_SCHEDULE,
  VERIFICATION_SCHEDULE,
} from '../../workflows/messages';
import { isBegunByUs } from './begun-by-us';
import { readQueues, type QueueLag } from './queues';
import { createTurns } from './turns';

/**
 * `gone`: no such incident is open. `crowded`: not sent, since too many others are ahead of it. `unknown`: it may have been done; a retry
 * with the same key is safe.
 */
export type UpdateOutcome<Answered = Answer> =
  | { outcome: 'done'; answer: Answered }
  | { outcome: 'refused'; refusal: Refusal }
  | { outcome: 'gone' | 'crowded' }
  | { outcome: 'unknown'; why: string };
export type SignalOutcome = { outcome: 'sent' | 'gone' } | Extract<UpdateOutcome, { outcome: 'unknown' }>;
/** `unknown`: it may have been started. */
export type RestartOutcome = { outcome: 'started' } | { outcome: 'running' } | { outcome: 'unknown'; why: string };
/** `refused`: Temporal answers, but does not accept this one. */
export type StartOutcome = { outcome: 'started' } | { outcome: 'unreachable' | 'refused'; why: string };

/** Commands and queries to open incidents. No method throws because Temporal or its workers are down. */
export interface IncidentClient {
  /** An incident that was opened before counts as started, even if it has closed since. */
  start(opening: Opening): Promise<StartOutcome>;
  /** Starts a new run of an ended incident from its whole state, together with the pages that the register lacks. */
  restart(state: IncidentState, unsent: Page[]): Promise<RestartOutcome>;
  /** Waits up to ten seconds for its turn and the answer; five for a declaration, which goes ahead of all other waiting commands. */
  update(id: IncidentId, command: PersonCommand, message: object, updateId: string): Promise<UpdateOutcome>;
  /** The same of a post-mortem. */
  updatePostMortem(
    id: PostMortemId,
    command: PostMortemCommand,
    message: object,
    updateId: string,
  ): Promise<UpdateOutcome<PostMortemAnswer>>;
  /** One that was begun before counts as started. */
  startExercise(opening: ExerciseOpening): Promise<StartOutcome>;
  /** As to an incident. */
  updateExercise(
    id: ExerciseId,
    command: ExerciseCommand,
    message: object,
    updateId: string,
  ): Promise<UpdateOutcome<ExerciseAnswer>>;
  seePostMortem(id: PostMortemId): Promise<PostMortemView | undefined>;
  /** Durable even while no worker runs. */
  signal(id: IncidentId, command: CommandName, message: object): Promise<SignalOutcome>;
  /** The incident's view; undefined if it is not open or does not answer within a second. */
  see(id: IncidentId): Promise<IncidentView | undefined>;
  /** Has what training owes, or contacts are to be asked, looked after now, instead of within the hour. */
  wake(what: 'training' | 'verification'): Promise<void>;
  /** What waits for a worker; undefined if Temporal does not answer. */
  queues(): Promise<QueueLag[] | undefined>;
  /** Why Temporal is unreachable; undefined if it is reachable. */
  fault(): Promise<string | undefined>;
}

/** How long to wait for Temporal, in milliseconds. */
export interface DeskPatience {
  answer: number;
  /** Short, since a declaration without an answer is stored anyway. */
  declaration: number;
  /** Short, since the report is stored already. */
  start: number;
  sight: number;
}

const SCHEDULES = { training: TRAINING_SCHEDULE, verification: VERIFICATION_SCHEDULE };
const PATIENCE: DeskPatience = { answer: 10_000, declaration: 5_000, start: 5_000, sight: 1_000 };
/**
 * An incident that continues as a new run drops updates. When it is asked again, its state recognizes the key of one that it had accepted.
 */
const RETRY_PAUSE_MS = 100;

/** Temporal allows ten updates of one workflow in flight and refuses more: two processes like this one stay below that. */
const TURNS = { atOnce: 4, waiting: 100 };

export function createIncidentClient(client: Client, patience = PATIENCE): IncidentClient {
  const turns = createTurns(TURNS);
  const within = <T>(milliseconds: number, call: () => Promise<T>) =>
    client.withDeadline(Date.now() + milliseconds, call);
  const patienceWith = (command: CommandName) => (command === 'declare' ? patience.declaration : patience.answer);
  const { workflow } = client;
  // Querying an ended run would replay it only to answer what the register has; with this option the server refuses by itself.
  const living = new WorkflowClient({ ...workflow.options, queryRejectCondition: 'NOT_OPEN' });
  async function answered<Answer>(id: string, ask: () => Promise<Answer>, isUrgent = false) {
    const deadline = Date.now() + (isUrgent ? patience.declaration : patience.answer);
    const turn = { isUrgent, deadline };
    const result = await turns(id, turn, () => retryUntil(deadline, () => client.withDeadline(deadline, ask)));
    return result ?? ({ outcome: 'crowded' } as const);
  }
  const see = <View>(id: string) =>
    within(patience.sight, () => living.getHandle(id).query<View>(SEE)).then(
      (view) => (whyUnreadable(view) === undefined ? view : undefined),
      (fault: unknown) => {
        if (isServerFault(fault)) return undefined;
        throw fault;
      },
    );
  return {
    start: (opening) =>
      within(patience.start, () => start(client, opening)).then(
        () => ({ outcome: 'started' }),
        (fault: unknown) => startFailure(fault),
      ),
    restart: (state, unsent) =>
      within(patience.start, () => workflow.start(INCIDENT, restartOf(state, unsent))).then(
        () => ({ outcome: 'started' }),
        (fault: unknown) => restartFailure(fault),
      ),
    update: (id, command, message, updateId) => {
      const update = updateOptions(command, message, updateId);
      const ask = () => workflow.getHandle(id).executeUpdate<Answer, [object]>(command, update);
      return answered(id, ask, command === 'declare');
    },
    updatePostMortem: (id, command, message, updateId) => {
      const update = updateOptions(command, message, updateId);
      return answered(id, () => workflow.getHandle(id).executeUpdate<PostMortemAnswer, [object]>(command, update));
    },
    ...exerciseDesk(client, patience, answered),
    signal: (id, command, message) =>
      within(patienceWith(command), () =>
        workflow.getHandle(id).signal<[object]>(command, { ...message, command }),
      ).then(
        () => ({ outcome: 'sent' }),
        (fault: unknown) => signalFailure(fault),
      ),
    see: (id) => see<IncidentView>(id),
    seePostMortem: (id) => see<PostMortemView>(id),
    wake: (what) =>
      within(patience.sight, () => client.schedule.getHandle(SCHEDULES[what]).trigger()).catch(() => undefined),
    queues: () => within(patience.sight, () => readQueues(client)).catch(() => undefined),
    fault: () => within(patience.sight, () => client.workflowService.getSystemInfo({})).then(() => undefined, String),
  };
}

function updateOptions(command: string, message: object, updateId: string): { args: [object]; updateId: string } {
  return { args: [{ ...message, command }], updateId };
}

async function retryUntil<Answered>(deadline: number, ask: () => Promise<Answered>): Promise<UpdateOutcome<Answered>> {
  for (;;) {
    const result = await ask().then(done<Answered>, updateFailure);
    if (result.outcome !== 'unknown' || Date.now() + RETRY_PAUSE_MS > deadline) return result;
    await delay(RETRY_PAUSE_MS);
  }
}

/**
 * The id of an opened incident never opens another one: a report whose incident was started and closed unnoticed must not start again. But
 * an id that somebody else took, who reached Temporal, is taken back.
 */
async function start(client: Client, opening: Opening): Promise<void> {
  try {
    await open(client, opening, ONCE);
  } catch (fault) {
    if (!(fault instanceof WorkflowExecutionAlreadyStartedError) || (await isBegunByUs(client, opening.id)))
      throw fault;
    await open(client, opening, IN_ITS_PLACE);
  }
}

const ONCE = { workflowIdReusePolicy: 'REJECT_DUPLICATE', workflowIdConflictPolicy: 'FAIL' } as const;
const IN_ITS_PLACE = {
  workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  workflowIdConflictPolicy: 'TERMINATE_EXISTING',
} as const;

async function open(client: Client, opening: Opening, policy: typeof ONCE | typeof IN_ITS_PLACE): Promise<void> {
  await client.workflow.start(INCIDENT, {
    workflowId: opening.id,
    taskQueue: TASK_QUEUE,
    args: [{ opening }],
    ...policy,
    workflowTaskTimeout: TASK_TIMEOUT,
    staticSummary: summaryOf(opening),
  });
}

type Ask = <Answer>(id: string, ask: () => Promise<Answer>) => Promise<UpdateOutcome<Answer>>;

function exerciseDesk(
  client: Client,
  patience: DeskPatience,
  answered: Ask,
): Pick<IncidentClient, 'startExercise' | 'updateExercise'> {
  return {
    startExercise: (opening) =>
      client
        .withDeadline(Date.now() + patience.start, () => beginExercise(client, opening))
        .then(
          () => ({ outcome: 'started' }),
          (fault: unknown) => startFailure(fault),
        ),
    updateExercise: (id, command, message, updateId) => {
      const update = updateOptions(command, message, updateId);
      const ask = () => client.workflow.getHandle(id).executeUpdate<ExerciseAnswer, [object]>(command, update);
      return answered(id, ask);
    },
  };
}

async function beginExercise({ workflow }: Client, opening: ExerciseOpening): Promise<void> {
  await workflow.start(EXERCISE, {
    workflowId: opening.id,
    taskQueue: TASK_QUEUE,
    args: [{ opening }],
    ...ONCE,
    workflowTaskTimeout: TASK_TIMEOUT,
    staticSummary: opening.id,
  });
}

/** The report is stored in any case, and starting is retried. */
function startFailure(fault: unknown): StartOutcome {
  if (fault instanceof WorkflowExecutionAlreadyStartedError) return { outcome: 'started' };
  const cause = fault instanceof ServiceError ? fault.cause : fault;
  const isAway = isGrpcServiceError(cause) && UNREACHABLE_CODES.includes(cause.code);
  return { outcome: isAway ? 'unreachable' : 'refused', why: String(cause) };
}

/** gRPC's DEADLINE_EXCEEDED and UNAVAILABLE: other calls made now would fail too. */
const UNREACHABLE_CODES = [4, 14];

function restartFailure(fault: unknown): RestartOutcome {
  if (fault instanceof WorkflowExecutionAlreadyStartedError) return { outcome: 'running' };
  return { outcome: 'unknown', why: String(fault) };
}

function done<Answered>(answer: Answered): UpdateOutcome<Answered> {
  const why = whyUnreadable(answer);
  return why === undefined ? { outcome: 'done', answer } : { outcome: 'unknown', why };
}

function updateFailure(fault: unknown): UpdateOutcome<never> {
  if (fault instanceof WorkflowUpdateFailedError) {
    const { cause } = fault;
    const refusal = cause instanceof ApplicationFailure && cause.type === REFUSED ? cause.details?.[0] : undefined;
    if (refusal && whyUnreadable(refusal) === undefined) return { outcome: 'refused', refusal: refusal as Refusal };
    return { outcome: 'unknown', why: String(cause) };
  }
  return signalFailure(fault);
}

function signalFailure(fault: unknown): { outcome: 'gone' } | Extract<UpdateOutcome, { outcome: 'unknown' }> {
  if (fault instanceof WorkflowNotFoundError) return { outcome: 'gone' };
  if (isServerFault(fault))
    return { outcome: 'unknown', why: String(fault.cause instanceof Error ? fault.cause : fault) };
  throw fault;
}

function isServerFault(fault: unknown): fault is Error {
  const kinds = [ServiceError, WorkflowNotFoundError, QueryRejectedError, WorkflowUpdateRPCTimeoutOrCancelledError];
  return (
    kinds.some((kind) => fault instanceof kind) || (fault instanceof Error && fault.name === 'QueryNotRegisteredError')
  );
}
