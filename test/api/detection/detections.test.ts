import { Client } from 'pg';
import request from 'supertest';
import { createStormNotifier } from '../../../src/activities';
import { HOUR, MINUTE } from '../../../src/domain/primitives/instant';
import { reported, startService, type Service } from '../../support/api';
import { databaseServer } from '../../support/database';
import { alarmTo, storm } from '../../support/storm';
import { until } from '../../support/until';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

let count = 0;

/** A source of its own, with a case for none of its findings yet. */
async function source(): Promise<{ id: string; secret: string }> {
  const body = { id: `source-${++count}`, name: 'Gateway', owner: 'responder', channel: 'anomaly-alarm' };
  const answer = await service.as('operator').post('/api/detection-sources').send(body).expect(201);
  return answer.body as { id: string; secret: string };
}

const FINDING = { key: 'rule-17/mailbox-4', seen: 'A rule forwards all mail to a stranger.' };

function alarm(at: { id: string; secret: string }, body: object = FINDING, also: { message?: string; at?: Date } = {}) {
  return alarmTo(service, at, body, { message: `m-${++count}`, at: new Date(), ...also });
}

const alarmsOf = async (incident: string) => {
  const { body } = await service.as('lead').get(`/api/incidents/${incident}/detections`).expect(200);
  return body.items as { key: string; count: number; inStorm: boolean }[];
};

describe('An alarm of a machine', () => {
  test('opens a case in the name of whose the source is', async () => {
    const at = await source();
    const { body } = await alarm(at, { ...FINDING, severityHint: 'high', product: 'Mail' }).expect(201);
    await service.desk.recorded();
    const seen = await service.as('lead').get(`/api/incidents/${body.incident}`).expect(200);
    expect(seen.body.report).toMatchObject({
      channel: 'anomaly-alarm',
      reporter: 'responder',
      externalReference: `${at.id}: ${FINDING.key}`,
      seen: FINDING.seen,
      suspectedProduct: 'Mail',
    });
  });

  test('that comes again belongs to its open case, and a message sent twice counts once', async () => {
    const at = await source();
    const { body: first } = await alarm(at).expect(201);
    const { body: again } = await alarm(at, FINDING, { message: 'same' }).expect(200);
    await alarm(at, FINDING, { message: 'same' }).expect(200);
    expect(again).toEqual({ incident: first.incident, outcome: 'joined' });
    expect(await alarmsOf(first.incident as string)).toMatchObject([{ key: FINDING.key, count: 2 }]);
  });

  test('that comes again a day later is a case of its own', async () => {
    const at = await source();
    const { body: first } = await alarm(at).expect(201);
    service.wait(25 * HOUR);
    const { body: second } = await alarm(at).expect(201);
    expect(second.incident).not.toBe(first.incident);
  });

  test('of OCSF is understood', async () => {
    const finding_info = {
      uid: 'f-1',
      title: 'Mass download',
      desc: 'By one account.',
      first_seen_time: 1764000000000,
    };
    const { body } = await alarm(await source(), { class_uid: 2004, severity_id: 4, finding_info }).expect(201);
    const seen = await service.as('lead').get(`/api/incidents/${body.incident}`).expect(200);
    expect(seen.body.report).toMatchObject({
      seen: 'Mass download\nBy one account.',
      severityHint: 'high',
      detectedAt: '2025-11-24T16:00:00.000Z',
    });
  });

  test('is kept while Temporal is away', async () => {
    service.desk.isUp = false;
    const { body } = await alarm(await source()).expect(201);
    service.desk.isUp = true;
    expect(await service.register.reports.get(body.incident)).toMatchObject({ state: 'waiting' });
  });

  test.each([
    ['with another secret', (at: { id: string }) => alarm({ ...at, secret: `whsec_${'A'.repeat(43)}=` })],
    ['of an old day', (at: { id: string; secret: string }) => alarm(at, FINDING, { at: new Date(Date.now() - HOUR) })],
    ['of an unknown source', (at: { secret: string }) => alarm({ ...at, id: 'nobody' })],
    ['that was altered', (at: { id: string; secret: string }) => alarm(at).send({ ...FINDING, key: 'another' })],
  ])('signed %s is refused', async (_, send) => {
    await send(await source()).expect(401);
  });

  test('that is no finding is refused', async () => {
    await alarm(await source(), { key: 'x' }).expect(422);
  });
});

