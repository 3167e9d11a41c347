import { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection, { type Options, type SMTPConnectionAuth, type SMTPError } from 'nodemailer/lib/smtp-connection';
import { tlsPolicy } from './tls';

/** Where the mail server is, how to sign in, and how long to wait for it. */
export interface SmtpTarget {
  options: Options;
  auth?: SMTPConnectionAuth;
}

export interface Envelope {
  from: string;
  to: string;
}

/** How one transaction ended. `lost`: the connection broke; `handed` says whether the message had begun to leave. */
export type Answer =
  | { outcome: 'accepted' | 'refused' | 'deferred'; words: string }
  | { outcome: 'withheld' }
  | { outcome: 'lost'; handed: boolean; words: string };

/** One signed-in connection, good for one message at a time. */
export interface Line {
  /** Rejects with `MailServerDown` if the server takes mail from nobody, or with whatever `content` rejected with. */
  send(envelope: Envelope, content: () => Promise<Buffer | undefined>): Promise<Answer>;
  /** Ready for another message? After a refusal the server is asked to forget the last one. */
  clear(): Promise<boolean>;
  hangUp(): void;
  onEnd(listener: () => void): void;
}

/** No mail can go out now, to anybody: unreachable, sign-in refused, or our sender address refused. */
export class MailServerDown extends Error {
  override readonly name = 'MailServerDown';
}

/**
 * RFC 5321 §4.5.3.2 gives a server minutes to answer, above all after DATA: who hangs up early there makes copies.
 * Two of them, so that an alert still ends within its activity. Connecting is a different matter, nothing can be lost there.
 */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, dnsTimeout: 10_000, socketTimeout: 2 * 60_000 };

/** From `smtp://user:password@host:port` or `smtps://…`; query parameters are nodemailer's own. */
export function smtpTarget(url: string, patience: Partial<typeof PATIENCE> = {}): SmtpTarget {
  const { auth, ...options } = parseConnectionUrl(url) as Options & { auth?: { user: string; pass: string } };
  const { requireTLS, rejectUnauthorized } = tlsPolicy(url);
  const tls = { ...options.tls, rejectUnauthorized };
  const target = { options: { ...PATIENCE, ...options, requireTLS, tls, ...patience, logger: false } };
  return auth ? { ...target, auth: { user: auth.user, credentials: auth } } : target;
}

export async function dial({ options, auth }: SmtpTarget): Promise<Line> {
  const connection = new SMTPConnection(options);
  try {
    await new Promise<void>((resolve, reject) => {
      const step = (then: () => void) => (error?: Error | null) => {
        if (error) reject(error);
        else then();
      };
      const signIn = auth ? () => connection.login(auth, step(resolve)) : resolve;
      connection.on('error', reject);
      connection.once('end', () => reject(new Error('it closed the connection')));
      connection.connect(step(signIn));
    });
  } catch (error) {
    connection.close();
    throw tlsFault(connection, error as SMTPError) ?? down(error as SMTPError);
  }
  return lineOver(connection);
}

function lineOver(connection: SMTPConnection): Line {
  let transactionOpen = false;
  return {
    async send(envelope, content) {
      transactionOpen = true;
      const answer = await transact(connection, envelope, content);
      transactionOpen = answer.outcome !== 'accepted';
      return answer;
    },
    clear: () => (transactionOpen ? reset(connection) : Promise.resolve(true)),
    hangUp: () => connection.close(),
    onEnd: (listener) => void connection.once('end', listener),
  };
}

function reset(connection: SMTPConnection): Promise<boolean> {
  return new Promise((resolve) => {
    const ended = () => resolve(false);
    connection.once('end', ended);
    connection.reset((error) => {
      connection.off('end', ended);
      resolve(!error);
    });
  });
}

function transact(
  connection: SMTPConnection,
  envelope: Envelope,
  content: () => Promise<Buffer | undefined>,
): Promise<Answer> {
  const letter = new Letter(content);
  return new Promise((resolve, reject) => {
    connection.send(envelope, letter, (error, info) => {
      const end = error ? endOf(letter, error) : ({ outcome: 'accepted', words: wordsOf(info.response) } as const);
      if (end instanceof Error) reject(end);
      else resolve(end);
    });
  });
}

