import type { IncidentId } from '../../../src/domain/case/state';
import { person } from '../../../src/contract/parties/people';
import { addPerson, keyOf, reported, startService, type Service } from '../../support/api';
import { until } from '../../support/until';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const ANNA = {
  id: 'anna.l',
  name: 'Anna Lindqvist',
  email: 'anna@company.example',
  roles: ['responder'],
  timeZone: 'Europe/Stockholm',
  language: 'sv',
};
const SOON_MS = 2_000;
const operator = () => service.as('operator');

test('an operator adds a person, whom everybody but reporters can read', async () => {
  const added = await operator().post('/api/people').send(ANNA).expect(201);
  expect(added.headers.location).toBe('/api/people/anna.l');
  const read = await service.as('auditor').get('/api/people/anna.l').expect(200);
  expect(read.body).toEqual({ ...ANNA, active: true });
  expect(person.safeParse(read.body).error).toBeUndefined();
  const again = await operator().post('/api/people').send(ANNA).expect(409);
  expect(again.body.type).toBe('/problems/already-there');
});

test('the list is read page by page', async () => {
  const first = await service.as('lead').get('/api/people?limit=4').expect(200);
  const second = await service.as('lead').get(`/api/people?limit=200&cursor=${first.body.next}`).expect(200);
  const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
  expect(ids).toEqual([...ids].sort());
  expect(ids).toContain('auditor');
  expect(first.body.asOf).toEqual(expect.any(String));
});

test.each(['lead', 'privacy', 'auditor', 'executive', 'reporter'])(
  '%s neither adds nor changes people, nor makes keys',
  async (who) => {
    await service
      .as(who)
      .post('/api/people')
      .send({ ...ANNA, id: 'x' })
      .expect(403);
    await service
      .as(who)
      .patch('/api/people/lead')
      .send({ roles: ['executive'] })
      .expect(403);
    await service.as(who).post('/api/people/lead/keys').expect(403);
    await service.as(who).delete('/api/people/lead/keys/k-0a1b2c3d4e5f').expect(403);
  },
);

test('a change of roles reaches every open incident', async () => {
  await addPerson(service.register, 'bo', ['auditor']);
  const incidents = await Promise.all([reported(service), reported(service)]);
  const changed = await operator()
    .patch('/api/people/bo')
    .send({ roles: ['responder'] })
    .expect(200);
  expect(changed.body.roles).toEqual(['responder']);
  await until(
    'all know him',
    () => incidents.every((id) => service.desk.open.get(id)?.roster.bo?.includes('responder')),
    SOON_MS,
  );
  await operator().patch('/api/people/bo').send({ active: false }).expect(200);
  await until(
    'none knows him',
    () => incidents.every((id: IncidentId) => service.desk.open.get(id)?.roster.bo === undefined),
    SOON_MS,
  );
});

test('a change of somebody who is never alerted, or of a name, is told to no incident; one of roles is one small page', async () => {
  await addPerson(service.register, 'rob', ['reporter']);
  await addPerson(service.register, 'cy', ['legal']);
  const id = await reported(service);
  const before = service.desk.open.get(id)!.sequence;
  const change = (who: string, to: object) => operator().patch(`/api/people/${who}`).send(to).expect(200);
  await change('rob', { email: 'rob.r@company.example' });
  await change('rob', { active: false });
  await change('cy', { name: 'Cy C.' });
  await change('cy', { roles: ['legal', 'responder'] });
  await until(
    'the change of roles is there',
    () => service.desk.open.get(id)?.roster.cy?.includes('responder'),
    SOON_MS,
  );
  expect(service.desk.open.get(id)!.sequence).toBe(before + 1);
});

test('a change stands although Temporal is away, and the log says that incidents were not told', async () => {
  service.desk.isUp = false;
  await operator().patch('/api/people/bo').send({ name: 'Bo B.', active: true }).expect(200);
  await until('it is logged', () => service.logged.some((line) => line.includes('were not told of a change')), SOON_MS);
  service.desk.isUp = true;
  expect((await operator().get('/api/people/bo').expect(200)).body.name).toBe('Bo B.');
});

test('who holds no role, or is no longer active, does not come in', async () => {
  await addPerson(service.register, 'cleo', []);
  const refused = await service.as('cleo').get('/api/incidents').expect(403);
  expect(refused.body.type).toBe('/problems/not-permitted');
  await operator()
    .patch('/api/people/cleo')
    .send({ roles: ['auditor'], active: false })
    .expect(200);
  await service.as('cleo').get('/api/incidents').expect(401);
});

test.each([
  ['/email', { email: 'anna@company.example\r\nBcc: x@y.example' }],
  ['/email', { email: 'no address' }],
  ['/timeZone', { timeZone: 'Europe/Atlantis' }],
  ['/language', { language: 'x' }],
  ['/roles/0', { roles: ['king'] }],
  ['/roles', { roles: ['lead', 'lead'] }],
  ['/id', { id: 'system' }],
  ['/id', { id: 'Anna Lindqvist' }],
  ['/id', { id: '__proto__' }],
  ['/name', { name: 'Anna\u0000' }],
  ['/name', { name: '\ud800' }],
  ['/colour', { colour: 'red' }],
])('a person with a fault is refused at %s: %j', async (pointer, fault) => {
  const answer = await operator()
    .post('/api/people')
    .send({ ...ANNA, id: 'dora', ...fault })
    .expect(422);
  expect(answer.body.errors).toEqual(expect.arrayContaining([expect.objectContaining({ pointer })]));
  await operator().get('/api/people/dora').expect(404);
});