/** Runs the round that tells of storms, and has whom it mailed, in order, with what. */
function telling(of: () => Service) {
  const told: { to: string; text: string }[] = [];
  const mail = {
    send: async (address: string, compose: () => Promise<{ text: string } | undefined>) => {
      const letter = await compose();
      if (letter) told.push({ to: address.split('@')[0]!, text: letter.text });
      return { outcome: 'accepted' as const, words: '250 ok' };
    },
  };
  const round = () => {
    const { register, deps, now: clock } = of();
    const needs = { register, log: deps.log, clock, publicUrl: 'https://tocsin.example' };
    return createStormNotifier({ ...needs, mail: mail as never })();
  };
  return { told, round };
}

describe('A finding that joined the case of another only because it came within a minute', () => {
  test('is told by one mail to responders, and to nobody twice', async () => {
    const { told, round } = telling(() => service);
    await round();
    told.length = 0;
    const at = await source();
    const { body: first } = await alarm(at).expect(201);
    await alarm(at, { key: 'another', seen: 'An administrator signs in from abroad.' }).expect(200);
    await alarm(at).expect(200);
    await service.desk.recorded();
    await round();
    await round();
    expect(told).toMatchObject([{ to: 'responder' }]);
    expect(told[0]!.text).toContain(`One other finding of Gateway joined ${first.incident}`);
    expect(told[0]!.text).toContain('An administrator signs in from abroad.');
  });
});

describe('Of a thousand alarms at once', () => {
  const { told, round } = telling(() => service);
  let stormed: Awaited<ReturnType<typeof storm>>;
  beforeAll(async () => {
    await round();
    told.length = 0;
    stormed = await storm(service, 300, async () => round);
  });

  test('a storm of 300 alarms makes one case, and each of its findings is kept with what it said', () => {
    const { cases, answers, findings } = stormed;
    expect([cases.size, answers]).toEqual([1, { 201: 1, 200: 299 }]);
    expect(findings).toMatchObject({ total: 300, items: { length: 200 } });
    const inStorm = { inStorm: true, count: 1, seen: expect.stringMatching(/^Finding \d+\.$/) as string };
    expect(findings.items).toContainEqual(expect.objectContaining(inStorm));
  });

  test('two mails tell of all 299 that joined, the second an hour later, to whoever has the case in hand by then', async () => {
    const [incident = ''] = stormed.cases;
    const assigned = service.as('responder').post(`/api/incidents/${incident}/assign`);
    await assigned.send({ persons: ['lead'] }).expect(200);
    await service.desk.recorded();
    await round();
    for (const _ of [1, 2]) {
      service.wait(HOUR + MINUTE);
      await round();
    }
    expect(told.map(({ to }) => to)).toEqual(['responder', 'lead']);
    const counts = told.map(({ text }) => Number(/(\d+|One) other findings?/.exec(text)![1]!.replace('One', '1')));
    expect(counts[0]! + counts[1]!).toBe(299);
  });
});

