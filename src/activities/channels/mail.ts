import { addressFault } from '../../contract/parties/mail-address';
import type { Signer } from './dkim';
import type { NoticeText } from '../../texts/notice';
import { idDomain, mailboxOf, writeMessage, type Letter } from './letter';
import { openTemplate, type MimeTemplate } from './mime-template';
import { ConnectionPool } from './connection-pool';
import { smtpTarget } from './smtp';
import type { Answer } from './smtp-transaction';

export { MailServerDown } from './smtp';
export type { Letter } from './letter';
export type { MimeTemplate } from './mime-template';

/** A message that is written already. */
export interface Written {
  automatic: boolean;
  /** Each character is a byte. */
  mime: string;
}

export interface MailSettings {
  /** `smtp://user:password@host:port` or `smtps://…` */
  url: string;
  /** `Tocsin <tocsin@company.example>` */
  from: string;
  /** The address to which servers send back a message with this id; without it, `from`. */
  returnAddress?: (id: string) => string;
  /** Signs each message as it leaves. */
  sign?: Signer;
  /** In the place of the name in `from`. */
  name?: string;
  /** Where an answer goes; without it to `from`. */
  replyTo?: string;
  /** Default 5. */
  maxConnections?: number;
  /** Milliseconds. */
  patience?: Parameters<typeof smtpTarget>[1];
}

/**
 * `accepted`: 250 to DATA. `refused`: 5xx. `deferred`: 4xx, or the connection broke before any of the message was sent.
 * `unknown`: it broke after that, or the answer took too long, so the server may have accepted it; `later` is the answer, should it still
 * come.
 * `waiting`: no connection to the server was free in time. `words` are the server's own.
 */
export type Sent =
  | { outcome: 'accepted' | 'refused' | 'deferred'; words: string }
  | { outcome: 'unknown'; words: string; later?: Promise<Sent> }
  | { outcome: 'withheld' | 'waiting' };

export interface KnownBefore {
  id?: string;
  size?: number;
  /** Called as its envelope leaves: until then it waited for a connection. */
  leaves?: () => void;
}

export interface MailChannel {
  /**
   * Sends one message to one address. `letter` is called once the server has agreed to take the message, and nothing is sent before its
   * promise settles: the place to commit "handed over". If it resolves to undefined, the message is withheld.
   * `giveUp` ends the wait for a connection, but never interrupts a message that has begun.
   * `known` of it before: its id, where what comes back is to say which it was, and its size in bytes, which the server is told.
   * Rejects with `MailServerDown` if no mail can go out now, or with what `letter` rejected with.
   */
  send(
    address: string,
    letter: () => Promise<Letter | Written | undefined>,
    giveUp?: AbortSignal,
    known?: KnownBefore,
  ): Promise<Sent>;
  /** Whether the server takes mail from us now. Rejects with `MailServerDown` if it does not. */
  probe(): Promise<void>;
  /** For one message to many, which is composed once. `automatic` as of a letter. */
  template(language: string, text: NoticeText, automatic?: boolean): Promise<MimeTemplate>;
  /** The right side of each Message-ID; its left one is the SHA-256 of the letter's id, so that every copy has the same. */
  readonly idDomain: string;
  /** Starts no further message and lets those that have begun end. */
  close(): void;
  /** Starts no further message and breaks off those that have begun. */
  abandon(): void;
}

export function openMailChannel(settings: MailSettings): MailChannel {
  const { name, replyTo } = settings;
  const from = { ...mailboxOf(settings.from), ...(name !== undefined && { name }) };
  const answers = replyTo !== undefined && { replyTo };
  const pool = new ConnectionPool(smtpTarget(settings.url, settings.patience), settings.maxConnections ?? 5);
  const returned = (id?: string) => (id === undefined ? undefined : settings.returnAddress?.(id)) ?? from.address;
  return {
    async send(address, letter, giveUp, { id, size, leaves } = {}) {
      const fault = addressFault(address);
      if (fault) return { outcome: 'refused', words: fault };
      const content = async () => {
        const agreed = await letter();
        if (!agreed) return undefined;
        const message =
          'mime' in agreed
            ? agreed.mime
            : onTheWire((await writeMessage(from, address, { ...agreed, ...answers })).toString('latin1'));
        return settings.sign ? (await settings.sign(Buffer.from(message, 'latin1'))).toString('latin1') : message;
      };
      const envelope = { from: returned(id), to: address };
      return sentBy(await pool.send({ envelope, content, leaves, ...(size !== undefined && { size }) }, giveUp));
    },
    probe: () => pool.probe(),
    template: (language, text, automatic) => openTemplate({ ...from, ...answers }, language, text, automatic),
    idDomain: idDomain(from),
    close: () => pool.close(),
    abandon: () => pool.abandon(),
  };
}

/** Every line ends by CRLF: what a lone CR or LF ends is for each server to guess (RFC 5321 §2.3.8). */
function onTheWire(message: string): string {
  return message.replace(/\r\n|\r|\n/g, '\r\n');
}

function sentBy(answer: Answer | { outcome: 'waiting' }): Sent {
  if (answer.outcome !== 'lost') return answer;
  const { handed, words, later } = answer;
  if (!handed) return { outcome: 'deferred', words };
  return { outcome: 'unknown', words, ...(later && { later: later.then(sentBy) }) };
}
