import request from 'supertest';
import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import { startService, type Service } from '../../support/api';
import { csvOf, staffOf } from '../../support/staff';

/** More than the other tests make. */
const CALLS = 300;

let service: Service;
let token: string;
beforeAll(async () => {
  const scimGroups = new Map([
    ['security response', { role: 'forensics' }],
    ['all support', { department: 'Helpdesk' }],
  ]);
  service = await startService(SHIPPED_RULES, { scimGroups, scimCallsAMinute: CALLS });
  const { body } = await service
    .as('operator')
    .post('/api/scim-clients')
    .send({ id: 'entra', name: 'Entra ID' })
    .expect(201);
  ({ token } = body as { token: string });
  expect(body.url).toMatch(/\/scim\/v2$/);
});
afterAll(() => service.stop());

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

function ask(method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string, bearer = token) {
  return request(service.server)
    [method](`/scim/v2${path}`)
    .set('Authorization', `Bearer ${bearer}`)
    .set('Content-Type', 'application/scim+json')
    .buffer(true)
    .parse((stream, done) => {
      let text = '';
      stream.on('data', (part: Buffer) => (text += part.toString()));
      stream.on('end', () => done(null, text === '' ? undefined : JSON.parse(text)));
    });
}
const patch = (id: string, ...Operations: object[]) =>
  ask('patch', `/Users/${id}`).send(JSON.stringify({ schemas: [PATCH_OP], Operations }));
const post = (user: object) => ask('post', '/Users').send(JSON.stringify(user));

/** As Entra ID creates one. */
const ANNA = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE],
  externalId: 'anna.lindqvist',
  userName: 'anna@company.example',
  active: true,
  displayName: 'Anna Lindqvist',
  emails: [{ primary: true, type: 'work', value: 'Anna.Lindqvist@company.example' }],
  name: { formatted: 'Anna Lindqvist', familyName: 'Lindqvist', givenName: 'Anna' },
  preferredLanguage: 'fr-FR',
  title: 'Consultant',
  [ENTERPRISE]: { employeeNumber: 'e-70', department: 'Support' },
};

test('Entra ID looks for somebody, creates, changes, ends and restores them', async () => {
  const filter = (name: string) => `/Users?filter=${encodeURIComponent(`userName eq "${name}"`)}`;
  const none = await ask('get', filter('anna@company.example')).expect(200);
  expect(none.headers['content-type']).toMatch(/^application\/scim\+json/);
  expect(none.body).toMatchObject({ totalResults: 0, Resources: [] });
  const created = await post(ANNA).expect(201);
  expect(created.headers.location).toMatch(/\/scim\/v2\/Users\/e-70$/);
  expect(created.body[ENTERPRISE]).toMatchObject({ employeeNumber: 'e-70', department: 'Support' });
  expect(created.body).toMatchObject({ id: 'e-70', userName: ANNA.userName, active: true, name: ANNA.name });
  expect((await post(ANNA).expect(409)).body).toMatchObject({ status: '409', scimType: 'uniqueness' });
  expect((await ask('get', filter('ANNA@company.example')).expect(200)).body).toMatchObject({ totalResults: 1 });
  await post({ ...ANNA, externalId: 'boss', userName: 'boss@company.example', [ENTERPRISE]: {} }).expect(201);

  const changed = await patch(
    'e-70',
    { op: 'Replace', path: `${ENTERPRISE}:department`, value: 'Migration' },
    { op: 'Add', path: `${ENTERPRISE}:manager`, value: 'boss' },
    { op: 'Replace', path: 'emails[type eq "work"].value', value: 'anna@company.example' },
    { op: 'Add', path: 'name.familyName', value: 'Berg' },
  ).expect(200);
  expect(changed.body).toMatchObject({
    displayName: 'Anna Berg',
    emails: [{ value: 'anna@company.example' }],
    [ENTERPRISE]: { employeeNumber: 'e-70', department: 'Migration', manager: { value: 'boss' } },
  });
  await patch('e-70', { op: 'Replace', path: 'active', value: 'False' }).expect(200);
  expect((await service.as('operator').get('/api/staff/e-70').expect(200)).body).toHaveProperty('leftAt');
  expect((await ask('get', '/Users/e-70').expect(200)).body).toMatchObject({ active: false });
  await patch('e-70', { op: 'Replace', value: { active: true, [`${ENTERPRISE}:department`]: 'Support' } }).expect(200);
  const { body: back } = await service.as('operator').get('/api/staff/e-70').expect(200);
  expect(back).toMatchObject({ name: 'Anna Berg', department: 'Support', language: 'fr-FR', manager: 'boss' });
  expect(back).not.toHaveProperty('leftAt');
  const { body: story } = await service.as('auditor').get('/api/administration?act=staff-provisioned').expect(200);
  const changes = (story.items as { subject: string; change: { client: string; what: string } }[])
    .filter(({ subject }) => subject === 'staff/e-70')
    .map(({ change }) => `${change.client} ${change.what}`);
  expect(changes.sort()).toEqual(['entra changed', 'entra joined', 'entra joined', 'entra left'].sort());
});

