import { createFindingsNotifier, openMailChannel } from '../../../src/activities';
import { seal } from '../../../src/codec';
import { PERSON_COMMANDS, personCommands, type PersonCommand } from '../../../src/domain/commands';
import { workflowPlace } from '../../../src/domain/primitives/seal';
import type { IncidentId } from '../../../src/domain/case/state';
import type { EffectId } from '../../../src/domain/effects/state';
import { HOUR } from '../../../src/domain/primitives/instant';
import { ROLES, type Role } from '../../../src/domain/primitives/people';
import { addPerson, declared, REPORT, startService, type Service } from '../../support/api';
import { MailServer } from '../../support/mailserver';
import { thirdInTurn } from '../../support/turns';
import { payloadOf, toWire } from '../../support/wire';
import { until } from '../../support/until';

/*
 * Nine roles, five standings, every route. Each cell was written by hand: w sees the whole, s the status of the own report, - is answered
 * as for an incident that does not exist. `lead` is under suspicion in all but the first.
 */
const TABLE = `
              reporter responder lead privacy legal communications executive operator auditor
open          s        w         w    w       w     w              w         w        w
non-member    s        -         -    w       w     -              -         -        -
member        s        w         -    w       w     w              w         w        w
glass         s        -         -    w       w     -              w         -        -
glass-over    s        -         -    w       w     -              -         -        -
`;
/** Of those who see the whole, who may give which command: r responders, and so on; written by hand once more. */
const MAY: Record<string, string> = {
  withhold: 'responder lead privacy legal communications executive',
  'approve-withholding': 'legal executive',
  'review-withholding': 'legal executive',
  'release-withheld': 'privacy legal executive',
  'comment-notice': 'responder lead privacy legal communications executive',
  'allow-name': 'lead privacy legal communications',
  'hold-release': 'lead privacy legal executive',
  'merge-into': 'lead privacy',
  'set-role': 'privacy legal',
  'record-filing': 'privacy legal',
  'judge-regime': 'privacy legal',
  'record-regime-duty': 'privacy legal',
  'approve-notice': 'lead privacy legal communications',
  'reject-notice': 'lead privacy legal communications',
  'release-notice': 'lead privacy',
  'pause-sending': 'lead privacy legal communications',
  'resume-sending': 'lead privacy legal communications',
  'stop-sending': 'lead privacy legal communications',
  'send-again': 'lead privacy',
  'try-next-contact': 'lead privacy',
  'explain-delay': 'lead privacy',
  'waive-customer': 'privacy legal executive',
  'waive-promise': 'privacy legal executive',
  'correct-anchor': 'privacy legal',
  reclassify: 'privacy legal',
  'withdraw-declaration': 'privacy legal executive',
  declare: 'responder lead privacy legal executive',
  'end-task': 'responder lead privacy legal communications executive',
  'report-department': 'responder lead privacy legal communications executive',
  restrict: 'lead privacy legal executive',
  'lift-restriction': 'privacy legal executive',
  'add-member': 'privacy legal executive',
  'remove-member': 'privacy legal executive',
  'break-glass': 'executive',
  close: 'lead privacy',
  reopen: 'lead privacy',
};
const RESPONDERS = 'responder lead privacy legal communications';
const READS = ['/timeline', '/clocks', '/notices', '/notices/1', '/deliveries', '/scope'];
const UNKNOWN = 'INC-2026-9999';
const PLANTED = 'Ondine Quillfeather';
/** Of an incident that others may see, whose row has its title. */
const SHOWN = 'Somebody took a list.';
const unknown = {
  type: '/problems/unknown-incident',
  title: 'No such incident',
  status: 404,
  detail: 'There is no incident with this id. Take ids from GET /api/incidents.',
};

const rows = TABLE.trim().split('\n').slice(1);
const CELLS = rows.map((line) => line.trim().split(/\s+/)) as [string, ...string[]][];

