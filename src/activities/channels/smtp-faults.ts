import type { TLSSocket } from 'node:tls';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SMTPError } from 'nodemailer/lib/smtp-connection';

/** No mail can go out now, to anybody: the server is unreachable, or refuses our sign-in or our sender address. */
export class MailServerDown extends Error {
  override readonly name = 'MailServerDown';
}

const NOTHING_SENT = 'so neither password nor mail was sent to it';

/** Explains why no message was sent, if TLS is the reason. */
export function tlsFault({ _socket: socket, upgrading }: SMTPConnection, error: SMTPError): MailServerDown | undefined {
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

export function down(error: SMTPError): MailServerDown {
  if (isTemporary(error.responseCode ?? 0)) return busy(error.responseCode);
  if (error.code === 'EAUTH')
    return new MailServerDown(
      `The mail server refused our sign-in (${error.responseCode ?? 'no code'}). Check SMTP_URL.`,
    );
  const reason = error.responseCode ?? error.originalCode ?? error.code ?? 'no answer';
  return new MailServerDown(`The mail server cannot be reached (${reason}). Mail waits and goes out when it is back.`);
}

export function refusedSender(code: number): MailServerDown {
  if (isTemporary(code)) return busy(code);
  return new MailServerDown(`The mail server refuses our sender address (${code}). Check MAIL_FROM.`);
}

function busy(code: number | undefined): MailServerDown {
  return new MailServerDown(
    `The mail server takes no mail from us for now (${code}). Mail waits and goes out when it does.`,
  );
}

/** 4yz (RFC 5321 §4.2.1): nothing of ours is wrong, and the same is to be tried again. */
export function isTemporary(code: number): boolean {
  return code >= 400 && code < 500;
}
