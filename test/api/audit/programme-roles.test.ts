import request from 'supertest';
import { openApi } from '../../../src/contract/openapi';
import type { Instant } from '../../../src/domain/primitives/instant';
import type { IncidentId } from '../../../src/domain/case/state';
import { ROLES, type Role } from '../../../src/domain/primitives/people';
import { addPerson, declared, REPORT, startService, type Service } from '../../support/api';

/*
 * Every route of audits, procedures, reviews, post-mortems and playbooks, each of the nine roles, and nobody. Written by hand: what these roles are
 * answered to a body that says nothing; others are refused.
 */
const READERS = 'responder lead privacy legal communications executive operator auditor';
const TABLE = `
get  /api/audits                                                 200 auditor privacy legal executive
post /api/audits                                                 422 auditor
get  /api/audits/{id}                                            200 auditor privacy legal executive
post /api/audits/{id}/samples                                    422 auditor
post /api/audits/{id}/findings                                   422 auditor
post /api/audits/{id}/findings/{number}/done                     422 ${READERS}
post /api/audits/{id}/close                                      422 auditor
get  /api/audits/{id}/bundle                                     200 auditor
get  /api/procedures                                             200 ${READERS}
post /api/procedures                                             422 lead privacy legal
get  /api/procedures/{name}/{version}                            200 ${READERS}
post /api/procedures/{name}/{version}/approve                    422 lead privacy legal
get  /api/programme-reviews                                      200 lead privacy legal executive auditor
get  /api/programme-reviews/{id}                                 200 lead privacy legal executive auditor
post /api/programme-reviews/{id}/decide                          422 lead privacy legal executive
post /api/programme-reviews/{id}/approve                         422 lead privacy legal executive
post /api/programme-reviews/{id}/actions/{number}/done           422 lead privacy legal executive
get  /api/post-mortems                                         200 lead privacy legal auditor
get  /api/playbooks                                              200 ${READERS}
`;
/** Each is right, so that only who says it decides. The post-mortem has lead, privacy and legal as its members. */
const ON_AN_INCIDENT = `
get  evidence/1/file                 200 responder lead privacy legal communications auditor
post pass-evidence                   200 responder lead privacy legal communications
get  post-mortem                     200 lead privacy legal auditor
post post-mortem/annotate            200 lead privacy legal
post post-mortem/answer-question     200 lead privacy legal
post post-mortem/admit-member        200 privacy legal
`;
const BODIES: Record<string, object> = {
  'pass-evidence': { evidence: 1, to: 'Laboratory', reason: 'An image.' },
  'post-mortem/annotate': { sequence: 1, index: 0, words: 'So.' },
  'post-mortem/answer-question': { question: 'causes', words: 'So.' },
  'post-mortem/admit-member': { person: 'communications', reason: 'Had it in hand.' },
};
const KEEPER = 'keeper';
const PLACES = ['audits', 'procedures', 'programme-reviews', 'post-mortems', 'playbooks'];

interface Route {
  name: string;
  method: 'get' | 'post';
  path: string;
  answer: number;
  roles: Role[];
}

let service: Service;
let audit: string;
let hidden: IncidentId;
let ids: Record<string, string>;

beforeAll(async () => {
  service = await startService();
  await addPerson(service.register, KEEPER, ['responder', 'auditor', 'privacy']);
  hidden = await withEvidence(await restricted());
  audit = await drawn();
  const period = { standard: 'ISO/IEC 27001:2022', from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
  const { body: empty } = await service.as('auditor').post('/api/audits').send(period).expect(201);
  const procedure = { name: 'incident-response', version: '1', title: 'SOP', text: '1. Report it.' };
  await service.as('lead').post('/api/procedures').send(procedure).expect(201);
  ids = { '/api/audits': empty.id as string, '/api/programme-reviews': await review(), name: 'incident-response' };
});
afterAll(() => service.stop());

async function restricted(): Promise<IncidentId> {
  const report = { ...REPORT, restrict: { members: [KEEPER] } };
  return (await service.as(KEEPER).post('/api/incidents').send(report).expect(201)).body.id as IncidentId;
}

async function withEvidence(id: IncidentId): Promise<IncidentId> {
  const said = { title: 'Log', name: 'a.log', collectedAt: '2026-11-20T08:00:00Z' };
  await service
    .as(KEEPER)
    .post(`/api/incidents/${id}/evidence`)
    .query(said)
    .set('Content-Type', 'application/octet-stream')
    .send(Buffer.from('lines'))
    .expect(200);
  return id;
}

/** Draws all there is for whoever sees it, and finds something for the responder to mend. */
async function drawn(): Promise<string> {
  const period = { standard: 'Own rules', from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
  const { body } = await service.as(KEEPER).post('/api/audits').send(period).expect(201);
  const act = (path: string, said: object) =>
    service.as(KEEPER).post(`/api/audits/${body.id}/${path}`).send(said).expect(200);
  expect((await act('samples', { count: 9, seed: '7' })).body.samples[0].incidents).toContain(hidden);
  const finding = { finding: 'Nobody asked.', action: 'Ask.', dueAt: '2027-02-01T00:00:00Z' };
  await act('findings', { ...finding, owner: 'responder' });
  await act('findings', { ...finding, owner: 'lead' });
  return body.id as string;
}

async function review(): Promise<string> {
  const id = await contained();
  await service.desk.recorded();
  const rhythm = { everyMonths: 12, withinDays: 30, tells: ['executive'] as Role[] };
  const at = '2027-12-02T00:00:00.000Z' as Instant;
  const [owed] = await service.register.programmeReviews.openOwed(at, rhythm, { person: 'system', at });
  expect(id).toBeDefined();
  return owed?.id ?? '';
}

async function contained(): Promise<IncidentId> {
  const id = await withEvidence(await declared(service));
  await service.as('responder').post(`/api/incidents/${id}/move-stage`).send({ to: 'recovery' }).expect(200);
  await service.desk.openPostMortem(id);
  return id;
}

function routesIn(table: string): Route[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [method = '', path = '', answer, ...roles] = line.split(/\s+/);
      const name = `${method} ${path}`;
      return { name, method: method as 'get', path, answer: Number(answer), roles: roles as Role[] };
    });
}

