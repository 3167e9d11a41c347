import type { Page } from '../domain/events';
import type { PostMortemState } from '../domain/post-mortem/state';
import type { IncidentState } from '../domain/state';

/** Names shared by clients and workflows. Free of the workflow runtime, so that clients may import it. */
export const INCIDENT = 'incident';
export const CHECK = 'check';
export const NOTICE = 'notice';
export const POST_MORTEM = 'post-mortem';
export const TRAINING = 'training';
export const TRAINING_ROUND = 'training-round';
export const PROGRAMME_REVIEW = 'programme-review';
export const PROGRAMME_SCHEDULE = 'tocsin-programme-review';
export const TRAINING_SCHEDULE = 'tocsin-training';
export const VERIFICATION_ROUND = 'verification-round';
export const VERIFICATION_SCHEDULE = 'tocsin-verification';
export const EXERCISE = 'exercise';
export const EXERCISE_ROUND = 'exercise-round';
export const TASK_QUEUE = 'tocsin';
/** For alerts, which wait for a mail server: nothing else waits behind them. */
export const MAIL_QUEUE = 'tocsin-mail';
/** For notices, so that alerts never wait behind hundreds of them. */
export const NOTICE_QUEUE = 'tocsin-notices';
export const SEE = 'see';
/** The wait between a heartbeat timeout and the next attempt. A failure brings its own `nextRetryDelay`. */
export const TAKEOVER_RETRY = { initialInterval: '1s', backoffCoefficient: 1 } as const;
/** Short enough that a workflow task whose worker died is retried while the sender of the command still waits for an answer. */
export const TASK_TIMEOUT = '5s';
/** The failure type of a refused update; its first detail is the domain's Refusal. */
export const REFUSED = 'Refused';
/** The failure type of a run that none of our processes began. */
export const UNSEALED = 'Unsealed';

/** What Temporal's UI calls an incident: of a restricted one its number alone. */
export function summaryOf({ id, report, restriction }: Pick<IncidentState, 'id' | 'report' | 'restriction'>): string {
  return restriction || report.restrict ? id : `${id} ${report.channel}`;
}

/** Restarts an incident from its state, when its workflow has ended or was lost. While one runs under the same id, the start fails. */
export function restartOf(state: IncidentState, unsent: Page[]) {
  return { ...again(state, unsent), staticSummary: summaryOf(state) };
}

/** The same for a post-mortem. */
export function restartOfPostMortem(state: PostMortemState) {
  return { ...again(state, []), staticSummary: state.id };
}

function again<State extends { id: string }>(state: State, unsent: Page[]) {
  return {
    workflowId: state.id,
    taskQueue: TASK_QUEUE,
    args: [{ state, unsent, unkept: 0 }],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'FAIL',
    workflowTaskTimeout: TASK_TIMEOUT,
  } as const;
}
