import type { Config } from './config';

/** The sandbox mailbox is our own, on this machine, and has no certificate, whatever address it listens on. */
export function smtpUrlOf({ smtpUrl, sandbox }: Config['mail']): string {
  return sandbox ? `${smtpUrl}?requireTLS=false` : smtpUrl;
}
