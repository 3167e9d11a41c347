import { setTimeout as pause } from 'node:timers/promises';
import { IMPORT_COLUMNS } from '../../src/contract/customer-columns';
import { stateFacts } from '../../src/demo/facts';
import { assessment } from '../../src/demo/stories';
import { HOUR } from '../../src/domain/primitives/instant';
import type { Role } from '../../src/domain/primitives/people';
import type { Chance } from './chance';
import { Client, type Command } from './client';
import type { Plant } from './plant';

/** A declared incident as its declarer knows it. */
export interface Case {
  incident: string;
  /** As it was said; ISO 8601, UTC, milliseconds. */
  declaredAt: string;
  /** The mail addresses that must get the notice. */
  administrators: string[];
}

const CUSTOMERS = 15;
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

  private async readyToRelease(): Promise<Case> {
    const { client } = this;
    const company = `chaos-${process.pid}-${(companies += 1)}`;
    const customers = Array.from({ length: CUSTOMERS }, (_, index) => `${company}-${index + 1}`);
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
    const known = { incident, declaredAt, administrators: customers.slice(1).map(administratorOf) };
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
    await client.until(incident, 'its customers are in scope', ({ scope }) => scope.cohorts.some(isWhole));
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

  private async release({ incident }: Case): Promise<void> {
    await this.client.must('lead', incident, 'release-notice', this.texts.get(incident) ?? {});
  }

  private async imported(customers: string[]): Promise<void> {
    const rows = customers.map((id, index) => {
      const contact = index === 0 ? `dpo@${id}.example,privacy` : `${administratorOf(id)},administrator`;
      return `${id},Customer ${id},en,Europe/Paris,,,${id}-a,subscription,Account of ${id},desk,${id}-c,Somebody,${contact},`;
    });
    await this.client.put(
      'operator',
      '/customers/import',
      [IMPORT_COLUMNS.join(','), ...rows].join('\r\n'),
      'text/csv',
    );
  }
}

const JUDGEMENT: Parameters<typeof assessment>[0] = {
  effects: ['disclosure'],
  manner: 'accidental',
  severity: 'medium',
  scenario: 'misdirected-email',
  malicious: 'no',
};

function administratorOf(customer: string): string {
  return `admin@${customer}.example`;
}

function isWhole({ total }: { total: number }): boolean {
  return total === CUSTOMERS;
}

/** By what was said alone: nothing of Tocsin's has a part in it. */
export function dueOf({ declaredAt }: Case): number {
  return Date.parse(declaredAt) + COMMITMENT_HOURS * HOUR;
}
