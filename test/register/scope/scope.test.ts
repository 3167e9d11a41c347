import type { FileRow } from '../../../src/register';
import { termOf, type Term } from '../../../src/domain/clocks/terms';
import type { IncidentId } from '../../../src/domain/case/state';
import type { NoticeKind } from '../../../src/domain/notices/state';
import { onEachRegister } from '../registers';
import { answered, claimAll, composed, customer, hoursLater, inScope, newIncident, NOON } from '../stories';

const hoursTerm = (anchor: Term['anchor'], count: number) =>
  termOf({ anchor, clock: { unit: 'hours', count }, source: 'contract' });

onEachRegister('Scope', (bench) => {
  let story = 0;
  const fresh = () => `s${++story}-`;

  async function tell(incident: IncidentId, notice = 1, kind: NoticeKind = 'initial') {
    const planned = await composed(bench.register, incident, notice, kind);
    await bench.register.deliveries.plan(planned);
    return await claimAll(bench.register, incident, notice);
  }

  test('customers are put into cohorts by the terms of their contracts', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const clock = { unit: 'hours', count: 24 } as const;
    const terms = [hoursTerm('declared', 24), hoursTerm('aware', 24), hoursTerm('declared', 48)];
    const none = { told: 0, observed: 0, waived: 0, removed: 0 };
    const answer = await inScope(bench.register, incident, [
      customer(`${name}a`),
      customer(`${name}b`, { contractHours: 24 }),
      customer(`${name}c`, { contractHours: 48, contractTerms: [{ anchor: 'aware', clock, source: 'Clause 9.2' }] }),
    ]);
    expect(answer).toEqual({
      asOf: 1,
      scopeRevision: 1,
      added: 3,
      unknown: [],
      unreachable: 0,
      withdrawal: { owed: 0, told: 0 },
      cohorts: [
        { cohort: `${incident}/e1/aware+24h,declared+48h`, terms: [terms[1], terms[2]], total: 1, ...none },
        { cohort: `${incident}/e1/declared+24h`, terms: [terms[0]], total: 1, ...none },
        { cohort: `${incident}/e1/none`, terms: [], total: 1, ...none },
      ],
    });
  });

  test('the same request again adds nothing and answers as before', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await bench.register.customers.store([customer(`${name}a`)]);
    const request = { incident, effect: 'e1', selection: { customers: [`${name}a`, 'nobody', '\0'] }, addedAt: NOON };
    const first = await bench.register.scope.resolve(request);
    expect(first).toMatchObject({ added: 1, unknown: ['nobody', '\uFFFD'] });
    expect(await bench.register.scope.resolve(request)).toEqual(first);
    const marking = { incident, effect: 'e2', customer: `${name}a`, mark: 'removed', reason: 'no', by: ['p'] } as const;
    await bench.register.scope.mark(marking);
    expect(await bench.register.scope.resolve(request)).toMatchObject({
      added: 1,
      cohorts: [{ total: 0, removed: 1 }],
    });
  });

  const row = async (incident: IncidentId, customer: string) =>
    (await bench.register.scope.rows(incident, { limit: 100 })).rows.find((one) => one.customer === customer);

  test('a file brings in its customers as one request, with what it says of each; a later one changes only what differs', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const { files } = bench.register.scope;
    await bench.register.customers.store([customer(`${name}a`), customer(`${name}b`), customer(`${name}c`)]);
    const send = async (sha256: string, effect: string, rows: FileRow[]) => {
      const delta = await files.compare(incident, rows, { file: 'f.csv', sha256, by: 'responder', at: NOON });
      expect(await files.has(incident, sha256, rows.length)).toBe(true);
      const file = { file: 'f.csv', sha256, rows: rows.length };
      const request = { incident, effect, selection: { file }, addedAt: NOON, by: 'responder' };
      return { delta, answer: await bench.register.scope.resolve(request) };
    };
    const first = await send('1', 'e1', [
      { customer: `${name}a`, data: 'names', volume: '3', nature: 'Another "way" in\u0000.' },
      { customer: `${name}b`, data: 'invoices' },
    ]);
    expect(first.delta).toEqual({ added: 2, unnamed: 0, changed: 4, same: 0 });
    expect(first.answer).toMatchObject({ added: 2, unknown: [], factsChanged: 4, scopeRevision: 1 });
    expect(first.answer.cohorts).toMatchObject([{ total: 2 }]);
    expect(await row(incident, `${name}a`)).toMatchObject({
      ...{ data: 'names', volume: '3', facts: { nature: 'Another "way" in\uFFFD.' } },
    });

    const later = [
      { customer: `${name}a`, data: 'names', volume: '' },
      { customer: `${name}c`, data: 'phone numbers' },
    ];
    const second = await send('2', 'e2', later);
    expect(second.delta).toEqual({ added: 1, unnamed: 1, changed: 2, same: 1 });
    expect(second.answer).toMatchObject({ added: 1, factsChanged: 2, scopeRevision: 2 });
    expect(await row(incident, `${name}a`)).not.toHaveProperty('volume');
    expect(await send('2', 'e3', later)).toMatchObject({ answer: { added: 0, scopeRevision: 2 } });
    expect(
      await bench.query(
        `select field, value, version::int, replaced::int, "by" from scope_facts where customer = '${name}a' order by field, version`,
      ),
    ).toEqual([
      { field: 'data', value: 'names', version: 1, replaced: null, by: 'responder' },
      { field: 'nature', value: 'Another "way" in\uFFFD.', version: 1, replaced: null, by: 'responder' },
      { field: 'volume', value: '3', version: 1, replaced: 2, by: 'responder' },
      { field: 'volume', value: '', version: 2, replaced: null, by: 'responder' },
    ]);
  });

  test('whether customers are told is no other scope; whom it reaches, and what is said of them, is', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}a`)]);
    const revision = async () => (await bench.register.scope.counts(incident)).scopeRevision;
    expect(await revision()).toBe(1);
    for (const mail of await tell(incident)) await answered(bench.register, mail, 'accepted', hoursLater(1));
    expect(await revision()).toBe(1);
    await bench.register.customers.store([customer(`${name}a`, { name: 'Another name' })]);
    expect(await revision()).toBe(2);
  });

  test('by product come all customers who have it, with only those accounts affected; an unknown product is told', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const both = customer(`${name}both`, { accountIds: [`${name}1`], product: `${name}Ledger` });
    await bench.register.customers.store([both]);
    await bench.register.customers.store([
      customer(`${name}both`, { accountIds: [`${name}2`], product: `${name}Payroll` }),
    ]);
    await bench.register.customers.store([customer(`${name}other`, { product: `${name}Payroll` })]);
    const selection = { product: `${name}Ledger`, data: 'invoices', volume: '12', exposure: '3 days' };
    const answer = await bench.register.scope.resolve({ incident, effect: 'e1', selection, addedAt: NOON });
    expect(answer).toMatchObject({ added: 1, unknown: [] });
    const { rows } = await bench.register.scope.rows(incident, { limit: 10 });
    expect(rows).toEqual([
      {
        customer: `${name}both`,
        name: `Customer ${name}both`,
        cohort: 'e1/none',
        terms: [],
        addedAt: NOON,
        accounts: [`${name}1`],
        data: 'invoices',
        volume: '12',
        exposure: '3 days',
      },
    ]);
    const unknown = { incident, effect: 'e2', selection: { product: 'no such product' }, addedAt: NOON };
    expect(await bench.register.scope.resolve(unknown)).toMatchObject({ added: 0, unknown: ['no such product'] });
  });

  test('a customer removed and added again keeps the first cohort and instant', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}a`)]);
    const marking = { incident, customer: `${name}a`, mark: 'removed', reason: 'not theirs', by: ['p-lea'] } as const;
    const removed = await bench.register.scope.mark({ ...marking, effect: 'e2' });
    expect(removed).toMatchObject({ outcome: 'marked', cohorts: [{ total: 0, removed: 1 }] });
    expect(await bench.register.scope.mark({ ...marking, effect: 'e2' })).toEqual(removed);

    const selection = { customers: [`${name}a`] };
    const again = await bench.register.scope.resolve({ incident, effect: 'e3', selection, addedAt: hoursLater(30) });
    expect(again).toMatchObject({ added: 1, cohorts: [{ cohort: `${incident}/e1/none`, total: 1, removed: 0 }] });
    expect(again.asOf).toBeGreaterThan(removed.asOf);
    const { rows } = await bench.register.scope.rows(incident, { limit: 10 });
    expect(rows).toMatchObject([{ addedAt: NOON, cohort: `${incident}/e1/none` }]);
    expect(rows[0]).not.toHaveProperty('mark');
    expect(await bench.register.scope.mark({ ...marking, effect: 'e2' })).toMatchObject({
      cohorts: [{ total: 1, removed: 0 }],
    });
  });

  test('a customer is told when the last of the affected accounts has its first acceptance (Told 1)', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}a`, { accountIds: [`${name}1`, `${name}2`] })]);
    const before = await bench.register.scope.counts(incident);
    const [first, second] = await tell(incident);
    await answered(bench.register, first!, 'accepted', hoursLater(1));
    const half = await bench.register.scope.counts(incident);
    expect(half.cohorts).toMatchObject([{ told: 0 }]);
    await answered(bench.register, second!, 'accepted', hoursLater(3));
    const told = await bench.register.scope.counts(incident);
    expect(told.cohorts).toMatchObject([{ total: 1, told: 1, lastToldAt: hoursLater(3) }]);
    expect([before.asOf, half.asOf, told.asOf]).toEqual([before.asOf, half.asOf, told.asOf].sort((a, b) => a - b));
    expect(told.asOf).toBeGreaterThan(before.asOf);
  });

  test('one acceptance tells an account, even if another of its administrators refused', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const given = customer(`${name}a`);
    given.accounts[0]!.contacts.push({ id: `${name}k2`, name: 'B', email: 'b@x.example', role: 'administrator' });
    given.accounts[0]!.contacts.push({ id: `${name}k3`, name: 'C', email: 'c@x.example', role: 'security' });
    await inScope(bench.register, incident, [given]);
    const rows = await tell(incident);
    expect(rows).toHaveLength(3);
    await answered(bench.register, rows[0]!, 'refused');
    await answered(bench.register, rows[2]!, 'refused');
    expect(await bench.register.scope.counts(incident)).toMatchObject({ cohorts: [{ told: 0 }], unreachable: 0 });
    await answered(bench.register, rows[1]!, 'accepted');
    expect(await bench.register.scope.counts(incident)).toMatchObject({ cohorts: [{ told: 1 }], unreachable: 0 });
  });

  test('a notice of what was observed counts as observed, and never as told of an incident', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}a`)]);
    const [row] = await tell(incident, 1, 'event');
    await answered(bench.register, row!, 'accepted', hoursLater(2));
    const { cohorts } = await bench.register.scope.counts(incident);
    expect(cohorts).toMatchObject([{ told: 0, observed: 1, lastObservedAt: hoursLater(2) }]);
    expect(cohorts[0]).not.toHaveProperty('lastToldAt');
  });

  test('who was told can be neither waived nor removed, and who is not in scope cannot be marked', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}a`), customer(`${name}b`)]);
    const [row] = await tell(incident);
    await answered(bench.register, row!, 'accepted');
    const mark = async (effect: string, who: string, as: 'removed' | 'waived') =>
      (await bench.register.scope.mark({ incident, effect, customer: who, mark: as, reason: 'r', by: ['p'] })).outcome;
    expect(await mark('m1', `${name}a`, 'waived')).toBe('already-told');
    expect(await mark('m2', `${name}a`, 'removed')).toBe('already-told');
    expect(await mark('m3', 'nobody', 'removed')).toBe('not-in-scope');
    expect(await mark('m4', `${name}b`, 'waived')).toBe('marked');
    expect(await mark('m5', `${name}b`, 'removed')).toBe('marked');
    expect(await mark('m6', `${name}b`, 'waived')).toBe('not-in-scope');
    expect(await bench.register.scope.counts(incident)).toMatchObject({ cohorts: [{ total: 1, told: 1, removed: 1 }] });
  });

  test('told customers are counted with those who know of the withdrawal, by when the last of their accounts did', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const two = customer(`${name}a`, { accountIds: [`${name}1`, `${name}2`] });
    await inScope(bench.register, incident, [two, customer(`${name}b`)]);
    for (const row of (await tell(incident)).slice(0, 2)) await answered(bench.register, row, 'accepted');
    expect(await bench.register.scope.counts(incident)).toMatchObject({ withdrawal: { owed: 1, told: 0 } });
    const [first, second] = await tell(incident, 2, 'withdrawal');
    await answered(bench.register, first!, 'accepted', hoursLater(1));
    expect((await bench.register.scope.counts(incident)).withdrawal).toEqual({ owed: 1, told: 0 });
    await answered(bench.register, second!, 'accepted', hoursLater(3));
    const { withdrawal } = await bench.register.scope.counts(incident);
    expect(withdrawal).toEqual({ owed: 1, told: 1, lastToldAt: hoursLater(3) });
    await bench.register.customers.markStale(second!.contact, true);
    expect((await bench.register.scope.counts(incident)).withdrawal).toEqual({ owed: 1, told: 0 });
  });

  test('who had the incident’s notice is owed its withdrawal, though no contact is left or not every account was reached', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const half = customer(`${name}half`, { accountIds: [`${name}h1`, `${name}h2`] });
    await inScope(bench.register, incident, [customer(`${name}gone`), half, customer(`${name}untold`)]);
    const rows = await tell(incident);
    for (const row of rows.filter(({ account }) => [`${name}gone-a1`, `${name}h1`].includes(account)))
      await answered(bench.register, row, 'accepted');
    await bench.register.customers.markStale(`${name}gone-a1-admin`, true);
    const planned = await composed(bench.register, incident, 2, 'withdrawal');
    expect(await bench.register.deliveries.plan(planned)).toMatchObject({
      deliveries: 1,
      customers: 1,
      unreachable: 1,
    });
    const [row] = await claimAll(bench.register, incident, 2);
    expect(row?.account).toBe(`${name}h1`);
    await answered(bench.register, row!, 'accepted');
    expect(await bench.register.deliveries.progress(incident, 2)).toMatchObject({ told: 1, finished: true });
    expect(await bench.register.scope.counts(incident)).toMatchObject({ withdrawal: { owed: 2, told: 1 } });
  });

  test('who was told may be waived of the withdrawal, until it has had that too', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}a`), customer(`${name}b`)]);
    for (const row of await tell(incident)) await answered(bench.register, row, 'accepted');
    const [row] = await tell(incident, 2, 'withdrawal');
    await answered(bench.register, row!, 'accepted');
    const waive = async (who: string) => {
      const { register } = bench;
      const by = ['p-leg', 'p-exe'];
      const marking = { incident, effect: `waive ${who}`, customer: who, mark: 'waived', reason: 'gone', by } as const;
      return await register.scope.mark({ ...marking, of: 'withdrawal' });
    };
    expect(await waive(`${name}a`)).toMatchObject({ outcome: 'already-told' });
    expect(await waive(`${name}b`)).toMatchObject({ outcome: 'marked', withdrawal: { owed: 1, told: 1 } });
    expect((await waive(`${name}b`)).cohorts).toMatchObject([{ total: 1, told: 1, waived: 1 }]);
  });

  test('a contract that changed is told of when its untold customer is added again, who keeps the term of the first time', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const ids = ['a', 'b', 'longer', 'told', 'waived'].map((one) => `${name}${one}`);
    const [a, b, longer, told, waived] = ids as [string, string, string, string, string];
    const given = ids.map((id) => customer(id, { contractHours: 48 }));
    await inScope(bench.register, incident, given);
    const rows = await tell(incident);
    await answered(
      bench.register,
      rows.find((row) => row.customer === told)!,
      'accepted',
    );
    const by = ['p-leg', 'p-exe'];
    const waiver = { incident, effect: 'w', customer: waived, mark: 'waived', reason: 'gone', by } as const;
    await bench.register.scope.mark(waiver);
    for (const id of [a, told, waived]) await bench.register.customers.store([customer(id, { contractHours: 4 })]);
    await bench.register.customers.store([customer(longer, { contractHours: 72 })]);

    const request = { incident, effect: 'e2', selection: { customers: ids }, addedAt: hoursLater(1) };
    const again = await bench.register.scope.resolve(request);
    const kept = [hoursTerm('declared', 48)];
    expect(again.changedTerms).toEqual([
      { terms: kept, contract: [hoursTerm('declared', 4)], customers: [a], more: 0 },
      { terms: kept, contract: [hoursTerm('declared', 72)], customers: [longer], more: 0 },
    ]);
    expect(again.cohorts).toMatchObject([{ cohort: `${incident}/e1/declared+48h`, terms: kept, total: 4, waived: 1 }]);
    expect(await bench.register.scope.resolve(request)).toEqual(again);
    const other = await bench.register.scope.resolve({ ...request, effect: 'e3', selection: { customers: [b] } });
    expect(other).not.toHaveProperty('changedTerms');
  });

  test('of many such contracts ten are named', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const ids = Array.from({ length: 12 }, (_, index) => `${name}${String(index).padStart(2, '0')}`);
    await inScope(
      bench.register,
      incident,
      ids.map((id) => customer(id)),
    );
    const shorter = ids.map((id) => customer(id, { contractHours: 4 }));
    const { changedTerms } = await inScope(bench.register, incident, shorter, 'e2');
    expect(changedTerms).toMatchObject([{ customers: ids.slice(0, 10), more: 2 }]);
  });

  test('waived stays waived when added again', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}a`)]);
    const by = ['p-leg', 'p-exe'];
    await bench.register.scope.mark({
      incident,
      effect: 'm',
      customer: `${name}a`,
      mark: 'waived',
      reason: 'gone',
      by,
    });
    const again = await inScope(bench.register, incident, [customer(`${name}a`)], 'e9');
    expect(again).toMatchObject({ added: 0, cohorts: [{ total: 0, waived: 1 }] });
    const { rows } = await bench.register.scope.rows(incident, { limit: 1 });
    expect(rows).toMatchObject([{ mark: 'waived', reason: 'gone', markedBy: by }]);
  });

  test('when more accounts turn out to be affected, who was told is told no longer', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await bench.register.customers.store([customer(`${name}a`, { accountIds: [`${name}1`], product: `${name}P` })]);
    await bench.register.customers.store([customer(`${name}a`, { accountIds: [`${name}2`], product: 'Other' })]);
    await bench.register.scope.resolve({ incident, effect: 'e1', selection: { product: `${name}P` }, addedAt: NOON });
    const [row] = await tell(incident);
    await answered(bench.register, row!, 'accepted');
    expect(await bench.register.scope.counts(incident)).toMatchObject({ cohorts: [{ told: 1 }] });
    const selection = { customers: [`${name}a`] };
    const wider = await bench.register.scope.resolve({ incident, effect: 'e2', selection, addedAt: NOON });
    expect(wider).toMatchObject({ added: 0, cohorts: [{ told: 0, total: 1 }] });
  });

  test('an account opened after the customer was told does not take that back (Told 2)', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}a`)]);
    const [row] = await tell(incident);
    await answered(bench.register, row!, 'accepted');
    await bench.register.customers.store([customer(`${name}a`, { accountIds: [`${name}new`] })]);
    const [update] = await tell(incident, 2, 'update');
    await answered(bench.register, update!, 'accepted');
    expect(await bench.register.scope.counts(incident)).toMatchObject({ cohorts: [{ told: 1 }] });
  });

  test('unreachable are untold customers with an account that no administrator stands for, or whose every one refused', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const nobody = customer(`${name}nobody`, { accountIds: [] });
    const noAdmin = customer(`${name}noadmin`);
    noAdmin.accounts[0]!.contacts[0]!.role = 'privacy';
    const stale = customer(`${name}stale`);
    const refusing = customer(`${name}refusing`);
    await inScope(bench.register, incident, [nobody, noAdmin, stale, refusing, customer(`${name}well`)]);
    await bench.register.customers.markStale(`${name}stale-a1-admin`, true);
    expect(await bench.register.scope.counts(incident)).toMatchObject({ unreachable: 3 });
    const [row] = await tell(incident);
    expect(row?.customer).toBe(`${name}refusing`);
    await answered(bench.register, row!, 'refused');
    expect(await bench.register.scope.counts(incident)).toMatchObject({ unreachable: 4 });

    refusing.accounts[0]!.contacts[0]!.email = 'new@refusing.example';
    await bench.register.customers.store([refusing]);
    await bench.register.scope.mark({
      incident,
      effect: 'm',
      customer: nobody.id,
      mark: 'removed',
      reason: 'r',
      by: ['p'],
    });
    expect(await bench.register.scope.counts(incident)).toMatchObject({ unreachable: 2 });
  });

  test('a contact found stale opens again what was told through it alone, and back', async () => {
    const [incident, name] = [newIncident(), fresh()];
    await inScope(bench.register, incident, [customer(`${name}a`)]);
    const [row] = await tell(incident);
    await answered(bench.register, row!, 'accepted');
    const told = await bench.register.scope.counts(incident);
    await bench.register.customers.markStale(row!.contact, true);
    const reopened = await bench.register.scope.counts(incident);
    expect(reopened).toMatchObject({ cohorts: [{ told: 0 }], unreachable: 1 });
    expect(reopened.asOf).toBeGreaterThan(told.asOf);
    await bench.register.customers.markStale(row!.contact, false);
    expect(await bench.register.scope.counts(incident)).toMatchObject({ cohorts: [{ told: 1 }], unreachable: 0 });
  });

  test('counts are absolute, and of changes at once none is lost', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const many = Array.from({ length: 12 }, (_, index) =>
      customer(`${name}${index}`, { accountIds: [`${name}${index}x`, `${name}${index}y`] }),
    );
    await inScope(bench.register, incident, many);
    const rows = await tell(incident);
    const seen = await Promise.all(
      rows.map(async (row) => {
        await answered(bench.register, row, 'accepted');
        return await bench.register.scope.counts(incident);
      }),
    );
    const inOrder = seen.sort((a, b) => a.asOf - b.asOf).map(({ cohorts }) => cohorts[0]!.told);
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    expect(await bench.register.scope.counts(incident)).toMatchObject({ cohorts: [{ total: 12, told: 12 }] });
  });

  test('before any scope there are no counts, and rows are walked by cursor', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const none = { asOf: 0, scopeRevision: 0, cohorts: [], unreachable: 0, withdrawal: { owed: 0, told: 0 } };
    expect(await bench.register.scope.counts(incident)).toEqual(none);
    await inScope(
      bench.register,
      incident,
      ['a', 'b', 'c'].map((one) => customer(`${name}${one}`)),
    );
    const first = await bench.register.scope.rows(incident, { limit: 2 });
    const rest = await bench.register.scope.rows(incident, { limit: 2, cursor: first.next! });
    expect([...first.rows, ...rest.rows].map((row) => row.customer)).toEqual(['a', 'b', 'c'].map((one) => name + one));
  });
});
