import { stored, storedCustomer } from '../../../src/contract/parties/customers';
import { startService, type Service } from '../../support/api';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const operator = () => service.as('operator');
const contact = (id: string) => ({ id, name: 'Jo Example', email: `${id}@customer.example`, role: 'administrator' });
const account = (id: string) => ({
  id,
  kind: 'subscription',
  name: id,
  product: 'Portal',
  contacts: [contact(`${id}-jo`)],
});
const customer = (id: string) => ({
  name: `Customer ${id}`,
  language: 'de',
  timeZone: 'Europe/Vienna',
  contractHours: 48,
  accounts: [account(`${id}-a`)],
});

test('one customer is stored with its accounts and contacts, read, and changed', async () => {
  const added = await operator()
    .post('/api/customers')
    .send({ id: 'c1', ...customer('c1') })
    .expect(201);
  expect(added.headers.location).toBe('/api/customers/c1');
  expect(storedCustomer.safeParse(added.body).error).toBeUndefined();
  const changed = await operator()
    .put('/api/customers/c1')
    .send({ ...customer('c1'), name: 'Renamed' })
    .expect(200);
  expect(changed.body).toMatchObject({ id: 'c1', name: 'Renamed', contractHours: 48 });
  const read = await service.as('auditor').get('/api/customers/c1').expect(200);
  expect(read.body).toEqual(changed.body);
  expect(read.body.accounts[0].contacts[0]).toMatchObject({ email: 'c1-a-jo@customer.example', stale: false });
  await operator()
    .post('/api/customers')
    .send({ id: 'c1', ...customer('c1') })
    .expect(409);
  await service.as('auditor').get('/api/customers/c2').expect(404);
  await service.as('auditor').get('/api/customers/%20').expect(404);
});

test('one customer may have as many contacts as a list', async () => {
  const contacts = (count: number) => Array.from({ length: count }, (_, n) => contact(`many-${n}`));
  const customerWith = (count: number) => ({
    ...customer('many'),
    accounts: [{ ...account('many-a'), contacts: contacts(count) }],
  });
  await operator().put('/api/customers/many').send(customerWith(1_001)).expect(200);
  const answer = await operator().put('/api/customers/many').send(customerWith(5_001)).expect(422);
  expect(answer.body.errors).toEqual([{ pointer: '/accounts/0/contacts', detail: 'must have at most 5000 entries' }]);
});

describe('what is wrong is wrong alone, in a list and in a file, in the same words', () => {
  const WHOLE = {
    ...{ customer_id: 'w1', customer_name: 'Whole Ltd', language: 'en', time_zone: 'UTC', contract_hours: '48' },
    ...{ account_id: 'w1-a', account_kind: 'portal', account_name: 'Whole', product: 'Portal' },
    ...{ contact_id: 'w1-jo', contact_name: 'Jo', contact_email: 'jo@whole.example', contact_role: 'privacy' },
  };

  test.each([
    ['customer_id', '/id', 'x'.repeat(65)],
    ['customer_name', '/name', 'x'.repeat(201)],
    ['customer_name', '/name', 'nul \u0000'],
    ['language', '/language', 'no language'],
    ['time_zone', '/timeZone', '+05:00'],
    ['time_zone', '/timeZone', 'Mars/Olympus'],
    ['contract_hours', '/contractHours', '8761'],
    ['contract_hours', '/contractHours', '0'],
    ['contract_hours', '/contractHours', '1.5'],
    ['account_id', '/accounts/0/id', 'an id'],
    ['account_kind', '/accounts/0/kind', 'castle'],
    ['product', '/accounts/0/product', 'x'.repeat(201)],
    ['contact_email', '/accounts/0/contacts/0/email', 'jo@whole.example\r\nBcc: all@whole.example'],
    ['contact_role', '/accounts/0/contacts/0/role', 'boss'],
  ])('%s, %s, %#', async (column, pointer, value) => {
    const row: Record<string, string> = { ...WHOLE, [column]: value };
    const { customer_id: id, contract_hours: hours, ...given } = row;
    const one = {
      ...{ id, name: given.customer_name, language: given.language, timeZone: given.time_zone },
      contractHours: Number(hours),
      accounts: [
        {
          ...{ id: given.account_id, kind: given.account_kind, name: given.account_name, product: given.product },
          contacts: [
            { id: given.contact_id, name: given.contact_name, email: given.contact_email, role: given.contact_role },
          ],
        },
      ],
    };
    const faults = async (path: string, body: object | string, type = 'application/json') =>
      (await operator().post(path).set('Content-Type', type).send(body).expect(422)).body.errors;
    const alone = await faults('/api/customers', one);
    expect(alone).toEqual([{ pointer, detail: expect.any(String) }]);
    const [{ detail }] = alone;
    const list = await faults('/api/customers/import', { customers: [one] });
    expect(list).toEqual([{ pointer: `/customers/0${pointer}`, detail }]);
    const csv = [
      Object.keys(row).join(),
      Object.values(row)
        .map((cell) => `"${cell}"`)
        .join(),
    ].join('\n');
    const file = await faults('/api/customers/import', csv, 'text/csv');
    expect(file).toEqual([{ pointer: `/2/${column}`, detail }]);
  });
});

