import { obligationIdOf } from '../../../src/domain/clocks/state';
import type { IncidentId } from '../../../src/domain/case/state';
import type { NoticeKind } from '../../../src/domain/notices/state';
import type { Instant } from '../../../src/domain/primitives/instant';
import type { Contact, KeptPromise } from '../../../src/domain/scope/state';
import { onEachRegister } from '../registers';
import { answered, claimAll, composed, customer, hoursLater, inScope, newIncident, NOON } from '../stories';

onEachRegister('What a person told', (bench) => {
  let story = 0;
  const fresh = () => `t${++story}-`;

  async function tell(incident: IncidentId, notice = 1, kind: NoticeKind = 'initial') {
    await bench.register.deliveries.plan(await composed(bench.register, incident, notice, kind));
    return await claimAll(bench.register, incident, notice);
  }

  const contact = (of: Contact['of'], at: Instant) =>
    ({ of, way: 'telephone', whom: 'Ada', at, summary: 'All of it.', evidence: 'Call 17' }) as const;
  const told = (
    incident: IncidentId,
    who: string,
    at: Instant,
    of: Contact['of'] = 'incident',
    effect = `told ${who}`,
  ) =>
    bench.register.scope.mark({
      incident,
      effect,
      customer: who,
      mark: 'told',
      contact: contact(of, at),
      by: ['p-ann'],
    });
  const untold = (incident: IncidentId, who: string, effect = `untold ${who}`) =>
    bench.register.scope.mark({
      ...{ incident, effect, customer: who, mark: 'untold', contact: `told ${who}` },
      ...{ reason: 'another company', by: ['p-lea'] },
    });

  test('who was told by a person counts as told from then, whatever its accounts, and never as told by mail', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const nobody = customer(`${name}nobody`, { accountIds: [] });
    await inScope(bench.register, incident, [nobody, customer(`${name}b`), customer(`${name}c`)]);
    expect(await told(incident, nobody.id, hoursLater(5))).toMatchObject({
      outcome: 'marked',
      cohorts: [{ total: 3, told: 1, toldByPerson: 1, observed: 1, lastToldAt: hoursLater(5) }],
      unreachable: 0,
    });
    const counts = await told(incident, `${name}b`, hoursLater(2));
    expect(counts.cohorts).toMatchObject([{ told: 2, toldByPerson: 2, lastToldAt: hoursLater(5) }]);
    expect(await told(incident, `${name}b`, hoursLater(2))).toEqual(counts);
    expect((await told(incident, 'stranger', NOON)).outcome).toBe('not-in-scope');

    const rows = await tell(incident);
    expect(rows.map((row) => row.customer)).toEqual([`${name}c`]);
    await answered(bench.register, rows[0]!, 'accepted');
    expect((await bench.register.scope.counts(incident)).cohorts).toMatchObject([{ told: 3, toldByPerson: 2 }]);
    const { rows: list } = await bench.register.scope.rows(incident, { limit: 10 });
    expect(list.map((row) => row.toldByPerson)).toEqual([true, undefined, true]);
    expect(list[0]?.contacts).toEqual([
      { id: `told ${name}b`, recordedBy: 'p-ann', ...contact('incident', hoursLater(2)) },
    ]);
    expect(list[1]).not.toHaveProperty('contacts');
  });

  test('what a person told is struck out, and the customer is as told as mail has made it', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}a`), customer(`${name}b`)]);
    for (const row of (await tell(incident)).slice(0, 1))
      await answered(bench.register, row, 'accepted', hoursLater(3));
    await told(incident, `${name}a`, hoursLater(1));
    expect((await told(incident, `${name}b`, hoursLater(1))).cohorts).toMatchObject([{ told: 2, toldByPerson: 2 }]);
    const [a, b] = [await untold(incident, `${name}a`), await untold(incident, `${name}b`)];
    expect(a).toMatchObject({ outcome: 'marked', cohorts: [{ told: 2, toldByPerson: 1, lastToldAt: hoursLater(3) }] });
    expect(b).toMatchObject({ outcome: 'marked', cohorts: [{ told: 1 }] });
    expect(b.cohorts[0]).not.toHaveProperty('toldByPerson');
    expect((await untold(incident, `${name}a`, 'once more')).outcome).toBe('no-such-contact');
    const { rows } = await bench.register.scope.rows(incident, { limit: 10 });
    expect(rows[1]).toMatchObject({ contacts: [{ revoked: { by: 'p-lea', reason: 'another company' } }] });
    expect(rows[1]).not.toHaveProperty('toldAt');
  });

  test('keeps what a notice promised, for each customer of it, beside what a later notice keeps', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const [a, b, c] = [`${name}a`, `${name}b`, `${name}c`];
    await inScope(bench.register, incident, [customer(a), customer(b), customer(c)]);
    for (const row of await tell(incident)) await answered(bench.register, row, 'accepted');
    await inScope(bench.register, incident, [customer(`${name}later`)], 'later');
    for (const row of await tell(incident, 2, 'update'))
      await answered(bench.register, row, row.customer === a ? 'accepted' : 'refused', hoursLater(2));
    const update = { obligation: obligationIdOf('update/1'), notice: 1 };
    const fact = { obligation: obligationIdOf('fact/1/nature'), notice: 1, field: 'nature' } as const;
    const keep = (who: string, effect: string, keeps: KeptPromise[]) => {
      const told = { ...contact('incident', hoursLater(3)), facts: ['nature' as const], keeps };
      return bench.register.scope.mark({ incident, effect, customer: who, mark: 'told', contact: told, by: ['p-ann'] });
    };
    expect(await keep(b, 'k1', [update, fact])).toMatchObject({
      promises: [
        { obligation: 'fact/1/nature', customers: 3, kept: 1, lastKeptAt: hoursLater(3) },
        { obligation: 'update/1', customers: 3, kept: 2, lastKeptAt: hoursLater(3) },
      ],
    });
    const { promises } = await keep(c, 'k2', [
      update,
      { ...fact, obligation: obligationIdOf('final-notice/1'), final: true },
    ]);
    expect(promises).toMatchObject([{ kept: 1 }, { obligation: 'final-notice/1', kept: 1 }, { customers: 3, kept: 3 }]);
    const { rows } = await bench.register.scope.rows(incident, { limit: 10 });
    expect(rows[1]?.contacts?.[0]).toEqual({
      ...contact('incident', hoursLater(3)),
      ...{ id: 'k1', recordedBy: 'p-ann', facts: ['nature'] },
    });
    const revoked = { mark: 'untold', contact: 'k1', reason: 'another', by: ['p'] as string[] } as const;
    const after = await bench.register.scope.mark({ incident, effect: 'k3', customer: b, ...revoked });
    expect(after.promises).toMatchObject([{ kept: 1 }, { obligation: 'update/1', kept: 2 }]);
  });

  test('an account that turns out to be affected after a person told of the others is still to be told of', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await bench.register.customers.store([customer(`${name}a`, { accountIds: [`${name}1`], product: `${name}P` })]);
    await bench.register.customers.store([customer(`${name}a`, { accountIds: [`${name}2`], product: 'Other' })]);
    await bench.register.scope.resolve({ incident, effect: 'e1', selection: { product: `${name}P` }, addedAt: NOON });
    expect((await told(incident, `${name}a`, NOON)).cohorts).toMatchObject([{ told: 1 }]);
    const selection = { customers: [`${name}a`] };
    const wider = await bench.register.scope.resolve({ incident, effect: 'e2', selection, addedAt: NOON });
    expect(wider.cohorts).toMatchObject([{ told: 0, total: 1 }]);
    const rows = await tell(incident, 2, 'update');
    await answered(
      bench.register,
      rows.find(({ account }) => account === `${name}2`)!,
      'accepted',
      hoursLater(2),
    );
    expect((await bench.register.scope.counts(incident)).cohorts).toMatchObject([{ told: 1, toldByPerson: 1 }]);
  });

  test('mail that came first leaves a customer told by mail, and an earlier call makes it told earlier', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}a`)]);
    const [row] = await tell(incident);
    await answered(bench.register, row!, 'accepted', hoursLater(4));
    expect((await told(incident, `${name}a`, hoursLater(5))).cohorts).toMatchObject([{ lastToldAt: hoursLater(4) }]);
    const earlier = await told(incident, `${name}a`, hoursLater(3), 'incident', 'earlier');
    expect(earlier.cohorts).toMatchObject([{ told: 1, toldByPerson: 1, lastToldAt: hoursLater(3) }]);
  });

  test('who was told by a person is owed the withdrawal, and can be told of that by a person too', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}a`, { accountIds: [] }), customer(`${name}b`)]);
    await told(incident, `${name}a`, NOON);
    expect((await told(incident, `${name}b`, NOON)).withdrawal).toEqual({ owed: 2, told: 0 });
    const { withdrawal } = await told(incident, `${name}a`, hoursLater(9), 'withdrawal', 'taken back');
    expect(withdrawal).toEqual({ owed: 2, told: 1, lastToldAt: hoursLater(9) });
    const observed = await told(incident, `${name}a`, NOON, 'observation', 'seen');
    expect(observed.cohorts).toMatchObject([{ observed: 2 }]);
  });

  test('whom no notice could reach is named, the first ten, and listed whole', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const ids = Array.from({ length: 12 }, (_, index) => `${name}${String(index).padStart(2, '0')}`);
    await inScope(bench.register, incident, [
      ...ids.map((id) => customer(id, { accountIds: [] })),
      customer(`${name}well`),
    ]);
    const counts = await bench.register.scope.counts(incident);
    expect(counts).toMatchObject({ unreachable: 12, unreachableCustomers: ids.slice(0, 10) });
    const first = await bench.register.scope.rows(incident, { limit: 7, unreachable: true });
    const rest = await bench.register.scope.rows(incident, { limit: 7, unreachable: true, cursor: first.next! });
    expect([...first.rows, ...rest.rows].map(({ customer: id, unreachable }) => [id, unreachable])).toEqual(
      ids.map((id) => [id, true]),
    );
    const others = await bench.register.scope.rows(incident, { limit: 20, unreachable: false });
    expect(others.rows.map(({ customer: id }) => id)).toEqual([`${name}well`]);
    await told(incident, ids[0]!, NOON);
    expect(await bench.register.scope.counts(incident)).toMatchObject({
      unreachable: 11,
      unreachableCustomers: ids.slice(1, 11),
    });
  });

  const clear = (incident: IncidentId, who: string, effect = `clear ${who}`) =>
    bench.register.scope.mark({
      incident,
      effect,
      customer: who,
      mark: 'cleared',
      reason: 'not theirs',
      by: ['p-ann'],
    });

  test('who was told is cleared, gets the notice that says so, and nobody else gets it', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const ids = ['a', 'b', 'c', 'd'].map((one) => `${name}${one}`) as [string, string, string, string];
    await inScope(
      bench.register,
      incident,
      ids.map((id) => customer(id)),
    );
    for (const row of await tell(incident))
      await answered(bench.register, row, row.customer === ids[3] ? 'refused' : 'accepted');
    expect((await clear(incident, ids[3])).outcome).toBe('not-told');
    const counts = await clear(incident, ids[0]);
    expect(counts).toMatchObject({
      outcome: 'marked',
      cohorts: [{ total: 3, told: 2, cleared: 1, removed: 0, waived: 0 }],
      cleared: [{ customer: ids[0] }],
      withdrawal: { owed: 2, told: 0 },
    });
    await clear(incident, ids[1]);
    await told(incident, ids[1], hoursLater(6), 'clearance');
    const waiver = { incident, effect: 'w', customer: ids[0], mark: 'waived', reason: 'gone', by: ['p'] } as const;
    expect((await bench.register.scope.mark({ ...waiver, by: ['p'] })).outcome).toBe('not-in-scope');

    const rows = await tell(incident, 2, 'clearance');
    expect(rows.map((row) => row.customer)).toEqual([ids[0]]);
    await answered(bench.register, rows[0]!, 'accepted', hoursLater(7));
    expect((await bench.register.scope.counts(incident)).cleared).toEqual([
      { customer: ids[0], toldAt: hoursLater(7) },
      { customer: ids[1], toldAt: hoursLater(6) },
    ]);
    expect(await tell(incident, 3, 'update')).toMatchObject([{ customer: ids[2] }, { customer: ids[3] }]);
    expect(await tell(incident, 4, 'clearance')).toEqual([]);
  });

  test('who was told that it is not affected, and is after all, must be told anew', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const ids = [`${name}a`, `${name}b`] as const;
    await inScope(
      bench.register,
      incident,
      ids.map((id) => customer(id)),
    );
    for (const row of await tell(incident)) await answered(bench.register, row, 'accepted');
    for (const id of ids) await clear(incident, id);
    await told(incident, ids[0], hoursLater(2), 'clearance');
    const planned = await composed(bench.register, incident, 2, 'clearance');
    await bench.register.deliveries.plan(planned);

    const request = { incident, effect: 'again', selection: { customers: [...ids] }, addedAt: hoursLater(3) };
    const again = await bench.register.scope.resolve(request);
    expect(again).toMatchObject({ added: 2, cohorts: [{ total: 2, told: 1 }] });
    expect(again).not.toHaveProperty('cleared');
    expect(await claimAll(bench.register, incident, 2)).toEqual([]);
    const rows = await tell(incident, 3);
    expect(rows.map((row) => row.customer)).toEqual([ids[0]]);
    await answered(bench.register, rows[0]!, 'accepted', hoursLater(5));
    expect((await bench.register.scope.counts(incident)).cohorts).toMatchObject([{ total: 2, told: 2 }]);
  });
});
