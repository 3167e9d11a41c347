import { setTimeout as pause } from 'node:timers/promises';
import type { Event } from '../../src/domain/events';
import { onRealStage } from '../support/real-stage';
import type { Incident, Stage } from '../support/time-skipping';
import { testInTurn } from '../support/turns';

/* What Temporal does not take in one message must not stop an incident's clocks; only a real server has such limits. */

let stage: Stage;

onRealStage('more than a run can hand on', (opened) => {
  beforeAll(() => void (stage = opened()));

  testInTurn(
    'fifty commands of sixty kilobytes, given before a worker is up, are done or said not to be (Backlog 1)',
    async () => {
      const incident = await stage.report();
      const customers = Array.from({ length: 1_000 }, (_, index) => `customer-${index}-`.padEnd(60, 'x'));
      for (let signal = 0; signal < 50; signal += 1)
        await incident.signal('add-affected-customers', { by: 'responder', customers });
      await stage.withWorker(async () => {
        await until(() => kept('customers-added').length + busy() === 50);
        expect(kept('customers-added').length).toBeGreaterThan(5);
        await goesOn(incident);
      });
    },
  );

  test('a register that is away longer than pages can be kept is caught up with, and nobody is left without an answer (Backlog 2)', async () => {
    const { world } = stage;
    const incident = await stage.report();
    await stage.withWorker(async () => {
      world.registerDown = true;
      await signals(incident, 700, () => ['note-progress', { by: 'responder', text: 'é'.repeat(1_950) }]);
      await goesOn(incident);
      world.registerDown = false;
      await until(() => kept('progress-noted').length + busy() >= 700);
      expect(kept('progress-noted').length).toBeGreaterThan(300);
      await goesOn(incident);
      expect(world.pages.map(({ sequence }) => sequence)).toEqual(world.pages.map((_, index) => index + 1));
    });
  });

  testInTurn('garbage without end is counted where it cannot be kept (Doors 3)', async () => {
    const { world } = stage;
    const incident = await stage.report();
    await stage.withWorker(async () => {
      world.registerDown = true;
      await signals(incident, 1_300, (index) => [`no-such-${index}-`.padEnd(900, 'x'), {}]);
      await goesOn(incident);
      world.registerDown = false;
      await until(() => kept('refused').some(({ command }) => command === 'several'));
      expect(kept('refused').filter(({ command }) => command !== 'several').length + counted()).toBe(1_300);
      await goesOn(incident);
    });
  });
});

async function goesOn(incident: Incident): Promise<void> {
  await incident.say('acknowledge', { by: 'responder' });
  expect((await incident.see()).stage.stage).toBe('triage');
}

async function signals(incident: Incident, count: number, message: (index: number) => [string, object]): Promise<void> {
  for (let index = 0; index < count; index += 50)
    await Promise.all(Array.from({ length: 50 }, (_, place) => incident.signal(...message(index + place))));
}

/** What the register has of one kind. */
function kept<Type extends Event['type']>(type: Type): Extract<Event, { type: Type }>[] {
  return stage.world.pages
    .flatMap(({ events }) => events)
    .filter((event): event is Extract<Event, { type: Type }> => event.type === type);
}

function busy(): number {
  return kept('refused').filter(({ code, command }) => code === 'busy' && command !== 'several').length + counted();
}

function counted(): number {
  const several = kept('refused').filter(({ command }) => command === 'several');
  return several.reduce((sum, { why }) => sum + Number(/^(\d+) messages/.exec(why)?.[1] ?? 0), 0);
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 120_000; !holds(); await pause(100)) {
    if (Date.now() > end) throw new Error(`still ${busy()} busy, ${kept('progress-noted').length} notes`);
  }
}
