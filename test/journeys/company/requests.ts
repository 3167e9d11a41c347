import { randomUUID } from 'node:crypto';
import { DECLARATION, eventsOf, hoursAgo, reported, timelineOf } from '../../support/case';
import { until, type Answer, type Town } from '../../support/town';

export function requestsToOneIncident(town: Town, isApart: boolean): void {
  function note(id: string, text: string, headers: Record<string, string> = {}): Promise<Answer> {
    return town.ask('responder', 'POST', `/incidents/${id}/note-progress`, { text }, headers);
  }

  async function notesOf(id: string): Promise<string[]> {
    return eventsOf(await timelineOf(town, id), 'progress-noted').map(({ text }) => text);
  }

  test('does once what is sent twice with one key, however close together', async () => {
    const id = await reported(town);
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 8 }, () => note(id, 'Once.', key)));
    const statuses = answers.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(statuses.includes(409) ? [200, 409] : [200]));
    const [first] = answers.filter(({ status }) => status === 200);
    const repeated = await note(id, 'Once.', key);
    expect(repeated).toMatchObject({ status: 200, body: first?.body });
    expect(repeated.headers.get('idempotent-replayed')).toBe('true');
    expect(await note(id, 'Other.', key)).toMatchObject({ status: 422, body: { type: '/problems/key-reused' } });
    expect(await notesOf(id)).toEqual(['Once.']);
  });

  test('shows each command to whoever reads after its answer', async () => {
    const id = await reported(town);
    for (const text of ['one', 'two', 'three', 'four', 'five']) {
      const { sequence } = (await note(id, text)).body as { sequence: number };
      const read = await town.ask('auditor', 'GET', `/incidents/${id}`);
      expect(read.body.sequence).toBeGreaterThanOrEqual(sequence);
      expect((await notesOf(id)).at(-1)).toBe(text);
    }
  });

  function declare(id: string): Promise<Answer> {
    return town.ask('lead', 'POST', `/incidents/${id}/declare`, { ...DECLARATION, awareAt: hoursAgo(1) });
  }

  test('lets a declaration through whoever else crowds in, and stops at the door who may not command', async () => {
    const id = await reported(town);
    const crowd = Array.from({ length: 60 }, (_one, number) => note(id, `note ${number}`));
    const strangers = crowd.map(() => town.ask('reporter', 'POST', `/incidents/${id}/note-progress`, { text: 'x' }));
    expect(await declare(id)).toMatchObject({ status: 200, body: { state: { headline: { class: 'incident' } } } });
    expect(statusesOf(await Promise.all(strangers))).toEqual({ 403: 60 });
    expect(statusesOf(await Promise.all(crowd))).toEqual({ 200: 60 });
    expect(await notesOf(id)).toHaveLength(60);
  });

  test('of fifty who declare the same at once one does, and the others hear that it is so (Shell 1, Doors 1)', async () => {
    const id = await reported(town);
    const answers = await Promise.all(Array.from({ length: 50 }, () => declare(id)));
    expect(statusesOf(answers)).toEqual({ 200: 1, 409: 49 });
    expect(eventsOf(await timelineOf(town, id), 'declared')).toHaveLength(1);
  });

  (isApart ? test : () => undefined)(
    'says "unknown" when nobody works, and what was said meanwhile is heard, once',
    async () => {
      const id = await reported(town);
      await note(id, 'before');
      await town.worker.stop();
      const later = await note(id, 'without waiting', { prefer: 'respond-async' });
      expect(later).toMatchObject({ status: 202, body: { timeline: `/api/incidents/${id}/timeline` } });
      const key = { 'idempotency-key': randomUUID() };
      const unknown = await note(id, 'unanswered', key);
      expect(unknown).toMatchObject({ status: 503, body: { type: '/problems/outcome-unknown' } });
      expect(unknown.headers.get('retry-after')).toMatch(/^\d+$/);

      await town.worker.start();
      const answered = await until('the same key is answered', async () => {
        const answer = await note(id, 'unanswered', key);
        return answer.status === 200 ? answer : undefined;
      });
      expect(answered.body.sequence).toBeGreaterThan(1);
      expect((await notesOf(id)).sort()).toEqual(['before', 'unanswered', 'without waiting']);
    },
  );
}

function statusesOf(answers: Answer[]): Record<number, number> {
  const statuses: Record<number, number> = {};
  for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1;
  return statuses;
}
