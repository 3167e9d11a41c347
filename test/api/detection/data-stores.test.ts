import { lookAtDuties } from '../../../src/upkeep/watch-duties';
import { startService, type Service } from '../../support/api';
import { findingsMailed } from '../../support/findings';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const STORE = {
  name: 'Tickets of the support portal',
  kind: 'online',
  owner: 'responder',
  product: 'Support Portal',
  methods: ['anomaly-alarms'],
  checkDays: 90,
};

const put = (id: string, change: object = {}, person = 'privacy') =>
  service
    .as(person)
    .put(`/api/data-stores/${id}`)
    .send({ ...STORE, ...change });

const subjects = async () => {
  await lookAtDuties(service.register);
  const standing = await service.register.findings.standing({ standsAfter: 0 });
  return standing.map(({ subject }) => subject);
};

test('a store is watched once it has a method, and its owner or a keeper checked it', async () => {
  expect((await put('tickets').expect(200)).body).toMatchObject({ id: 'tickets', gaps: ['check'] });
  expect((await put('tickets', { methods: [] }).expect(200)).body.gaps).toEqual(['method', 'check']);
  await put('tickets').expect(200);
  await service.as('lead').post('/api/data-stores/tickets/check').expect(403);
  const { body } = await service.as('responder').post('/api/data-stores/tickets/check').expect(200);
  expect(body).toMatchObject({ gaps: [], checkedBy: 'responder' });
  expect((await put('tickets', { name: 'Tickets' }).expect(200)).body.gaps).toEqual([]);
});

test('one is added once, and stands again unchecked after it had ended', async () => {
  const add = () =>
    service
      .as('privacy')
      .post('/api/data-stores')
      .send({ id: 'tapes', ...STORE });
  expect((await add().expect(201)).body).toMatchObject({ id: 'tapes', gaps: ['check'] });
  await service.as('privacy').post('/api/data-stores/tapes/check').expect(200);
  expect((await add().expect(409)).body).toMatchObject({ type: '/problems/already-there' });
  await service.as('privacy').delete('/api/data-stores/tapes').expect(204);
  expect((await add().expect(201)).body.gaps).toEqual(['check']);
});

test('it is kept by operators and privacy, with an owner who is there', async () => {
  await put('other', {}, 'lead').expect(403);
  await put('other', { owner: 'nobody' }).expect(422);
  await service
    .as('lead')
    .post('/api/data-stores')
    .send({ id: 'other', ...STORE })
    .expect(403);
  await service
    .as('privacy')
    .post('/api/data-stores')
    .send({ id: 'other', ...STORE, owner: 'nobody' })
    .expect(422);
  await service.as('privacy').get('/api/data-stores/other').expect(404);
});

test('one that nobody watches is mailed to its owner, operators and leads, until it is watched or ended', async () => {
  await put('paper', { kind: 'offline', methods: [] }).expect(200);
  expect(await subjects()).toContain('data-stores/paper');
  const mailed = await findingsMailed(service);
  const owner = await service.register.people.get('responder');
  expect(mailed.get(owner!.email)).toContain('data-stores/paper: a breach of it might go unnoticed: it has no method');
  await service.as('operator').delete('/api/data-stores/paper').expect(204);
  expect(await subjects()).not.toContain('data-stores/paper');
});

test('what an audit found and nobody did in time is asked for in the same way', async () => {
  const period = { standard: 'ISO/IEC 27001:2022', from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
  const { body } = await service.as('auditor').post('/api/audits').send(period).expect(201);
  const finding = { finding: 'No reason.', action: 'Ask for it.', owner: 'lead', dueAt: '2026-01-02T00:00:00Z' };
  await service.as('auditor').post(`/api/audits/${body.id}/findings`).send(finding).expect(200);
  expect(await subjects()).toContain(`audits/${body.id}/findings/1`);
  await service.as('lead').post(`/api/audits/${body.id}/findings/1/done`).send({ words: 'Asked.' }).expect(200);
  expect(await subjects()).not.toContain(`audits/${body.id}/findings/1`);
});

test('a report names the store that it is about, and the customers of its product are proposed', async () => {
  await put('tickets').expect(200);
  await service.as('operator').put('/api/customers/elm').send(customer('elm')).expect(200);
  const report = { channel: 'staff', seen: 'An export lies open.', store: 'tickets' };
  await service
    .as('responder')
    .post('/api/incidents')
    .send({ ...report, store: 'unknown' })
    .expect(422);
  const { body } = await service.as('responder').post('/api/incidents').send(report).expect(201);
  expect(body.state.report).toMatchObject({ store: 'tickets', suspectedProduct: 'Support Portal' });
  const proposed = await service.as('lead').get('/api/data-stores/tickets').expect(200);
  expect(proposed.body.customers).toEqual(['elm']);
});

function customer(id: string) {
  const contact = { id: `${id}-jo`, name: 'Jo Example', email: `jo@${id}.example`, role: 'administrator' };
  const account = { id: `${id}-a`, kind: 'subscription', name: id, product: 'Support Portal', contacts: [contact] };
  return { name: id, language: 'en', timeZone: 'UTC', accounts: [account] };
}
