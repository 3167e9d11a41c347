import { Context } from '@temporalio/activity';
import { MINUTE, plus, type Instant } from '../../domain/primitives/instant';
import type { HandedMail, MailEnd, Mailing, MailProgress, SendingRef } from '../../register';
import type { Letter, MailChannel, Sent, Written } from '../channels/mail';
import { throwFirst } from '../fault';
import { fenceOf } from '../fence';
import { heartbeating } from '../heartbeat';

export interface MailingNeeds {
  mails: Mailing;
  mail: MailChannel;
  clock: () => Instant;
  /** The most mails that one call sends. */
  mailsPerCall?: number;
}

/** What is particular to one sending. */
export interface SendingWork<Mail extends HandedMail> {
  plan: () => Promise<void>;
  claim: (fence: string, limit: number, now: Instant) => Promise<Mail[]>;
  letterOf: (mail: Mail) => Letter | Promise<Letter | (Written & { id: string })>;
  /** What comes back of its mails is matched. */
  returns?: boolean;
}

const MAILS_PER_CALL = 5_000;
const MAILS_AT_ONCE = 100;

/** Sends what is due of one sending of the ledger, or as much of it as one call may. */
export async function sendDue<Mail extends HandedMail>(
  needs: MailingNeeds,
  sending: SendingRef,
  { plan, claim, ...work }: SendingWork<Mail>,
): Promise<MailProgress & { handled: number }> {
  const { mails, clock, mailsPerCall = MAILS_PER_CALL } = needs;
  const fence = fenceOf(Context.current().info);
  let handled = 0;
  await heartbeating(
    () => ({ handled }),
    async (stopping) => {
      await plan();
      await mails.takeOver(sending, fence, clock());
      while (handled < mailsPerCall && !stopping.aborted) {
        const claimed = await claim(fence, Math.min(MAILS_AT_ONCE, mailsPerCall - handled), clock());
        if (claimed.length === 0) break;
        await sendAll(needs, fence, claimed, stopping, work);
        handled += claimed.length;
      }
    },
  );
  return { handled, ...(await mails.progress(sending)) };
}

/** What was never agreed to by the server is released; what may have reached it is a possible repeat the next time. */
async function sendAll<Mail extends HandedMail>(
  { mails, mail, clock }: MailingNeeds,
  fence: string,
  claimed: readonly Mail[],
  stopping: AbortSignal,
  { letterOf, returns = false }: Pick<SendingWork<Mail>, 'letterOf' | 'returns'>,
): Promise<void> {
  const ended: MailEnd[] = [];
  const unsent: string[] = [];
  const handed = new Set<string>();
  const ends = await Promise.allSettled(
    claimed.map(async (one) => {
      const written = await letterOf(one);
      const letter = () => {
        handed.add(one.id);
        return Promise.resolve(written);
      };
      const known = returns ? { id: written.id } : {};
      try {
        const sent = await mail.send(one.address, letter, AbortSignal.any([stopping]), known);
        ended.push(...endOf(one, sent, clock()));
      } finally {
        if (!handed.has(one.id)) unsent.push(one.id);
      }
    }),
  );
  await mails.end(fence, ended);
  await mails.release(fence, unsent);
  throwFirst(ends);
}

const TRIES = 10;
const PAUSE_MS = 10 * MINUTE;

function endOf({ id, attempts }: HandedMail, sent: Sent, at: Instant): MailEnd[] {
  switch (sent.outcome) {
    case 'accepted':
    case 'refused':
      return [{ id, state: sent.outcome, words: sent.words, at }];
    case 'deferred':
    case 'unknown': {
      const isOver = attempts + 1 >= TRIES;
      const { words } = sent;
      if (isOver) return [{ id, state: 'refused', words, at }];
      return [{ id, state: 'deferred', words, at, nextAt: plus(at, PAUSE_MS), isUnsure: sent.outcome === 'unknown' }];
    }
    default:
      return [];
  }
}