test('Entra ID adds by one value or by many, without a path, and says true as a word', async () => {
  await post({ userName: 'elsa@company.example', externalId: 'elsa', active: 'True' }).expect(201);
  const { body: added } = await patch('elsa', {
    op: 'Add',
    value: {
      active: 'True',
      'name.givenName': 'Elsa',
      'name.familyName': 'Dal',
      'emails[type eq "work"].value': 'elsa.dal@company.example',
      'roles[primary eq "True"].value': 'response',
      [`${ENTERPRISE}:department`]: 'Support',
      [ENTERPRISE]: { manager: 'boss' },
    },
  }).expect(200);
  expect(added).toMatchObject({ displayName: 'Elsa Dal', active: true, roles: [{ value: 'response' }] });
  expect(added.emails).toMatchObject([{ value: 'elsa.dal@company.example' }]);
  expect(added[ENTERPRISE]).toMatchObject({ department: 'Support', manager: { value: 'boss' } });
  const { body: moved } = await patch(
    'elsa',
    { op: 'Add', path: 'emails', value: { type: 'other', value: 'dal@company.example', primary: 'True' } },
    { op: 'Remove', path: `${ENTERPRISE}:manager` },
  ).expect(200);
  expect(moved.emails).toMatchObject([{ value: 'dal@company.example' }]);
  expect(moved[ENTERPRISE]).not.toHaveProperty('manager');
});

test('a number of the personnel system that is no id here is given back as it came, and may change', async () => {
  const numbered = (employeeNumber: string) => ({
    ...{ userName: 'nils@company.example', externalId: 'Nils', active: true },
    [ENTERPRISE]: { employeeNumber, department: 'Support' },
  });
  const { body } = await post(numbered('no. 7/2')).expect(201);
  expect(body).toMatchObject({ id: 'Nils', [ENTERPRISE]: { employeeNumber: 'no. 7/2' } });
  await patch('Nils', { op: 'Replace', path: `${ENTERPRISE}:department`, value: 'Migration' }).expect(200);
  expect((await ask('get', '/Users/Nils').expect(200)).body[ENTERPRISE]).toMatchObject({ employeeNumber: 'no. 7/2' });
  const put = await ask('put', '/Users/Nils')
    .send(JSON.stringify(numbered('no. 8')))
    .expect(200);
  expect(put.body).toMatchObject({ id: 'Nils', [ENTERPRISE]: { employeeNumber: 'no. 8' } });
});

test('Okta replaces a user, ends one without a path, and deletes', async () => {
  const user = { userName: 'olaf@company.example', name: { givenName: 'Olaf', familyName: 'Ek' }, externalId: '00u1' };
  const { body } = await post({ ...user, emails: [{ value: 'olaf@company.example', primary: true }] }).expect(201);
  expect(body).toMatchObject({ id: '00u1', displayName: 'Olaf Ek', active: true });
  const put = { ...user, ...body, displayName: 'Olaf E. Ek' };
  expect((await ask('put', '/Users/00u1').send(JSON.stringify(put)).expect(200)).body.displayName).toBe('Olaf E. Ek');
  await patch('00u1', { op: 'replace', value: { active: false } }).expect(200);
  await ask('delete', '/Users/00u1').expect(204);
  expect((await ask('get', '/Users/00u1').expect(404)).body).toMatchObject({ status: '404' });
  await ask('delete', '/Users/00u1').expect(404);
  expect((await service.as('operator').get('/api/staff/00u1').expect(200)).body).toHaveProperty('leftAt');
});

