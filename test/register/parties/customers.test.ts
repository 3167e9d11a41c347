import { BadCursor, type CustomerInput } from '../../../src/register';
import { onEachRegister } from '../registers';
import { customer } from '../stories';

type Contact = CustomerInput['accounts'][number]['contacts'][number];

/** A customer as one row of a file gives it: with one account and one contact. */
function row(number: number, also: Partial<CustomerInput> = {}, contact: Partial<Contact> = {}): CustomerInput {
  const administrator: Contact = {
    id: `k${number}`,
    name: `Contact ${number}`,
    email: `contact${number}@customer.example`,
    role: 'administrator',
    ...contact,
  };
  const account = {
    id: `a${number}`,
    kind: 'portal' as const,
    name: `Portal ${number}`,
    product: 'Ledger',
    contacts: [administrator],
  };
  return {
    id: `c${number}`,
    name: `Customer ${number}`,
    language: 'en',
    timeZone: 'Europe/Vienna',
    accounts: [account],
    ...also,
  };
}

onEachRegister('Customers', (bench) => {
  test('a customer comes back as it was given, with accounts and contacts in order', async () => {
    const { customers } = bench.register;
    const given = customer('acme', { accountIds: ['acme-1', 'acme-2'], contractHours: 24, language: 'de-AT' });
    expect(await customers.store([given])).toMatchObject({ outcome: 'stored', customers: 1, accounts: 2, contacts: 2 });
    const stored = await customers.get('acme');
    const accounts = given.accounts.map((account) => ({
      ...account,
      contacts: account.contacts.map((contact) => ({ ...contact, stale: false })),
    }));
    expect(stored).toEqual({ ...given, accounts });
    expect(await customers.get('nobody')).toBeUndefined();
  });

  test('what is given again replaces, and what is not named stays', async () => {
    const { customers } = bench.register;
    await customers.store([customer('beta', { accountIds: ['beta-1', 'beta-2'], contractHours: 24 })]);
    await customers.store([{ ...customer('beta', { accountIds: ['beta-2'], product: 'Payroll' }), name: 'Beta plc' }]);
    const beta = await customers.get('beta');
    expect(beta).toMatchObject({ name: 'Beta plc', accounts: [{ product: 'Ledger' }, { product: 'Payroll' }] });
    expect(beta).not.toHaveProperty('contractHours');
  });

  test('what is new, what is otherwise and what is as before is counted, and a dry run counts the same and stores nothing', async () => {
    const { customers } = bench.register;
    const many = (changed: boolean) => [
      customer('count-a'),
      { ...customer('count-b'), ...(changed && { name: 'Another name', contractHours: 24 }) },
    ];
    const none = { customers: 0, accounts: 0, contacts: 0 };
    const all = { customers: 2, accounts: 2, contacts: 2 };
    const first = {
      outcome: 'stored',
      ...all,
      created: all,
      changed: none,
      unchanged: none,
      ended: none,
      incidents: [],
      unreachable: { customers: [], more: 0 },
    };
    expect(await customers.store(many(false), { dryRun: true })).toEqual(first);
    expect(await customers.get('count-a')).toBeUndefined();
    expect(await customers.store(many(false))).toEqual(first);
    expect(await customers.store(many(false))).toEqual({ ...first, created: none, unchanged: all });
    const changed = { ...none, customers: 1 };
    const second = { ...first, created: none, changed, unchanged: { ...all, customers: 1 } };
    expect(await customers.store(many(true), { dryRun: true })).toEqual(second);
    expect(await customers.store(many(true))).toEqual(second);
  });

  test('a stale contact is fresh again with a new address, and with no other change', async () => {
    const { customers } = bench.register;
    const given = customer('stale');
    const staleNow = async () => (await customers.get('stale'))?.accounts[0]?.contacts[0]?.stale;
    await customers.store([given]);
    expect(await customers.markStale('stale-a1-admin', true)).toEqual([]);
    expect(await customers.markStale('no-such-contact', true)).toBeUndefined();
    await customers.store([given]);
    expect(await staleNow()).toBe(true);
    given.accounts[0]!.contacts[0]!.email = 'successor@stale.example';
    await customers.store([given]);
    expect(await staleNow()).toBe(false);
  });

  test('many are stored with each customer and account once, however many contacts they have', async () => {
    const { customers } = bench.register;
    const rows = [
      row(1, { contractHours: 48 }),
      row(1, { contractHours: 48 }, { id: 'k1b', role: 'security', language: 'fr' }),
      row(2),
    ];
    expect(await customers.store(rows)).toMatchObject({ outcome: 'stored', customers: 2, accounts: 2, contacts: 3 });
    expect(await customers.get('c1')).toMatchObject({
      contractHours: 48,
      accounts: [{ contacts: [{ id: 'k1' }, { id: 'k1b', role: 'security', language: 'fr' }] }],
    });
    expect(await customers.store(rows)).toMatchObject({ outcome: 'stored' });
    expect(await customers.store([])).toMatchObject({ outcome: 'stored', customers: 0 });
  });

  test('what is named twice and differently keeps all out, and both places are told', async () => {
    const { customers } = bench.register;
    const rows = [row(10), row(11), row(10, { name: 'Another name', contractHours: 4 }, { id: 'k10b' })];
    expect(await customers.store(rows)).toEqual({
      outcome: 'refused',
      faults: ['/name', '/contractHours'].map((pointer) => ({
        at: { customer: 2, pointer },
        why: 'says otherwise of c10 than before',
        other: { customer: 0, pointer },
      })),
    });
    expect(await customers.get('c11')).toBeUndefined();
  });

  test('an account does not change its customer, nor a contact its account, and then nothing is stored', async () => {
    const { customers } = bench.register;
    await customers.store([row(20), row(21)]);
    const moved = { ...row(20), id: 'c21', name: 'Customer 21' };
    const answer = await customers.store([row(22), moved, row(23, {}, { id: 'k21' })]);
    expect(answer).toEqual({
      outcome: 'refused',
      faults: [
        { at: { customer: 1, pointer: '/accounts/0/id' }, why: expect.stringContaining('c20') },
        { at: { customer: 2, pointer: '/accounts/0/contacts/0/id' }, why: expect.stringContaining('a21') },
      ],
    });
    expect(await customers.get('c22')).toBeUndefined();
    const thief = customer('thief', { accountIds: ['thief-1', 'a20'] });
    expect(await customers.store([thief])).toMatchObject({
      outcome: 'refused',
      faults: [{ at: { customer: 0, pointer: '/accounts/1/id' } }],
    });
  });

  test('hostile words are words', async () => {
    const hostile = `=HYPERLINK("http://x") '); drop table contacts; -- "{},\\ %s $1 🔔`;
    const given = row(30, { name: hostile }, { name: hostile });
    Object.assign(given.accounts[0]!, { name: hostile, product: hostile });
    expect(await bench.register.customers.store([given])).toMatchObject({ outcome: 'stored' });
    expect(await bench.register.customers.get('c30')).toMatchObject({
      name: hostile,
      accounts: [{ name: hostile, product: hostile, contacts: [{ name: hostile }] }],
    });
  });

  test('five thousand are stored at once', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => row(10_000 + index));
    expect(await bench.register.customers.store(rows)).toMatchObject({ outcome: 'stored', contacts: 5000 });
  });

  test('imports at once over the same rows all end, and the list walks over each customer once', async () => {
    const { customers } = bench.register;
    const rows = Array.from({ length: 1000 }, (_, index) => row(40_000 + index));
    const orders = [rows, [...rows].reverse(), rows, [...rows].reverse(), rows, [...rows].reverse()];
    const all = await Promise.all(orders.map((order) => customers.store(order)));
    expect(new Set(all.map(({ outcome }) => outcome))).toEqual(new Set(['stored']));

    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const { rows: page, next } = await customers.list({ limit: 2000, ...(cursor && { cursor }) });
      ids.push(...page.map(({ id }) => id));
      cursor = next;
    } while (cursor);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(6000);
    await expect(customers.list({ limit: 1, cursor: 'c10' })).rejects.toThrow(BadCursor);
  });
});
