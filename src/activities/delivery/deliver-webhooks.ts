import type { Instant } from '../../domain/primitives/instant';
import type { ClaimedWebhook, Register, StoredNotice } from '../../register';
import { filled, withLink } from '../../texts/notice';
import { noticeRequest, type NoticeData } from '../channels/webhook/notice';
import type { Posted, WebhookPoster } from '../channels/webhook/post';
import { outcomeOf } from './deferral';
import { persist } from './deliver-one';
import type { Log } from '../log';
import type { DeliveryId } from '../../domain/primitives/parties';

export interface WebhookNeeds {
  register: Pick<Register, 'deliveries' | 'contactWebhooks' | 'findings'>;
  poster: Pick<WebhookPoster, 'post'>;
  keys: ReadonlyMap<string, Buffer>;
  log: Log;
  clock: () => Instant;
}

export interface WebhookSending {
  stored: StoredNotice;
  fence: string;
  due?: Instant;
  linkOf: (delivery: DeliveryId) => string;
  stopping: AbortSignal;
}

const AT_ONCE = 20;

/** Posts what is due of a notice to the programs of its contacts. What one of them says or does is data, and holds up no other. */
export async function sendWebhooks(needs: WebhookNeeds, sending: WebhookSending): Promise<void> {
  const { incident, notice } = sending.stored;
  for (;;) {
    if (sending.stopping.aborted) return;
    const claim = { incident, notice, fence: sending.fence, now: needs.clock(), limit: AT_ONCE };
    const rows = await needs.register.deliveries.claimWebhooks(claim);
    if (rows.length === 0) return;
    await Promise.all(rows.map((row) => sendOne(needs, sending, row)));
  }
}

async function sendOne(needs: WebhookNeeds, sending: WebhookSending, row: ClaimedWebhook): Promise<void> {
  const { register, log, clock } = needs;
  const posted = await postOne(needs, sending, row);
  if (posted.outcome === 'gone') await disable(needs, row);
  const state = posted.outcome === 'gone' ? 'refused' : posted.outcome;
  const outcome = outcomeOf({ outcome: state, words: posted.words }, row, clock(), sending);
  await persist(() => register.deliveries.finish(row.id, sending.fence, outcome), sending.stopping);
  if (state !== 'accepted') log.warn({ delivery: row.id, words: posted.words }, 'A webhook did not take a notice');
}

async function postOne(
  { poster, keys, clock }: WebhookNeeds,
  sending: WebhookSending,
  row: ClaimedWebhook,
): Promise<Posted> {
  const data = dataOf(sending, row);
  if (!data) return { outcome: 'refused', words: `There is no text in ${row.language} that was approved for it.` };
  try {
    return await poster.post(row.url, noticeRequest(data, row, { keys, at: clock() }));
  } catch (fault) {
    return { outcome: 'deferred', words: fault instanceof Error ? fault.message : String(fault) };
  }
}

function dataOf(
  { stored, linkOf }: WebhookSending,
  { id, customer, account, language, values, textSha256, possibleRepeat }: ClaimedWebhook,
): NoticeData | undefined {
  const approved = stored.texts[language];
  if (!approved || !values) return undefined;
  const { incident, notice, kind } = stored;
  const link = linkOf(id);
  return {
    ...{ incident, notice, kind, customer, account, language },
    ...withLink(filled(approved, values), link),
    ...(textSha256 && { textSha256 }),
    link,
    ...(possibleRepeat && { possibleRepeat: true }),
  };
}

/** 410: it is sent nothing more until somebody sets it anew, and operators hear of it. */
async function disable({ register, clock }: WebhookNeeds, { contact, customer }: ClaimedWebhook): Promise<void> {
  await register.contactWebhooks.gone(contact, clock());
  await register.findings.note({
    subject: `contact ${contact}`,
    kind: 'webhook-gone',
    sentence: `The webhook of the contact ${contact} of ${customer} answered that it is gone (410), and gets nothing more. Ask the customer for another address, and set it.`,
  });
}
