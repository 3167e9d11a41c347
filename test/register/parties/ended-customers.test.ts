import type { IncidentId } from '../../../src/domain/case/state';
import type { NoticeKind } from '../../../src/domain/notices/state';
import { onEachRegister } from '../registers';
import { answered, claimAll, composed, customer, inScope, newIncident, NOON } from '../stories';

onEachRegister('Customers that end', (bench) => {
  let story = 0;
  const fresh = () => `e${++story}-`;
  const customers = () => bench.register.customers;
  const counts = (incident: IncidentId) => bench.register.scope.counts(incident);
  const rows = async (incident: IncidentId, notice = 1) =>
    (await bench.register.deliveries.list(incident, { notice, limit: 50 })).rows;

  async function planned(incident: IncidentId, notice = 1, kind: NoticeKind = 'initial') {
    return await bench.register.deliveries.plan(await composed(bench.register, incident, notice, kind));
  }

  /** With two accounts, of one administrator each, in the scope of an incident. */
  async function twoAccounts() {
    const [incident, name] = [newIncident(), fresh()];
    const given = customer(`${name}c`, { accountIds: [`${name}1`, `${name}2`] });
    await inScope(bench.register, incident, [given]);
    return { incident, id: `${name}c`, accounts: [`${name}1`, `${name}2`], given };
  }

  test('what a replacement does not name has ended; what is named again stands again', async () => {
    const { id, accounts, given, incident } = await twoAccounts();
    const first = { ...given, accounts: given.accounts.slice(0, 1) };
    const answer = await customers().store([first], { replace: true });
    expect(answer).toMatchObject({
      unchanged: { accounts: 1, contacts: 1 },
      ended: { customers: 0, accounts: 1, contacts: 1 },
      incidents: [incident],
    });
    expect((await customers().get(id))?.accounts.map((account) => account.id)).toEqual([accounts[0]]);
    const all = await customers().get(id, { ended: true });
    expect(all?.accounts[1]).toMatchObject({
      endedAt: expect.any(String),
      contacts: [{ endedAt: expect.any(String) }],
    });
    expect(await customers().store([first], { replace: true })).toMatchObject({
      ended: { accounts: 0 },
      incidents: [],
    });
    expect(await customers().store([given])).toMatchObject({ changed: { customers: 0, accounts: 1, contacts: 1 } });
    expect((await customers().get(id))?.accounts).toHaveLength(2);
  });

  test('nothing more is sent to a contact that ended, and its customer is told of as not reached', async () => {
    const { incident, accounts } = await twoAccounts();
    await planned(incident);
    expect(await customers().end({ contacts: [`${accounts[1]}-admin`] })).toEqual([incident]);
    expect((await rows(incident)).map(({ state }) => state)).toEqual(['planned', 'cancelled']);
    const [row, ...others] = await claimAll(bench.register, incident);
    expect(others).toEqual([]);
    await answered(bench.register, row!, 'accepted');
    expect(await bench.register.deliveries.progress(incident, 1)).toMatchObject({
      told: 0,
      unreachable: 1,
      finished: true,
    });
    expect(await counts(incident)).toMatchObject({ unreachable: 1, cohorts: [{ told: 0 }] });
    expect(await planned(incident, 2, 'update')).toMatchObject({ deliveries: 1, unreachable: 1 });
  });

  test('a message under way to a contact that ended is not sent again', async () => {
    const { incident, accounts } = await twoAccounts();
    await planned(incident);
    for (const row of await claimAll(bench.register, incident, 1, 'dead'))
      await bench.register.deliveries.hand(row.id, 'dead', NOON);
    await customers().end({ accounts: [accounts[0]!] });
    await bench.register.deliveries.takeOver({ incident, notice: 1, fence: 'alive', now: NOON });
    const next = await claimAll(bench.register, incident, 1, 'alive');
    expect(next.map((row) => row.account)).toEqual([accounts[1]]);
  });

  test('an account that ended is owed nothing, and what it had been told is not forgotten', async () => {
    const { incident, id, accounts } = await twoAccounts();
    await planned(incident);
    const [first] = await claimAll(bench.register, incident);
    await answered(bench.register, first!, 'accepted');
    expect(await counts(incident)).toMatchObject({ cohorts: [{ told: 0 }] });
    await customers().end({ accounts: [accounts[1]!] });
    expect(await counts(incident)).toMatchObject({ cohorts: [{ told: 1 }], unreachable: 0 });
    await customers().end({ accounts: [accounts[0]!] });
    expect(await counts(incident)).toMatchObject({ cohorts: [{ total: 1, told: 1 }], withdrawal: { owed: 1 } });
    expect((await customers().get(id))?.accounts).toEqual([]);
  });

  test('a customer that ended untold is still owed, and told of as unreachable', async () => {
    const { incident, id } = await twoAccounts();
    const before = await counts(incident);
    expect(await customers().end({ customers: [id] })).toEqual([incident]);
    const after = await counts(incident);
    expect(after).toMatchObject({ cohorts: [{ total: 1, told: 0 }], unreachable: 1, unreachableCustomers: [id] });
    expect(after.asOf).toBeGreaterThan(before.asOf);
    expect(await customers().get(id)).toMatchObject({ endedAt: expect.any(String), accounts: [{}, {}] });
    const listed = async (ended: boolean) =>
      (await customers().list({ limit: 1_000, ended })).rows.map((row) => row.id);
    expect([(await listed(false)).includes(id), (await listed(true)).includes(id)]).toEqual([false, true]);
    expect(await customers().end({ customers: [id, 'nobody'] })).toEqual([]);
  });

  test('by product come no accounts that ended; by id come customers that did', async () => {
    const [incident, name] = [newIncident(), fresh()];
    const two = ['a', 'b'].map((one) => customer(`${name}${one}`, { product: `${name}P` }));
    await customers().store(two);
    await customers().end({ customers: [`${name}a`] });
    const byProduct = { incident, effect: 'e1', selection: { product: `${name}P` }, addedAt: NOON };
    expect(await bench.register.scope.resolve(byProduct)).toMatchObject({ added: 1, unknown: [] });
    const byId = { ...byProduct, effect: 'e2', selection: { customers: [`${name}a`] } };
    expect(await bench.register.scope.resolve(byId)).toMatchObject({ added: 1, unknown: [], unreachable: 1 });
    await customers().end({ customers: [`${name}b`] });
    expect(await bench.register.scope.resolve({ ...byProduct, effect: 'e3' })).toMatchObject({ unknown: [`${name}P`] });
  });

  test('an address is erased from the contact and from what was sent, which stays', async () => {
    const { incident, id, accounts } = await twoAccounts();
    await planned(incident);
    const [row] = await claimAll(bench.register, incident);
    await bench.register.deliveries.hand(row!.id, 'fence', NOON);
    const words = `250 taken for ${row!.email}`;
    await bench.register.deliveries.finish(row!.id, 'fence', { state: 'accepted', words, at: NOON });
    expect(await customers().erase(row!.contact)).toEqual([incident]);
    const [kept] = await rows(incident);
    expect(kept).toMatchObject({
      state: 'accepted',
      email: 'erased',
      name: 'erased',
      serverWords: '250 taken for erased',
    });
    const all = await customers().get(id, { ended: true });
    expect(all?.accounts.find((account) => account.id === accounts[0])?.contacts).toMatchObject([
      { name: 'erased', email: 'erased', endedAt: expect.any(String), erasedAt: expect.any(String) },
    ]);
    const found = await bench.query(`select 1 from deliveries where to_json(deliveries)::text like '%${row!.email}%'
      union all select 1 from attempts where words like '%${row!.email}%'
      union all select 1 from contacts where to_json(contacts)::text like '%${row!.email}%'`);
    expect(found).toEqual([]);
    expect(await customers().erase(row!.contact)).toEqual([]);
  });

  test('an address that is corrected while a notice is sent gets what was not sent yet', async () => {
    const { incident, given } = await twoAccounts();
    await planned(incident);
    given.accounts[0]!.contacts[0]!.email = 'right@customer.example';
    given.accounts[1]!.contacts[0]!.role = 'privacy';
    expect(await customers().store([given])).toMatchObject({ incidents: [incident] });
    const claimed = await claimAll(bench.register, incident);
    expect(claimed.map(({ email }) => email)).toEqual(['right@customer.example']);
  });

  test('counts that a change of customers made untrue are older than its revision, and the newest are not', async () => {
    const { incident, given } = await twoAccounts();
    const revision = async () => (await bench.register.scope.revisions(incident)).customers;
    const { asOf } = await counts(incident);
    expect(await revision()).toBeLessThanOrEqual(asOf);
    given.accounts[0]!.contacts[0]!.role = 'security';
    await customers().store([given]);
    expect(await revision()).toBeGreaterThan(asOf);
    expect((await counts(incident)).asOf).toBeGreaterThanOrEqual(await revision());
    expect(await customers().store([given])).toMatchObject({ incidents: [] });
  });

  test('who has nobody whom a notice could reach is listed, and named among others', async () => {
    const name = fresh();
    const ids = ['none', 'privacy', 'stale', 'ended', 'well'].map((one) => `${name}${one}`);
    const [none, privacy, stale, ended, well] = ids.map((id) => customer(id));
    none!.accounts = [];
    privacy!.accounts[0]!.contacts[0]!.role = 'privacy';
    await customers().store([none!, privacy!, stale!, ended!, well!]);
    await customers().markStale(`${name}stale-a1-admin`, true);
    await customers().end({ contacts: [`${name}ended-a1-admin`] });
    expect(await customers().unreachable(ids)).toEqual({ customers: ids.slice(0, 4).sort(), more: 0 });
    const { rows: listed } = await customers().list({ limit: 1_000, unreachable: true });
    expect(listed.map(({ id }) => id).filter((id) => id.startsWith(name))).toEqual(ids.slice(0, 4).sort());
  });

  test('an address that reaches nobody reaches nobody for whichever contact it stands', async () => {
    const { incident, given, accounts } = await twoAccounts();
    for (const { contacts } of given.accounts) contacts[0]!.email = 'Admin@Both.example';
    given.accounts[1]!.contacts[0]!.email = 'admin@both.example';
    await customers().store([given]);
    await customers().markStale(`${accounts[0]}-admin`, true);
    expect((await customers().get(given.id))?.accounts.map(({ contacts }) => contacts[0]?.stale)).toEqual([true, true]);
    expect(await counts(incident)).toMatchObject({ unreachable: 1 });
  });
});