const onAServer = databaseServer ? test : test.skip;
onAServer('of alarms that come while the database breaks off none is lost, and none is counted twice', async () => {
  const owner = new Client({ connectionString: service.ownerUrl });
  await owner.connect();
  const waiting = `from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  // Nothing is written until the connections that want to have been broken off.
  const holdUp = async () => {
    await owner.query('begin; lock table detections in access exclusive mode');
    return async () => {
      await until('an alarm waits', async () => (await owner.query(`select ${waiting}`)).rowCount);
      await owner.query(`select pg_terminate_backend(pid) ${waiting}`);
      await owner.query('commit');
    };
  };
  const { cases, answers, findings } = await storm(service, 120, holdUp);
  await owner.end();
  expect(answers[503]).toBeGreaterThan(0);
  expect([cases.size, findings.total]).toEqual([1, 120]);
  expect(findings.items.filter((one) => (one as { count: number }).count !== 1)).toEqual([]);
});

test('findings that come apart are cases of their own, ten within an hour', async () => {
  const at = await source();
  const answers = [];
  for (let nth = 0; nth < 12; nth += 1) {
    answers.push(await alarm(at, { ...FINDING, key: `finding ${nth}` }));
    service.wait(2 * MINUTE);
  }
  expect(answers.map(({ body }) => body.outcome as string)).toEqual([
    ...Array<string>(10).fill('reported'),
    ...['in-storm', 'in-storm'],
  ]);
  expect(answers.at(-1)!.body.incident).toBe(answers[9]!.body.incident);
});

test('a secret is rotated without a gap, and one that leaked can be ended', async () => {
  const at = await source();
  const { body } = await service.as('operator').post(`/api/detection-sources/${at.id}/rotate`).send({}).expect(200);
  await alarm(at).expect(201);
  await alarm({ ...at, secret: body.secret as string }).expect(200);
  service.wait(25 * HOUR);
  await alarm(at).expect(401);
  await service.as('operator').delete(`/api/detection-sources/${at.id}`).expect(204);
  await alarm({ ...at, secret: body.secret as string }).expect(401);
  const { body: story } = await service.as('auditor').get('/api/administration?limit=3').expect(200);
  expect(JSON.stringify(story)).not.toContain(body.secret);
});

test.each(['lead', 'auditor', 'reporter'])('sources are not for a %s to add', async (person) => {
  const body = { id: 'mine', name: 'Mine', owner: 'responder', channel: 'anomaly-alarm' };
  await service.as(person).post('/api/detection-sources').send(body).expect(403);
});

describe('The form of people who have no account', () => {
  async function form(): Promise<{ id: string; path: string }> {
    const body = { id: `form-${++count}`, name: 'Customers', owner: 'responder', channel: 'customer-portal' };
    const answer = await service.as('operator').post('/api/detection-sources').send(body).expect(201);
    return { id: body.id, path: new URL((answer.body as { form: string }).form).pathname };
  }
  const post = (path: string, fields: object) => request(service.server).post(path).type('form').send(fields);
  const referenceIn = (page: string) => /<strong>([0-9A-F-]{23})<\/strong>/.exec(page)?.[1] ?? '';

  test('opens an incident, gives a reference, and takes what is added by that', async () => {
    const { path } = await form();
    const asked = await request(service.server).get(path).set('Accept-Language', 'fr').expect(200);
    expect(asked.text).toContain('Qu’avez-vous vu');
    expect(asked.text).not.toContain('<script');
    const said = { act: 'report', once: 'of-this-page', seen: 'I read a list of strangers.', name: 'A. Finder' };
    const { text } = await post(path, said).expect(200);
    const reference = referenceIn(text);
    expect(referenceIn((await post(path, said).expect(200)).text)).toBe(reference);
    const { body } = await service.as('lead').get('/api/incidents?limit=200&sort=-openedAt').expect(200);
    const reports = await Promise.all(
      (body.items as { id: string }[]).map(({ id }) => service.as('lead').get(`/api/incidents/${id}`)),
    );
    const opened = reports.filter(({ body: one }) => one.report.externalReference === reference);
    expect(opened).toHaveLength(1);
    expect(opened[0]!.body.report).toMatchObject({
      ...{ channel: 'customer-portal', seen: 'I read a list of strangers.', outsider: { name: 'A. Finder' } },
    });
    const added = await post(path, { act: 'follow', reference, words: 'It was on Monday.' }).expect(200);
    expect(added.text).toContain('What you added is with our team.');
    const { id } = opened[0]!.body as { id: string };
    const timeline = await service.as('lead').get(`/api/incidents/${id}/timeline?limit=50`).expect(200);
    expect(JSON.stringify(timeline.body)).toContain('It was on Monday.');
    const note = (body: object) => service.as('responder').post(`/api/incidents/${id}/note-progress`).send(body);
    await note({ text: 'The finder may be the thief.' }).expect(200);
    await note({ text: 'Which <list>?', exchange: 'to-reporter' }).expect(200);
    await note({ text: 'Which?', exchange: 'to-reporter', section: 'privileged' }).expect(409);
    await service.desk.recorded();
    const seen = (await post(path, { act: 'follow', reference }).expect(200)).text;
    expect(seen).toMatch(/You, .*It was on Monday\.[^]*Our team, .*Which &lt;list&gt;\?/);
    expect(seen).not.toContain('thief');
  });

  test('is the only way to an answer: what nobody outside reported is told nobody', async () => {
    const id = await reported(service);
    const told = { text: 'Thank you.', exchange: 'to-reporter' };
    const { body } = await service.as('responder').post(`/api/incidents/${id}/note-progress`).send(told).expect(409);
    expect(body.detail).toContain('Nobody outside has a reference');
  });

  test('says that it knows no such reference, shows what is hostile as text, and ends with its link', async () => {
    const { id, path } = await form();
    const reference = '"><img src=x>';
    const { text } = await post(path, { act: 'follow', reference }).expect(200);
    expect(text).toContain('We have no report of this reference.');
    expect(text).not.toContain('<img');
    await request(service.server)
      .get(`${path.slice(0, -1)}!`)
      .expect(404);
    await service.as('operator').delete(`/api/detection-sources/${id}`).expect(204);
    await request(service.server).get(path).expect(404);
  });

  test('takes no more than sixty within an hour', async () => {
    const { path } = await form();
    for (let sent = 0; sent < 60; sent++) await post(path, { act: 'report' }).expect(200);
    await post(path, { act: 'report' }).expect(429);
  });
});
