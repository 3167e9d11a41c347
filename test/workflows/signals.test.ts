import { onRealStage } from '../support/real-stage';
import type { Stage } from '../support/time-skipping';
import { testInTurn } from '../support/turns';
import { until } from '../support/until';

/* Nothing here waits for hours, so that all of it can share a real server, which is there already. */

const bySystem = { by: 'system', door: 'system' };

onRealStage('signals to an incident', (opened) => {
  let stage: Stage;
  beforeAll(() => void (stage = opened()));

  test('signals of any shape are written down as refused and neither fail nor block the incident (Doors 2, Doors 4)', async () => {
    await stage.withWorker(async () => {
      const incident = await stage.report();
      const hostile = [
        undefined,
        null,
        7,
        'declare',
        [],
        {},
        { by: 'lead' },
        { by: 'nobody', text: 'x' },
        { by: 'lead', text: 'x', extra: 1 },
        { by: '__proto__', text: 'x' },
      ];
      for (const message of hostile) await incident.signal('note-progress', message);
      await incident.signal('no-such-signal', { by: 'lead' });
      await incident.signal('approve-notice', { by: 'legal', notice: 1, hash: 'a'.repeat(64) });
      await incident.say('note-progress', { by: 'lead', text: 'Still alive.' });
      const events = () => stage.world.pages.flatMap((page) => page.events);
      await until('the last is recorded', () => events().some(({ type }) => type === 'progress-noted'));
      const refusals = events().filter((event) => event.type === 'refused');
      expect(refusals).toHaveLength(hostile.length + 2);
      expect(refusals.map(({ code }) => code)).toEqual(
        expect.arrayContaining(['malformed', 'unknown-person', 'unknown-command', 'wrong-door']),
      );
    });
  });

  testInTurn('signals sent before any worker runs are heard when one does', async () => {
    const incident = await stage.report();
    await incident.signal('note-progress', { by: 'lead', text: 'Seen it.' });
    await stage.withWorker(async () => {
      const events = () => stage.world.pages.flatMap((page) => page.events);
      await until('the signal is heard', () => events().some(({ type }) => type === 'progress-noted'));
      expect(events()).toContainEqual({ type: 'progress-noted', text: 'Seen it.' });
    });
  });

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

  test('a run ends after its activities, so that an alert under way is mailed once (Shell 3)', async () => {
    const { activities, mails } = stage.world;
    const { sendAlert } = activities;
    const begun: string[] = [];
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    activities.sendAlert = async (alert) => {
      begun.push(alert.effect.id);
      await held;
      return sendAlert(alert);
    };
    const story = async () => {
      const incident = await stage.report();
      await until('an alert is under way', () => begun.length > 0);
      const handle = stage.env.client.workflow.getHandle(incident.id);
      const { runId } = await handle.describe();
      const isOver = async () => (await handle.describe()).runId !== runId;
      const waits = async () =>
        ((await handle.fetchHistory()).events ?? []).some((event) => event.markerRecordedEventAttributes);
      for (let heard = 0; heard < 1_000; heard += 100)
        await Promise.all(
          Array.from({ length: 100 }, () => incident.signal('note-progress', { by: 'lead', text: 'x' })),
        );
      await until('its end waits for the alert', async () => (await isOver()) || (await waits()));
      letGo();
      await until('the next run has begun', isOver);
      await until('every alert is out', async () => (await incident.see()).owed.length === 0);
    };
    await stage.withWorker(story).finally(() => (activities.sendAlert = sendAlert));
    expect(begun).toEqual([...new Set(begun)]);
    expect(mails).toHaveLength(begun.length);
  });
});
