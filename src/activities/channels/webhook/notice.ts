import { Webhook } from 'standardwebhooks';
import { plus, type Instant } from '../../../domain/primitives/instant';
import { CONTACT_SECRETS_OVERLAP_MS, contactSecret } from '../../../primitives/signing-secret';
import type { ClaimedWebhook } from '../../../register';
import { asJson } from './forms/form';
import type { WebhookRequest } from './post';

/** What a customer's program gets of a notice. */
export interface NoticeData {
  incident: string;
  notice: number;
  kind: string;
  customer: string;
  account: string;
  language: string;
  subject: string;
  text: string;
  html: string;
  /** Of the text without its link, as it was approved. */
  textSha256?: string;
  /** Its recipient's own page. */
  link: string;
  possibleRepeat?: true;
}

type Signing = Pick<ClaimedWebhook, 'id' | 'contact' | 'ringKey' | 'generation' | 'rotatedAt'>;

/**
 * By Standard Webhooks. For a day after a change of the secret the message is signed with both.
 * @throws Error if the ring has not the key that the secret is made of
 */
export function noticeRequest(
  data: NoticeData,
  { id, contact, ringKey, generation, rotatedAt }: Signing,
  { keys, at }: { keys: ReadonlyMap<string, Buffer>; at: Instant },
): WebhookRequest {
  const key = keys.get(ringKey);
  if (!key) throw new Error(`the key ring has no key ${ringKey}: put it back, or change the secret of the webhook`);
  const { body, headers } = asJson({ type: 'tocsin.notice', timestamp: at, data });
  const now = new Date(at);
  const isNew = generation > 1 && at < plus(rotatedAt, CONTACT_SECRETS_OVERLAP_MS);
  const generations = isNew ? [generation, generation - 1] : [generation];
  const signatures = generations.map((one) => new Webhook(contactSecret(key, contact, one)).sign(id, now, body));
  return {
    body,
    headers: {
      ...headers,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    },
  };
}
