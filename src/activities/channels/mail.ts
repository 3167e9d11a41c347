import { addressFault, mailboxOf, messageId, writeMessage, type Letter } from './letter';
import { Lines } from './lines';
import { smtpTarget, type Answer } from './smtp';

export { MailServerDown } from './smtp';
export type { Letter } from './letter';

export interface MailSettings {
  /** `smtp://user:password@host:port` or `smtps://…` */
  url: string;
  /** `Tocsin <tocsin@company.example>` */
  from: string;
  /** 5 if not given. */
  maxConnections?: number;
  /** Milliseconds. */
  patience?: Parameters<typeof smtpTarget>[1];
}

/**
 * `accepted`: 250 to DATA. `refused`: 5xx. `deferred`: 4xx, or the connection broke before the message began to leave.
 * `unknown`: it broke after that, or the answer took too long, so the message may have been taken; `later` is the answer, should it still come.
 * `waiting`: no line to the server was free in time. `words` are the server's own.
 */
export type Sent =
  | { outcome: 'accepted' | 'refused' | 'deferred'; words: string }
  | { outcome: 'unknown'; words: string; later?: Promise<Sent> }
  | { outcome: 'withheld' | 'waiting' };

export interface MailChannel {
  /**
   * One message to one address. `letter` is asked for when the server has agreed to take the message, and nothing of it leaves before
   * that promise has ended: the place to commit "handed over". Undefined withholds the message.
   * `giveUp` ends the wait for a line, but nothing that has begun.
   * Rejects with `MailServerDown` if no mail can go out now, or with what `letter` rejected with.
   */
  send(address: string, letter: () => Promise<Letter | undefined>, giveUp?: AbortSignal): Promise<Sent>;
  /** The Message-ID of every copy of the letter with this id. */
  messageId(id: string): string;
  /** No message begins any more; those that have begun end. */
  close(): void;
  /** Those that have begun break off, too. */
  abandon(): void;
}

export function openMailChannel(settings: MailSettings): MailChannel {
  const from = mailboxOf(settings.from);
  const lines = new Lines(smtpTarget(settings.url, settings.patience), settings.maxConnections ?? 5);
  return {
    async send(address, letter, giveUp) {
      const fault = addressFault(address);
      if (fault) return { outcome: 'refused', words: fault };
      const content = async () => {
        const agreed = await letter();
        return agreed && writeMessage(from, address, agreed);
      };
      return sentBy(await lines.send({ from: from.address, to: address }, content, giveUp));
    },
    messageId: (id) => messageId(from, id),
    close: () => lines.close(),
    abandon: () => lines.abandon(),
  };
}

function sentBy(answer: Answer | { outcome: 'waiting' }): Sent {
  if (answer.outcome !== 'lost') return answer;
  const { handed, words, later } = answer;
  if (!handed) return { outcome: 'deferred', words };
  return { outcome: 'unknown', words, ...(later && { later: later.then(sentBy) }) };
}
