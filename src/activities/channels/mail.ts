import { addressFault, mailboxOf, messageId, writeMessage, type Letter } from './letter';
import { Lines } from './lines';
import { smtpTarget } from './smtp';

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
 * `unknown`: it broke after that, so the message may have been taken. `words` are the server's own.
 */
export type Sent =
  { outcome: 'accepted' | 'refused' | 'deferred' | 'unknown'; words: string } | { outcome: 'withheld' };

export interface MailChannel {
  /**
   * One message to one address. `letter` is asked for when the server has agreed to take the message, and nothing of it leaves before
   * that promise has ended: the place to commit "handed over". Undefined withholds the message.
   * Rejects with `MailServerDown` if no mail can go out now, or with what `letter` rejected with.
   */
  send(address: string, letter: () => Promise<Letter | undefined>): Promise<Sent>;
  /** The Message-ID of every copy of the letter with this id. */
  messageId(id: string): string;
  close(): void;
}

export function openMailChannel(settings: MailSettings): MailChannel {
  const from = mailboxOf(settings.from);
  const lines = new Lines(smtpTarget(settings.url, settings.patience), settings.maxConnections ?? 5);
  return {
    async send(address, letter) {
      const fault = addressFault(address);
      if (fault) return { outcome: 'refused', words: fault };
      const answer = await lines.send({ from: from.address, to: address }, async () => {
        const agreed = await letter();
        return agreed && writeMessage(from, address, agreed);
      });
      if (answer.outcome !== 'lost') return answer;
      return { outcome: answer.handed ? 'unknown' : 'deferred', words: answer.words };
    },
    messageId: (id) => messageId(from, id),
    close: () => lines.close(),
  };
}