/**
 * The message, made only when the server has agreed to take it (its 354): the first byte leaves after `content` has ended.
 * If there is no content after all the stream breaks, and the line must be hung up: a server keeps nothing of an unfinished message.
 */
class Letter extends Readable {
  state: 'waiting' | 'handed' | 'withheld' = 'waiting';
  fault?: Error;

  constructor(private readonly content: () => Promise<Buffer | undefined>) {
    super();
  }

  override _read(): void {
    this.content().then(
      (bytes) => {
        if (this.destroyed) return;
        this.state = bytes ? 'handed' : 'withheld';
        if (bytes) this.whole(bytes);
        else this.destroy(new Error('withheld'));
      },
      (fault: unknown) => {
        this.fault = fault instanceof Error ? fault : new Error(String(fault));
        this.destroy(this.fault);
      },
    );
  }

  private whole(bytes: Buffer): void {
    this.push(bytes);
    this.push(null);
  }
}

function endOf(letter: Letter, error: SMTPError): Answer | Error {
  if (letter.state === 'withheld') return { outcome: 'withheld' };
  return letter.fault ?? answerFrom(error, letter.state === 'handed');
}

function answerFrom(error: SMTPError, handed: boolean): Answer | MailServerDown {
  const words = wordsOf(error.response ?? error.message);
  const ofThisMessage =
    error.command === 'RCPT TO' || error.command === 'DATA' || (error.command === 'API' && error.code === 'EENVELOPE');
  if (ofThisMessage) return { outcome: (error.responseCode ?? 500) >= 500 ? 'refused' : 'deferred', words };
  if (error.command === 'MAIL FROM') return down(error);
  if (handed && error.responseCode === 421) return { outcome: 'deferred', words };
  return { outcome: 'lost', handed, words };
}

const NOTHING_SENT = 'so neither password nor mail was sent to it';

function tlsFault({ _socket: socket, upgrading }: SMTPConnection, error: SMTPError): MailServerDown | undefined {
  const code = error.responseCode ?? error.originalCode ?? error.code ?? 'no answer';
  if (error.command === 'STARTTLS')
    return new MailServerDown(
      `The mail server does not begin TLS (${code}), ${NOTHING_SENT}. Have it offer STARTTLS, write smtps:// in SMTP_URL if it speaks TLS from the start, or add ?requireTLS=false to send everything unencrypted.`,
    );
  if (socket && (socket as Partial<TLSSocket>).authorizationError)
    return new MailServerDown(
      `The mail server's certificate is not valid (${code}), ${NOTHING_SENT}. Renew it, write the host in SMTP_URL that it is made out to, or name its authority's file in NODE_EXTRA_CA_CERTS.`,
    );
  if (upgrading || /^(ERR_SSL|EPROTO)/.test(String(code)))
    return new MailServerDown(
      `TLS with the mail server failed (${code}), ${NOTHING_SENT}. Check SMTP_URL: smtps:// for a port where TLS begins at once, such as 465, smtp:// for one with STARTTLS, such as 587.`,
    );
  return undefined;
}

function down(error: SMTPError): MailServerDown {
  if (error.code === 'EAUTH')
    return new MailServerDown(
      `The mail server refused our sign-in (${error.responseCode ?? 'no code'}). Check SMTP_URL.`,
    );
  if (error.command === 'MAIL FROM') {
    return new MailServerDown(
      `The mail server refuses our sender address (${error.responseCode ?? 'no code'}). Check MAIL_FROM.`,
    );
  }
  const reason = error.responseCode ?? error.originalCode ?? error.code ?? 'no answer';
  return new MailServerDown(`The mail server cannot be reached (${reason}). Mail waits and goes out when it is back.`);
}

/** What the server said, on one line, for the register. */
function wordsOf(response: string): string {
  return response.replace(/\p{Cc}+/gu, ' ').slice(0, 500);
}