let service: Service;
const ids: Record<string, string> = {};
beforeAll(async () => {
  service = await startService();
  ids.open = await declared(service);
  ids['non-member'] = await restricted({ members: ['privacy', 'legal'] });
  ids.member = await restricted({ members: ROLES.filter((role) => role !== 'lead' && role !== 'reporter') }, SHOWN);
  ids['glass-over'] = await restricted({ members: ['privacy', 'legal'] });
  await breakGlass('glass-over');
  service.wait(4 * HOUR);
  ids.glass = await restricted({ members: ['privacy', 'legal'] }, SHOWN);
  await breakGlass('glass');
});
afterAll(() => service.stop());

async function restricted(restrict: object, seen = `${PLANTED} took a list.`): Promise<string> {
  const body = { ...REPORT, seen, restrict: { excluded: ['lead'], ...restrict } };
  const { body: answer } = await service.as('reporter').post('/api/incidents').send(body).expect(201);
  return answer.id as string;
}

async function breakGlass(standing: string): Promise<void> {
  await service
    .as('executive')
    .post(`/api/incidents/${ids[standing]}/break-glass`)
    .send({ reason: 'Due.' })
    .expect(200);
}

describe.each(CELLS)('%s', (standing, ...cells) => {
  const sightOf = (role: Role) => cells[ROLES.indexOf(role)];
  const at = (path = '') => `/api/incidents/${ids[standing]}${path}`;

  test.each(ROLES)('%s reads what the table says, and finds it in the list or does not', async (role) => {
    const sight = sightOf(role);
    const { status, body } = await service.as(role).get(at());
    expect([status, 'alerts' in body]).toEqual(sight === '-' ? [404, false] : [200, sight === 'w']);
    const answers = await Promise.all(READS.map((path) => service.as(role).get(at(path))));
    const none = sight === 'w' ? 200 : sight === 's' ? 403 : 404;
    const expected = READS.map((path) => (sight === 'w' && path === '/notices/1' ? 404 : none));
    expect(answers.map((answer) => answer.status)).toEqual(expected);
    if (sight === '-') expect(answers.map((answer) => answer.body)).toEqual(READS.map(() => unknown));
    const { body: list } = await service.as(role).get('/api/incidents?limit=200').expect(200);
    const isListed = sight === 'w' || (role === 'reporter' && sight === 's');
    expect(list.items.some(({ id }: { id: string }) => id === ids[standing])).toBe(isListed);
  });

  // The others are judged by the domain alike; test/domain/restriction/visibility.test.ts has them all.
  if (standing === 'member' || standing === 'glass-over') return;
  test.each(ROLES)('%s gives the commands that the table says', async (role) => {
    const sight = sightOf(role);
    const commands = shareOf(standing, role);
    const given = await Promise.all(
      commands.map((command) =>
        service
          .as(role)
          .post(at(`/${command}`))
          .send({ nonsense: 1 }),
      ),
    );
    const expected = commands.map((command) => {
      const knocks = command === 'break-glass' && role === 'executive';
      if (sight === '-' && !knocks) return [command, 404];
      return [command, (MAY[command] ?? RESPONDERS).split(' ').includes(role) ? 422 : 403];
    });
    expect(commands.map((command, nth) => [command, given[nth]?.status])).toEqual(expected);
    for (const { status, body } of given) if (status === 404) expect(body).toEqual(unknown);
  });
});

/** For a commit each role gives all of them, and all are given in each standing. */
function shareOf(standing: string, role: Role): PersonCommand[] {
  const shift = ['open', 'non-member', 'glass'].indexOf(standing) + ROLES.indexOf(role);
  return thirdInTurn('commands by standing', PERSON_COMMANDS, shift);
}

test.each(ROLES)('%s is answered of an unknown incident as of one that is hidden', async (role) => {
  for (const path of ['', '/timeline']) {
    const { status, body } = await service.as(role).get(`/api/incidents/${UNKNOWN}${path}`);
    expect([status, body]).toEqual([404, unknown]);
  }
  const { status, body } = await service.as(role).post(`/api/incidents/${UNKNOWN}/close`).send({ nonsense: 1 });
  expect([status, body]).toEqual([404, unknown]);
});

