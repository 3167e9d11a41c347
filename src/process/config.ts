import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ClientConnectConfig } from '@temporalio/envconfig';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';
import { LOOPBACK } from '../primitives/loopback';
import type { Sender } from '../texts/sender';
import { aUrl, namesIn, upTo } from './setting';
import {
  alertWebhooksOf,
  faultsOfDkim,
  MAIL_SETTINGS,
  mailOf,
  type AlertWebhooks,
  type MailConfig,
} from './mail-settings';
import { faultsOfOidc, oidcOf, type OidcConfig } from './oidc-settings';
import { SCIM_SETTINGS, scimGroupsOf } from './scim-settings';
import { faultsOfSender, SENDER_SETTINGS, senderOf } from './sender-settings';

export interface Config {
  /** `localUrl` reaches the API from this machine, `publicUrl` from where people are. */
  http: { host: string; port: number; localUrl: string; publicUrl: string };
  /** Host names and addresses by which browsers and machines reach any of our ports; a request under another name is refused. */
  hosts: readonly string[];
  dataFolder: string;
  /** Absent: the embedded register in the data folder, for trials only. */
  databaseUrl?: string;
  /** As the role that owns the tables, which `migrate` and `rebuild` need; absent: `databaseUrl` is its. */
  databaseOwnerUrl?: string;
  temporal: TemporalConfig;
  /** How long a browser stays signed in: unused, and at most. */
  session: { idleMs: number; lifeMs: number };
  /** The identity provider that people sign in by; absent: by key alone. */
  oidc?: OidcConfig;
  /** Where people open Temporal's UI. */
  uiUrl: string;
  /** Where a UI of its own process listens; our proxy in front of it is at `uiPort`. */
  uiUpstream?: string;
  mail: MailConfig;
  /** Programs that hear of alerts, and which hosts may lie inside. */
  alertWebhooks: AlertWebhooks;
  /** Who signs notices to customers. */
  sender: Sender;
  /** What groups of an identity provider stand for, by name. */
  scimGroups: ReturnType<typeof scimGroupsOf>;
  /** The letters, a folder for each language. */
  textsFolder: string;
  mailbox: { host: string; smtpPort: number; httpPort: number; folder: string; url: string };
  keysFile: string;
  /** Where the worker serves its metrics, `host:port`; absent: nowhere. */
  workerMetrics?: string;
  /** The key ring that encrypts everything in Temporal. */
  encryptionKeysFile: string;
  /** What is made of a message that nobody sealed: refused, or judged by the name that it bears. */
  unsealed: 'refuse' | 'claim';
  /** The key that signs what the register is. */
  checkpointKeyFile: string;
  /** Where each day's checkpoint is posted, beside the mails. */
  checkpointWebhook?: string;
  /** The company's own rules for new incidents; absent: the shipped ones. */
  rulesFile?: string;
  /** The company's own playbooks, beside those that are shipped. */
  playbooksFolder?: string;
  /** The company's own laws and contracts, beside those that are shipped. */
  regimesFolder?: string;
  /** With the company's own courses, in place of the shipped ones. */
  coursesFolder?: string;
  /** The company's own scenarios of exercises, beside those that are shipped. */
  exercisesFolder?: string;
  /** The company's own plans of yearly exercises, in place of the shipped one. */
  exercisePlansFolder?: string;
  /** Within which the check by schedule goes through the whole register. */
  verifyDays: number;
  /** After so many days contacts of customers are asked again whether they are right; 0: never by itself. */
  verifyContactsDays: number;
  reportsPerHour: number;
  watch: { everyMs: number; heartbeatUrl?: string };
  logLevel: LogLevel;
  demo: boolean;
}

export interface TemporalConfig {
  address: string;
  namespace: string;
  /** TLS, API key and headers, from the environment or the temporal.toml profile. */
  connectionOptions: ClientConnectConfig['connectionOptions'];
  /** True if somebody else runs the server; otherwise `npm start` runs one at these ports. */
  external: boolean;
  port: number;
  uiPort: number;
}

export type LogLevel = (typeof logLevels)[number];

