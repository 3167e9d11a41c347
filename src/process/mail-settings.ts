import { resolve } from 'node:path';
import { z } from 'zod';
import { aUrl, namesIn, upTo } from './setting';

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
  /** How many carry notices at once. */
  connections: number;
  /** What a domain takes of each worker; `*` is each that is not named. */
  domains: Record<string, DomainSettings>;
}

interface DomainSettings {
  connections?: number;
  messages?: number;
  perMs?: number;
}

export interface AlertWebhooks {
  /** `<form>+<address>[#<secret>]`, parted by blanks. */
  written: string;
  /** Hosts that may lie inside. */
  inside: readonly string[];
}

/** `<domain>=<at once>`, `<domain>=<messages>/<seconds>s`, or both with a comma between. */
const DOMAIN_LIMIT = String.raw`(\*|[A-Za-z0-9.-]+)=(?!\s|$)(?:([1-9]\d{0,2})(?=[,\s]|$))?,?(?:([1-9]\d{0,5})\/([1-9]\d{0,4})s)?(?=\s|$)`;

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
  MAIL_CONNECTIONS: upTo(100, 'connections', 10),
  MAIL_DOMAIN_LIMITS: z
    .string()
    .regex(
      new RegExp(`^(?:\\s*${DOMAIN_LIMIT})*\\s*$`),
      'must be domains with how many messages each takes at once, in some seconds, or both, parted by blanks, such as example.com=2 example.net=4,100/60s *=8',
    )
    .default(''),
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
    ...{ connections: set.MAIL_CONNECTIONS, domains: domainsOf(set.MAIL_DOMAIN_LIMITS) },
    ...(written && keyFile && { dkim: { written, keyFile: resolve(keyFile) } }),
    ...(set.MAIL_BOUNCES && { bounces: set.MAIL_BOUNCES }),
    ...(set.MAIL_BOUNCES_IMAP_URL && { returnedImapUrl: set.MAIL_BOUNCES_IMAP_URL }),
  };
}

function domainsOf(written: string): Record<string, DomainSettings> {
  const limits = [...written.matchAll(new RegExp(DOMAIN_LIMIT, 'g'))];
  return Object.fromEntries(
    limits.map(([, domain = '', connections, messages, seconds]) => [
      domain.toLowerCase(),
      {
        ...(connections !== undefined && { connections: Number(connections) }),
        ...(messages !== undefined && { messages: Number(messages), perMs: Number(seconds) * 1_000 }),
      },
    ]),
  );
}

export function alertWebhooksOf(set: MailSettings): AlertWebhooks {
  return { written: set.ALERT_WEBHOOKS, inside: namesIn(set.ALERT_WEBHOOK_HOSTS) };
}

export function faultsOfDkim({ MAIL_DKIM, MAIL_DKIM_KEY_FILE }: MailSettings): string[] {
  if ((MAIL_DKIM === undefined) === (MAIL_DKIM_KEY_FILE === undefined)) return [];
  return ['MAIL_DKIM and MAIL_DKIM_KEY_FILE go together: set both, or neither.'];
}
