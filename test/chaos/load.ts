import { setTimeout as pause } from 'node:timers/promises';
import { IMPORT_COLUMNS } from '../../src/contract/parties/customer-columns';
import { stateFacts } from '../../src/demo/facts';
import { assessment } from '../../src/demo/stories';
import { HOUR } from '../../src/domain/primitives/instant';
import type { Role } from '../../src/domain/primitives/people';
import type { Chance } from './chance';
import { Client, type Command } from './client';
import type { Plant } from './plant';

/** How many customers an incident has, and for each but one how many administrators. */
export interface Size {
  customers: number;
  contacts: number;
}

/** A declared incident as its declarer knows it. */
export interface Case {
  incident: string;
  /** As it was said; ISO 8601, UTC, milliseconds. */
  declaredAt: string;
  /** The mail addresses that must get the notice. */
  administrators: string[];
}

const COMPANY: Size = { customers: 15, contacts: 1 };
/** Of a file that the API takes at once. */
const CUSTOMERS_A_FILE = 20;
const SPEAKERS: readonly Role[] = ['responder', 'lead', 'legal', 'communications'];
const COMMITMENT_HOURS = 72;
let companies = 0;

/**
 * Three incidents: two are declared beforehand and their notices go out while things break, a third is reported, declared and told of
 * meanwhile. Four people note what they see all the time. Each incident has one customer without an administrator, whom nobody can
 * tell, so that its clock still runs at the end and can be compared.
 */
export class Load {
  readonly client: Client;
  readonly cases: Case[] = [];
  private readonly texts = new Map<string, object>();
  private going = true;
  private running: Promise<unknown> = Promise.resolve();
  private notes = 0;
  private duties = 0;

  constructor(
    plant: Pick<Plant, 'url' | 'keys'>,
    private readonly chance: Chance,
    private readonly size = COMPANY,
  ) {
    this.client = new Client(plant.url, plant.keys);
  }

  async prepare(): Promise<void> {
    await Promise.all([this.readyToRelease(), this.readyToRelease()]);
  }

  start(): void {
    const speaking = SPEAKERS.map((by) => this.speak(by));
    this.running = Promise.all([...speaking, ...this.cases.map((known) => this.release(known)), this.newcomer()]);
    // Whoever waits for the end of the load hears of it.
    this.running.catch(() => undefined);
  }

  /** Nothing new is begun; what is open is repeated until it is answered. */
  async stop(): Promise<void> {
    this.going = false;
    await this.running;
  }

  /** Commands that were given after that instant and have been acknowledged. */
  acknowledgedSince(instant: number): Command[] {
    return this.client.commands.filter(({ givenAt, status }) => givenAt >= instant && status === 200);
  }

  /** Somebody else has it in hand now, and is owed a mail. */
  async alert(): Promise<void> {
    const [first] = this.cases;
    this.duties += 1;
    const persons = [SPEAKERS[this.duties % SPEAKERS.length]];
    await this.client.must('lead', first?.incident ?? '', 'assign', { persons });
  }

  private async speak(by: Role): Promise<void> {
    while (this.going) {
      const { incident } = this.chance.oneOf(this.cases);
      this.notes += 1;
      await this.client.must(by, incident, 'note-progress', { text: `Note ${this.notes} by ${by}.` });
      await pause(this.chance.between(100, 500));
    }
  }

  private async newcomer(): Promise<void> {
    await this.release(await this.readyToRelease());
  }

  /** One whose notice is approved. */
  async readyToRelease(): Promise<Case> {
    const { client } = this;
    const company = `chaos-${process.pid}-${(companies += 1)}`;
    const customers = Array.from({ length: this.size.customers }, (_, index) => `${company}-${index + 1}`);
    await this.imported(customers);
    const detectedAt = new Date(Date.now() - 2 * HOUR).toISOString();
    const incident = await client.report('reporter', { channel: 'staff', seen: 'An export went astray.', detectedAt });
    await client.until(incident, 'it is open', ({ sequence }) => sequence > 0);
    await client.must('responder', incident, 'assess', {
      ...assessment(JUDGEMENT),
      evaluation: 'One export, one recipient.',
      findings: 'Names and business addresses.',
    });
    const declaredAt = new Date().toISOString();
    const declaration = { basis: 'likely', facts: 'A stranger opened it.', gdpr: 'yes', awareAt: detectedAt };
    await client.must('lead', incident, 'declare', { ...declaration, declaredAt });
    const known = {
      incident,
      declaredAt,
      administrators: customers.slice(1).flatMap((id) => this.administratorsOf(id)),
    };
    this.cases.push(known);
    await client.must('responder', incident, 'add-affected-customers', { customers });
    await stateFacts(
      {
        say: async (id, by, command, body) => {
          await client.must(by, id, command, body);
        },
        hoursAgo: (hours) => new Date(Date.now() - hours * HOUR).toISOString(),
      },
      incident,
      { nature: 'A list was mailed to a wrong address.' },
    );
    await client.until(incident, 'its customers are in scope', ({ scope }) =>
      scope.cohorts.some(({ total }) => total === customers.length),
    );
    this.texts.set(incident, await this.approved(incident));
    return known;
  }

  private async approved(incident: string): Promise<object> {
    const { client } = this;
    await client.must('responder', incident, 'draft-notice', { kind: 'initial' });
    const { notices } = await client.until(incident, 'the text is there', ({ notices: [first] }) => !!first?.hash);
    const text = { notice: 1, hash: notices[0]?.hash, recipientsHash: notices[0]?.recipientsHash };
    for (const by of ['legal', 'communications'] as const) await client.must(by, incident, 'approve-notice', text);
    return text;
  }

  async release({ incident }: Case): Promise<void> {
    await this.client.must('lead', incident, 'release-notice', this.texts.get(incident) ?? {});
  }

  private async imported(customers: string[]): Promise<void> {
    for (let from = 0; from < customers.length; from += CUSTOMERS_A_FILE) {
      const rows = customers.slice(from, from + CUSTOMERS_A_FILE).flatMap((id, at) => this.rowsOf(id, from + at === 0));
      const file = [IMPORT_COLUMNS.join(','), ...rows].join('\r\n');
      await this.client.put('operator', '/customers/import', file, 'text/csv');
    }
  }

  private rowsOf(id: string, isUnreachable: boolean): string[] {
    const emails = isUnreachable ? [`dpo@${id}.example`] : this.administratorsOf(id);
    const role = isUnreachable ? 'privacy' : 'administrator';
    const whole = `${id},Customer ${id},en,Europe/Paris,,,${id}-a,subscription,Account of ${id},desk`;
    return emails.map((email, n) => `${whole},${id}-c${n},Somebody,${email},${role},`);
  }

  private administratorsOf(customer: string): string[] {
    return Array.from({ length: this.size.contacts }, (_, n) => `admin${n}@${customer}.example`);
  }
}

const JUDGEMENT: Parameters<typeof assessment>[0] = {
  effects: ['disclosure'],
  manner: 'accidental',
  severity: 'medium',
  scenario: 'misdirected-email',
  malicious: 'no',
};

/** By what was said alone: nothing of Tocsin's has a part in it. */
export function dueOf({ declaredAt }: Case): number {
  return Date.parse(declaredAt) + COMMITMENT_HOURS * HOUR;
}
