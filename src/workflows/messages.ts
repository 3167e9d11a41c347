import type { Page } from '../domain/events';
import type { IncidentState } from '../domain/state';

/** What the doors and the shells call each other by. Free of the workflow runtime, so that clients may import it. */
export const INCIDENT = 'incident';
export const CHECK = 'check';
export const NOTICE = 'notice';
export const TASK_QUEUE = 'tocsin';
/** For alerts, which wait for a mail server, so that nothing else waits behind them. */
export const MAIL_QUEUE = 'tocsin-mail';
/** For notices, so that alerts do not wait behind hundreds of them. */
export const NOTICE_QUEUE = 'tocsin-notices';
export const SEE = 'see';
/** The wait between a heartbeat timeout and the next attempt. A failure brings its own `nextRetryDelay`. */
export const TAKEOVER_RETRY = { initialInterval: '1s', backoffCoefficient: 1 } as const;
/** A task that died with its worker goes to the next one while whoever gave the command still waits for the answer. */
export const TASK_TIMEOUT = '5s';
/** The failure type of a refused update; its first detail is the domain's Refusal. */
export const REFUSED = 'Refused';

/** How an incident whose workflow is over, or lost, is started from its story; while one runs under its id, there is no other. */
export function restartOf(state: IncidentState, unsent: Page[]) {
  return {
    workflowId: state.id,
    taskQueue: TASK_QUEUE,
    args: [{ state, unsent, unkept: 0 }],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowIdConflictPolicy: 'FAIL',
    workflowTaskTimeout: TASK_TIMEOUT,
    staticSummary: `${state.id} ${state.report.channel}`,
  } as const;
}
