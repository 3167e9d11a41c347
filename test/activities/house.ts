import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { StaffWebhooks } from '../../src/activities/channels/webhook/staff';
import type { WebhookPoster } from '../../src/activities/channels/webhook/post';
import type { Info } from '@temporalio/activity';
import { DefaultLogger } from '@temporalio/worker';
import {
  createActivities,
  heldBack,
  keepPeople,
  Lanes,
  MAIL_CONNECTIONS,
  openMailChannel,
  createKeyNotifier,
  tellingOfClocks,
  type Activities,
  type MailChannel,
} from '../../src/activities';
import { instantAt, type Instant } from '../../src/domain/primitives/instant';
import type { FactSheet } from '../../src/domain/notices/facts';
import type { Headline, IncidentId } from '../../src/domain/case/state';
import type { MailSettings } from '../../src/activities/channels/mail';
import { RegisterUnavailable, type CustomerInput, type Person, type Register } from '../../src/register';
import { LETTERS } from '../support/letters';
import { MailServer } from '../support/mailserver';
import { ownRegister, type OwnRegister } from '../support/register';

export const START = Date.parse('2026-11-23T10:00:00.000Z');

interface Worker {
  activities: Activities;
  tellOfClocks: () => Promise<void>;
  warnOfKeys: () => Promise<void>;
  run: typeof inActivity;
  beats: typeof beating;
}

interface WorkerSettings {
  isOff?: () => Promise<boolean>;
  rowsPerBatch?: number;
  freshMs?: number;
  patience?: MailSettings['patience'];
  webhooks?: StaffWebhooks;
  poster?: WebhookPoster;
  mail?: Pick<MailSettings, 'url' | 'returnAddress'>;
}

/** What the links of notices are made with. */
export const LINK_KEYS = { current: 'k', keys: new Map([['k', Buffer.alloc(32, 7)]]) };

/** A register, a mail server and as many workers over them as a story needs. */
export class House {
  /** Set to make every call on the register fail as an unreachable database does. */
  registerDown = false;
  /** How often a call on the register failed so. */
  askedInVain = 0;
  /** What the clock reads; stories move it. */
  nowMs = START;
  private readonly channels: MailChannel[] = [];
  private incidents = 0;

  private constructor(
    readonly folder: string,
    private readonly own: OwnRegister,
    readonly server: MailServer,
  ) {}

  get stored(): Register {
    return this.own.register;
  }

  static async open(): Promise<House> {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-activities-'));
    return new House(folder, await ownRegister(), await MailServer.start());
  }

  async close(): Promise<void> {
    this.channels.forEach((channel) => channel.close());
    await this.server.down();
    await this.own.remove();
    await rm(this.folder, { recursive: true, force: true });
  }

  get now(): Instant {
    return instantAt(this.nowMs);
  }

  get peopleFile(): string {
    return join(this.folder, 'people.json');
  }

  nextIncident(): IncidentId {
    this.incidents += 1;
    return `INC-2026-${String(this.incidents).padStart(4, '0')}` as IncidentId;
  }

  /** A worker process as far as memory goes: it starts knowing nothing. */
  worker({
    isOff = () => Promise.resolve(false),
    rowsPerBatch,
    freshMs,
    patience,
    webhooks,
    poster,
    mail: other,
  }: WorkerSettings = {}): Worker {
    const register = this.reachable();
    const from = 'Tocsin <tocsin@tocsin.example>';
    const channel = (maxConnections?: number) => {
      const opened = openMailChannel({
        url: this.server.url,
        ...other,
        from,
        maxConnections,
        patience: { socketTimeout: 5_000, ...patience },
      });
      this.channels.push(opened);
      return opened;
    };
    const anyMail = channel();
    const mail = {
      alerts: heldBack(anyMail, isOff),
      notices: heldBack(channel(Lanes.connections(MAIL_CONNECTIONS)), isOff),
    };
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const people = keepPeople({ register, file: this.peopleFile, log });
    const places = {
      publicUrl: 'http://127.0.0.1:8080',
      uiUrl: 'http://127.0.0.1:8233',
      temporalAddress: '127.0.0.1:7233',
      namespace: 'default',
    };
    return {
      activities: createActivities({
        register,
        mail,
        people,
        log,
        clock: () => this.now,
        rowsPerBatch,
        freshMs,
        reportsPerHour: 60,
        linkKeys: LINK_KEYS,
        webhooks,
        poster,
        ...LETTERS,
        ...places,
      }),
      tellOfClocks: tellingOfClocks({ register, mail: anyMail, people, log, publicUrl: places.publicUrl }),
      warnOfKeys: createKeyNotifier({
        register,
        mail: mail.alerts,
        people,
        log,
        clock: () => this.now,
        publicUrl: places.publicUrl,
      }),
      run: inActivity,
      beats: beating,
    };
  }

