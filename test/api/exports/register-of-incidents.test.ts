import { parse } from 'csv-parse/sync';
import request from 'supertest';
import { ENTRY_COLUMNS } from '../../../src/contract/exports/register-entries';
import type { IncidentId } from '../../../src/domain/case/state';
import { HOUR, instantFrom, plus, type Instant } from '../../../src/domain/primitives/instant';
import type { PersonId } from '../../../src/domain/primitives/people';
import type { Period } from '../../../src/register/read/period';
import { customer, inScope } from '../../register/stories';
import { asNewestVeris } from '../../../src/domain/exports/past';
import { verisRecords } from '../../support/veris-records';
import { textOfPdf } from '../../support/pdf-text';
import { declared, REPORT, reported, startService, type Service } from '../../support/api';

let service: Service;
let breach: IncidentId;
let rejected: IncidentId;
let restricted: IncidentId;
beforeAll(async () => {
  service = await startService();
  breach = await declared(service);
  const nature = { field: 'nature', status: 'known', value: '=HYPERLINK("http://evil.example")' };
  await service.as('lead').post(`/api/incidents/${breach}/set-fact`).send(nature).expect(200);
  rejected = await reported(service);
  const classification = { class: 'out-of-scope', reason: 'data-subject-request', handedTo: 'The privacy desk' };
  await service
    .as('privacy')
    .post(`/api/incidents/${rejected}/reclassify`)
    .send({ classification, why: 'A request for data.' })
    .expect(200);
  const restrict = { members: ['privacy', 'legal'], excluded: ['lead'] };
  const { body } = await service
    .as('privacy')
    .post('/api/incidents')
    .send({ ...REPORT, restrict })
    .expect(201);
  restricted = body.id as IncidentId;
  await service.desk.recorded();
});
afterAll(() => service.stop());

const read = async (person: string, query = '') => {
  const { body } = await service.as(person).get(`/api/register/incidents${query}`).expect(200);
  return body as { restricted: number; next?: string; items: Record<string, unknown>[] };
};

describe('A calendar feed', () => {
  const read = (url: string) => request(service.server).get(new URL(url).pathname).buffer();

  test('has the open deadlines that its person may see, by number and kind alone, until it is ended', async () => {
    await service.as('reporter').post('/api/calendar-feed').expect(403);
    const { body } = await service.as('operator').post('/api/calendar-feed').expect(201);
    const { text: feed } = await read(body.url)
      .expect(200)
      .expect('Content-Type', /^text\/calendar/);
    const text = feed.replaceAll('\r\n ', '');
    expect(text).toContain(`SUMMARY:${breach}: tell-customers`);
    expect(text).toMatch(/\r\nDTSTART:20\d{6}T\d{6}Z\r\n/);
    expect(text).not.toContain(restricted);
    expect(text).not.toContain('evil.example');
    expect(JSON.stringify(await service.register.calendarFeeds.of('operator'))).not.toContain('/calendar');
    await service.as('operator').delete('/api/calendar-feed').expect(204);
    await read(body.url).expect(401);
  });

  test('ends with its person, and with the next one that they make', async () => {
    const first = await service.as('lead').post('/api/calendar-feed').expect(201);
    const second = await service.as('lead').post('/api/calendar-feed').expect(201);
    await read(first.body.url).expect(401);
    await read(second.body.url).expect(200);
  });
});

