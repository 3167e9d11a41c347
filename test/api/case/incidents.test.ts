import { openPendingReports } from '../../../src/api/incidents/waiting';
import { commandAnswer, incidentList, reportAnswer, seenIncident } from '../../../src/contract/answers';
import {
  addPerson,
  ASSESSMENT,
  declared,
  DECLARATION,
  REPORT,
  reported,
  startService,
  typesOf,
  type Service,
} from '../../support/api';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
afterEach(() => {
  service.desk.isUp = true;
});

const post = (person: string, id: string, command: string, body: object = {}) =>
  service.as(person).post(`/api/incidents/${id}/${command}`).send(body);

describe('a report', () => {
  test('opens an incident, and says where it is', async () => {
    const answer = await service.as('reporter').post('/api/incidents').send(REPORT).expect(201);
    expect(answer.body.id).toMatch(/^INC-2026-\d{4}$/);
    expect(answer.headers.location).toBe(`/api/incidents/${answer.body.id}`);
    expect(reportAnswer.safeParse(answer.body).error).toBeUndefined();
    expect(answer.body.state).toMatchObject({
      sequence: 1,
      stage: { stage: 'triage' },
      report: { reporter: 'reporter', detectedAt: '2026-11-23T08:12:00.000Z' },
    });
  });

  test('of something detected just now needs no instant', async () => {
    const { channel, seen } = REPORT;
    const answer = await service.as('executive').post('/api/incidents').send({ channel, seen }).expect(201);
    expect(answer.body.state.report.detectedAt).toBe(answer.body.state.report.reportedAt);
  });

  test('of something that is yet to be detected is refused with a pointer', async () => {
    const answer = await service
      .as('reporter')
      .post('/api/incidents')
      .send({ ...REPORT, detectedAt: '2027-01-01T00:00:00Z' })
      .expect(422);
    expect(answer.body).toMatchObject({ type: '/problems/impossible-instant', errors: [{ pointer: '/detectedAt' }] });
  });

  test('from another reporting system needs the reference it has there', async () => {
    const { channel: _, ...seen } = REPORT;
    const body = { ...seen, channel: 'reporting-system', externalReference: undefined };
    const refused = await service.as('reporter').post('/api/incidents').send(body).expect(422);
    expect(refused.body).toMatchObject({ type: '/problems/malformed', errors: [{ pointer: '/externalReference' }] });
    const whole = { ...body, externalReference: 'CASE-48151' };
    await service.as('reporter').post('/api/incidents').send(whole).expect(201);
  });

  test('may be long, and has its line ends as line feeds', async () => {
    const seen = `${'A customer wrote to us. '.repeat(300)}\r\nThen nothing.`;
    const { body } = await service
      .as('reporter')
      .post('/api/incidents')
      .send({ ...REPORT, seen })
      .expect(201);
    expect(body.state.report.seen).toBe(seen.replace('\r\n', '\n'));
  });

  test('of the nineteenth century is told the limit', async () => {
    const { body } = await service
      .as('reporter')
      .post('/api/incidents')
      .send({ ...REPORT, detectedAt: '1850-11-28T15:00:00Z' })
      .expect(422);
    expect(body.errors).toEqual([{ pointer: '/detectedAt', detail: expect.stringContaining('from 2000 to 2199') }]);
  });

  test('is not for an auditor, who only reads', async () => {
    await service.as('auditor').post('/api/incidents').send(REPORT).expect(403);
  });

  test('is kept while Temporal is away, can be read, and is opened later with clocks from when it came in', async () => {
    service.desk.isUp = false;
    const answer = await service.as('reporter').post('/api/incidents').send(REPORT).expect(202);
    const { id } = answer.body;
    expect(answer.headers.location).toBe(`/api/incidents/${id}`);
    const waiting = await service.as('reporter').get(`/api/incidents/${id}`).expect(200);
    expect(waiting.body).toMatchObject({ id, sequence: 0, report: { seen: REPORT.seen } });
    const refused = await post('responder', id, 'acknowledge').expect(503);
    expect(refused.headers['retry-after']).toBeDefined();
    expect(await openPendingReports(service.deps)).toEqual({ opened: 0, waiting: 1 });

    service.desk.isUp = true;
    service.wait(3_600_000);
    expect(await openPendingReports(service.deps)).toEqual({ opened: 1, waiting: 0 });
    const open = await service.as('lead').get(`/api/incidents/${id}`).expect(200);
    expect(open.body).toMatchObject({ sequence: 1, openedAt: answer.body.state.openedAt });
    expect(await openPendingReports(service.deps)).toEqual({ opened: 0, waiting: 0 });
  });

  test('that Temporal does not take holds up none of those after it, and is named as an error', async () => {
    service.desk.isUp = false;
    const [first, second] = [await kept(), await kept()];
    service.desk.isUp = true;
    service.desk.refused.add(first);
    expect(await openPendingReports(service.deps)).toEqual({ opened: 1, waiting: 1 });
    await service
      .as('lead')
      .get(`/api/incidents/${second}`)
      .expect(200, /"sequence":1/);
    expect(service.logged.filter((line) => line.includes('"level":50'))).toEqual([expect.stringContaining(first)]);

    service.desk.refused.clear();
    expect(await openPendingReports(service.deps)).toEqual({ opened: 1, waiting: 0 });
  });

  async function kept(): Promise<string> {
    const { body } = await service.as('reporter').post('/api/incidents').send(REPORT).expect(202);
    return body.id as string;
  }
});