const AWARE = { anchor: 'aware', clock: { unit: 'hours', count: 24 }, source: 'Contract 7, clause 9.2' };
const DAYS = { anchor: 'declared', clock: { unit: 'business-days', count: 2, calendar: 'AT' }, source: 'Clause 9.3' };

describe('terms of a contract that count otherwise than in hours from the declaration', () => {
  const contractTerms = [AWARE, DAYS];

  test('are stored and shown, alone and in a list, and taken off by leaving them out', async () => {
    const given = { ...customer('t1'), contractTerms };
    const stored = await operator().put('/api/customers/t1').send(given).expect(200);
    expect(stored.body).toMatchObject({ contractHours: 48, contractTerms });
    const imported = { id: 't2', ...customer('t2'), contractTerms };
    await operator()
      .post('/api/customers/import')
      .send({ customers: [imported] })
      .expect(200);
    const read = await operator().get('/api/customers/t2').expect(200);
    expect(storedCustomer.parse(read.body)).toMatchObject({ contractTerms });
    const off = await operator().put('/api/customers/t1').send(customer('t1')).expect(200);
    expect(off.body).not.toHaveProperty('contractTerms');
  });

  test.each([
    ['/contractTerms/0/anchor', [{ ...AWARE, anchor: 'closed' }]],
    ['/contractTerms/0/clock', [{ ...AWARE, clock: { unit: 'hours', count: 0 } }]],
    ['/contractTerms/0/clock', [{ ...DAYS, clock: { ...DAYS.clock, calendar: 'XX' } }]],
    ['/contractTerms/0/source', [{ ...AWARE, source: '' }]],
    ['/contractTerms', []],
  ])('are refused with a fault at %s', async (pointer, wrong) => {
    const answer = await operator()
      .put('/api/customers/t3')
      .send({ ...customer('t3'), contractTerms: wrong })
      .expect(422);
    expect(answer.body.errors[0].pointer).toMatch(new RegExp(`^${pointer}`));
  });
});

test('the list is read page by page', async () => {
  await operator().put('/api/customers/c0').send(customer('c0')).expect(200);
  const first = await service.as('lead').get('/api/customers?limit=1').expect(200);
  const second = await service.as('lead').get(`/api/customers?limit=1&cursor=${first.body.next}`).expect(200);
  expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual(['c0', 'c1']);
});

test('only an operator stores', async () => {
  await service.as('privacy').put('/api/customers/c1').send(customer('c1')).expect(403);
  await service
    .as('privacy')
    .post('/api/customers')
    .send({ id: 'c9', ...customer('c9') })
    .expect(403);
  await service.as('privacy').post('/api/customers/import').send({ customers: [] }).expect(403);
});

