import { stored, storedCustomer } from '../../../src/contract/parties/customers';
import type { IncidentId } from '../../../src/domain/case/state';
import { startService, type Service } from '../../support/api';
import { until } from '../../support/until';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const operator = () => service.as('operator');
const contact = (id: string, also: object = {}) => ({
  ...{ id, name: 'Jo Example', email: `${id}@customer.example`, role: 'administrator' },
  ...also,
});
const account = (id: string, product = 'Portal') => ({
  ...{ id, kind: 'subscription', name: id, product },
  contacts: [contact(`${id}-jo`)],
});
let customers = 0;
/** A customer of two accounts that no other story has. */
async function given() {
  const id = `c${++customers}`;
  const body = {
    ...{ name: `Customer ${id}`, language: 'de', timeZone: 'Europe/Vienna', contractHours: 48 },
    accounts: [account(`${id}-a`), account(`${id}-b`)],
  };
  await operator().put(`/api/customers/${id}`).send(body).expect(200);
  return { id, path: `/api/customers/${id}`, body };
}

interface Part {
  id: string;
  endedAt?: string;
  contacts?: Part[];
}
const standing = (parts: Part[]) => parts.filter(({ endedAt }) => endedAt === undefined).map(({ id }) => id);

test('PUT means what it says: what is not in the body has ended, and is shown only when asked for', async () => {
  const { id, path, body } = await given();
  const put = await operator()
    .put(path)
    .send({ ...body, accounts: [account(`${id}-a`)] })
    .expect(200);
  expect(put.body.accounts.map((one: Part) => one.id)).toEqual([`${id}-a`]);
  const all = await service.as('auditor').get(`${path}?ended=true`).expect(200);
  expect(storedCustomer.parse(all.body).accounts).toMatchObject([{ id: `${id}-a` }, { endedAt: expect.any(String) }]);
  const none = await operator()
    .put(path)
    .send({ ...body, accounts: [] })
    .expect(200);
  expect(none.body.accounts).toEqual([]);
  const back = await operator().put(path).send(body).expect(200);
  expect(standing(back.body.accounts)).toEqual([`${id}-a`, `${id}-b`]);
});

test('PATCH changes what is given and leaves the rest, and so does an import', async () => {
  const { id, path, body } = await given();
  const added = { ...account(`${id}-c`), contacts: [] };
  const { body: patched } = await operator()
    .patch(path)
    .send({ name: 'Renamed', accounts: [added] })
    .expect(200);
  expect(patched).toMatchObject({ name: 'Renamed', contractHours: 48 });
  expect(standing(patched.accounts)).toEqual([`${id}-a`, `${id}-b`, `${id}-c`]);
  const one = { id, ...body, accounts: [account(`${id}-a`, 'Ledger')] };
  const imported = await operator()
    .post('/api/customers/import')
    .send({ customers: [one] })
    .expect(200);
  expect(stored.parse(imported.body)).toMatchObject({
    changed: { customers: 1, accounts: 1, contacts: 0 },
    unreachable: { customers: [id], more: 0 },
  });
  const read = await operator().get(path).expect(200);
  expect(standing(read.body.accounts)).toEqual([`${id}-a`, `${id}-b`, `${id}-c`]);
});

test('DELETE ends a customer, which stays in the record, and PUT lets it stand again', async () => {
  const { id, path, body } = await given();
  const ended = await operator().delete(path).expect(200);
  expect(storedCustomer.parse(ended.body)).toMatchObject({ endedAt: expect.any(String) });
  expect((await operator().delete(path).expect(200)).body).toEqual(ended.body);
  const ids = async (query: string) =>
    (await operator().get(`/api/customers?limit=200${query}`)).body.items.map((one: Part) => one.id);
  expect(await ids('')).not.toContain(id);
  expect(await ids('&ended=true')).toContain(id);
  await operator().patch(path).send({ name: 'Other' }).expect(409);
  await operator()
    .post('/api/customers')
    .send({ id, ...body })
    .expect(409);
  const back = await operator().put(path).send(body).expect(200);
  expect(back.body).not.toHaveProperty('endedAt');
  await operator().delete('/api/customers/nobody').expect(404);
});

