import { ApplicationFailure, type Context } from '@temporalio/activity';
import { bare, isOurs, sealOf } from '../domain/primitives/seal';

interface Execution {
  args: unknown[];
}

/**
 * Stands before every activity: whoever reaches Temporal can have one scheduled, with whatever input, and leave it the heartbeat of an attempt
 * that never was. What no worker of ours scheduled is not done, and only the heartbeats of our own workers are read.
 */
export function workOfOurs({ info }: Context) {
  return {
    inbound: {
      execute<Work extends Execution>(work: Work, next: (work: Work) => Promise<unknown>): Promise<unknown> {
        const { heartbeatDetails } = info as { heartbeatDetails: unknown };
        if (!isFromWorker(heartbeatDetails)) Object.assign(info, { heartbeatDetails: undefined });
        if (!work.args.every(isFromWorker)) throw notOurs(info.activityType);
        return next({ ...work, args: work.args.map((one) => bare(one as object)) });
      },
    },
  };
}

function isFromWorker(value: unknown): boolean {
  return isOurs(value) && ['worker', 'older'].includes(sealOf(value)?.by ?? '');
}

function notOurs(activity: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(
    `${activity} was scheduled by no worker of ours, so it is not done.`,
    'Unsealed',
  );
}
