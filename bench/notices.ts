import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { MockActivityEnvironment } from '@temporalio/testing';
import {
  createActivities,
  keepPeople,
  Lanes,
  MAIL_CONNECTIONS,
  openMailChannel,
  type Activities,
} from '../src/activities';
import { writeMessage } from '../src/activities/channels/letter';
import type { IncidentId } from '../src/domain/case/state';
import { instantAt } from '../src/domain/primitives/instant';
import type { NoticeText, Register } from '../src/register';
import { sha256 } from '../src/primitives/hash';
import { filled, noticeTexts, withLink } from '../src/texts/notice';
import { SAMPLE_SENDER } from '../src/texts/sender';
import { readSets } from '../src/texts/sets';
import { timed, times } from './measure';

const LETTERS = { sender: SAMPLE_SENDER, sets: readSets(join(__dirname, '../texts')) };
/** What was found out, and not what the reader is to do now: some five kB. */
const SHORT_LETTERS = {
  ...LETTERS,
  sets: LETTERS.sets.map((set) => ({
    ...set,
    files: {
      ...set.files,
      'initial.liquid': '{% include "head" %}{% include "facts" %}',
    },
  })),
};

const FROM = { name: 'Tocsin', address: 'tocsin@tocsin.example' };
const STORED_AT_ONCE = 5_000;
/** Before asking anew how far a notice is that others send, too. */
const WAIT_MS = 50;
const FACT = 'A list with names and addresses was sent to another customer than the one that it was meant for. ';

export interface Told {
  planMs: number;
  sendMs: number;
  batches: number;
  accepted: number;
  /** Of this process's processor. */
  cpuMs: number;
}

interface Planned {
  incident: IncidentId;
  planMs: number;
  /** Of it, what composing took, and this process's processor meanwhile. */
  composeMs: number;
  composeCpuMs: number;
}

type DomainOf = (n: number) => string;

interface Options {
  /** Which of the senders of a notice this process is. */
  lane?: number;
  isShort?: boolean;
}

/** Notices to ever the same customers, each of an incident of its own, sent by the worker's own activities. */
export class Notices {
  private incidents = 0;
  private customers = 0;
  private text?: NoticeText;

  private constructor(
    private readonly register: Register,
    private readonly activities: Activities,
    private readonly closeMail: () => void,
    private readonly lane: number,
    private readonly letters: typeof LETTERS,
  ) {}

  static open(register: Register, url: string, { lane = 0, isShort = false }: Options = {}): Notices {
    const letters = isShort ? SHORT_LETTERS : LETTERS;
    const mail = openMailChannel({
      url,
      from: `${FROM.name} <${FROM.address}>`,
      maxConnections: Lanes.connections(MAIL_CONNECTIONS),
    });
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const activities = createActivities({
      ...{
        register,
        log,
        mail: { alerts: mail, notices: mail },
        clock: () => instantAt(Date.now()),
        reportsPerHour: 60,
      },
      ...{ people: keepPeople({ register, file: '/dev/null', log }), publicUrl: 'http://x.example', uiUrl: '' },
      ...{ temporalAddress: '', namespace: '' },
      ...letters,
      linkKeys: { current: 'k', keys: new Map([['k', Buffer.alloc(32, 7)]]) },
    });
    return new Notices(register, activities, () => mail.close(), lane, letters);
  }

  async close(): Promise<void> {
    this.closeMail();
    await this.register.close();
  }

  async tell(count: number, domainOf?: DomainOf): Promise<Told> {
    const { incident, planMs } = await this.plan(count, domainOf);
    const sent = await this.send(incident);
    if (sent.accepted !== count) throw new Error(`${sent.accepted} of ${count} were accepted.`);
    return { planMs, ...sent };
  }

  /** One more incident, with a notice that can be sent. */
  async plan(count: number, domainOf: DomainOf = ownDomain): Promise<Planned> {
    await this.store(count, domainOf);
    this.incidents += 1;
    const incident = `INC-2026-${String(this.incidents).padStart(4, '0')}` as IncidentId;
    const addedAt = instantAt(Date.now());
    const selection = { file: await this.keepFacts(incident, count) };
    const resolveMs = await timed(() =>
      this.register.scope.resolve({ incident, effect: `${incident}#1.1`, selection, addedAt }),
    );
    const composed = await this.compose(incident);
    const planMs = await timed(() => run(this.activities.planNotice, { incident, notice: 1, ...composed.hashes }));
    return { incident, planMs: resolveMs + composed.composeMs + planMs, ...composed };
  }

