import { parseConnectionUrl } from 'nodemailer/lib/shared';
import { isLoopback } from '../../primitives/loopback';
import type { Options } from 'nodemailer/lib/smtp-connection';

export interface TlsPolicy {
  /** Nothing but EHLO and STARTTLS is sent before TLS is established. */
  requireTLS: boolean;
  /** Only a valid certificate, issued for the host in the URL, is accepted. */
  rejectUnauthorized: boolean;
  /** One sentence for each protection that the URL gives up. */
  warnings: string[];
}

/**
 * TLS is required of every mail server except on loopback, since a man in the middle can hide STARTTLS (RFC 3207 §6). Only the literal
 * `false` opts out: `requireTLS` out of encryption, `tls.rejectUnauthorized` out of verifying the certificate.
 */
export function tlsPolicy(smtpUrl: string): TlsPolicy {
  const { host = 'localhost', secure = false, requireTLS, tls } = parseConnectionUrl(smtpUrl) as Options;
  const local = isLoopback(host);
  const mayBeClear = !secure && !local && requireTLS === false;
  const isUnverified = tls?.rejectUnauthorized === false;
  return {
    requireTLS: !secure && !mayBeClear && (!local || requireTLS === true),
    rejectUnauthorized: !isUnverified,
    warnings: [
      ...(mayBeClear
        ? [
            `Mail and password may go to ${host} unencrypted, for SMTP_URL has requireTLS=false: remove it once that server offers STARTTLS.`,
          ]
        : []),
      ...(isUnverified && !local
        ? [
            `The certificate of ${host} is not verified, for SMTP_URL has tls.rejectUnauthorized=false, so anybody on the way can read the mail: ` +
              `remove it, and name the certificate's authority in NODE_EXTRA_CA_CERTS.`,
          ]
        : []),
    ],
  };
}