describe('what a refusal says', () => {
  test('does not say the contrary in its second sentence', async () => {
    const id = await declared(service);
    const fact = { field: 'nature', status: 'known', value: 'A list was mailed.' };
    await post('lead', id, 'set-fact', fact).expect(200);
    const again = await post('lead', id, 'set-fact', fact).expect(409);
    expect(again.body.detail).toBe('The fact nature says so already.');
    const early = await post('lead', id, 'draft-notice', { kind: 'final' }).expect(409);
    expect(early.body.detail).toBe('A notice of the kind final follows an initial one, and none was released.');
    const { value: _, ...lacking } = fact;
    const field = await post('lead', id, 'set-fact', lacking).expect(422);
    const lack = 'A known fact needs its value, a number with its precision, or a period.';
    expect(field.body.detail).toBe(`${lack} Give it, then repeat.`);
    const role = await post('responder', id, 'close', { outcome: 'Done.' }).expect(403);
    expect(role.body.detail).toMatch(/^This is for lead, .*; you hold: responder\. Ask somebody who holds such a role/);
  });
});

describe('a command', () => {
  test('answers with state, sequence and events', async () => {
    const id = await reported(service);
    const answer = await post('responder', id, 'assess', ASSESSMENT).expect(200);
    expect(commandAnswer.safeParse(answer.body).error).toBeUndefined();
    expect(answer.body.sequence).toBe(2);
    expect(typesOf(answer.body.events)).toContain('triage-ended');
    expect(answer.body.state.triage).toMatchObject({ inScope: 'yes', missing: [] });
  });

  test('without a body is one without entries', async () => {
    const id = await reported(service);
    const answer = await service.as('responder').post(`/api/incidents/${id}/acknowledge`).expect(200);
    expect(typesOf(answer.body.events)).toEqual(['alert-acknowledged']);
  });

  test('declare is dated at receipt if it does not say when, and stands confirmed', async () => {
    const id = await reported(service);
    const before = service.now();
    const answer = await post('executive', id, 'declare', DECLARATION).expect(200);
    expect(answer.body.state.declaration.confirmedBy).toBe('executive');
    expect(answer.body.state.anchors.declared.at > before).toBe(true);
    expect(answer.body.state.anchors.declared.at < service.now()).toBe(true);
  });

  test('is judged by the roles of now, not of when the incident opened', async () => {
    await addPerson(service.register, 'newcomer', ['responder']);
    const id = await reported(service);
    await service
      .as('operator')
      .patch('/api/people/newcomer')
      .send({ roles: ['auditor'] })
      .expect(200);
    const answer = await post('newcomer', id, 'note-progress', { text: 'Hello.' }).expect(403);
    expect(answer.body.type).toBe('/problems/not-permitted');
  });

  test('by somebody who may not give it is stopped at the door, and never reaches the incident', async () => {
    const id = await reported(service);
    const reached = jest.spyOn(service.desk, 'update');
    const attempts = Array.from({ length: 60 }, () => post('reporter', id, 'declare', DECLARATION).expect(403));
    expect((await Promise.all(attempts)).map(({ body }) => body.type)).toEqual(
      attempts.map(() => '/problems/not-permitted'),
    );
    await post('reporter', 'INC-2026-9999', 'declare', DECLARATION).expect(404);
    expect(reached).not.toHaveBeenCalled();
    reached.mockRestore();
  });

  test('that has no turn among too many is 503, was not done, and may be repeated under its key', async () => {
    const id = await reported(service);
    const update = jest.spyOn(service.desk, 'update').mockResolvedValueOnce({ outcome: 'crowded' });
    const say = () => post('lead', id, 'note-progress', { text: 'Hello.' }).set('Idempotency-Key', 'crowded');
    const refused = await say().expect(503);
    expect(refused.body).toMatchObject({ type: '/problems/crowded', detail: expect.stringContaining('was not done') });
    expect(refused.headers['retry-after']).toBeDefined();
    await say().expect(200);
    update.mockRestore();
  });

  test('through the API is not for an operator in a responder’s place', async () => {
    const id = await reported(service);
    await post('operator', id, 'note-progress', { text: 'Hello.' }).expect(403);
  });

  test.each([
    ['close', 'lead', { outcome: 'Done.' }, 409, 'still-open'],
    ['move-stage', 'lead', { to: 'triage' }, 409, 'already-so'],
    ['draft-notice', 'lead', { kind: 'initial' }, 409, 'not-declared'],
    ['offer-assistance', 'lead', {}, 409, 'wrong-class'],
    ['approve-notice', 'legal', { notice: 9, hash: 'a'.repeat(64) }, 422, 'unknown-notice'],
    ['acknowledge', 'lead', { alert: 'INC-2026-0001#9.9' }, 422, 'unknown-alert'],
    ['assign', 'lead', { persons: ['nobody'] }, 422, 'unknown-person'],
    ['set-fact', 'lead', { field: 'nature', status: 'known' }, 422, 'missing'],
    ['waive-customer', 'executive', { customer: 'c', reason: 'x' }, 422, 'unknown-customer'],
    ['declare', 'lead', { ...DECLARATION, declaredAt: '2030-01-01T00:00:00Z' }, 422, 'impossible-instant'],
    ['declare', 'lead', { ...DECLARATION, gdpr: 'no' }, 403, 'not-permitted'],
    ['reclassify', 'lead', { classification: { class: 'undetermined' }, why: 'x' }, 403, 'not-permitted'],
    ['ring-the-bell', 'lead', {}, 404, 'not-found'],
    ['alarm-struck', 'operator', {}, 404, 'not-found'],
  ])('%s by %s %j is refused with %i %s', async (command, person, body, status, code) => {
    const id = await reported(service);
    const answer = await post(person, id, command, body);
    expect(answer.body.type).toBe(`/problems/${code}`);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ title: expect.any(String), status: answer.status, detail: expect.any(String) });
    expect(answer.body).not.toHaveProperty('stack');
  });

  test('is refused in French to who asks for that, in its commands beforehand as when one is given', async () => {
    const id = await reported(service);
    const inFrench = { 'Accept-Language': 'fr-FR, en;q=0.5' };
    const answer = await post('lead', id, 'move-stage', { to: 'recovery' }).set(inFrench).expect(409);
    expect(answer.headers).toMatchObject({
      'content-language': 'fr',
      vary: expect.stringContaining('Accept-Language'),
    });
    expect(answer.body).toMatchObject({
      type: '/problems/missing',
      title: 'Il manque quelque chose',
      detail: expect.stringContaining('Le tri n’est pas terminé'),
      points: expect.arrayContaining(['(d) premières constatations']),
    });
    const { body } = await service.as('lead').get(`/api/incidents/${id}/acts`).set(inFrench).expect(200);
    const acts = body.items as { command: string; refusal?: { why: string } }[];
    expect(acts.find(({ command }) => command === 'withdraw-declaration')?.refusal?.why).toContain('revient à');
    const english = await post('lead', id, 'move-stage', { to: 'recovery' }).expect(409);
    expect(english.headers['content-language']).toBe('en');
  });

  test('to an incident that there is not is 404', async () => {
    for (const id of ['INC-2026-9999', 'INC-1', 'inc-2026-0001', 'INC-2026-0001%00']) {
      const answer = await post('lead', id, 'acknowledge').expect(404);
      expect(answer.body.type).toBe('/problems/unknown-incident');
    }
  });

  test('that closes ends the incident; later ones hear that it is closed', async () => {
    const id = await reported(service);
    await post('privacy', id, 'assess', {
      ...ASSESSMENT,
      classification: { class: 'not-an-incident', words: 'Test data.' },
    }).expect(200);
    const closed = await post('lead', id, 'close', { outcome: 'Nothing happened.' }).expect(200);
    expect(closed.body.state.stage.stage).toBe('closed');
    const late = await post('lead', id, 'note-progress', { text: 'One more thing.' }).expect(409);
    expect(late.body).toMatchObject({ type: '/problems/wrong-stage', detail: expect.stringContaining('closed since') });
    const read = await service.as('auditor').get(`/api/incidents/${id}`).expect(200);
    expect(read.body.stage).toMatchObject({ stage: 'closed', outcome: 'Nothing happened.' });
  });
});

