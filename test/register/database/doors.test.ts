import { plus } from '../../../src/domain/primitives/instant';
import type { IncidentId } from '../../../src/domain/case/state';
import { onEachRegister } from '../registers';
import { newIncident, NOON } from '../stories';

onEachRegister('What was done before', (bench) => {
  test('an alert that was begun and not ended may have gone out; one that ended has', async () => {
    const { alerts } = bench.register;
    expect(await alerts.begin('e1', 'p1', NOON)).toBe('new');
    expect(await alerts.begin('e1', 'p2', NOON)).toBe('new');
    expect(await alerts.begin('e1', 'p1', NOON)).toBe('possible-repeat');
    await alerts.done('e1', 'p1', '250 \0 OK');
    expect(await alerts.begin('e1', 'p1', NOON)).toBe('done');
    const marks = await bench.query(
      `select endpoint as person, possible_repeat from recipients where customer is null order by 1`,
    );
    expect(marks).toEqual([
      { person: 'p1', possible_repeat: true },
      { person: 'p2', possible_repeat: false },
    ]);
  });

  test('an alert that went out while the register was away can be noted afterwards', async () => {
    const { alerts } = bench.register;
    await alerts.done('e2', 'p1', '250 OK');
    expect(await alerts.begin('e2', 'p1', NOON)).toBe('done');
  });

  test('a key is new, then in flight, then answered; with another body it is refused', async () => {
    const { idempotency } = bench.register;
    const request = { id: 'k1', bodyHash: 'b1', at: NOON };
    expect(await idempotency.take(request)).toEqual({ state: 'new' });
    expect(await idempotency.take(request)).toEqual({ state: 'in-flight' });
    expect(await idempotency.take({ ...request, bodyHash: 'b2' })).toEqual({ state: 'other-body' });
    await idempotency.answer('k1', 200, { state: { id: 'x', words: '\0 \ud800' } });
    const answer = { state: 'answered', status: 200, answer: { state: { id: 'x', words: '\0 \ud800' } } };
    expect(await idempotency.take(request)).toEqual(answer);
    expect(await idempotency.take({ ...request, bodyHash: 'b2' })).toEqual({ state: 'other-body' });
    await idempotency.release('k1');
    expect(await idempotency.take({ ...request, at: plus(NOON, 1e9) })).toEqual(answer);
  });

  test('with a new key it says whether words of an incident were ever withheld', async () => {
    const { idempotency, withheldWords } = bench.register;
    const about = newIncident();
    const asked = (id: string) => idempotency.take({ id, bodyHash: 'b', at: NOON, about });
    expect(await asked('k0-before')).toEqual({ state: 'new', isWithholding: false });
    await withheldWords.keep(about, [{ lang: 'en', text: 'the account svc-backup' }], 'lead');
    expect(await asked('k0-after')).toEqual({ state: 'new', isWithholding: true });
  });

  test('of many at once one is new', async () => {
    const request = { id: 'k2', bodyHash: 'b', at: NOON };
    const all = await Promise.all(Array.from({ length: 20 }, () => bench.register.idempotency.take(request)));
    expect(all.filter(({ state }) => state === 'new')).toHaveLength(1);
  });

  test('a key given up is new again, and so is one whose holder died', async () => {
    const { idempotency } = bench.register;
    await idempotency.take({ id: 'k3', bodyHash: 'b', at: NOON });
    await idempotency.release('k3');
    expect(await idempotency.take({ id: 'k3', bodyHash: 'other', at: NOON })).toEqual({ state: 'new' });
    const later = (seconds: number) => ({ id: 'k3', bodyHash: 'other', at: plus(NOON, seconds * 1000) });
    expect(await idempotency.take(later(19))).toEqual({ state: 'in-flight' });
    expect(await idempotency.take({ ...later(21), bodyHash: 'b' })).toEqual({ state: 'other-body' });
    expect(await idempotency.take(later(21))).toEqual({ state: 'new' });
    expect(await idempotency.take(later(22))).toEqual({ state: 'in-flight' });
  });

  test('the access log keeps what was asked, with or without a person', async () => {
    const { access } = bench.register;
    await access.write({ at: NOON, method: 'GET', route: '/api/incidents', status: 401, problem: 'no key' });
    const incident = 'INC-2026-0001\0' as IncidentId;
    await access.write({ at: NOON, person: 'p1', method: 'POST', route: '/api/incidents/:id', incident, status: 403 });
    expect(await bench.query('select person, status, problem from access_log order by id')).toEqual([
      { person: null, status: 401, problem: 'no key' },
      { person: 'p1', status: 403, problem: null },
    ]);
  });
});
