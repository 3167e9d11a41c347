import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection, { type Options, type SMTPConnectionAuth, type SMTPError } from 'nodemailer/lib/smtp-connection';
import { down, MailServerDown, tlsFault } from './smtp-faults';
import { tlsPolicy } from './tls';

export { MailServerDown };

/** The mail server's address, how to sign in, and how long to wait for it. */
export interface SmtpTarget {
  options: Options;
  auth?: SMTPConnectionAuth;
  patience: Patience;
}

type Patience = typeof PATIENCE;

export interface Envelope {
  from: string;
  to: string;
}

/**
 * How one transaction ended. `lost`: the connection broke, or the server did not answer in time; `handed` says whether sending had begun.
 * `later` is set while the connection is still open: the answer that may yet come.
 */
export type Answer =
  | { outcome: 'accepted' | 'refused' | 'deferred'; words: string }
  | { outcome: 'withheld' }
  | { outcome: 'lost'; handed: boolean; words: string; later?: Promise<Answer> };

/** One signed-in connection, for one message at a time. */
export interface PooledConnection {
  /** Rejects with `MailServerDown` if the server takes mail from nobody, or with what `content` rejected with. */
  send(envelope: Envelope, content: () => Promise<Buffer | undefined>): Promise<Answer>;
  /** Whether it can take another message. After a refusal the server is first asked to drop the last one (RSET). */
  clear(): Promise<boolean>;
  hangUp(): void;
  onEnd(listener: () => void): void;
}

/** Milliseconds. Where RFC 5321 §4.5.3.2 grants the server more, hanging up early loses nothing: the message has not left. */
const PATIENCE = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  dnsTimeout: 10_000,
  /** For each reply up to 354, for which §4.5.3.2.5 grants two minutes. */
  socketTimeout: 2 * 60_000,
  /** For the reply to the message, §4.5.3.2.6: a client that hangs up sooner sends copies. */
  answerTimeout: 10 * 60_000,
  /** Then the message counts as unanswered, but the connection stays open this much longer to hear the answer. */
  lateAnswerTimeout: 10 * 60_000,
};

/** From `smtp://user:password@host:port` or `smtps://…`; query parameters are nodemailer's own. */
export function smtpTarget(url: string, given: Partial<Patience> = {}): SmtpTarget {
  const { auth, ...options } = parseConnectionUrl(url) as Options & { auth?: { user: string; pass: string } };
  const { requireTLS, rejectUnauthorized } = tlsPolicy(url);
  const tls = { ...options.tls, rejectUnauthorized };
  const patience = { ...PATIENCE, ...given };
  const { answerTimeout: _answer, lateAnswerTimeout: _late, ...timeouts } = patience;
  const target = { options: { ...options, requireTLS, tls, ...timeouts, logger: false }, patience };
  return auth ? { ...target, auth: { user: auth.user, credentials: auth } } : target;
}

export async function connect({ options, auth, patience }: SmtpTarget): Promise<PooledConnection> {
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
  return pooled(connection, patience);
}

function pooled(connection: SMTPConnection, patience: Patience): PooledConnection {
  let transactionOpen = false;
  return {
    async send(envelope, content) {
      transactionOpen = true;
      const answer = await transact(connection, patience, envelope, content);
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
  patience: Patience,
  envelope: Envelope,
  content: () => Promise<Buffer | undefined>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const unanswered = () => {
      const words = `No answer within ${patience.answerTimeout / 1_000} s.`;
      resolve({ outcome: 'lost', handed: true, words, later: ended });
    };
    let answerTimer: NodeJS.Timeout | undefined;
    const letter = new OutgoingMessage(onlyAfterGoAhead(connection, content), () => {
      waitFor(connection, patience.answerTimeout + patience.lateAnswerTimeout);
      answerTimer = setTimeout(unanswered, patience.answerTimeout);
    });
    const ended = endOf(connection, envelope, letter).finally(() => {
      clearTimeout(answerTimer);
      waitFor(connection, patience.socketTimeout);
    });
    ended.then(resolve, reject);
  });
}

/** nodemailer takes any 2yz to DATA for 354. A server that answers so takes no message, and would answer for nothing. */
function onlyAfterGoAhead(connection: SMTPConnection, content: () => Promise<Buffer | undefined>) {
  return () => {
    const { lastServerResponse: reply } = connection as { lastServerResponse?: string | false };
    if (typeof reply === 'string' && reply.startsWith('354')) return content();
    const code = typeof reply === 'string' ? reply.slice(0, 3) : 'no code';
    return Promise.reject(
      new MailServerDown(`The mail server answers DATA with ${code} instead of 354, so nothing was sent to it.`),
    );
  };
}

function waitFor({ _socket: socket }: SMTPConnection, milliseconds: number): void {
  if (socket && !socket.destroyed) socket.setTimeout(milliseconds);
}

function endOf(connection: SMTPConnection, envelope: Envelope, letter: OutgoingMessage): Promise<Answer> {
  let hungUp = () => {};
  return new Promise<Answer>((resolve, reject) => {
    // When we hang up, nodemailer calls back for no message. On other ends it reports a more telling error right after this event.
    hungUp = () => void setImmediate(() => settle(new Error('We hung up.')));
    connection.once('end', hungUp);
    const settle = (error: SMTPError | null, response = '') => {
      const end = error ? endBy(letter, error) : ({ outcome: 'accepted', words: wordsOf(response) } as const);
      if (end instanceof Error) reject(end);
      else resolve(end);
    };
    connection.send(envelope, letter, (error, info) => settle(error, error ? '' : info.response));
  }).finally(() => connection.off('end', hungUp));
}

/**
 * The message, made only once the server has agreed to take it (354): its first byte leaves after `content` has ended.
 * Without content the stream breaks and the connection must be closed: a server keeps nothing of an unfinished message.
 */
class OutgoingMessage extends Readable {
  state: 'waiting' | 'handed' | 'withheld' = 'waiting';
  fault?: Error;

  constructor(
    private readonly content: () => Promise<Buffer | undefined>,
    private readonly onHanded: () => void,
  ) {
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
    this.onHanded();
    this.push(bytes);
    this.push(null);
  }
}

function endBy(letter: OutgoingMessage, error: SMTPError): Answer | Error {
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

/** The server's reply on one line, for the register. */
function wordsOf(response: string): string {
  return response.replace(/\p{Cc}+/gu, ' ').slice(0, 500);
}