test('The table of commands is that of the domain', () => {
  const found = PERSON_COMMANDS.map((command) => [command, [...(personCommands[command].roles as Role[])].sort()]);
  expect(found).toEqual(PERSON_COMMANDS.map((command) => [command, (MAY[command] ?? RESPONDERS).split(' ').sort()]));
});

describe('A planted name', () => {
  const hidden = () => ids['non-member'] ?? '';

  test.each(ROLES.filter((role) => !['privacy', 'legal', 'reporter'].includes(role)))(
    'and the number are in nothing that %s can ask for',
    async (role) => {
      const questions = [
        '',
        '?q=Quillfeather',
        '?stage=triage',
        '?class=undetermined',
        '?reporter=reporter',
        '?owes=assess',
      ];
      const paths = [...questions.map((query) => `/api/incidents${query}`), '/api/people', '/api/customers'];
      for (const path of [...paths, '/metrics', '/api/access', `/api/access?incident=${hidden()}`]) {
        const { text } = await service.as(role).get(path);
        expect([path, text.includes('Quillfeather'), text.includes(hidden())]).toEqual([path, false, false]);
      }
    },
  );

  test('is in no log, which has the number alone', () => {
    expect(service.logged.filter((line) => line.includes('Quillfeather'))).toEqual([]);
  });

  test('is decrypted for members alone, and what names no incident for nobody else', async () => {
    const { keyRing } = service.deps;
    const of = (id?: string) => (id === undefined ? '' : workflowPlace('default', id));
    const values: [unknown, string][] = [
      [{ incident: hidden(), seen: PLANTED }, of()],
      [{ id: hidden(), state: { report: { seen: PLANTED } } }, of()],
      [{ by: 'legal', text: `${PLANTED}, as in ${ids.open}` }, of()],
      [{ by: 'legal', text: PLANTED, incident: ids.open }, of(hidden())],
      [{ incident: ids.open, text: 'An open one.' }, of()],
      [{ by: 'lead', text: 'An open one.' }, of(ids.open)],
    ];
    const sealed = values.map(([value, place]) => toWire(seal(keyRing, payloadOf(value), { by: 'api', for: place })));
    const decode = async (role: Role) => {
      const { text } = await service.as(role).post('/codec/decode').send({ payloads: sealed }).expect(200);
      const { payloads } = JSON.parse(text) as { payloads: { data: string }[] };
      return payloads.map(({ data }) => Buffer.from(data, 'base64').toString());
    };
    for (const role of ['lead', 'operator', 'auditor', 'executive'] as const) {
      const shown = await decode(role);
      expect([role, shown.filter((text) => text.includes('Quillfeather'))]).toEqual([role, []]);
      expect(shown.slice(4).every((text) => text.includes('An open one.'))).toBe(true);
    }
  });
});

describe('A report under restriction', () => {
  test('names nobody who is not there, and leaves somebody who can act', async () => {
    const report = (restrict: object) =>
      service
        .as('reporter')
        .post('/api/incidents')
        .send({ ...REPORT, restrict });
    const { body } = await report({ members: ['nobody-here'] }).expect(422);
    expect(body.errors).toMatchObject([{ pointer: '/restrict/members' }]);
    await report({ excluded: ['privacy', 'legal', 'executive'] }).expect(422);
  });

  test('is not pending for others while Temporal is away', async () => {
    service.desk.isUp = false;
    const body = { ...REPORT, seen: PLANTED, restrict: { excluded: ['lead'] } };
    const { body: answer } = await service.as('reporter').post('/api/incidents').send(body).expect(202);
    const { id } = answer as { id: string };
    expect(answer.state.restriction).toBeUndefined();
    for (const role of ['lead', 'operator', 'auditor']) {
      expect((await service.as(role).get('/api/incidents')).text).not.toContain(id);
      await service.as(role).get(`/api/incidents/${id}`).expect(404);
      await service.as(role).post(`/api/incidents/${id}/close`).send({ outcome: 'x' }).expect(404);
      expect((await service.as(role).get(`/api/access?incident=${id}`)).text).not.toContain(id);
    }
    await service.as('privacy').get(`/api/incidents/${id}`).expect(200);
    service.desk.isUp = true;
  });
});

