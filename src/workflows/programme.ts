import { log, proxyActivities } from '@temporalio/workflow';
import type { ProgrammeActivities } from '../activities';
import { beginningOf, type Begun } from './beginning';
import { MAIL_QUEUE } from './messages';
import { askOurWorkers } from './our-workers';

const retry = { initialInterval: '5s', maximumInterval: '1m' } as const;
const { openReviews } = proxyActivities<ProgrammeActivities>({ startToCloseTimeout: '5m', retry });
const { tellOfReview } = proxyActivities<ProgrammeActivities>({
  taskQueue: MAIL_QUEUE,
  startToCloseTimeout: '15m',
  scheduleToCloseTimeout: '30m',
  heartbeatTimeout: '1m',
  retry,
});

/** Opens the reviews that are owed, and mails what is new or overdue. By the schedule, each hour; a person is mailed of a review once a day. */
export async function programmeReview(input: Begun): Promise<{ waiting: number }> {
  const ask = askOurWorkers(beginningOf(input), { mayFail: true });
  const { waiting } = await ask('openReviews', (own) => openReviews.executeWithOptions(own, [{}]));
  for (const review of waiting)
    await ask('tellOfReview', (own) => tellOfReview.executeWithOptions(own, [review])).catch((fault: unknown) =>
      log.error('A review could not be mailed; the next hour mails it', { review: review.id, fault: String(fault) }),
    );
  return { waiting: waiting.length };
}