export class ConfigFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'ConfigFault';
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads all settings before it throws, so that all faults are reported at once. */
export function readConfig(env: Environment = process.env, argv: readonly string[] = process.argv.slice(2)): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const faults: string[] = [];
  const parsed = settings.safeParse({ ...given, ...secretsFromFiles(given, faults) });
  if (!parsed.success) faults.push(...parsed.error.issues.map(sentenceOf));
  const external = externalTemporal(given, faults);
  faults.push(...unknownOptions(argv));
  if (!parsed.success) throw new ConfigFault(faults);

  faults.push(...faultsOfOidc(parsed.data), ...faultsOfDkim(parsed.data));
  const config = compose(parsed.data, external, argv.includes('--demo'));
  faults.push(...faultsOfSender(parsed.data, config.mail.sandbox), ...contradictions(config));
  if (faults.length > 0) throw new ConfigFault(faults);
  return config;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const aPort = 'must be a port number from 1 to 65535';

const port = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, aPort)
    .transform(Number)
    .refine((number) => number >= 1 && number <= 65_535, aPort)
    .default(standard);

const host = z
  .string()
  .regex(/^[\w.:-]+$/, 'must be an address of this machine, such as 127.0.0.1')
  .default('127.0.0.1');

const aDatabase = aUrl(
  /^postgres(ql)?$/,
  'must be a PostgreSQL address, such as postgres://user:password@host:5432/tocsin',
);

const settings = z.object({
  PORT: port(8080),
  HOST: host,
  PUBLIC_URL: aUrl(/^https?$/, 'must be the address people reach Tocsin at, such as https://tocsin.example'),
  TOCSIN_ALLOWED_HOSTS: z
    .string()
    .regex(
      /^[\w.:-]+(?:\s*,\s*[\w.:-]+)*$/,
      'must be host names or addresses without ports, parted by commas, such as tocsin-api,tocsin-worker',
    )
    .default(''),
  TOCSIN_SESSION_IDLE_HOURS: upTo(168, 'hours', 12),
  TOCSIN_SESSION_DAYS: upTo(30, 'days', 7),
  OIDC_ISSUER: aUrl(/^https?$/, 'must be the issuer of the identity provider, such as https://login.company.example'),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  TOCSIN_DATA: z.string().default('.tocsin'),
  DATABASE_URL: aDatabase,
  DATABASE_OWNER_URL: aDatabase,
  TOCSIN_TEMPORAL_PORT: port(7233),
  TOCSIN_UI_PORT: port(8233),
  TOCSIN_UI_URL: aUrl(/^https?$/, "must be the address of Temporal's UI, such as http://127.0.0.1:8233"),
  TOCSIN_UI_UPSTREAM: aUrl(/^http$/, "must be where Temporal's UI itself listens, such as http://temporal-ui:6697"),
  TOCSIN_SMTP_PORT: port(1025),
  TOCSIN_MAILBOX_PORT: port(1080),
  TOCSIN_MAILBOX_HOST: host,
  ...MAIL_SETTINGS,
  ...SENDER_SETTINGS,
  ...SCIM_SETTINGS,
  TOCSIN_TEXTS: z.string().optional(),
  TOCSIN_KEYS_FILE: z.string().optional(),
  TOCSIN_WORKER_METRICS: z
    .string()
    .regex(
      /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:]+\]):\d{1,5}$/i,
      'must be a numeric address and a port, such as 127.0.0.1:9464',
    )
    .refine((at) => Number(at.slice(at.lastIndexOf(':') + 1)) <= 65_535, aPort)
    .optional(),
  TOCSIN_ENCRYPTION_KEYS_FILE: z.string().optional(),
  TOCSIN_UNSEALED: z.enum(['refuse', 'claim'], 'must be refuse or claim').default('refuse'),
  TOCSIN_CHECKPOINT_KEY_FILE: z.string().optional(),
  TOCSIN_CHECKPOINT_WEBHOOK: aUrl(
    /^https?$/,
    'must be an address that takes a POST, such as https://witness.example/tocsin',
  ),
  TOCSIN_RULES: z.string().optional(),
  TOCSIN_PLAYBOOKS: z.string().optional(),
  TOCSIN_REGIMES: z.string().optional(),
  TOCSIN_COURSES: z.string().optional(),
  TOCSIN_EXERCISES: z.string().optional(),
  TOCSIN_EXERCISE_PLANS: z.string().optional(),
  TOCSIN_VERIFY_DAYS: upTo(365, 'days', 7),
  TOCSIN_VERIFY_CONTACTS_DAYS: upTo(3_650, 'days', 365, 0),
  TOCSIN_REPORTS_PER_HOUR: upTo(999_999, 'reports', 60),
  TOCSIN_WATCH_SECONDS: upTo(3_600, 'seconds', 60),
  HEARTBEAT_URL: aUrl(
    /^https?$/,
    'must be the address of a monitor that hears that all is well, such as https://hc.example/ping/1',
  ),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
});

