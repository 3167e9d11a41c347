import { isPromise } from 'node:util/types';
import { addressFault } from '../../contract/parties/mail-address';
import type { Signer } from './dkim';
import type { NoticeText } from '../../texts/notice';
import { idDomain, mailboxOf, writeMessage, type Letter } from './letter';
import { openTemplate, type MimeTemplate } from './mime-template';
import { ConnectionPool } from './connection-pool';
import { smtpTarget } from './smtp';
import type { Awaitable, Sent } from './smtp-transaction';

export { MailServerDown } from './smtp';
export type { Letter } from './letter';
export type { Sent } from './smtp-transaction';
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
    letter: () => Awaitable<Letter | Written | undefined>,
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
  const composed = async (address: string, letter: Letter) =>
    onTheWire((await writeMessage(from, address, { ...letter, ...answers })).toString('latin1'));
  const signed = async (message: string) =>
    settings.sign ? (await settings.sign(Buffer.from(message, 'latin1'))).toString('latin1') : message;
  const written = (address: string, agreed: Letter | Written | undefined): Awaitable<string | undefined> => {
    if (!agreed) return undefined;
    if (!('mime' in agreed)) return composed(address, agreed).then(signed);
    return settings.sign ? signed(agreed.mime) : agreed.mime;
  };
  return {
    send(address, letter, giveUp, { id, size, leaves } = {}) {
      const fault = addressFault(address);
      if (fault) return Promise.resolve({ outcome: 'refused', words: fault });
      const content = () => {
        const agreed = letter();
        return isPromise(agreed) ? agreed.then((one) => written(address, one)) : written(address, agreed);
      };
      const envelope = { from: returned(id), to: address };
      return pool.send({ envelope, content, leaves, ...(size !== undefined && { size }) }, giveUp);
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