test('lists by pages, with the attributes that are asked for, and takes over whom a file brought', async () => {
  await service
    .as('operator')
    .post('/api/staff/import?leavers=2')
    .set('Content-Type', 'text/csv')
    .send(csvOf(staffOf(5)));
  const { body } = await ask('get', '/Users?startIndex=2&count=2&attributes=userName').expect(200);
  expect(body).toMatchObject({ startIndex: 2, itemsPerPage: 2 });
  expect(body.totalResults).toBeGreaterThanOrEqual(5);
  expect(Object.keys(body.Resources[0] as object).sort()).toEqual(['id', 'schemas', 'userName']);
  const found = await ask('get', `/Users?filter=${encodeURIComponent('userName eq "e-3@staff.example"')}`).expect(200);
  expect(found.body.Resources).toMatchObject([{ id: 'e-3', active: true }]);
  await patch('e-3', { op: 'add', path: 'roles', value: [{ value: 'response' }] }).expect(200);
  expect((await service.as('operator').get('/api/staff/e-3').expect(200)).body.roles).toEqual(['response']);
});

const usersBy = (filter: string) => ask('get', `/Users?filter=${encodeURIComponent(filter)}`);
const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';

test.each([
  ['userName eq "e-3@staff.example" and active eq true', 1],
  ['userName eq "e-3@staff.example" and active eq "False"', 0],
  ['emails[type eq "work"].value eq "E-3@staff.example"', 1],
  [`${CORE}:userName eq "e-3@staff.example" AND id eq "e-3" and externalId eq "e-4"`, 0],
  ['id eq "e-70" and manager eq "boss"', 1],
  [`id eq "e-70" and ${ENTERPRISE}:manager.value eq "e-3"`, 0],
  ['userName eq "a and active eq true"', 0],
  ['externalId eq "Nils"', 1],
  ['externalId eq "nils"', 0],
  ['id eq "E-70"', 0],
])('finds users by %s', async (filter, totalResults) => {
  expect((await usersBy(filter).expect(200)).body).toMatchObject({ totalResults });
});

test.each([
  ...[
    'title co "x"',
    'title eq "x"',
    'userName eq "x" or active eq true',
    'userName eq "x" and title eq "x"',
    'active',
  ],
  ...[
    'userName eq "x" and ',
    'userName eq x',
    'not (userName eq "x")',
    String.raw`userName eq "\q"`,
    'constructor eq "x"',
  ],
])('refuses to find users by %s, and says what a filter is', async (filter) => {
  const { body } = await usersBy(filter).expect(400);
  expect(body).toMatchObject({ status: '400', scimType: 'invalidFilter' });
  expect(body.detail).toMatch(/userName.*then eq, then text in quotes, true or false; and joins several/);
});

test.each([
  ['no address', () => post({ userName: 'nobody' }), 'invalidValue'],
  [
    'an unknown manager',
    () => post({ ...ANNA, userName: 'x@y.example', externalId: 'x', [ENTERPRISE]: { manager: { value: 'nobody' } } }),
    'invalidValue',
  ],
  ['a path that is none', () => patch('boss', { op: 'replace', path: '__proto__.x', value: 1 }), 'invalidPath'],
  ['an operation that is none', () => patch('boss', { op: 'swap', path: 'active', value: 1 }), 'invalidValue'],
])('refuses %s', async (_what, act, scimType) => {
  expect((await act().expect(400)).body).toMatchObject({ status: '400', scimType });
});