/** Settings that hold a password may come from a file, so that they show in no process list and no container's description. */
const SECRETS = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'SMTP_URL',
  'MAIL_BOUNCES_IMAP_URL',
  'ALERT_WEBHOOKS',
  'HEARTBEAT_URL',
  'OIDC_CLIENT_SECRET',
  'TOCSIN_CHECKPOINT_WEBHOOK',
] as const;

function secretsFromFiles(given: Environment, faults: string[]): Record<string, string> {
  const secrets: Record<string, string> = {};
  for (const name of SECRETS) {
    const file = given[`${name}_FILE`];
    if (file === undefined) continue;
    if (given[name] !== undefined) faults.push(`${name} and ${name}_FILE are both set: leave one of them out.`);
    const secret = contentOf(file);
    if (secret) secrets[name] = secret;
    else faults.push(`${name}_FILE names a file that is empty or cannot be read: ${file}.`);
  }
  return secrets;
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  return `${String(issue.path[0])} ${issue.message}.`;
}

function externalTemporal(env: Record<string, string | undefined>, faults: string[]): ClientConnectConfig {
  try {
    const known = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(known) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    faults.push(`The TEMPORAL_* settings or the temporal.toml profile cannot be read: ${reason}.`);
    return { connectionOptions: {} };
  }
}

function unknownOptions(argv: readonly string[]): string[] {
  return argv.filter((option) => option !== '--demo').map((option) => `${option} is not an option; there is --demo.`);
}

type Set = z.infer<typeof settings>;

function compose(set: Set, temporal: ClientConnectConfig, demo: boolean): Config {
  const dataFolder = resolve(set.TOCSIN_DATA);
  const sandboxUrl = `smtp://${reachedAt(set.TOCSIN_MAILBOX_HOST, set.TOCSIN_SMTP_PORT)}`;
  const localUrl = `http://${reachedAt(set.HOST, set.PORT)}`;
  const external = temporal.connectionOptions.address;
  const address = external ?? `127.0.0.1:${set.TOCSIN_TEMPORAL_PORT}`;
  const publicUrl = trimmed(set.PUBLIC_URL ?? localUrl);
  const uiUrl = trimmed(set.TOCSIN_UI_URL ?? `http://127.0.0.1:${set.TOCSIN_UI_PORT}`);
  return {
    http: { host: set.HOST, port: set.PORT, localUrl, publicUrl },
    hosts: hostsOf(set, [publicUrl, uiUrl]),
    session: { idleMs: set.TOCSIN_SESSION_IDLE_HOURS * HOUR_MS, lifeMs: set.TOCSIN_SESSION_DAYS * 24 * HOUR_MS },
    ...oidcOf(set),
    dataFolder,
    ...(set.DATABASE_URL && { databaseUrl: set.DATABASE_URL }),
    ...(set.DATABASE_OWNER_URL && { databaseOwnerUrl: set.DATABASE_OWNER_URL }),
    temporal: {
      address,
      namespace: temporal.namespace ?? 'default',
      connectionOptions: external ? temporal.connectionOptions : { address },
      external: external !== undefined,
      port: set.TOCSIN_TEMPORAL_PORT,
      uiPort: set.TOCSIN_UI_PORT,
    },
    uiUrl,
    ...(set.TOCSIN_UI_UPSTREAM && { uiUpstream: set.TOCSIN_UI_UPSTREAM }),
    mail: mailOf(set, sandboxUrl),
    alertWebhooks: alertWebhooksOf(set),
    sender: senderOf(set),
    scimGroups: scimGroupsOf(set),
    textsFolder: resolve(set.TOCSIN_TEXTS ?? SHIPPED_TEXTS),
    mailbox: {
      host: set.TOCSIN_MAILBOX_HOST,
      smtpPort: set.TOCSIN_SMTP_PORT,
      httpPort: set.TOCSIN_MAILBOX_PORT,
      folder: resolve(dataFolder, 'mailbox'),
      url: `http://${reachedAt(set.TOCSIN_MAILBOX_HOST, set.TOCSIN_MAILBOX_PORT)}`,
    },
    keysFile: resolve(set.TOCSIN_KEYS_FILE ?? `${dataFolder}/keys.json`),
    ...(set.TOCSIN_WORKER_METRICS && { workerMetrics: set.TOCSIN_WORKER_METRICS }),
    encryptionKeysFile: resolve(set.TOCSIN_ENCRYPTION_KEYS_FILE ?? `${dataFolder}/encryption-keys.json`),
    unsealed: set.TOCSIN_UNSEALED,
    checkpointKeyFile: resolve(set.TOCSIN_CHECKPOINT_KEY_FILE ?? `${dataFolder}/checkpoint-key`),
    ...(set.TOCSIN_CHECKPOINT_WEBHOOK && { checkpointWebhook: set.TOCSIN_CHECKPOINT_WEBHOOK }),
    ...(set.TOCSIN_RULES && { rulesFile: resolve(set.TOCSIN_RULES) }),
    ...(set.TOCSIN_EXERCISES && { exercisesFolder: resolve(set.TOCSIN_EXERCISES) }),
    ...(set.TOCSIN_EXERCISE_PLANS && { exercisePlansFolder: resolve(set.TOCSIN_EXERCISE_PLANS) }),
    ...(set.TOCSIN_PLAYBOOKS && { playbooksFolder: resolve(set.TOCSIN_PLAYBOOKS) }),
    ...(set.TOCSIN_REGIMES && { regimesFolder: resolve(set.TOCSIN_REGIMES) }),
    ...(set.TOCSIN_COURSES && { coursesFolder: resolve(set.TOCSIN_COURSES) }),
    verifyDays: set.TOCSIN_VERIFY_DAYS,
    verifyContactsDays: set.TOCSIN_VERIFY_CONTACTS_DAYS,
    reportsPerHour: set.TOCSIN_REPORTS_PER_HOUR,
    watch: { everyMs: set.TOCSIN_WATCH_SECONDS * 1_000, ...(set.HEARTBEAT_URL && { heartbeatUrl: set.HEARTBEAT_URL }) },
    logLevel: set.LOG_LEVEL,
    demo,
  };
}