test('a contact is corrected, marked stale, ended and erased, each by itself', async () => {
  const { id, path } = await given();
  const at = `${path}/contacts/${id}-a-jo`;
  const contactOf = (body: { accounts: { contacts: object[] }[] }) => body.accounts[0]?.contacts[0];
  const corrected = await operator().patch(at).send({ email: 'neu@müller.example', name: 'Neu' }).expect(200);
  expect(contactOf(corrected.body)).toMatchObject({ email: 'neu@müller.example', name: 'Neu', role: 'administrator' });
  const stale = await operator().patch(at).send({ stale: true }).expect(200);
  expect(contactOf(stale.body)).toMatchObject({ stale: true });
  const fresh = await operator().patch(at).send({ stale: false }).expect(200);
  expect(contactOf(fresh.body)).toMatchObject({ stale: false });
  const ended = await operator().delete(at).expect(200);
  expect(contactOf(ended.body)).toMatchObject({ endedAt: expect.any(String), email: 'neu@müller.example' });
  await operator().patch(at).send({ name: 'Neu' }).expect(409);
  const erased = await operator().delete(`${at}/address`).expect(200);
  expect(contactOf(erased.body)).toMatchObject({ email: 'erased', name: 'erased', erasedAt: expect.any(String) });
  await operator().delete(`${path}/accounts/${id}-b`).expect(200);
  const left = await operator().get(path).expect(200);
  expect(left.body.accounts).toMatchObject([{ id: `${id}-a`, contacts: [] }]);
});

test.each(['contacts/nobody', 'accounts/none', 'contacts/nobody/address'])(
  'what there is not is not ended: %s',
  async (part) => {
    const { path } = await given();
    await operator().delete(`${path}/${part}`).expect(404);
  },
);

test('only an operator changes and ends', async () => {
  const { id, path } = await given();
  const privacy = () => service.as('privacy');
  await privacy().patch(path).send({ name: 'x' }).expect(403);
  await privacy().delete(path).expect(403);
  await privacy().delete(`${path}/accounts/${id}-a`).expect(403);
  await privacy().patch(`${path}/contacts/${id}-a-jo`).send({ stale: true }).expect(403);
  await privacy().delete(`${path}/contacts/${id}-a-jo/address`).expect(403);
});

test('customers whom no notice could reach are a list of their own', async () => {
  const { id, path } = await given();
  await operator().delete(`${path}/contacts/${id}-b-jo`).expect(200);
  const ids = async (query: string) =>
    (await service.as('lead').get(`/api/customers?limit=200&${query}`).expect(200)).body.items.map(
      (one: Part) => one.id,
    );
  expect(await ids('unreachable=true')).toContain(id);
  expect(await ids('unreachable=false')).not.toContain(id);
  expect(await ids(`q=${id.toUpperCase()}`)).toContain(id);
  expect(await ids('q=%25')).toEqual([]);
});

test('open incidents learn at once of the counts that a change of customers made untrue', async () => {
  const { id, path, body } = await given();
  const { body: report } = await service
    .as('responder')
    .post('/api/incidents')
    .send({
      ...{ channel: 'staff', seen: 'A list went out.', detectedAt: service.now() },
    });
  const incident = report.id as IncidentId;
  await service.register.scope.resolve({
    ...{ incident, effect: 'e', selection: { customers: [id] }, addedAt: service.now() },
  });
  const unreachable = async () => (await service.desk.see(incident))?.scope.unreachable;
  expect(await unreachable()).toBe(0);
  await operator().delete(`${path}/contacts/${id}-a-jo`).expect(200);
  await until('it hears of the contact that ended', async () => (await unreachable()) === 1);
  expect((await service.desk.see(incident))?.scope.unreachableCustomers).toEqual([id]);
  await operator().put(path).send(body).expect(200);
  await until('it hears that the contact stands again', async () => (await unreachable()) === 0);
});