describe('The register of incidents', () => {
  test('has what was declared, with its facts, and what was rejected, with the reason', async () => {
    const { items } = await read('auditor');
    expect(items.find(({ id }) => id === breach)).toMatchObject({
      class: 'incident',
      basis: 'likely',
      gdpr: 'yes',
      severity: 'medium',
      effects: ['disclosure'],
      awareAt: '2026-11-23T08:30:00.000Z',
      nature: '=HYPERLINK("http://evil.example")',
      late: false,
      stage: 'triage',
    });
    expect(items.find(({ id }) => id === rejected)).toMatchObject({
      class: 'out-of-scope',
      reason: 'data-subject-request',
    });
  });

  test('has which laws a person judged to apply or not, by which test; their clocks run in the incident', async () => {
    const judge = (regime: string, applies: boolean) =>
      service
        .as('legal')
        .post(`/api/incidents/${breach}/judge-regime`)
        .send({ regime, applies, test: 'As counsel found.' });
    await judge('unknown', true).expect(422);
    await judge('dora', false).expect(200);
    const { body } = await judge('nis2', true).expect(200);
    expect(body.state.regimes[1]).toMatchObject({
      name: 'nis2',
      duties: [{ id: 'early-warning' }, {}, {}, { id: 'recipients' }],
    });
    await service.desk.recorded();
    const clocks = await service.as('lead').get(`/api/incidents/${breach}/clocks`).expect(200);
    expect(clocks.body.items).toMatchObject(expect.arrayContaining([expect.objectContaining({ kind: 'obey-regime' })]));
    const entry = (await read('auditor')).items.find(({ id }) => id === breach);
    expect(entry?.regimes).toEqual([
      'dora not required, by legal: As counsel found.',
      'nis2 applies, by legal: As counsel found.',
    ]);
    const { body: files } = await service.as('lead').get('/api/regimes').expect(200);
    expect(files.items).toContainEqual(
      expect.objectContaining({ name: 'hipaa', checkedOn: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) }),
    );
  });

  test('counts restricted incidents to those who may not see them, and shows them to the others', async () => {
    const [auditor, privacy] = [await read('auditor'), await read('privacy')];
    expect(auditor.items.map(({ id }) => id)).not.toContain(restricted);
    expect(auditor.restricted).toBe(1);
    expect(privacy.items.map(({ id }) => id)).toContain(restricted);
    expect(privacy.restricted).toBe(0);
    const { incidents: stored } = service.register;
    const hidden = (of: Period) => stored.hiddenFrom('auditor', service.now(), of);
    expect(await hidden({ from: instantFrom('2026-01-01T00:00:00Z') })).toEqual(new Set([restricted]));
    expect(await hidden({ to: instantFrom('2026-01-01T00:00:00Z') })).toEqual(new Set());
  });

  test('is read page by page, of one class or one period', async () => {
    const first = await read('privacy', '?limit=2');
    const second = await read('privacy', `?limit=2&cursor=${first.next}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([breach, rejected, restricted]);
    expect((await read('auditor', '?class=out-of-scope')).items.map(({ id }) => id)).toEqual([rejected]);
    expect((await read('auditor', '?declaredFrom=2030-01-01T00:00:00Z')).items).toEqual([]);
  });

  test('comes as a sheet in which no cell is a formula', async () => {
    const answer = await service.as('legal').get('/api/register/incidents').set('Accept', 'text/csv').expect(200);
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename=register-2026-11-23\.csv$/);
    const sheet: string[][] = parse(answer.text, { bom: true });
    expect(sheet[0]).toEqual(ENTRY_COLUMNS);
    expect(sheet.slice(1).map(([id]) => id)).toEqual([breach, rejected, restricted]);
    expect(sheet[1]?.[ENTRY_COLUMNS.indexOf('nature')]).toBe('\'=HYPERLINK("http://evil.example")');
  });

  test.each([
    ['veris', (one: Record<string, unknown>) => one['incident_id']],
    ['ocsf', (one: Record<string, { uid?: string }>) => one['metadata']?.uid],
  ])('goes whole to other programs as %s, without what the reader may not see', async (form, idOf) => {
    const answer = await service.as('auditor').get(`/api/register/incidents/export?form=${form}`).expect(200);
    expect((JSON.parse(answer.text) as never[]).map(idOf)).toEqual([breach, rejected]);
  });

  test('is linked data, with the kinds of breach of GDPR', async () => {
    const answer = await service.as('privacy').get('/api/register/incidents/export?form=dpv').buffer().expect(200);
    const { 'dct:hasPart': parts } = answer.body.length ? JSON.parse(String(answer.body)) : JSON.parse(answer.text);
    expect(parts[0]).toMatchObject({
      '@id': `urn:tocsin:${breach}`,
      '@type': ['eu-gdpr:DataBreach', 'eu-gdpr:ConfidentialityBreach'],
    });
  });

  test('has one entry to print, with what an authority asks and how much of it is answered', async () => {
    const { body } = await service.as('legal').get(`/api/register/incidents/${breach}`).expect(200);
    expect(body.entry).toMatchObject({ id: breach, class: 'incident' });
    expect(body.form.fields).toContainEqual({
      ...{ block: '3.2 Nature', question: 'What happened', value: '=HYPERLINK("http://evil.example")' },
    });
    expect(body.form.fields).toContainEqual({
      ...{ block: '4 Assessment', question: 'Likely consequences', lacking: 'unknown' },
    });
    expect(body.form.filled).toBeLessThan(body.form.of);
    const pdf = await service
      .as('legal')
      .get(`/api/register/incidents/${breach}`)
      .accept('application/pdf')
      .expect(200);
    expect(String(pdf.body).slice(0, 5)).toBe('%PDF-');
    await service.as('auditor').get(`/api/register/incidents/${restricted}`).expect(404);
  });

  test.each(['reporter', 'responder', 'lead', 'operator'])('is not for a %s', async (person) => {
    await service.as(person).get('/api/register/incidents').expect(403);
    await service.as(person).get('/api/register/figures').expect(403);
  });
});

test('figures say how fast it went, and how many customers were told within 72 hours', async () => {
  const names = ['one', 'two', 'three', 'four'];
  await inScope(
    service.register,
    breach,
    names.map((name) => customer(name)),
  );
  const contact = { of: 'incident', way: 'telephone', whom: 'Ada', summary: 'All.', evidence: 'Call 17' } as const;
  const aware = instantFrom('2026-11-23T08:30:00Z') as Instant;
  for (const [nth, hours] of [71, 72.2, 100].entries()) {
    const told = { effect: `told ${nth}`, mark: 'told' as const, by: ['lead' as PersonId] };
    const at = plus(aware, hours * HOUR);
    await service.register.scope.mark({
      incident: breach,
      customer: names[nth] ?? '',
      ...told,
      contact: { ...contact, at },
    });
  }
  const { body } = await service.as('executive').get('/api/register/figures?from=2026-11-01T00:00:00Z').expect(200);
  expect(body).toMatchObject({
    reported: [
      { class: 'incident', incidents: 1 },
      { class: 'out-of-scope', incidents: 1 },
      { class: 'undetermined', incidents: 1 },
    ],
    declared: 1,
    late: 0,
    detectedToAware: { incidents: 1, median: 0.3, p90: 0.3 },
    awareToDeclared: { incidents: 1, median: 0.5 },
    declaredToAllTold: { incidents: 0, median: null, p90: null },
    customers: { owed: 4, told: 3, within72hOfDeclaration: 2, within72hOfAwareness: 1 },
    overdue: { postMortems: 0, exercises: 0, audits: 0 },
    exercises: [],
  });
  const none = await service.as('executive').get('/api/register/figures?to=2026-11-01T00:00:00Z').expect(200);
  expect(none.body).toMatchObject({ reported: [], declared: 0, customers: { owed: 0 } });
});

test('figures say whom no notice reaches, what is overdue, and who is trained in which department', async () => {
  const read = async () => (await service.as('executive').get('/api/register/figures').expect(200)).body;
  const before = await read();
  await service.register.customers.store([{ ...customer('bare'), accounts: [] }]);
  const ada = { id: 'e-1', name: 'Ada', email: 'ada@company.example', department: 'Sales', language: 'en', roles: [] };
  await service.register.staff.import([ada], { dryRun: false, source: 'file' }, { person: 'lead' });
  const period = { standard: 'SOC 2', from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };
  const audit = (await service.as('auditor').post('/api/audits').send(period).expect(201)).body.id as string;
  const finding = { finding: 'No reason.', action: 'Ask.', owner: 'lead', dueAt: '2026-11-24T00:00:00Z' };
  await service.as('auditor').post(`/api/audits/${audit}/findings`).send(finding).expect(200);
  service.wait(48 * HOUR);
  const after = await read();
  const without = (found: { contacts: { kind: string; customers: number }[] }) =>
    found.contacts.find(({ kind }) => kind === 'no-account')?.customers ?? 0;
  expect(without(after)).toBe(without(before) + 1);
  expect(after.overdue.audits).toBe(1);
  expect(after.training[0].departments).toMatchObject([{ department: 'Sales', staff: 1, trained: 0, never: 1 }]);
});

test('the register is filtered by how far a review is, and by period', async () => {
  const open = '?reportedFrom=2026-01-01T00:00:00Z&reportedTo=2027-01-01T00:00:00Z&review=';
  expect((await read('auditor', `${open}none`)).items.map(({ id }) => id)).toEqual([breach, rejected]);
  for (const review of ['open', 'approved', 'followed-up'])
    expect((await read('auditor', `${open}${review}`)).items).toEqual([]);
  await service.as('auditor').get('/api/register/incidents?review=done').expect(400);
});

describe('the report of a year', () => {
  const report = (person: string, year: string, type = 'application/json') =>
    service.as(person).get(`/api/register/reports/${year}`).accept(type);

  test('says what the figures say, what was late and why, and what audits found', async () => {
    const { body } = await report('executive', '2026').expect(200);
    expect(body).toMatchObject({
      ...{ year: 2026, restricted: 1, late: [], exercises: [] },
      figures: {
        declared: 1,
        bySeverity: expect.arrayContaining([{ class: 'undetermined', incidents: 1 }]) as unknown,
      },
      audits: [{ standard: 'SOC 2', findings: [{ finding: 'No reason.', owner: 'lead' }] }],
    });
    expect((await report('privacy', '2026').expect(200)).body.restricted).toBe(0);
    expect((await report('auditor', '2025').expect(200)).body).toMatchObject({ audits: [], figures: { declared: 0 } });
  });

  test('is a PDF in the language of its reader', async () => {
    const { body, headers } = await report('executive', '2026', 'application/pdf').expect(200);
    expect(headers['content-disposition']).toBe('attachment; filename=report-2026.pdf');
    const text = textOfPdf(body as Buffer);
    for (const words of ['report of 2026', 'Reported, by class and severity', 'SOC 2', 'Training: '])
      expect(text).toContain(words);
  });

  test('is of a year, and not for a lead', async () => {
    await report('executive', '26').expect(404);
    await report('executive', '2026', 'text/plain').expect(406);
    await report('lead', '2026').expect(403);
  });
});

describe('incidents of another register', () => {
  const past = '/api/register/past-incidents';
  const given = verisRecords();

  test('are imported as records of VERIS, listed, and exported again with all that they say', async () => {
    const { body } = await service.as('privacy').post(past).send({ records: given }).expect(200);
    expect(body).toEqual({ imported: given.length, unchanged: 0, different: [] });
    const { body: list } = await service.as('auditor').get(past).expect(200);
    const years = (list.items as { happened: string }[]).map(({ happened }) => happened.slice(0, 4));
    expect(years).toEqual(given.map(({ timeline }) => `${timeline.incident.year}`).sort());
    const { body: all } = await service
      .as('auditor')
      .get('/api/register/incidents/export?form=veris&past=true')
      .expect(200);
    expect(all).toHaveLength(given.length + 2);
    expect(all).toEqual(expect.arrayContaining(given.map(asNewestVeris)));
    const without = await service.as('auditor').get('/api/register/incidents/export?form=veris').expect(200);
    expect(without.body).toHaveLength(2);
  });

  test('are there once, and stay as they are', async () => {
    const [first, ...rest] = given;
    const records = [{ ...first!, summary: 'Another.' }, ...rest];
    const { body } = await service.as('privacy').post(past).send({ records }).expect(200);
    const different = [`${first!.source_id}: ${first!.incident_id}`];
    expect(body).toEqual({ imported: 0, unchanged: given.length - 1, different });
  });

  test('are no records without what VERIS asks of each, and not for an auditor to import', async () => {
    const { actor: _, ...unfit } = given[0]!;
    await service
      .as('privacy')
      .post(past)
      .send({ records: [unfit] })
      .expect(422);
    await service.as('auditor').post(past).send({ records: given }).expect(403);
    await service.as('lead').get(past).expect(403);
  });
});