test('Whoever is excluded later is out at once, though they had it in hand', async () => {
  const id = await declared(service);
  await service.as('lead').get(`/api/incidents/${id}`).expect(200);
  await service
    .as('legal')
    .post(`/api/incidents/${id}/restrict`)
    .send({ reason: 'His export.', excluded: ['lead'] })
    .expect(200);
  await service.as('lead').get(`/api/incidents/${id}`).expect(404);
  await service.as('lead').post(`/api/incidents/${id}/note-progress`).send({ text: 'x' }).expect(404);
  await service.as('privacy').post(`/api/incidents/${id}/lift-restriction`).send({ reason: 'Unfounded.' }).expect(200);
  await service.as('legal').post(`/api/incidents/${id}/lift-restriction`).send({ reason: 'I agree.' }).expect(200);
  await service.as('lead').get(`/api/incidents/${id}`).expect(200);
});

describe('What is privileged', () => {
  test('is there for everybody, and its words for counsel', async () => {
    const id = await declared(service);
    const say = (role: Role, command: string, body: object) =>
      service.as(role).post(`/api/incidents/${id}/${command}`).send(body).expect(200);
    await say('legal', 'note-progress', { text: PLANTED, section: 'privileged' });
    await say('legal', 'set-fact', { field: 'nature', status: 'known', value: PLANTED, section: 'privileged' });
    const answer = await say('lead', 'note-progress', { text: 'An open note.' });
    const seen = async (role: Role) =>
      (await service.as(role).get(`/api/incidents/${id}`)).text +
      (await service.as(role).get(`/api/incidents/${id}/timeline`)).text;
    for (const role of ['lead', 'responder', 'auditor', 'operator'] as const)
      expect(await seen(role)).not.toContain(PLANTED);
    for (const role of ['legal', 'privacy', 'executive'] as const) expect(await seen(role)).toContain(PLANTED);
    expect(await seen('lead')).toContain('"section":"privileged"');
    expect(answer.text).not.toContain(PLANTED);
  });
});

describe('Who looked', () => {
  const rowsOf = async (query: string, by: Role = 'auditor') =>
    (await service.as(by).get(`/api/access?limit=200&${query}`).expect(200)).body.items as Record<string, unknown>[];

  test('is kept once a minute for each section, with the key, and so is what was refused', async () => {
    const id = await declared(service);
    for (let times = 0; times < 3; times += 1)
      await service.as('communications').get(`/api/incidents/${id}`).expect(200);
    await service.as('communications').get(`/api/incidents/${id}/deliveries`).expect(200);
    await service.as('communications').post(`/api/incidents/${id}/close`).send({ outcome: 'x' }).expect(403);
    // A refusal is written once it is answered.
    const rows = await until('the refusal is written', async () => {
      const written = await rowsOf(`incident=${id}&person=communications`);
      return written.some(({ status }) => status === 403) ? written : undefined;
    });
    expect(rows).toMatchObject(
      [
        { section: 'deliveries', status: 200, route: '/api/incidents/:id/deliveries' },
        { section: 'incident', status: 200 },
        { status: 403, problem: 'not-permitted', route: '/api/incidents/:id/close' },
      ].sort((one, other) => order(rows, one) - order(rows, other)),
    );
    expect(rows[0]?.credential).toEqual(expect.any(String));
    service.wait(60_000);
    await service.as('communications').get(`/api/incidents/${id}`).expect(200);
    expect(
      (await rowsOf(`incident=${id}&person=communications`)).filter(({ section }) => section === 'incident'),
    ).toHaveLength(2);
  });

  test('of a restricted incident is for its members, and kept before they read', async () => {
    const id = ids['non-member'] ?? '';
    expect(await rowsOf(`incident=${id}`)).toEqual([]);
    for (const person of ['legal', 'lead'])
      expect(await rowsOf(`incident=${id}&person=${person}`, 'privacy')).not.toEqual([]);
    const { deps } = service;
    const { register } = deps;
    const failing = { note: () => undefined, settled: () => Promise.reject(new Error('down')) };
    const kept = deps.readings;
    Object.assign(deps, { readings: failing });
    await service.as('legal').get(`/api/incidents/${id}`).expect(500);
    await service.as('legal').get(`/api/incidents/${ids.open}`).expect(200);
    Object.assign(deps, { readings: kept, register });
  });

  test('is exported as CSV, and asked for by nobody else', async () => {
    const { text } = await service
      .as('privacy')
      .get(`/api/access?incident=${ids.open}`)
      .set('Accept', 'text/csv')
      .expect(200);
    const [heading, first = ''] = text.split('\r\n');
    expect(heading).toBe('at,person,credential,method,route,incident,section,status,problem');
    expect(first.split(',')).toHaveLength(9);
    for (const role of ['lead', 'executive', 'operator', 'reporter'])
      await service.as(role).get('/api/access').expect(403);
    await service
      .as('auditor')
      .get('/api/access?from=2026-11-23T00:00:00Z&to=2026-11-23T00:00:01Z')
      .expect(200, /"items":\[\]/);
  });
});

