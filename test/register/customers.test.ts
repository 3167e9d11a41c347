import { BadCursor, type ImportRow } from '../../src/register';
import { onEachRegister } from './registers';
import { customer } from './stories';

function row(number: number, also: Partial<ImportRow> = {}): ImportRow {
  return {
    customer_id: `c${number}`,
    customer_name: `Customer ${number}`,
    language: 'en',
    time_zone: 'Europe/Vienna',
    account_id: `a${number}`,
    account_kind: 'portal',
    account_name: `Portal ${number}`,
    product: 'Ledger',
    contact_id: `k${number}`,
    contact_name: `Contact ${number}`,
    contact_email: `contact${number}@customer.example`,
    contact_role: 'administrator',
    ...also,
  };
}

onEachRegister('Customers', (bench) => {
  test('a customer comes back as it was given, with accounts and contacts in order', async () => {
    const { customers } = bench.register;
    const given = customer('acme', { accountIds: ['acme-1', 'acme-2'], contractHours: 24, language: 'de-AT' });
    expect(await customers.upsert(given)).toEqual({ outcome: 'stored', customers: 1, accounts: 2, contacts: 2 });
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
    await customers.upsert(customer('beta', { accountIds: ['beta-1', 'beta-2'], contractHours: 24 }));
    await customers.upsert({ ...customer('beta', { accountIds: ['beta-2'], product: 'Payroll' }), name: 'Beta plc' });
    const beta = await customers.get('beta');
    expect(beta).toMatchObject({ name: 'Beta plc', accounts: [{ product: 'Ledger' }, { product: 'Payroll' }] });
    expect(beta).not.toHaveProperty('contractHours');
  });

  test('a stale contact is fresh again with a new address, and with no other change', async () => {
    const { customers } = bench.register;
    const given = customer('stale');
    const staleNow = async () => (await customers.get('stale'))?.accounts[0]?.contacts[0]?.stale;
    await customers.upsert(given);
    expect(await customers.markStale('stale-a1-admin', true)).toBe(true);
    expect(await customers.markStale('no-such-contact', true)).toBe(false);
    await customers.upsert(given);
    expect(await staleNow()).toBe(true);
    given.accounts[0]!.contacts[0]!.email = 'successor@stale.example';
    await customers.upsert(given);
    expect(await staleNow()).toBe(false);
  });

  test('a file is stored with each customer and account once, however many contacts they have', async () => {
    const { customers } = bench.register;
    const rows = [
      row(1, { contract_hours: '48' }),
      row(1, { contract_hours: '48', contact_id: 'k1b', contact_role: 'security', contact_language: 'fr' }),
      row(2, { contract_hours: '' }),
    ];
    expect(await customers.importRows(rows)).toEqual({ outcome: 'stored', customers: 2, accounts: 2, contacts: 3 });
    expect(await customers.get('c1')).toMatchObject({
      contractHours: 48,
      accounts: [{ contacts: [{ id: 'k1' }, { id: 'k1b', role: 'security', language: 'fr' }] }],
    });
    expect(await customers.importRows(rows)).toMatchObject({ outcome: 'stored' });
    expect(await customers.importRows([])).toMatchObject({ outcome: 'stored', customers: 0 });
  });

  test('one bad row keeps the whole file out, and every fault is told with its row and column', async () => {
    const { customers } = bench.register;
    const answer = await customers.importRows([
      row(10),
      row(11, { contact_email: 'a@b.example\r\nBcc: all@customer.example', contact_role: 'boss' }),
      row(12, { contract_hours: '-3', time_zone: 'Mars/Olympus', language: 'no language' }),
      row(13, { customer_name: 'nul \u0000', product: '  ', account_kind: '' }),
      row(10, { customer_name: 'Another name', contact_id: 'k10b' }),
      row(14, { contact_id: 'half \ud800' }),
    ]);
    expect(answer).toMatchObject({ outcome: 'refused' });
    const faults = answer.outcome === 'refused' ? answer.faults.map(({ row, field }) => `${row} ${field}`) : [];
    expect(faults.sort()).toEqual([
      '2 contact_email',
      '2 contact_role',
      '3 contract_hours',
      '3 language',
      '3 time_zone',
      '4 account_kind',
      '4 customer_name',
      '4 product',
      '5 customer_name',
      '6 contact_id',
    ]);
    expect(await customers.get('c10')).toBeUndefined();
  });

  test('an account does not change its customer, nor a contact its account, and then nothing is stored', async () => {
    const { customers } = bench.register;
    await customers.importRows([row(20), row(21)]);
    const answer = await customers.importRows([
      row(22),
      row(20, { customer_id: 'c21', customer_name: 'Customer 21' }),
      row(23, { contact_id: 'k21' }),
    ]);
    expect(answer).toMatchObject({
      outcome: 'refused',
      faults: [
        { row: 2, field: 'customer_id', why: expect.stringContaining('c20') },
        { row: 3, field: 'account_id', why: expect.stringContaining('a21') },
      ],
    });
    expect(await customers.get('c22')).toBeUndefined();
    const moved = await customers.upsert(customer('thief', { accountIds: ['a20'] }));
    expect(moved).toMatchObject({ outcome: 'refused', faults: [{ field: 'accounts/0/id' }] });
  });

  test('faults of a single customer are told by pointer', async () => {
    const bad = customer('', { accountIds: ['ok'] });
    bad.accounts[0]!.contacts[0]!.email = 'not an address';
    expect(await bench.register.customers.upsert(bad)).toMatchObject({
      outcome: 'refused',
      faults: expect.arrayContaining([
        { field: 'id', why: 'is empty' },
        { field: 'accounts/0/contacts/0/email', why: 'is not one plain mail address' },
      ]),
    });
  });

  test('hostile words are words', async () => {
    const hostile = `=HYPERLINK("http://x") '); drop table contacts; -- "{},\\ %s $1 🔔`;
    const given = row(30, { customer_name: hostile, account_name: hostile, product: hostile, contact_name: hostile });
    expect(await bench.register.customers.importRows([given])).toMatchObject({ outcome: 'stored' });
    expect(await bench.register.customers.get('c30')).toMatchObject({
      name: hostile,
      accounts: [{ name: hostile, product: hostile, contacts: [{ name: hostile }] }],
    });
  });

  test('five thousand rows are stored at once, and one more is refused', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => row(10_000 + index));
    expect(await bench.register.customers.importRows(rows)).toMatchObject({ outcome: 'stored', contacts: 5000 });
    expect(await bench.register.customers.importRows([...rows, row(1)])).toMatchObject({ outcome: 'refused' });
  });

  test('imports at once over the same rows all end, and the list walks over each customer once', async () => {
    const { customers } = bench.register;
    const rows = Array.from({ length: 1000 }, (_, index) => row(40_000 + index));
    const orders = [rows, [...rows].reverse(), rows, [...rows].reverse(), rows, [...rows].reverse()];
    const all = await Promise.all(orders.map((order) => customers.importRows(order)));
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