test.each([
  ['a body that is no JSON', () => ask('post', '/Users').send('{'), 400, 'invalidSyntax'],
  ['a body of another type', () => ask('post', '/Users').set('Content-Type', 'text/plain').send('x'), 415, undefined],
  ['too large a body', () => post({ ...ANNA, title: 'x'.repeat(70_000) }), 413, undefined],
  ['a method that does not go there', () => ask('delete', '/Users'), 405, undefined],
  ['an address that is none', () => ask('get', '/Users/nobody/x'), 404, undefined],
  ['somebody unknown', () => ask('get', '/Users/nobody'), 404, undefined],
  ['a token that is none', () => ask('get', '/Users', 'x'), 401, undefined],
])('answers %s as SCIM tells an error', async (_what, act, status, scimType) => {
  const { body, headers } = await act().expect(status);
  expect(headers['content-type']).toMatch(/^application\/scim\+json/);
  expect(body).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    ...{ status: String(status), detail: expect.any(String), ...(scimType && { scimType }) },
  });
});

/** Of whom a course that is given to this audience would be. */
async function takers(audience: { roles?: string[]; departments?: string[] }): Promise<string[]> {
  const given = service.as('privacy').post('/api/training/waves').set('Idempotency-Key', `wave-${++waves}`);
  const { body, status } = await given.send({ course: 'protecting-customer-data', audience });
  if (status !== 201) return [];
  const { body: rows } = await service.as('auditor').get(`/api/training/evidence?wave=${body.id}`).expect(200);
  await service.as('privacy').post(`/api/training/waves/${body.id}/stop`).send({}).expect(200);
  return (rows.items as { staff: string }[]).map(({ staff }) => staff).sort();
}
let waves = 0;

describe('Groups', () => {
  const group = (id: string, ...Operations: object[]) =>
    ask('patch', `/Groups/${id}`).send(JSON.stringify({ schemas: [PATCH_OP], Operations }));
  const add = (body: object) => ask('post', '/Groups').send(JSON.stringify(body));
  const membersOf = (body: { members: { value: string }[] }) => body.members.map(({ value }) => value);
  beforeAll(async () => {
    for (const id of ['g-1', 'g-2', 'g-3'])
      await post({ userName: `${id}@company.example`, externalId: id, active: true }).expect(201);
  });

  test('Entra ID pushes one, which gives its members the courses of a role, and takes members out again', async () => {
    const filter = `/Groups?excludedAttributes=members&filter=${encodeURIComponent('displayName eq "Security Response"')}`;
    expect((await ask('get', filter).expect(200)).body).toMatchObject({ totalResults: 0 });
    const made = await add({ displayName: 'Security Response', externalId: '8aa1', members: [] }).expect(201);
    const { id } = made.body as { id: string };
    expect(made.headers.location).toMatch(new RegExp(`/scim/v2/Groups/${id}$`));
    expect((await add({ displayName: 'security response' }).expect(409)).body).toMatchObject({
      scimType: 'uniqueness',
    });
    expect(await takers({ roles: ['forensics'] })).toEqual([]);
    const members = (...ids: string[]) => ids.map((value) => ({ $ref: null, value }));
    await group(id, { op: 'Add', path: 'members', value: members('g-1', 'g-2') }).expect(200);
    const found = (await ask('get', filter).expect(200)).body.Resources as object[];
    expect(found).toMatchObject([{ id, displayName: 'Security Response' }]);
    expect(found[0]).not.toHaveProperty('members');
    const withMember = (member: string) =>
      ask('get', `/Groups?attributes=id&filter=${encodeURIComponent(`id eq "${id}" and members eq "${member}"`)}`);
    expect((await withMember('g-2').expect(200)).body).toMatchObject({ totalResults: 1, Resources: [{ id }] });
    expect((await withMember('g-3').expect(200)).body).toMatchObject({ totalResults: 0 });
    expect(await takers({ roles: ['forensics'] })).toEqual(['g-1', 'g-2']);
    const { body } = await group(id, { op: 'Remove', path: 'members', value: members('g-1') }).expect(200);
    expect(membersOf(body as never)).toEqual(['g-2']);
    expect(await takers({ roles: ['forensics'] })).toEqual(['g-2']);
    await group(id, { op: 'Replace', path: 'displayName', value: 'Former Response' }).expect(200);
    expect(await takers({ roles: ['forensics'] })).toEqual([]);
  });

  test('Okta replaces one and its members, which stand for a department, and deletes it', async () => {
    const { body } = await add({ displayName: 'All Support', members: [{ value: 'g-1', display: 'One' }] }).expect(201);
    const { id } = body as { id: string };
    await group(id, { op: 'add', path: 'members', value: [{ value: 'g-3', display: 'Three' }] }).expect(200);
    await group(id, { op: 'remove', path: 'members[value eq "g-1"]' }).expect(200);
    await group(id, { op: 'replace', value: { id, displayName: 'All Support' } }).expect(200);
    expect(membersOf((await ask('get', `/Groups/${id}`).expect(200)).body as never)).toEqual(['g-3']);
    expect(await takers({ departments: ['Helpdesk'] })).toEqual(['g-3']);
    const whole = { id, displayName: 'All Support', members: [{ value: 'g-2' }] };
    const put = await ask('put', `/Groups/${id}`).send(JSON.stringify(whole)).expect(200);
    expect(membersOf(put.body as never)).toEqual(['g-2']);
    await ask('delete', `/Groups/${id}`).expect(204);
    await ask('get', `/Groups/${id}`).expect(404);
    await ask('delete', `/Groups/${id}`).expect(404);
    expect(await takers({ departments: ['Helpdesk'] })).toEqual([]);
    await ask('get', '/Users/g-2').expect(200);
  });

  test('are refused with a member that is no user, and leave nothing', async () => {
    const { body } = await add({ displayName: 'Odd', members: [{ value: 'nobody' }] }).expect(400);
    expect(body).toMatchObject({ scimType: 'invalidValue' });
    const filter = `/Groups?filter=${encodeURIComponent('displayName eq "Odd"')}`;
    expect((await ask('get', filter).expect(200)).body).toMatchObject({ totalResults: 0 });
  });
});

