import { log, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { CheckActivities, Found } from '../activities';
import type { PersonId } from '../domain/primitives/people';
import { MAIL_QUEUE } from './messages';

const retry = { initialInterval: '5s', maximumInterval: '1m' } as const;
/** Together less than the hour until the next check, which would not start over one that still runs. */
const { checkRegister } = proxyActivities<CheckActivities>({
  startToCloseTimeout: '15m',
  scheduleToCloseTimeout: '20m',
  heartbeatTimeout: '1m',
  retry,
});
const { tellOfFaults } = proxyActivities<CheckActivities>({
  taskQueue: MAIL_QUEUE,
  startToCloseTimeout: '15m',
  scheduleToCloseTimeout: '30m',
  heartbeatTimeout: '1m',
  retry: { ...retry, maximumInterval: '20s' },
});
const { forgetOld } = proxyActivities<CheckActivities>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '5m',
  retry: { ...retry, maximumAttempts: 3 },
});

/** One look at the whole house, begun by the schedule. What it finds is mailed; a mail server that stays away leaves that to the next one. */
export async function check(): Promise<{ faults: number; reached: number }> {
  const found = await checkRegister({});
  const [{ reached }] = await Promise.all([tell(found), forgetOld({}).catch(notDone('What is old is not forgotten'))]);
  return { faults: found.faults, reached: reached.length };
}

async function tell(found: Found): Promise<{ reached: PersonId[] }> {
  if (found.faults === 0) return { reached: [] };
  const id = `check/${workflowInfo().runId}`;
  return await tellOfFaults({ id, found }).catch(notDone('Nobody could be told of the faults', { reached: [] }));
}

function notDone<T>(what: string, instead?: T) {
  return (fault: unknown) => {
    log.error(what, { fault: String(fault) });
    return instead as T;
  };
}