test.each([
  [
    '/accounts/0/contacts/0/email',
    { accounts: [{ ...account('x'), contacts: [{ ...contact('y'), email: 'nobody' }] }] },
  ],
  ['/accounts/0/kind', { accounts: [{ ...account('x'), kind: 'castle' }] }],
  ['/accounts/0/contacts/0/stale', { accounts: [{ ...account('x'), contacts: [{ ...contact('y'), stale: true }] }] }],
  ['/contractHours', { contractHours: 0 }],
  ['/contractHours', { contractHours: 1.5 }],
  ['/id', { id: 'c1' }],
])('a customer with a fault is refused at %s', async (pointer, fault) => {
  const answer = await operator()
    .put('/api/customers/c7')
    .send({ ...customer('c7'), ...fault })
    .expect(422);
  expect(answer.body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer })]));
  await operator().get('/api/customers/c7').expect(404);
});

test('an account does not move to another customer, and the answer points at it', async () => {
  const answer = await operator()
    .put('/api/customers/c8')
    .send({ ...customer('c8'), accounts: [account('c8-a'), account('c1-a')] })
    .expect(422);
  expect(answer.body).toMatchObject({
    type: '/problems/bad-rows',
    errors: [{ pointer: '/accounts/1/id', detail: expect.stringContaining('c1') }],
  });
});

test('nor does a contact to another account, and the answer points at its id', async () => {
  const moved = { ...account('c8-a'), contacts: [contact('c1-a-jo')] };
  const answer = await operator()
    .put('/api/customers/c8')
    .send({ ...customer('c8'), accounts: [moved] })
    .expect(422);
  expect(answer.body.errors).toMatchObject([{ pointer: '/accounts/0/contacts/0/id' }]);
});

test('what two accounts say otherwise of one id is told by a pointer into the body', async () => {
  const answer = await operator()
    .put('/api/customers/c8')
    .send({ ...customer('c8'), accounts: [account('c8-a'), { ...account('c8-a'), name: 'Other' }] })
    .expect(422);
  expect(answer.body.errors).toMatchObject([{ pointer: '/accounts/1/name' }]);
});

test('a list in JSON is stored as a whole', async () => {
  const answer = await operator()
    .post('/api/customers/import')
    .send({ customers: ['l1', 'l2'].map((id) => ({ id, ...customer(id) })) })
    .expect(200);
  expect(stored.parse(answer.body)).toMatchObject({ customers: 2, accounts: 2, contacts: 2 });
  await operator().get('/api/customers/l2').expect(200);
  const faulty = [
    { id: 'l3', ...customer('l3') },
    { id: 'l4', ...customer('l4'), accounts: [] },
  ];
  const refused = await operator().post('/api/customers/import').send({ customers: faulty }).expect(422);
  expect(refused.body.errors).toMatchObject([{ pointer: '/customers/1/accounts' }]);
  await operator().get('/api/customers/l3').expect(404);
});

test('what the register finds wrong with a list in JSON is told by a pointer into the list', async () => {
  const two = ['m1', 'm2'].map((id) => ({ id, ...customer(id) }));
  const faulty = [...two, { id: 'm3', ...customer('m3'), accounts: [account('m3-a'), account('m2-a')] }];
  const answer = await operator().post('/api/customers/import').send({ customers: faulty }).expect(422);
  expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain('/customers/2/accounts/1/id');
  await operator().get('/api/customers/m1').expect(404);
});

test('a list in JSON takes as many as a file, and says when there are more', async () => {
  const many = (count: number) => ({
    customers: Array.from({ length: count }, (_, n) => ({ id: `n${n}`, ...customer(`n${n}`) })),
  });
  const answer = await operator().post('/api/customers/import').send(many(5_000)).expect(200);
  expect(stored.parse(answer.body)).toMatchObject({ customers: 5_000, accounts: 5_000, contacts: 5_000 });
  const refused = await operator().post('/api/customers/import').send(many(5_001)).expect(422);
  expect(refused.body.errors).toEqual([{ pointer: '/customers', detail: 'must have at most 5000 entries' }]);
});

