import { resolve } from 'node:path';
import { z } from 'zod';
import { aUrl, namesIn } from './setting';

export interface MailConfig {
  smtpUrl: string;
  from: string;
  sandbox: boolean;
  /** Where what servers send back is read; absent: at the sender's address. */
  bounces?: string;
  /** Signs mail: `<selector>@<domain>`, and the file of the key. */
  dkim?: { written: string; keyFile: string };
  /** The folder that it is read from, too. */
  returnedImapUrl?: string;
}

export interface AlertWebhooks {
  /** `<form>+<address>[#<secret>]`, parted by blanks. */
  written: string;
  /** Hosts that may lie inside. */
  inside: readonly string[];
}

export const MAIL_SETTINGS = {
  SMTP_URL: aUrl(/^smtps?$/, 'must be a mail server, such as smtp://user:password@host:587'),
  MAIL_FROM: z
    .string()
    .regex(
      /^(?:[^<>@\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'must be one mail address, such as Tocsin <tocsin@company.example>',
    )
    .default('Tocsin <tocsin@tocsin.example>'),
  MAIL_BOUNCES: z
    .string()
    .regex(
      /^[^<>@\s+]{1,14}@[^<>@\s]+$/,
      'must be a mail address with at most 14 characters before the @, such as bounces@company.example',
    )
    .optional(),
  MAIL_DKIM: z
    .string()
    .regex(/^[\w-]+@[\w.-]+\.[\w-]+$/, 'must be a selector and a domain, such as tocsin@company.example')
    .optional(),
  MAIL_DKIM_KEY_FILE: z.string().optional(),
  MAIL_BOUNCES_IMAP_URL: aUrl(
    /^imaps?$/,
    'must be a folder of an IMAP server, such as imaps://user:password@mail.company.example/INBOX',
  ),
  ALERT_WEBHOOKS: z
    .string()
    .regex(
      /^(?:\s*(?:standard|pagerduty|slack|teams)\+https?:\/\/[^\s#]+(?:#\S+)?)+\s*$/,
      'must be forms and addresses, parted by blanks, such as slack+https://hooks.slack.com/services/T0/B0/x',
    )
    .default(''),
  ALERT_WEBHOOK_HOSTS: z
    .string()
    .regex(/^[\w.:-]*(?:\s*,\s*[\w.:-]+)*$/, 'must be host names or addresses without ports, parted by commas')
    .default(''),
};

type MailSettings = z.infer<z.ZodObject<typeof MAIL_SETTINGS>>;

export function mailOf(set: MailSettings, sandboxUrl: string): MailConfig {
  const { SMTP_URL: smtpUrl = sandboxUrl, MAIL_FROM: from, MAIL_DKIM: written, MAIL_DKIM_KEY_FILE: keyFile } = set;
  return {
    ...{ smtpUrl, from, sandbox: smtpUrl === sandboxUrl },
    ...(written && keyFile && { dkim: { written, keyFile: resolve(keyFile) } }),
    ...(set.MAIL_BOUNCES && { bounces: set.MAIL_BOUNCES }),
    ...(set.MAIL_BOUNCES_IMAP_URL && { returnedImapUrl: set.MAIL_BOUNCES_IMAP_URL }),
  };
}

export function alertWebhooksOf(set: MailSettings): AlertWebhooks {
  return { written: set.ALERT_WEBHOOKS, inside: namesIn(set.ALERT_WEBHOOK_HOSTS) };
}

export function faultsOfDkim({ MAIL_DKIM, MAIL_DKIM_KEY_FILE }: MailSettings): string[] {
  if ((MAIL_DKIM === undefined) === (MAIL_DKIM_KEY_FILE === undefined)) return [];
  return ['MAIL_DKIM and MAIL_DKIM_KEY_FILE go together: set both, or neither.'];
}