const HOUR_MS = 3_600_000;
/** Beside the program, whether it runs from its sources or as built. */
const SHIPPED_TEXTS = join(__dirname, '../../texts');

function hostsOf(set: Set, urls: string[]): string[] {
  const typed = urls.map((url) => new URL(url).hostname.replace(/^\[|\]$/g, ''));
  const named = namesIn(set.TOCSIN_ALLOWED_HOSTS);
  const hosts = [...LOOPBACK, set.HOST.toLowerCase(), set.TOCSIN_MAILBOX_HOST.toLowerCase(), ...typed, ...named];
  return [...new Set(hosts)].filter((host) => host !== '' && !isEverywhere(host));
}

function isEverywhere(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** The address by which this machine reaches what listens on `host`. */
function reachedAt(host: string, port: number): string {
  const near = isEverywhere(host) ? '127.0.0.1' : host;
  return `${near.includes(':') ? `[${near}]` : near}:${port}`;
}

function trimmed(address: string): string {
  return address.replace(/\/+$/, '');
}

function contradictions(config: Config): string[] {
  const faults = sharedPorts(config);
  if (config.databaseOwnerUrl && !config.databaseUrl)
    faults.push('DATABASE_OWNER_URL is set without DATABASE_URL, by which the service connects: set both.');
  if (config.demo && !config.mail.sandbox) {
    faults.push('--demo writes to invented people, so it sends to the sandbox mailbox only: leave SMTP_URL unset.');
  }
  return faults;
}

function sharedPorts({ http, temporal, mail, mailbox }: Config): string[] {
  const ports: [string, number][] = [['PORT', http.port]];
  if (!temporal.external) {
    ports.push(['TOCSIN_TEMPORAL_PORT', temporal.port], ['TOCSIN_UI_PORT', temporal.uiPort]);
  }
  if (mail.sandbox) {
    ports.push(['TOCSIN_SMTP_PORT', mailbox.smtpPort], ['TOCSIN_MAILBOX_PORT', mailbox.httpPort]);
  }
  return ports
    .map(([name, number], place) => ({
      name,
      number,
      first: ports.findIndex(([, n]) => n === number),
      place,
    }))
    .filter(({ first, place }) => first < place)
    .map(({ name, number, first }) => `${ports[first]?.[0] ?? ''} and ${name} are both ${number}: give each its own.`);
}