function order(rows: Record<string, unknown>[], wanted: { route?: string; section?: string }): number {
  return rows.findIndex((row) => (wanted.section ? row.section === wanted.section : row.route === wanted.route));
}

test('is in no mail about several reports of one person, and its own alert goes out alone', async () => {
  const { alerts } = service.register;
  const pace = { atOnce: 0, windowMs: HOUR, holdMs: HOUR, leaseMs: HOUR, askAgainMs: HOUR };
  const turnOf = (incident: string) => {
    const summary = { incident: incident as IncidentId, alert: 'reported', seen: PLANTED } as const;
    const effect = `${incident}#7.7` as EffectId;
    return alerts.turnOf({ effect, reporter: 'flooder', addressees: 'leads', summary }, true, service.now(), pace);
  };
  expect(await turnOf(ids.open!)).toMatchObject({ turn: 'wait' });
  expect(await turnOf(ids.member!)).toEqual({ turn: 'alone' });
  service.wait(HOUR);
  expect(await turnOf(ids.member!)).toEqual({ turn: 'alone' });
  expect(await turnOf(ids.open!)).toMatchObject({ turn: 'send', isFirst: true, together: [{ incident: ids.open }] });
});

test('what the watch finds of it is mailed to members by its number, and to operators who are not excluded without', async () => {
  const server = await MailServer.start();
  const mail = openMailChannel({ url: server.url, from: 'Tocsin <tocsin@tocsin.example>' });
  await addPerson(service.register, 'suspect', ['operator']);
  const id = await restricted({ members: ['privacy', 'legal'], excluded: ['suspect', 'lead'] });
  const { register, deps } = service;
  const notify = createFindingsNotifier({ register, mail, log: deps.log, publicUrl: deps.publicUrl });
  await notify([
    { subject: id, kind: 'ended', sentence: `its workflow is terminated, of ${id}`, since: service.now() },
    { subject: id, kind: 'timer', sentence: 'its timer is lost', since: service.now() },
    { subject: `${id}/post-mortem`, kind: 'ended', sentence: 'its post-mortem has ended', since: service.now() },
  ]);
  const texts = Object.fromEntries(server.taken.map((one) => [one.to.split('@')[0], one.mail.text ?? '']));
  mail.close();
  await server.down();
  expect(Object.keys(texts).sort()).toEqual(['legal', 'operator', 'privacy']);
  expect(texts.privacy).toContain(`${id}: its timer is lost`);
  expect(texts.privacy).toContain(`${id}/post-mortem: its post-mortem has ended`);
  expect(texts.operator).toContain('An incident that is restricted to its members: it has a fault');
  expect(texts.operator?.match(/restricted to its members/g)).toHaveLength(1);
  expect(texts.operator).not.toMatch(/INC-|timer|post-mortem/);
});
