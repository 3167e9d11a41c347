import { HOUR } from '../../src/domain/primitives/instant';
import { declared, imported, customers, eventsOf, timelineOf } from '../support/case';
import { openTown, temporalProgram, until, type Town } from '../support/town';

const TASKS = 200;
const NOTES = 2_000;
const SIDE_BY_SIDE = 20;
/** A run gives over to the next at a thousand; what is under way then still ends in it. */
const EVENTS_PER_RUN_MAX = 1_500;
/** Temporal suggests to go over at four megabytes, and warns at ten. */
const BYTES_PER_RUN_MAX = 10 * 1024 * 1024;

jest.setTimeout(900_000);

(temporalProgram ? describe : describe.skip)('one incident with two hundred tasks and two thousand notes', () => {
  let town: Town;
  beforeAll(async () => {
    town = await openTown({});
  });
  afterAll(() => town.close());

  test('keeps each of its runs small, loses none of them, and answers as before', async () => {
    const id = await declared(town, await imported(town, customers('large', ['en'])));
    const due = new Date(Date.now() + 24 * HOUR).toISOString();
    await inTurns(TASKS, (number) => give(id, 'give-task', { title: `Task ${number}`, department: 'response', due }));
    await inTurns(NOTES, (number) => give(id, 'note-progress', { text: `Note ${number}` }));
    await give(id, 'end-task', { task: TASKS, outcome: 'done' });

    const timeline = await timelineOf(town, id);
    const texts = eventsOf(timeline, 'progress-noted').map(({ text }) => text);
    expect(new Set(texts).size).toBe(NOTES);
    expect(texts).toHaveLength(NOTES);
    expect((await town.tell.see(id)).tasks).toHaveLength(TASKS);
    await until('it has gone over', async () => (await runsOf(id)).length > 2);
    const runs = await runsOf(id);
    expect(Math.max(...runs.map(({ events }) => events))).toBeLessThanOrEqual(EVENTS_PER_RUN_MAX);
    expect(Math.max(...runs.map(({ bytes }) => bytes))).toBeLessThanOrEqual(BYTES_PER_RUN_MAX);
    process.stderr.write(`runs of the large case: ${JSON.stringify(runs)}\n`);
  });

  async function inTurns(count: number, act: (number: number) => Promise<void>): Promise<void> {
    for (let from = 1; from <= count; from += SIDE_BY_SIDE)
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, (_, place) => act(from + place)));
  }

  async function give(id: string, name: string, message: object): Promise<void> {
    const { status, body } = await town.ask('lead', 'POST', `/incidents/${id}/${name}`, message);
    expect({ status, body }).toMatchObject({ status: 200 });
  }

  async function runsOf(id: string): Promise<{ events: number; bytes: number }[]> {
    const runs: { events: number; bytes: number }[] = [];
    for await (const { runId } of town.temporal.client.workflow.list({ query: `WorkflowId = "${id}"` })) {
      const { historyLength, historySize = 0 } = await town.temporal.client.workflow.getHandle(id, runId).describe();
      runs.push({ events: historyLength, bytes: historySize });
    }
    return runs;
  }
});
