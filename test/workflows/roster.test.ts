import { openStage, type Stage } from '../support/time-skipping';
import { until } from '../support/until';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const bySystem = { by: 'system', door: 'system' };

test('an incident to which a change of the roster was lost notices it with the next, and has both from the register', async () => {
  await stage.withWorker(async () => {
    const { world } = stage;
    const incident = await stage.report({ rosterRevision: 7 });
    await until('it is recorded', () => world.pages.length > 0);
    world.roster = { after: 7, revision: 9, changes: { newcomer: ['lead'], lead: [] } };
    await incident.signal('change-roster', { ...bySystem, after: 8, revision: 9, changes: { newcomer: ['lead'] } });
    await until('it has both', () => world.pages.filter(({ command }) => command === 'change-roster').length === 2);
    const events = world.pages.flatMap(({ events }) => events.filter(({ type }) => type.startsWith('roster-')));
    expect(events).toEqual([
      { type: 'roster-missed', revision: 9 },
      { type: 'roster-changed', revision: 9, changes: { newcomer: ['lead'], lead: [] } },
    ]);
    await incident.signal('note-progress', { by: 'newcomer', text: 'I am new here.' });
    await until('the newcomer is heard', () => world.pages.some(({ by }) => by === 'newcomer'));
    expect(world.pages.at(-1)?.events).toMatchObject([{ type: 'progress-noted' }]);
  });
});