describe('the list', () => {
  test('filters, sorts, pages, and says as of when', async () => {
    await declared(service);
    const all = await service.as('auditor').get('/api/incidents').query({ limit: '200' }).expect(200);
    expect(incidentList.safeParse(all.body).error).toBeUndefined();
    const first = await service.as('auditor').get('/api/incidents').query({ limit: '2', sort: 'openedAt' }).expect(200);
    const second = await service
      .as('auditor')
      .get('/api/incidents')
      .query({ limit: '2', sort: 'openedAt', cursor: first.body.next })
      .expect(200);
    const ids = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(ids).toEqual(
      all.body.items
        .map(({ id }: { id: string }) => id)
        .reverse()
        .slice(0, 4),
    );
    const incidents = await service
      .as('auditor')
      .get('/api/incidents')
      .query({ class: 'incident', late: 'false', stage: 'triage', dueBefore: '2026-12-31T00:00:00Z' })
      .expect(200);
    expect(incidents.body.items.length).toBeGreaterThan(0);
    expect(new Set(incidents.body.items.map((row: { class: string }) => row.class))).toEqual(new Set(['incident']));
    const none = await service.as('auditor').get('/api/incidents').query({ severity: 'very-high' }).expect(200);
    expect(none.body.items).toEqual([]);
  });

  test.each([
    ['colour=red'],
    ['limit=0'],
    ['limit=201'],
    ['limit=1e2'],
    ['stage=lunch'],
    ['late=perhaps'],
    ['dueBefore=tomorrow'],
    ['sort=name'],
    ['stage=triage&stage=review'],
    ['cursor='],
    ['cursor[a]=1'],
  ])('with ?%s is refused by the name of the parameter', async (query) => {
    const answer = await service.as('auditor').get(`/api/incidents?${query}`).expect(400);
    expect(answer.body.type).toBe('/problems/bad-request');
    expect(answer.body.errors[0].parameter).toBe(query.split('=')[0]);
  });

  test('with a cursor of another list is refused as such', async () => {
    const first = await service.as('auditor').get('/api/incidents').query({ limit: '1' }).expect(200);
    for (const query of [{ cursor: 'nonsense' }, { cursor: first.body.next, stage: 'triage' }]) {
      const answer = await service.as('auditor').get('/api/incidents').query(query).expect(400);
      expect(answer.body.type).toBe('/problems/bad-cursor');
    }
  });
});