  /** Of each customer something is known that no other reads. */
  private async keepFacts(incident: IncidentId, count: number) {
    const rows = times(count).map((n) => ({ customer: idOf(n), ...ownFacts(n) }));
    const file = { file: 'own.csv', sha256: sha256(incident) };
    await this.register.scope.files.compare(incident, rows, { ...file, by: 'lead', at: instantAt(Date.now()) });
    return { ...file, rows: count };
  }

  /** The text, and what each recipient reads of it. */
  private async compose(incident: IncidentId) {
    const before = process.cpuUsage();
    let hashes = { hash: '', recipientsHash: '' };
    const composeMs = await timed(async () => {
      const { hash, recipientsHash = '' } = await run(this.activities.composeNotice, matterOf(incident));
      hashes = { hash, recipientsHash };
    });
    const { user, system } = process.cpuUsage(before);
    return { hashes, composeMs, composeCpuMs: (user + system) / 1_000 };
  }

  async send(incident: IncidentId): Promise<Omit<Told, 'planMs'>> {
    let [batches, accepted] = [0, 0];
    const cpu = process.cpuUsage();
    const sendMs = await timed(async () => {
      for (let finished = false; !finished; batches += 1) {
        const batch = { incident, notice: 1, kind: 'initial' as const, lane: this.lane };
        ({ finished, accepted } = await run(this.activities.sendBatch, batch));
        if (!finished) await pause(WAIT_MS);
      }
    });
    const { user, system } = process.cpuUsage(cpu);
    return { sendMs, batches, accepted, cpuMs: (user + system) / 1_000 };
  }

  /** As it is composed for one alone. */
  letter(n: number) {
    const text = (this.text ??= textOf(this.letters, 'INC-2026-0001' as IncidentId));
    const { subject, text: words, html } = filled(withLink(text, 'https://x.example/n/1'), recipientOf(n));
    return { from: FROM, to: { name: `Admin ${n}`, address: addressOf(n) }, subject, text: words, html };
  }

  async bytes(): Promise<number> {
    const { subject, text, html } = this.letter(1);
    const rest = { id: '1', name: 'Admin 1', language: 'en', automatic: false, possibleRepeat: false };
    return (await writeMessage(FROM, addressOf(1), { subject, text, html, ...rest })).length;
  }

  private async store(count: number, domainOf: DomainOf): Promise<void> {
    while (this.customers < count) {
      const more = times(Math.min(STORED_AT_ONCE, count - this.customers)).map((n) =>
        customerOf(this.customers + n, domainOf),
      );
      const stored = await this.register.customers.store(more);
      if (stored.outcome === 'refused') throw new Error(JSON.stringify(stored.faults));
      this.customers += more.length;
    }
  }
}

function matterOf(incident: IncidentId) {
  const known = { status: 'known', value: FACT.repeat(2) } as const;
  return { incident, notice: 1, kind: 'initial' as const, facts: { nature: known }, commitmentHours: 72 };
}

function ownFacts(n: number) {
  return { personsAffected: `${n} persons`, volumeAffected: `${3 * n} records`, data: 'Names and addresses' };
}

function recipientOf(n: number) {
  return { customer: `Company ${n}`, account: `Account ${n}`, contact: `Admin ${n}`, ...ownFacts(n) };
}

function customerOf(n: number, domainOf: DomainOf) {
  const id = idOf(n);
  const contact = {
    id: `${id}-k`,
    name: `Admin ${n}`,
    email: `admin${n}@${domainOf(n)}`,
    role: 'administrator' as const,
  };
  const account = {
    id: `${id}-a`,
    kind: 'portal' as const,
    name: `Account ${n}`,
    product: 'Ledger',
    contacts: [contact],
  };
  return { id, name: `Company ${n}`, language: 'en', timeZone: 'UTC', accounts: [account] };
}

function idOf(n: number): string {
  return `c${String(n).padStart(6, '0')}`;
}

function addressOf(n: number): string {
  return `admin${n}@${ownDomain(n)}`;
}

function ownDomain(n: number): string {
  return `c${n}.example`;
}

function run<Input, Output>(activity: (input: Input) => Promise<Output>, input: Input): Promise<Output> {
  return new MockActivityEnvironment({ attempt: 1 }).run(activity, input);
}

function textOf({ sender, sets }: typeof LETTERS, incident: IncidentId): NoticeText {
  const { en } = noticeTexts({ matter: matterOf(incident), sender }, sets);
  if (!en) throw new Error('There are no English letters.');
  return en;
}
