import type { Event } from '../../src/domain/events';
import { HOUR } from '../../src/domain/primitives/instant';
import { pendingTimers } from '../chaos/clocks';
import { customers, declared, imported, factsKnown, timelineOf } from '../support/case';
import { signalAs } from '../support/terminal';
import { openTown, temporalProgram, until, type Town } from '../support/town';

const COMMANDS = 200;
const SIDE_BY_SIDE = 10;
/** From there on mail is away until the incident has gone over into a new run. */
const MAIL_LEAVES_AT = 50;

(temporalProgram ? describe : describe.skip)('a story longer than one run of its workflow', () => {
  let town: Town;
  beforeAll(async () => {
    town = await openTown({ eventsPerRun: 150 });
  });
  afterAll(() => town.close());

  test('goes over from run to run and loses no command, doubles none, and moves no due instant (Shell 3)', async () => {
    const { tell, mail, temporal } = town;
    const declaredAt = new Date(Date.now() - HOUR).toISOString();
    const id = await declared(town, await imported(town, customers('long', ['en', 'fr'])), declaredAt);
    await factsKnown(town, id);
    const dues = async () => (await tell.see(id)).obligations.map(({ id: obligation, due }) => ({ obligation, due }));
    const before = await dues();
    const eventsBefore = await eventsOf(town, id);

    let leftIn: string | undefined;
    const isGoneOver = async () => leftIn !== undefined && leftIn !== (await runOf(town, id));
    const mailReturns = async () => {
      leftIn = undefined;
      expect((await tell.see(id)).owed.length).toBeGreaterThan(0);
      await mail.up();
    };
    for (let at = 0; at < COMMANDS; at += SIDE_BY_SIDE) {
      if (at === MAIL_LEAVES_AT) {
        await mail.down();
        leftIn = await runOf(town, id);
      }
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, (_, place) => give(town, id, at + place)));
      if (await isGoneOver()) await mailReturns();
    }
    // A run waits some seconds for its mails before it ends, and all may have been said by then.
    if (leftIn !== undefined) {
      await until('it has gone over', isGoneOver);
      await mailReturns();
    }
    await until('nothing is owed', async () => (await tell.see(id)).owed.length === 0);

    const events = (await eventsOf(town, id)).slice(eventsBefore.length);
    expect(traces(events)).toEqual(
      Array.from({ length: COMMANDS }, (_, number) => KINDS[number % 10]!.trace(number)).sort(),
    );
    const after = await dues();
    expect(after.filter(({ obligation }) => before.some((known) => known.obligation === obligation))).toEqual(before);
    const due = Date.parse(declaredAt) + 72 * HOUR;
    expect(Date.parse((await tell.see(id)).headline.due ?? '')).toBe(due);
    expect(await pendingTimers(temporal.client, id)).toContain(due);
    const runs = await runsOf(town, id);
    expect(runs.filter((status) => status === 'RUNNING')).toHaveLength(1);
    expect(runs.filter((status) => status === 'CONTINUED_AS_NEW').length).toBeGreaterThanOrEqual(3);
  }, 400_000);
});

/** How one of ten is given, and what it leaves in the timeline, once. Each is allowed whatever comes before it in its ten. */
interface Kind {
  give: (number: number) => { by: 'signal' | 'api' | 'api, twice'; name: string; message: object };
  trace: (number: number) => string;
}

const note = (by: 'signal' | 'api' | 'api, twice'): Kind => ({
  give: (number) => ({ by, name: 'note-progress', message: { text: `note ${number}` } }),
  trace: (number) => `note ${number}`,
});
const everySecondTen = (number: number) => Math.floor(number / 10) % 2 === 0;

const KINDS: Kind[] = [
  note('signal'),
  note('api'),
  note('api, twice'),
  {
    give: (number) => ({
      by: 'api',
      name: 'set-fact',
      message: { field: 'service', status: 'known', value: `fact ${number}` },
    }),
    trace: (number) => `fact ${number}`,
  },
  {
    give: (number) => ({
      by: 'signal',
      name: 'set-fact',
      message: { field: 'nature', status: 'known', value: `fact ${number}` },
    }),
    trace: (number) => `fact ${number}`,
  },
  {
    give: (number) => ({
      by: 'signal',
      name: 'assign',
      message: { persons: [everySecondTen(number) ? 'legal' : 'lead'] },
    }),
    trace: (number) => `assigned to ${everySecondTen(number) ? 'legal' : 'lead'}`,
  },
  {
    give: (number) => ({
      by: 'api',
      name: 'move-stage',
      message: { to: everySecondTen(number) ? 'containment' : 'recovery' },
    }),
    trace: (number) => `moved to ${everySecondTen(number) ? 'containment' : 'recovery'}`,
  },
  {
    give: (number) => ({
      by: 'api, twice',
      name: 'add-affected-customers',
      message: { customers: ['long-1'], data: `data ${number}` },
    }),
    trace: (number) => `data ${number}`,
  },
  {
    give: (number) => ({ by: 'api', name: 'draft-notice', message: { kind: 'initial', message: `draft ${number}` } }),
    trace: (number) => `draft ${number}`,
  },
  {
    give: () => ({ by: 'signal', name: 'close', message: { outcome: 'Too early, and by nobody who may.' } }),
    trace: () => 'refused close',
  },
];

async function give({ ask, temporal }: Town, id: string, number: number): Promise<void> {
  const { by, name, message } = KINDS[number % 10]!.give(number);
  if (by === 'signal') {
    return await signalAs(temporal, 'responder', { id, name, message });
  }
  const send = () => ask('responder', 'POST', `/incidents/${id}/${name}`, message, { 'idempotency-key': `${number}` });
  const answers = by === 'api, twice' ? [await send(), await send()] : [await send()];
  for (const { status, body: said } of answers) expect({ status, said }).toMatchObject({ status: 200 });
}

function traces(events: Event[]): string[] {
  return events.flatMap((event) => traceOf(event) ?? []).sort();
}

function traceOf(event: Event): string | undefined {
  switch (event.type) {
    case 'progress-noted':
      return event.text;
    case 'fact-set':
      return event.fact.status === 'known' ? event.fact.value : event.fact.status;
    case 'assigned':
      return `assigned to ${event.persons.join()}`;
    case 'stage-moved':
      return `moved to ${event.to}`;
    case 'customers-added':
      return event.selection.data;
    case 'notice-drafted':
      return event.message;
    case 'refused':
      return `refused ${event.command}`;
    default:
      return undefined;
  }
}

async function eventsOf(town: Town, id: string): Promise<Event[]> {
  return (await timelineOf(town, id)).map(({ event }) => event);
}

async function runOf({ temporal }: Town, id: string): Promise<string> {
  return (await temporal.client.workflow.getHandle(id).describe()).runId;
}

async function runsOf({ temporal }: Town, id: string): Promise<string[]> {
  const runs: string[] = [];
  for await (const run of temporal.client.workflow.list({ query: `WorkflowId = "${id}"` })) runs.push(run.status.name);
  return runs;
}
