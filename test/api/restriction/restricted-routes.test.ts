import type request from 'supertest';
import { openApi } from '../../../src/contract/openapi';
import { PERSON_COMMANDS } from '../../../src/domain/commands';
import { ROLES, type Role } from '../../../src/domain/primitives/people';
import { addPerson, declared, REPORT, startService, type Service } from '../../support/api';
import { thirdInTurn } from '../../support/turns';

/*
 * Every route with an incident in its path, but for the commands and what test/api/restriction/restricted.test.ts reads: what whoever sees the whole is answered,
 * where one of these roles is theirs. Others are refused. Written by hand.
 */
const READERS = 'responder lead privacy legal communications executive operator auditor';
const RESPONDERS = 'responder lead privacy legal communications';
const TABLE = `
get  /api/incidents/{id}/related                                   200 ${READERS}
get  /api/incidents/{id}/acts                                      200 ${READERS}
get  /api/incidents/{id}/detections                                200 ${READERS}
get  /api/incidents/{id}/facts/versions                            200 ${READERS}
get  /api/incidents/{id}/facts/versions/{version}                  404 ${READERS}
get  /api/incidents/{id}/training                                  400 lead privacy legal
get  /api/incidents/{id}/notices/{number}/changes                  404 ${READERS}
get  /api/incidents/{id}/notices/{number}/recipients               200 ${READERS}
get  /api/incidents/{id}/notices/{number}/recipients/{recipient}   404 ${READERS}
get  /api/incidents/{id}/notices/{number}/tests                    200 ${READERS}
post /api/incidents/{id}/notices/{number}/tests                    422 lead privacy legal communications
post /api/incidents/{id}/scope/import                              422 ${RESPONDERS}
get  /api/incidents/{id}/legal-holds                               200 ${READERS}
post /api/incidents/{id}/legal-holds                               422 privacy legal
post /api/incidents/{id}/legal-holds/lift                          422 privacy legal
get  /api/incidents/{id}/withheld-words                            200 privacy legal executive
post /api/incidents/{id}/evidence                                  400 ${RESPONDERS}
get  /api/incidents/{id}/evidence/{evidence}/file                  404 ${RESPONDERS} auditor
get  /api/incidents/{id}/proof-pack                                200 lead privacy legal auditor
get  /api/incidents/{id}/questions                                 200 ${READERS}
post /api/incidents/{id}/questions/{question}/answer               422 ${RESPONDERS}
get  /api/incidents/{id}/assistance                                200 ${READERS}
post /api/incidents/{id}/assistance                                400 ${RESPONDERS}
post /api/incidents/{id}/assistance/{file}/again                   404 ${RESPONDERS}
get  /api/incidents/{id}/translations                              400 ${READERS}
post /api/incidents/{id}/translations                              415 ${RESPONDERS}
get  /api/incidents/{id}/post-mortem                               404 ${READERS}
post /api/incidents/{id}/post-mortem/annotate                      422 ${RESPONDERS} executive
post /api/incidents/{id}/post-mortem/answer-question               422 ${RESPONDERS} executive
post /api/incidents/{id}/post-mortem/judge-step                    422 ${RESPONDERS} executive
post /api/incidents/{id}/post-mortem/add-action                    422 ${RESPONDERS} executive
post /api/incidents/{id}/post-mortem/finish-action                 422 ${RESPONDERS} executive
post /api/incidents/{id}/post-mortem/verify-action                 422 ${RESPONDERS} executive
post /api/incidents/{id}/post-mortem/approve-post-mortem           422 lead privacy legal communications
post /api/incidents/{id}/post-mortem/write-synthesis               422 ${RESPONDERS} executive
post /api/incidents/{id}/post-mortem/approve-synthesis             422 lead privacy legal communications
post /api/incidents/{id}/post-mortem/admit-member                  422 privacy legal
post /api/incidents/{id}/post-mortem/dismiss-member                422 privacy legal
post /api/incidents/{id}/post-mortem/name-auditor                  422 privacy legal
post /api/incidents/{id}/post-mortem/acknowledge                   422 ${RESPONDERS} executive
get  /api/register/incidents/{id}                                  200 privacy legal auditor
`;
const READ_THERE = ['', '/timeline', '/clocks', '/notices', '/notices/{number}', '/deliveries', '/scope'];
/** In neither table, and why not. */
const EXCEPTIONS: Record<string, string> = {
  'post /codec/for/{incident}/{command}/encode':
    'Seals what its caller sends, and looks at no incident; the incident judges who wrote it.',
  'post /codec/for/{incident}/{command}/decode':
    'Opens by what a payload itself belongs to, never by the path: "is decrypted for members alone".',
};
/** Reads that are asked for by no incident, and are no answer that ends, or none that is read. */
const UNASKED = [
  '/api/events',
  '/sign-in/callback',
  '/sign-in/oidc',
  '/codec/sign-in',
  '/api/openapi.json',
  '/api/docs',
];

