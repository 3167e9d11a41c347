import type { HeadlineRow } from '../../src/register';
import { completed } from '../support/case';
import { openTown, temporalProgram, until, type Town } from '../support/town';

(temporalProgram ? describe : describe.skip)('--demo', () => {
  let town: Town;
  beforeAll(async () => {
    town = await openTown({ options: ['--demo'], embedded: true, temporalOnDisk: true });
  });
  afterAll(() => town.close());

  test('loads a small living company once: also when killed on the way, and a second start adds nothing', async () => {
    await until('the second is reported', async () => (await everything()).incidents.length > 1);
    await town.worker.kill();
    await town.worker.start();
    await until('one is closed', async () => (await everything()).incidents.some(({ stage }) => stage === 'closed'));
    const first = await everything();
    expect(first.customers).toHaveLength(12);
    expect(new Set(first.customers.map(({ language }) => language))).toEqual(new Set(['en', 'fr']));

    const [closed, awaiting, fresh, ...more] = first.incidents;
    expect(more).toEqual([]);
    expect(fresh).toMatchObject({ stage: 'triage', class: 'undetermined', severity: 'high' });
    expect(awaiting).toMatchObject({ stage: 'investigation', class: 'incident', late: false });
    const hoursLeft = (Date.parse(awaiting?.due ?? '') - Date.now()) / 3_600_000;
    expect(hoursLeft).toBeGreaterThan(10.9);
    expect(hoursLeft).toBeLessThan(11);
    expect((await town.tell.see(awaiting!.id)).notices).toMatchObject([{ status: 'drafted', stale: false }]);
    expect(closed).toMatchObject({ stage: 'closed', class: 'incident', late: false });
    await completed(town, closed!.id);
    expect(town.mail.taken.filter(({ to }) => !to.endsWith('@tocsin.example'))).toHaveLength(2 * 3);
    const { items: told } = await town.tell.get<{ items: { event: { type: string; facts?: string } }[] }>(
      `/incidents/${awaiting!.id}/timeline?limit=200`,
    );
    expect(told.filter(({ event }) => event.type === 'declared')).toHaveLength(1);
    expect(told.filter(({ event }) => event.type === 'fact-set')).toHaveLength(11);

    for (const { id } of [awaiting!, fresh!])
      await town.tell.until(id, 'nothing is on its way', ({ owed }) => owed.length === 0);
    const loaded = await everything();
    await startedAgain();
    expect(await everything()).toEqual(loaded);
  });

  /** It does not stop before it has started to the end, the loading included. */
  async function startedAgain(): Promise<void> {
    await town.worker.stop();
    await town.worker.start();
  }

  async function everything() {
    const customers = await town.all<{ id: string; language: string }>('/customers');
    const incidents = await town.all<HeadlineRow>('/incidents');
    return { customers, incidents };
  }
});