describe('a CSV file of people', () => {
  const send = (csv: string | Buffer) =>
    operator().post('/api/people').set('Content-Type', 'text/csv; charset=utf-8').send(csv);
  const HEAD = 'id,name,email,roles,time_zone,language,active\n';

  test('adds and replaces, all or none, also with a byte-order mark and semicolons', async () => {
    const csv =
      '\ufeffid;name;email;roles;time_zone;language;active\r\nemil;"Emil ""E"" Ek";emil@company.example;responder reporter;UTC;de-AT;\r\nanna.l;Anna;anna@company.example;;UTC;en;false\r\n';
    const answer = await send(csv).expect(200);
    expect(answer.body).toEqual({ added: 1, changed: 1 });
    const emil = await operator().get('/api/people/emil').expect(200);
    expect(emil.body).toMatchObject({ name: 'Emil "E" Ek', roles: ['responder', 'reporter'], active: true });
    expect((await operator().get('/api/people/anna.l')).body).toMatchObject({ roles: [], active: false });
  });

  test.each([
    [
      'a row with faults',
      `${HEAD}fay,Fay,fay@x.example,lead,UTC,en,\ngil,Gil,not an address,king,UTC,en,perhaps\n`,
      ['/3/email', '/3/roles/0', '/3/active'],
    ],
    ['a person twice', `${HEAD}fay,Fay,fay@x.example,lead,UTC,en,\nfay,Fay,fay@x.example,lead,UTC,en,\n`, ['/3/id']],
    ['a missing column', 'id,name\nfay,Fay\n', ['/1/email', '/1/roles', '/1/time_zone', '/1/language']],
  ])('with %s stores nothing and points at it', async (_name, csv, pointers) => {
    const answer = await send(csv).expect(422);
    expect(answer.body.type).toBe('/problems/bad-rows');
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
    await operator().get('/api/people/fay').expect(404);
  });

  test.each([
    ['no rows', HEAD, ''],
    ['nothing', '', ''],
    ['a column of no meaning', `shoe_size,${HEAD}39,fay,Fay,fay@x.example,lead,UTC,en,\n`, '/1/shoe_size'],
    ['a column twice', `ID,${HEAD}fay,fay,Fay,fay@x.example,lead,UTC,en,\n`, '/1/id'],
    ['ragged rows', `${HEAD}\nfay,Fay\n`, '/3'],
    ['an open quote', `${HEAD}fay,Fay,fay@x.example,lead,UTC,en,\ngil,"Gil`, '/3'],
    ['an open quote in its heading', 'id,"name\nfay,Fay', '/1'],
    ['other bytes than UTF-8', Buffer.from(`${HEAD}fay,F\xe4y,fay@x.example,lead,UTC,en,\n`, 'latin1'), ''],
  ])('with %s is refused, and the answer points there', async (_name, csv, pointer) => {
    const answer = await send(csv).expect(422);
    expect(answer.body).toMatchObject({ type: '/problems/bad-rows', errors: [{ pointer }] });
    await operator().get('/api/people/fay').expect(404);
  });
});

test('a key is nothing without its form', async () => {
  const { as } = service;
  for (const header of ['', 'Bearer', 'Bearer  ', `Basic ${keyOf('lead')}`, 'Bearer no-such-key', keyOf('lead')]) {
    const answer = await as('lead').get('/api/incidents').set('Authorization', header).expect(401);
    expect(answer.body.type).toBe('/problems/not-signed-in');
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  }
});

test('the last operator can neither leave nor lose the role, alone or by a file, until there is another', async () => {
  for (const change of [{ active: false }, { roles: ['auditor'] }, { roles: [] }]) {
    const { body } = await operator().patch('/api/people/operator').send(change).expect(409);
    expect(body).toMatchObject({
      type: '/problems/last-operator',
      detail: expect.stringContaining('Give somebody else'),
    });
  }
  const file =
    'id,name,email,roles,time_zone,language,active\noperator,Op,op@company.example,auditor,UTC,en,true\nnew.one,New,n@company.example,responder,UTC,en,true';
  const byFile = await operator().post('/api/people').set('Content-Type', 'text/csv').send(file);
  expect([byFile.status, byFile.body.type]).toEqual([409, '/problems/last-operator']);
  await operator().get('/api/people/new.one').expect(404);

  await addPerson(service.register, 'second', ['operator']);
  await operator()
    .patch('/api/people/operator')
    .send({ roles: ['responder'] })
    .expect(200);
  await service.as('second').patch('/api/people/second').send({ active: false }).expect(409);
  const { body } = await service
    .as('second')
    .patch('/api/people/operator')
    .send({ roles: ['operator'] })
    .expect(202);
  await service.as('privacy').post(`/api/administration/pending/${body.asked}/confirm`).send({}).expect(200);
});