test('says what it can do', async () => {
  const config = (await ask('get', '/ServiceProviderConfig').expect(200)).body;
  expect(config).toMatchObject({ patch: { supported: true }, bulk: { supported: false }, filter: { supported: true } });
  expect((await ask('get', '/ResourceTypes').expect(200)).body.Resources).toMatchObject([
    { endpoint: '/Users' },
    { endpoint: '/Groups' },
  ]);
  const schemas = (await ask('get', '/Schemas').expect(200)).body.Resources as { id: string }[];
  for (const { id } of schemas) expect((await ask('get', `/Schemas/${id}`).expect(200)).body.id).toBe(id);
  expect((await ask('get', '/Roles').expect(404)).body.schemas).toEqual([
    'urn:ietf:params:scim:api:messages:2.0:Error',
  ]);
});

test('a token opens nothing else, nothing else opens it, and one that was ended opens nothing', async () => {
  await request(service.server).get('/api/me').set('Authorization', `Bearer ${token}`).expect(401);
  await request(service.server).get('/scim/v2/Users').expect(401);
  expect((await ask('get', '/Users', 'x')).body.detail).toMatch(/see POST \/api\/scim-clients\.$/);
  const made = await service.as('operator').post('/api/scim-clients').send({ id: 'okta', name: 'Okta' }).expect(201);
  await ask('get', '/Users', (made.body as { token: string }).token).expect(200);
  await service.as('operator').delete('/api/scim-clients/okta').expect(204);
  await ask('get', '/Users', (made.body as { token: string }).token).expect(401);
  await service.as('lead').post('/api/scim-clients').send({ id: 'x', name: 'X' }).expect(403);
  const { body } = await service.as('auditor').get('/api/scim-clients').expect(200);
  expect(JSON.stringify(body)).not.toContain('token');
});

test('takes so many calls of one provider within a minute, and says when to go on', async () => {
  for (let calls = 0; calls <= CALLS; calls++) {
    const answer = await ask('get', '/ServiceProviderConfig');
    if (answer.status === 200) continue;
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '60']);
    expect(answer.body).toMatchObject({ status: '429' });
    return;
  }
  throw new Error('No call was refused.');
});