describe('a reporter', () => {
  test('sees what they reported, and of nothing else that it is there', async () => {
    await addPerson(service.register, 'neighbour', ['reporter']);
    const own = await reported(service, 'neighbour');
    const other = await reported(service);
    const list = await service.as('neighbour').get('/api/incidents').expect(200);
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([own]);
    const seen = await service.as('neighbour').get(`/api/incidents/${own}`).expect(200);
    expect(seenIncident.safeParse(seen.body).error).toBeUndefined();
    expect(Object.keys(seen.body).sort()).toEqual([
      'asOf',
      'headline',
      'id',
      'openedAt',
      'report',
      'sequence',
      'stage',
    ]);
    const hidden = await service.as('neighbour').get(`/api/incidents/${other}`).expect(404);
    const absent = await service.as('neighbour').get('/api/incidents/INC-2026-9999').expect(404);
    expect(hidden.body).toEqual(absent.body);
  });

  test.each(['timeline', 'clocks', 'notices', 'notices/1', 'deliveries', 'scope'])('does not read %s', async (part) => {
    const id = await reported(service);
    await service.as('reporter').get(`/api/incidents/${id}/${part}`).expect(403);
  });

  test('does not read people and customers', async () => {
    await service.as('reporter').get('/api/people').expect(403);
    await service.as('reporter').get('/api/customers').expect(403);
  });
});