describe('a CSV file of customers', () => {
  const COLUMNS =
    'customer_id,customer_name,language,time_zone,contract_hours,account_id,account_kind,account_name,product,contact_id,contact_name,contact_email,contact_role,contact_language';
  const row = (n: number, email = `jo${n}@customer.example`) =>
    `f${n >> 1},Customer ${n >> 1},en,UTC,,f${n >> 1}-a,portal,"Account, ${n >> 1}",Portal,f${n},Jo ${n},${email},administrator,fr`;
  const file = (rows: string[]) => [COLUMNS, ...rows].join('\n');
  const send = (csv: string) => operator().post('/api/customers/import').set('Content-Type', 'text/csv').send(csv);

  test('of 5,000 rows is stored as a whole', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => row(n));
    const answer = await send(file(rows)).expect(200);
    expect(answer.body).toMatchObject({ customers: 2_500, accounts: 2_500, contacts: 5_000 });
    const last = await operator().get('/api/customers/f2499').expect(200);
    expect(last.body.accounts[0]).toMatchObject({
      name: 'Account, 2499',
      contacts: [{ id: 'f4998', language: 'fr' }, { id: 'f4999' }],
    });
    await send(file(rows)).expect(200);
  });

  test('of 5,001 rows is too large', async () => {
    const answer = await send(file(Array.from({ length: 5_001 }, (_, n) => row(n)))).expect(413);
    expect(answer.body).toMatchObject({
      type: '/problems/too-large',
      detail: expect.stringContaining('has more than 5000 rows'),
      errors: [{ pointer: '' }],
    });
  });

  test('takes the hours that JSON takes', async () => {
    const hours = (given: string) => send(file([row(9_200).replace(',UTC,,', `,UTC,${given},`)]));
    const { body } = await hours('8761').expect(422);
    expect(body.errors).toEqual([{ pointer: '/2/contract_hours', detail: 'must be at most 8760' }]);
    await hours('8760').expect(200);
  });

  test('with one faulty row stores none, and points at row and column', async () => {
    const answer = await send(file([row(9_000), row(9_002, 'x@y\u0000.example')])).expect(422);
    expect(answer.body).toMatchObject({ type: '/problems/bad-rows', errors: [{ pointer: '/3/contact_email' }] });
    await operator().get('/api/customers/f4500').expect(404);
  });

  test('whose rows contradict each other is refused, and told where', async () => {
    const answer = await send(file([row(9_000), row(9_001).replace('Customer 4500', 'Other name')])).expect(422);
    expect(answer.body.errors).toEqual([
      { pointer: '/3/customer_name', detail: 'says otherwise of f4500 than before, at /2/customer_name' },
    ]);
    await operator().get('/api/customers/f4500').expect(404);
  });

  test('that moves an account or a contact is refused at its id', async () => {
    await send(file([row(9_300), row(9_302)])).expect(200);
    const moved = [row(9_302).replaceAll('f4651,', 'f4650,').replace('Customer 4651', 'Customer 4650')];
    const answer = await send(file([row(9_304), ...moved])).expect(422);
    expect(answer.body.errors).toEqual([{ pointer: '/3/account_id', detail: expect.stringContaining('f4651') }]);
    const contact = await send(file([row(9_304).replace('f9304', 'f9300')])).expect(422);
    expect(contact.body.errors).toEqual([{ pointer: '/2/contact_id', detail: expect.stringContaining('f4650-a') }]);
    await operator().get('/api/customers/f4652').expect(404);
  });

  test('is answered once for each idempotency key', async () => {
    const csv = file([row(9_100)]);
    const first = await send(csv).set('Idempotency-Key', 'i1').expect(200);
    const again = await send(csv).set('Idempotency-Key', 'i1').expect(200);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    await send(file([row(9_102)]))
      .set('Idempotency-Key', 'i1')
      .expect(422);
  });
});