const PLANTED = 'Ondine Quillfeather';
const KEEPER = 'keeper';
const unknown = {
  type: '/problems/unknown-incident',
  title: 'No such incident',
  status: 404,
  detail: 'There is no incident with this id. Take ids from GET /api/incidents.',
};
const PARTS: Record<string, string> = {
  version: '9',
  number: '1',
  recipient: 'nobody',
  evidence: '1',
  question: '1',
  file: '1',
};

interface Route {
  name: string;
  method: 'get' | 'post';
  path: string;
  answer: number;
  roles: Role[];
}
const ROUTES = TABLE.trim().split('\n').map(routeOf);
const routesOf = (role: Role) => thirdInTurn('routes with an incident', ROUTES, ROLES.indexOf(role));

let service: Service;
let open: string;
let hidden: string;
beforeAll(async () => {
  service = await startService();
  await addPerson(service.register, KEEPER, ['legal', 'privacy']);
  open = await declared(service);
  hidden = await restricted('reporter');
});
afterAll(() => service.stop());

function routeOf(line: string): Route {
  const [method = '', path = '', answer, ...roles] = line.split(/\s+/);
  return { name: `${method} ${path}`, method: method as 'get', path, answer: Number(answer), roles: roles as Role[] };
}

/** For one person alone, who is none of the nine. */
async function restricted(by: Role): Promise<string> {
  const body = { ...REPORT, seen: `${PLANTED} took a list.`, restrict: { members: [KEEPER] } };
  const { body: answer } = await service.as(by).post('/api/incidents').send(body).expect(201);
  return answer.id as string;
}

function asked(person: string, { method, path }: Route, id: string): request.Test {
  const address = path.replace('{id}', id).replace(/\{(\w+)\}/g, (_, name: string) => PARTS[name] ?? '');
  return method === 'get' ? service.as(person).get(address) : service.as(person).post(address).send({ nonsense: 1 });
}

async function statusesOf(role: Role, id: string): Promise<[string, number, unknown][]> {
  return await Promise.all(
    routesOf(role).map(async (route) => {
      const { status, body } = await asked(role, route, id);
      return [route.name, status, body] as [string, number, unknown];
    }),
  );
}

const statuses = (answers: [string, number, unknown][]) => answers.map(([name, status]) => [name, status]);

test('Each route with an incident in its path stands in a table, or is an exception with its reason', () => {
  const described = Object.entries(openApi().paths ?? {}).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => ({ method, path })),
  );
  const ofIncidents = described.filter(({ path }) => /incidents\/\{id\}|\{incident\}/.test(path));
  const there = [
    ...READ_THERE.map((path) => `get /api/incidents/{id}${path}`),
    ...PERSON_COMMANDS.map((command) => `post /api/incidents/{id}/${command}`),
  ];
  const tabled = [...ROUTES.map(({ name }) => name), ...there, ...Object.keys(EXCEPTIONS)];
  expect(ofIncidents.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(tabled.sort());
});

test.each(ROLES)('%s is answered as the table says where the whole is theirs', async (role) => {
  const expected = routesOf(role).map(({ name, roles, answer }) => [name, roles.includes(role) ? answer : 403]);
  expect(statuses(await statusesOf(role, open))).toEqual(expected);
});

test.each(ROLES.filter((role) => role !== 'reporter'))('%s is answered of a hidden one as of none', async (role) => {
  const answers = await statusesOf(role, hidden);
  // What is for keepers of the register alone says so before it looks at which.
  const judged = answers.filter(([name, status]) => !(name.startsWith('get /api/register/') && status === 403));
  expect(judged).toEqual(judged.map(([name]) => [name, 404, unknown]));
});

test.each(ROLES.filter((role) => role !== 'auditor'))(
  '%s who reported it, and is no member, is told by no route more than the status',
  async (role) => {
    const id = await restricted(role);
    const { body } = await service.as(role).get(`/api/incidents/${id}`).expect(200);
    expect(body).not.toHaveProperty('alerts');
    expect(statuses(await statusesOf(role, id))).toEqual(routesOf(role).map(({ name }) => [name, 403]));
  },
);

test.each(ROLES.filter((role) => role !== 'reporter'))(
  '%s finds it in no list that the API describes',
  async (role) => {
    const lists = Object.entries(openApi().paths ?? {})
      .filter(([path, methods]) => 'get' in (methods as object) && !path.includes('{') && !UNASKED.includes(path))
      .map(([path]) => path);
    const found = await Promise.all(
      lists.map(async (path) => {
        const { text } = await service.as(role).get(path);
        return text.includes('Quillfeather') || text.includes(hidden) ? [path] : [];
      }),
    );
    expect([lists.length > 30, found.flat()]).toEqual([true, []]);
  },
);