  /** The register as a worker reaches it, or not. */
  private reachable(): Register {
    return new Proxy(this.stored, {
      get: (register, name) => {
        const part = register[name as keyof Register] as unknown;
        return typeof part === 'object' ? this.guarded(part as object) : part;
      },
    });
  }

  private guarded(part: object): object {
    return new Proxy(part, {
      get: (target, name) => {
        const method = target[name as keyof object] as unknown as (...args: unknown[]) => Promise<unknown>;
        return (...args: unknown[]) => {
          if (!this.registerDown) return method.apply(target, args);
          this.askedInVain += 1;
          return Promise.reject(new RegisterUnavailable('The register cannot be reached.'));
        };
      },
    });
  }
}

/** Runs an activity as a worker would; a failure comes out as the activity threw it. */
export function inActivity<Input, Output>(
  activity: (input: Input) => Promise<Output>,
  input: Input,
  info: Partial<Info> = {},
): Promise<Output> {
  return environmentOf(info).run(activity, input);
}

/** The same, and `heard` gets the details of each heartbeat. */
function beating<Input, Output>(
  activity: (input: Input) => Promise<Output>,
  input: Input,
  info: Partial<Info>,
  heard: unknown[],
): Promise<Output> {
  const environment = environmentOf(info);
  environment.on('heartbeat', (details: unknown) => heard.push(details));
  return environment.run(activity, input);
}

function environmentOf(info: Partial<Info>): MockActivityEnvironment {
  return new MockActivityEnvironment(
    { attempt: 1, scheduledTimestampMs: START, ...info },
    { logger: new DefaultLogger('ERROR') },
  );
}

export function person(id: string, over: Partial<Person> = {}): Person {
  return {
    id,
    name: `Name of ${id}`,
    email: `${id}@tocsin.example`,
    roles: ['lead'],
    timeZone: 'Europe/Paris',
    language: 'en',
    active: true,
    ...over,
  };
}

export function headline(id: IncidentId, over: Partial<Headline> = {}): Headline {
  return { id, class: 'incident', stage: 'investigation', severity: 'high', product: 'Helpdesk', late: false, ...over };
}

export interface Recipient {
  customer: string;
  email: string;
  language?: string;
  contactLanguage?: string;
}

export function customerOf({ customer, email, language = 'en', contactLanguage }: Recipient): CustomerInput {
  const contact = {
    id: `${customer}-admin`,
    name: `Admin of ${customer}`,
    email,
    role: 'administrator' as const,
    ...(contactLanguage !== undefined && { language: contactLanguage }),
  };
  const account = {
    id: `${customer}-account`,
    kind: 'subscription' as const,
    name: `Account of ${customer}`,
    product: 'Helpdesk',
    contacts: [contact],
  };
  return { id: customer, name: `Company ${customer}`, language, timeZone: 'Europe/Paris', accounts: [account] };
}

/** Customers with one account and one administrator each, affected by the incident, and a composed and planned notice to them. */
export async function plannedNotice(house: House, activities: Activities, recipients: Recipient[]) {
  const incident = house.nextIncident();
  const answer = await house.stored.customers.store(recipients.map(customerOf));
  if (answer.outcome === 'refused') throw new Error(JSON.stringify(answer.faults));
  const selection = { customers: recipients.map(({ customer }) => customer), volume: '320 records' };
  await house.stored.scope.resolve({ incident, effect: `${incident}#1.1`, selection, addedAt: house.now });
  const facts: FactSheet = { nature: { status: 'known', value: 'A list went to the wrong address.' } };
  const { hash } = await inActivity(activities.composeNotice, {
    ...{ incident, notice: 1, kind: 'initial', facts },
    declaredAt: house.now,
    commitmentHours: 72,
  });
  await inActivity(activities.planNotice, { incident, notice: 1, hash });
  return { incident, hash };
}
