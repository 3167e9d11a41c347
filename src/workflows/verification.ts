import { proxyActivities } from '@temporalio/workflow';
import type { VerificationActivities } from '../activities';
import { beginningOf, type Begun } from './beginning';
import { askOurWorkers } from './our-workers';

const retry = { initialInterval: '5s', maximumInterval: '1m' } as const;
const { askContacts, sendQuestions } = proxyActivities<VerificationActivities>({
  startToCloseTimeout: '30m',
  heartbeatTimeout: '30s',
  retry,
});

/** Asks the contacts of customers who are due whether they are right, and reminds the silent. By the schedule, each hour. */
export async function verificationRound(input: Begun): Promise<{ sendings: number }> {
  const ask = askOurWorkers(beginningOf(input), { mayFail: true });
  const { due } = await ask('askContacts', (own) => askContacts.executeWithOptions(own, [{}]));
  for (const one of due) {
    const summary = `${one.subject}, mail ${one.number}`;
    const send = () => ask('sendQuestions', (own) => sendQuestions.executeWithOptions({ ...own, summary }, [one]));
    while (!(await send()).finished);
  }
  return { sendings: due.length };
}
