import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { ProcessAccess } from './access';
import { MAIL_QUEUE, TAKEOVER_RETRY } from './messages';

const { sendAlert } = proxyActivities<Activities>({
  taskQueue: MAIL_QUEUE,
  // Longer than the ten minutes that a mail server may take to answer.
  startToCloseTimeout: '15m',
  heartbeatTimeout: '20s',
  retry: TAKEOVER_RETRY,
  cancellationType: 'TRY_CANCEL',
});

type Alert = Parameters<Activities['sendAlert']>[0];

/** Mails one alert of any process, and tells the process whom it reached. `alertAsOf`: what it says once a worker has it in hand. */
export async function alert<State>(
  access: ProcessAccess<State>,
  effect: Alert['effect'],
  alertAsOf: () => Alert,
): Promise<void> {
  const { reached } = await access.ask('sendAlert', (own) =>
    sendAlert.executeWithOptions({ ...own, summary: `alert: ${effect.alert}` }, [alertAsOf()]),
  );
  return access.command('alert-delivered', { effect: effect.id, reached });
}