function addressOf({ path }: Route): string {
  const [place = ''] = /^\/api\/[\w-]+/.exec(path) ?? [];
  const given: Record<string, string> = { id: ids[place] ?? '', name: ids.name ?? '', version: '1', number: '1' };
  return path.replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? '');
}

type Agent = Pick<ReturnType<Service['as']>, 'get' | 'post'>;

function asked(agent: Agent, method: 'get' | 'post', address: string, body: object = { nonsense: 1 }): request.Test {
  return method === 'get' ? agent.get(address) : agent.post(address).send(body);
}

const ROUTES = routesIn(TABLE);

test('each route of the programme stands in the table', () => {
  const described = Object.entries(openApi().paths ?? {}).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method} ${path}`),
  );
  const ofPlaces = described.filter((name) =>
    PLACES.some((place) => new RegExp(`^\\w+ /api/${place}(/|$)`).test(name)),
  );
  expect(ofPlaces.sort()).toEqual(ROUTES.map(({ name }) => name).sort());
});

test.each(ROLES)('%s is answered by each route of the programme as the table says', async (role) => {
  const told = ROUTES.map(async (route) => {
    const { status } = await asked(service.as(role), route.method, addressOf(route));
    return [route.name, status];
  });
  const expected = ROUTES.map(({ name, roles, answer }) => [name, roles.includes(role) ? answer : 403]);
  expect(await Promise.all(told)).toEqual(expected);
});

test('nobody is answered by any', async () => {
  const told = ROUTES.map(async (route) => {
    const { status } = await asked(request(service.server), route.method, addressOf(route));
    return [route.name, status];
  });
  expect(await Promise.all(told)).toEqual(ROUTES.map(({ name }) => [name, 401]));
});

describe('Evidence and post-mortem', () => {
  const acts = routesIn(ON_AN_INCIDENT);
  const statuses = async (agent: Agent, id: IncidentId) => {
    const told: [string, number][] = [];
    for (const { name, method, path } of acts) {
      const { status } = await asked(agent, method, `/api/incidents/${id}/${path}`, BODIES[path]);
      told.push([name, status]);
    }
    return told;
  };

  test.each(ROLES)('%s reads and writes what the table says', async (role) => {
    const expected = acts.map(({ name, roles, answer }) => [name, roles.includes(role) ? answer : 403]);
    expect(await statuses(service.as(role), await contained())).toEqual(expected);
  });

  test('are for nobody who is not signed in, and to whoever need not know there are none', async () => {
    const open = await contained();
    expect((await statuses(request(service.server), open)).map(([, status]) => status)).toEqual(acts.map(() => 401));
    for (const role of ROLES.filter((one) => one !== 'reporter'))
      expect([role, await statuses(service.as(role), hidden)]).toEqual([role, acts.map(({ name }) => [name, 404])]);
  });
});

describe('An audit', () => {
  const read = (person: string) => service.as(person).get(`/api/audits/${audit}`);

  test('shows an incident that it drew to nobody else who may not see it', async () => {
    expect((await read(KEEPER).expect(200)).text).toContain(hidden);
    for (const person of ['auditor', 'privacy', 'legal', 'executive']) {
      const { text, body } = await read(person).expect(200);
      expect([person, text.includes(hidden), body.samples[0].population]).toEqual([person, false, expect.any(Number)]);
    }
    const { text } = await service.as('auditor').get('/api/administration?limit=100').expect(200);
    expect([text.includes(audit), text.includes(hidden)]).toEqual([true, false]);
  });

  test('shows whoever mends a finding that one, and no other', async () => {
    const { body } = await read('responder').expect(200);
    expect(body).toMatchObject({ samples: [], findings: [{ number: 1, owner: 'responder' }] });
    const done = service.as('responder').post(`/api/audits/${audit}/findings/1/done`).send({ words: 'Asked.' });
    expect((await done.expect(200)).body.findings).toMatchObject([{ number: 1, doneBy: 'responder' }]);
    await service.as('responder').post(`/api/audits/${audit}/findings/2/done`).send({ words: 'Asked.' }).expect(403);
    await read('communications').expect(403);
  });
});
