import { customers, declared, eventsOf, imported, timelineOf } from '../support/case';
import { openTown, temporalProgram, type Town } from '../support/town';

const COMMANDS = 500;
const SIDE_BY_SIDE = 10;

(temporalProgram ? describe : describe.skip)('a story longer than one run of its workflow', () => {
  let town: Town;
  beforeAll(async () => {
    town = await openTown({ eventsPerRun: 300 });
  });
  afterAll(() => town.close());

  test('goes over from run to run and loses no command, doubles none, and moves no due instant', async () => {
    const { tell, ask, temporal } = town;
    const id = await declared(town, await imported(town, customers('long', ['en', 'fr'])));
    const dues = async () => (await tell.see(id)).obligations.map(({ id: obligation, due }) => ({ obligation, due }));
    const before = await dues();
    const incident = temporal.client.workflow.getHandle(id);

    const note = async (number: number) => {
      const body = { text: `note ${number}` };
      if (number % 2 === 0) return incident.signal('note-progress', { by: 'responder', ...body });
      const key = { 'idempotency-key': `note-${number}` };
      const send = () => ask('responder', 'POST', `/incidents/${id}/note-progress`, body, key);
      const answers = number % 5 === 0 ? [await send(), await send()] : [await send()];
      for (const { status, body: said } of answers) expect({ status, said }).toMatchObject({ status: 200 });
    };
    for (let at = 0; at < COMMANDS; at += SIDE_BY_SIDE) {
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, (_, place) => note(at + place)));
    }

    const wanted = Array.from({ length: COMMANDS }, (_, number) => `note ${number}`);
    const noted = eventsOf(await timelineOf(town, id), 'progress-noted').map(({ text }) => text);
    expect([...noted].sort()).toEqual([...wanted].sort());
    const after = await dues();
    expect(after.filter(({ obligation }) => before.some((known) => known.obligation === obligation))).toEqual(before);
    const runs = await runsOf(town, id);
    expect(runs.filter((status) => status === 'RUNNING')).toHaveLength(1);
    expect(runs.filter((status) => status === 'CONTINUED_AS_NEW').length).toBeGreaterThanOrEqual(3);
  }, 180_000);
});

async function runsOf({ temporal }: Town, id: string): Promise<string[]> {
  const runs: string[] = [];
  for await (const run of temporal.client.workflow.list({ query: `WorkflowId = "${id}"` })) runs.push(run.status.name);
  return runs;
}
