import { log, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { CheckActivities, Found } from '../activities';
import type { PersonId } from '../domain/primitives/people';
import { beginningOf, type Begun } from './beginning';
import { MAIL_QUEUE } from './messages';
import { askOurWorkers, type Ask } from './our-workers';

const retry = { initialInterval: '5s', maximumInterval: '1m' } as const;
/** Together these take less than the hour until the next check, which does not start while one is still running. */
const { checkRegister } = proxyActivities<CheckActivities>({
  startToCloseTimeout: '15m',
  scheduleToCloseTimeout: '20m',
  heartbeatTimeout: '1m',
  retry,
});
const { tellOfFaults, tellOfCheckpoint } = proxyActivities<CheckActivities>({
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

/** One check of everything, started by the schedule. Its findings are mailed; if the mail server stays down, the next check mails them. */
export async function check(input: Begun): Promise<{ faults: number; reached: number }> {
  const ask = askOurWorkers(beginningOf(input), { mayFail: true });
  const found = await ask('checkRegister', (own) => checkRegister.executeWithOptions(own, [{}]));
  const [{ reached }] = await Promise.all([
    mailFindings(ask, found),
    sendOut(ask, found),
    ask('forgetOld', (own) => forgetOld.executeWithOptions(own, [{}])).catch(
      logAndContinue('Old records were not deleted', {}),
    ),
  ]);
  return { faults: found.faults, reached: reached.length };
}

async function mailFindings(ask: Ask, found: Found): Promise<{ reached: PersonId[] }> {
  if (found.faults === 0) return { reached: [] };
  const id = `check/${workflowInfo().runId}`;
  const mailing = ask('tellOfFaults', (own) => tellOfFaults.executeWithOptions(own, [{ id, found }]));
  return await mailing.catch(logAndContinue('The faults could not be mailed', { reached: [] }));
}

/** Where neither mail nor webhook takes it, the next check of the day sends it. */
async function sendOut(ask: Ask, { checkpoint }: Found): Promise<void> {
  if (!checkpoint) return;
  const sent = ask('tellOfCheckpoint', (own) => tellOfCheckpoint.executeWithOptions(own, [checkpoint]));
  await sent.catch(logAndContinue('The checkpoint could not be sent out', { reached: [] }));
}

function logAndContinue<T>(what: string, instead: T) {
  return (fault: unknown) => {
    log.error(what, { fault: String(fault) });
    return instead;
  };
}
