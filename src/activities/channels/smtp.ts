import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection, { type Options, type SMTPConnectionAuth, type SMTPError } from 'nodemailer/lib/smtp-connection';
import { MailConnection, type Owner } from './mail-connection';
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
  /** So long a message waits behind one that is not answered, before another connection takes it. */
  behindTimeout: 500,
};

/** From `smtp://user:password@host:port` or `smtps://…`; query parameters are nodemailer's own. */
export function smtpTarget(url: string, given: Partial<Patience> = {}): SmtpTarget {
  const { auth, ...options } = parseConnectionUrl(url) as Options & { auth?: { user: string; pass: string } };
  const { requireTLS, rejectUnauthorized } = tlsPolicy(url);
  const tls = { ...options.tls, rejectUnauthorized };
  const patience = { ...PATIENCE, ...given };
  const { answerTimeout: _answer, lateAnswerTimeout: _late, behindTimeout: _behind, ...timeouts } = patience;
  const target = { options: { ...options, requireTLS, tls, ...timeouts, logger: false }, patience };
  return auth ? { ...target, auth: { user: auth.user, credentials: auth } } : target;
}

/** nodemailer connects, begins TLS and signs in. @throws MailServerDown */
export async function connect(
  { options, auth, patience }: SmtpTarget,
  most: number,
  owner: Owner,
): Promise<MailConnection> {
  const line = new SMTPConnection(options);
  try {
    await new Promise<void>((resolve, reject) => {
      const step = (then: () => void) => (error?: Error | null) => {
        if (error) reject(error);
        else then();
      };
      const signIn = auth ? () => line.login(auth, step(resolve)) : resolve;
      line.on('error', reject);
      line.once('end', () => reject(new Error('it closed the connection')));
      line.connect(step(signIn));
    });
  } catch (error) {
    line.close();
    throw tlsFault(line, error as SMTPError) ?? down(error as SMTPError);
  }
  return new MailConnection(line, patience, most, owner);
}
