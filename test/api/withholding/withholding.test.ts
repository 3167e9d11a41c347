import { createTestSender, openMailChannel, type MailChannel } from '../../../src/activities';
import { createNoticeActivities } from '../../../src/activities/notices/notice';
import { createNoticeLinks } from '../../../src/activities/notices/notice-links';
import { XLIFF } from '../../../src/contract/notices/translations';
import type { IncidentId } from '../../../src/domain/case/state';
import { sha256 } from '../../../src/primitives/hash';
import { ASSESSMENT, DECLARATION, OWN_ORIGIN, reported, startService, type Service } from '../../support/api';
import { LETTERS } from '../../support/letters';
import { MailServer } from '../../support/mailserver';

let service: Service;
let id: IncidentId;

beforeAll(async () => {
  service = await startService();
  for (const [customer, language] of [
    ['birch', 'en'],
    ['oak', 'fr'],
  ] as const)
    await customerIn(customer, language);
});
beforeEach(async () => {
  id = await reported(service);
  await post('responder', 'fast-track', {
    ...{ triage: ASSESSMENT, declaration: DECLARATION, affected: AFFECTED },
    facts: [
      ...FIELDS.map((field) => ({ field, status: 'known', value: `The ${field}.` })),
      ...MORE.map((field) => ({ field, status: 'not-applicable' })),
    ],
  }).expect(200);
  await resolve(AFFECTED);
});
afterEach(() => service.desk.recorded());
afterAll(() => service.stop());

const FIELDS = ['nature', 'mitigation', 'dataCategories', 'consequences', 'customerAction', 'contactPoint', 'exposure'];
const MORE = ['service', 'volumeAffected', 'volumeExposed', 'otherParty'];
const AFFECTED = { customers: ['birch', 'oak'], data: 'Names of staff' };

async function customerIn(customer: string, language: string): Promise<void> {
  const contacts = [
    { id: `${customer}-1`, name: `Admin of ${customer}`, email: `${customer}@example.com`, role: 'administrator' },
  ];
  const account = { id: `${customer}-a`, kind: 'subscription', name: 'One', product: 'mail', contacts };
  const body = { name: `${customer} Clinics`, language, timeZone: 'UTC', accounts: [account] };
  await service.as('operator').put(`/api/customers/${customer}`).send(body).expect(200);
}

const post = (person: string, command: string, body: object) =>
  service.as(person).post(`/api/incidents/${id}/${command}`).send(body);
const set = (field: string, body: object) => post('responder', 'set-fact', { field, ...body }).expect(200);

/** As the workflow does: what was selected is added to the scope, and the incident hears the counts. */
async function resolve(selection: typeof AFFECTED): Promise<void> {
  const owed = service.desk.open.get(id)!.outbox.find(({ kind }) => kind === 'resolve-scope')!;
  const { scope } = service.register;
  const answer = await scope.resolve({ incident: id, effect: owed.id, selection, addedAt: service.now() });
  await service.desk.system(id, 'scope-resolved', { effect: owed.id, ...answer });
}

/** As the workflow does: what the incident owes is composed, and it hears the outcome. */
async function compose(): Promise<{ number: number; status: string; rejection?: { reason?: string } }> {
  const { register, deps } = service;
  const links = createNoticeLinks(register, deps.keyRing, OWN_ORIGIN);
  const activities = createNoticeActivities({ register, links, clock: service.now, ...LETTERS });
  const owed = service.desk.open.get(id)!.outbox.find((one) => one.kind === 'compose-notice');
  if (owed?.kind !== 'compose-notice') throw new Error('nothing to compose');
  const { texts: _, ...composed } = await activities.composeNotice({ ...owed.matter, awaits: [] });
  await service.desk.system(id, 'notice-composed', { effect: owed.id, notice: owed.notice, ...composed });
  return service.desk.open.get(id)!.notices.at(-1)!;
}

const WORDS = [
  { lang: 'en', text: 'He used the account svc-backup.' },
  { lang: 'fr', text: 'Compte « svc backup »' },
];
const REVIEW = '2026-12-20T09:00:00Z';
const withheld = (over = {}) =>
  post('responder', 'withhold', {
    ...{ field: 'howFound', ground: 'stopping-an-attacker', words: WORDS, reviewBy: REVIEW },
    ...over,
  });

test('the words stand sealed in the register, and nowhere else', async () => {
  const { body } = await withheld().expect(200);
  expect(body.state.withholdings).toMatchObject([{ number: 1, field: 'howFound', status: 'standing' }]);
  const pages = await service.register.pages.read(id, 1);
  const everything = JSON.stringify([body, pages, service.logged, service.desk.open.get(id)]);
  expect(/svc.?backup/i.test(everything)).toBe(false);
  const [kept] = await service.register.withheldWords.standing(id);
  expect(kept).toMatchObject({ seal: body.state.withholdings[0].seal, words: WORDS });
  const path = `/api/incidents/${id}/withheld-words`;
  await service.as('lead').get(path).expect(403);
  const read = await service.as('executive').get(path).expect(200);
  expect(read.body.items).toEqual([{ withholding: 1, words: WORDS }]);
  const repeated = await withheld().expect(409);
  expect(repeated.body.type).toBe('/problems/already-so');
});

test('what holds them is refused, with where, whatever the language, case, spacing or form', async () => {
  await withheld().expect(200);
  for (const value of [
    'He used the account svc-backup.',
    'HE  USED\tTHE ACCOUNT SVC_BACKUP',
    'compte svc\u200bbackup',
    'Ｃｏｍｐｔｅ ｓｖｃ ｂａｃｋｕｐ',
    'cômpte-s v c-backup',
  ]) {
    const refused = await post('responder', 'set-fact', { field: 'nature', status: 'known', value }).expect(422);
    expect(refused.body).toMatchObject({ type: '/problems/withheld-words', errors: [{ pointer: '/value' }] });
  }
  const messages = [{ lang: 'fr', text: 'Le compte svc-backup.' }];
  await post('responder', 'draft-notice', { kind: 'initial', message: 'Sorry.', messages }).expect(422);
  await post('responder', 'note-progress', { text: 'compte svc-backup is closed' }).expect(422);
  await post('responder', 'add-affected-customers', { customers: ['oak'], data: 'compte SVC BACKUP' }).expect(422);
  await post('responder', 'draft-notice', { kind: 'initial', message: 'The account was closed.' }).expect(200);
});

test('a letter says "not disclosed at this stage" in each language, and released, the next one says the words', async () => {
  await withheld().expect(200);
  await post('responder', 'draft-notice', { kind: 'initial' }).expect(200);
  expect((await compose()).status).toBe('drafted');
  const letter = async (customer: string) =>
    (await service.as('legal').get(`/api/incidents/${id}/notices/1?customer=${customer}`).expect(200)).body.letter;
  expect((await letter('birch')).text).toMatch(/- How .*\. Not disclosed at this stage\.\n/);
  expect((await letter('oak')).text).toMatch(/- .*\. Non communiqué à ce stade\.\n/);
  const freed = await post('executive', 'release-withheld', { withholding: 1, reason: 'It is closed.' }).expect(200);
  expect(freed.body.state.facts.howFound).toMatchObject({ status: 'known', value: WORDS[0]!.text });
  await post('responder', 'draft-notice', { kind: 'initial' }).expect(200);
  await compose();
  const { body } = await service.as('legal').get(`/api/incidents/${id}/notices/2?customer=oak`).expect(200);
  expect(body.letter.text).toContain('Compte « svc backup »');
});

test('what came in by another way is found at composing: nobody may approve it, and nothing of it is kept', async () => {
  await service.desk.signal(id, 'set-fact', {
    ...{ by: 'operator', field: 'nature', status: 'known', value: 'The account svc-backup was used.' },
  });
  const told = { status: 'known', value: 'The accounts were used.' };
  await withheld({ words: [{ lang: 'en', text: 'account svc-backup' }] }).expect(422);
  await set('nature', told);
  await withheld({ words: [{ lang: 'en', text: 'account svc-backup' }] }).expect(200);
  service.desk.open.set(id, {
    ...service.desk.open.get(id)!,
    facts: { ...service.desk.open.get(id)!.facts, nature: { status: 'known', value: 'Account «svc\u00adbackup»' } },
  });
  await post('responder', 'draft-notice', { kind: 'initial' }).expect(200);
  const refused = await compose();
  expect(refused.status).toBe('rejected');
  expect(refused.rejection?.reason).toMatch(/the text in en; the text in fr/);
  expect(refused.rejection?.reason).not.toMatch(/svc/);
  expect(await service.register.notices.get(id, refused.number)).toBeUndefined();
});

describe('approval as people do it', () => {
  const drafted = async (body: object = {}) => {
    await post('responder', 'draft-notice', { kind: 'initial', ...body }).expect(200);
    await compose();
    const { number: notice, hash, recipientsHash } = service.desk.open.get(id)!.notices.at(-1)!;
    return { notice, hash, recipientsHash };
  };

  test('the name of another customer blocks a notice, until somebody says why it may stand', async () => {
    await customerIn('elm', 'en');
    const text = await drafted({ message: 'Elm Clinics told us of it.' });
    const refused = await post('legal', 'approve-notice', text).expect(409);
    expect(refused.body).toMatchObject({ type: '/problems/missing' });
    expect(refused.body.points).toContain('elm, in the text in en');
    await post('legal', 'allow-name', { notice: 1, customer: 'birch', reason: 'x' }).expect(409);
    await post('legal', 'allow-name', { notice: 1, customer: 'elm', reason: 'It agreed in writing.' }).expect(200);
    await post('legal', 'approve-notice', text).expect(200);
  });

  test('what is said of one customer alone names no other, and its own name may stand in a letter to it alone', async () => {
    const selection = { customers: ['birch'], data: 'Staff of Oak Clinics' };
    await post('responder', 'add-affected-customers', selection).expect(200);
    await resolve(selection);
    await drafted();
    expect(service.desk.open.get(id)!.notices[0]!.names).toEqual([
      { customer: 'oak', where: 'what is said of birch alone' },
    ]);
  });

  test('a held notice is not released, its approver confirms, and the promise runs on', async () => {
    const text = await drafted();
    await post('legal', 'approve-notice', text).expect(200);
    await post('lead', 'approve-notice', text).expect(200);
    const due = service.desk.open.get(id)!.obligations.find(({ kind }) => kind === 'tell-customers')!.due;
    const hold = { notice: 1, reason: 'The police asks.', risk: 'Passwords.', approver: 'executive', reviewBy: REVIEW };
    await post('lead', 'hold-release', { notice: 1, reason: 'x' }).expect(422);
    await post('lead', 'hold-release', hold).expect(200);
    expect((await post('lead', 'release-notice', text).expect(409)).body.detail).toMatch(/held by lead/);
    await post('privacy', 'hold-release', { notice: 1, reason: 'Yes.' }).expect(403);
    await post('executive', 'hold-release', { notice: 1, reason: 'Agreed.' }).expect(200);
    const held = service.desk.open.get(id)!;
    expect(held.notices[0]!.held?.confirmedAt).toBeDefined();
    expect(held.obligations.find(({ kind }) => kind === 'tell-customers')).toMatchObject({ due, status: 'open' });
    expect(held.obligations.find(({ kind }) => kind === 'hold-review')).toMatchObject({ status: 'open' });
    await post('lead', 'hold-release', { notice: 1, reason: 'Done.', decline: true }).expect(200);
    await post('lead', 'release-notice', text).expect(200);
  });

  test('comments stand beside the text, and changes are shown line by line', async () => {
    await drafted({ message: 'We regret this.' });
    const comment = { notice: 1, language: 'en', passage: 'We regret this.', words: 'Apologise.' };
    await post('legal', 'comment-notice', { ...comment, passage: 'Not there.' }).expect(422);
    await post('legal', 'comment-notice', comment).expect(200);
    await drafted({ message: 'We apologise for this.' });
    const { body } = await service.as('legal').get(`/api/incidents/${id}/notices/1`).expect(200);
    expect(body.comments).toMatchObject([{ by: 'legal', passage: 'We regret this.', words: 'Apologise.' }]);
    const path = `/api/incidents/${id}/notices/2/changes`;
    const changes = (await service.as('legal').get(`${path}?since=draft`).expect(200)).body;
    expect(changes.since).toBe(1);
    expect(changes.lines.filter(({ change }: { change: string }) => change !== 'same')).toMatchObject([
      { change: 'removed', text: expect.stringContaining('We regret this.') },
      { change: 'added', text: expect.stringContaining('We apologise for this.') },
    ]);
    const first = (await service.as('legal').get(path).expect(200)).body;
    expect(first.since).toBeUndefined();
  });

  test('a customer’s notice is JSON with all for its own filing, and PDF', async () => {
    await withheld().expect(200);
    await drafted();
    const path = `/api/incidents/${id}/notices/1?customer=oak`;
    const { filing } = (await service.as('legal').get(path).set('Accept', 'application/json').expect(200)).body;
    expect(filing).toMatchObject({
      ...{ schema: 'tocsin-filing-1', language: 'fr', controller: { name: 'oak Clinics', accounts: 'One' } },
      processor: { name: 'Tocsin Sample Services Ltd' },
      facts: {
        nature: { status: 'known', text: 'The nature.' },
        dataCategories: { status: 'known', text: 'Names of staff [texte d’origine, pas encore traduit]', own: true },
        howFound: { status: 'not-disclosed' },
        otherParty: { status: 'not-applicable' },
      },
      articles: { '33(3)(b)': { fields: ['contactPoint'], open: [] } },
    });
    expect(JSON.stringify(filing)).not.toMatch(/birch|svc/i);
    const pdf = await service.as('legal').get(path).set('Accept', 'application/pdf').buffer(true).expect(200);
    expect(pdf.headers['content-type']).toMatch(/^application\/pdf/);
    expect((pdf.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
  });
});

describe('translations by a file', () => {
  const path = (query = 'language=fr') => `/api/incidents/${id}/translations?${query}`;
  const read = async (format: string) => {
    const answer = await service
      .as('lead')
      .get(path(`language=fr&format=${format}`))
      .buffer(true)
      .expect(200);
    return answer.text || String(answer.body);
  };
  const enter = (person: string, type: string, file: string) =>
    service.as(person).post(path()).set('Content-Type', type).send(Buffer.from(file));
  const SOURCE = 'A <b> & "x" &amp; {{y}}';
  beforeEach(() => set('nature', { status: 'known', value: SOURCE }));

  test('XLIFF goes out and comes back: facts name the file, and are no longer missing', async () => {
    const file = await read('xliff');
    expect(file).toContain(
      '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="fr">',
    );
    const target = '<target>Une &lt;b&gt; &amp;amp;</target>';
    const back = file.replace(/(<unit id="nature">[^]*?)<\/segment>/, `$1${target}</segment>`);
    const { body } = await enter('responder', XLIFF, back).expect(200);
    expect(body).toMatchObject({ sha256: sha256(back), entered: ['nature'], same: [] });
    expect(body.missing).not.toContain('nature');
    const translations = [{ lang: 'fr', text: 'Une <b> &amp;', file: body.sha256 }];
    expect(service.desk.open.get(id)!.facts.nature).toMatchObject({ value: SOURCE, translations });
    const again = await enter('responder', XLIFF, await read('xliff')).expect(200);
    expect(again.body).toMatchObject({ entered: [], same: ['nature'] });
    const { missing } = (await service.as('lead').get(path()).expect(200)).body;
    expect(missing).toEqual(expect.arrayContaining(['mitigation', 'consequences']));
    expect(missing).not.toContain('nature');
  });

  test('CSV goes out and comes back, whatever a cell begins with', async () => {
    await set('mitigation', { status: 'known', value: '=Closed, "all"' });
    const file = await read('csv');
    expect(file).toContain('mitigation,"\'=Closed, ""all""",');
    const back = file.replace(/(mitigation,.*),$/m, "$1,'=Fermé");
    expect((await enter('responder', 'text/csv', back).expect(200)).body.entered).toEqual(['mitigation']);
    const translations = [{ lang: 'fr', text: '=Fermé' }];
    expect(service.desk.open.get(id)!.facts.mitigation).toMatchObject({ translations });
  });

  test('what was written into the newest draft goes out with the facts, and comes back as a new draft', async () => {
    const messages = [{ lang: 'de', text: 'Verzeihung.' }];
    await post('responder', 'draft-notice', { kind: 'initial', message: 'We are sorry.', messages }).expect(200);
    await compose();
    const read1 = async (number: number) =>
      (await service.as('legal').get(`/api/incidents/${id}/notices/${number}?customer=oak`).expect(200)).body;
    const first = await read1(1);
    expect(first.untranslated.fr).toContain('message');
    expect(first.letter.text).toContain('We are sorry. [texte d’origine, pas encore traduit]');
    const file = await read('csv');
    const back = file.replace('message,We are sorry.,', 'message,We are sorry.,Toutes nos excuses.');
    const { body } = await enter('responder', 'text/csv', back).expect(200);
    expect(body).toMatchObject({ entered: ['message'], same: [] });
    await compose();
    const second = await read1(2);
    expect(second.untranslated.fr).not.toContain('message');
    expect(second.letter.text).toContain('\nToutes nos excuses.\n');
    expect((await enter('responder', 'text/csv', back).expect(200)).body).toMatchObject({
      entered: [],
      same: ['message'],
    });
    const order = await service.register.notices.ordered(id, 2);
    expect(order?.messages).toEqual([...messages, { lang: 'fr', text: 'Toutes nos excuses.', file: body.sha256 }]);
  });

  test('what is said of one customer alone is read in its language, or with a mark that approvers are told of', async () => {
    const rows = 'customer,nature.fr,service.en,data,volume\noak,La porte,Payroll,Names,1200\nbirch,La cave,,,1200\n';
    const sent = service.as('responder').post(`/api/incidents/${id}/scope/import`).set('Content-Type', 'text/csv');
    await sent.send(rows).expect(200);
    const owed = service.desk.open.get(id)!.outbox.find(({ kind }) => kind === 'resolve-scope')!;
    if (owed.kind !== 'resolve-scope') throw new Error('nothing to resolve');
    const { selection } = owed;
    const resolving = { incident: id, effect: owed.id, selection, addedAt: service.now() };
    const answer = await service.register.scope.resolve(resolving);
    await service.desk.system(id, 'scope-resolved', { effect: owed.id, ...answer });
    await post('responder', 'draft-notice', { kind: 'initial', message: 'We are sorry.' }).expect(200);
    await compose();
    const read1 = async (query: string) =>
      (await service.as('legal').get(`/api/incidents/${id}/notices/1?${query}`).expect(200)).body;
    const oak = await read1('customer=oak');
    expect(oak.letter.sha256).toBe(oak.letter.approvedSha256);
    expect(oak.letter).toMatchObject({ nature: 'La porte', service: 'Payroll [texte d’origine, pas encore traduit]' });
    expect(oak.letter).toMatchObject({ data: 'Names [texte d’origine, pas encore traduit]', volume: '1\u202f200' });
    expect(oak.letter.text).toContain('La porte');
    expect(oak.filing.facts.nature).toMatchObject({ text: 'La porte', language: 'fr', own: true });
    expect((await read1('customer=birch')).letter.nature).toBe('La cave [original wording, not yet translated]');
    const { letter } = await read1('customer=oak&language=en');
    expect(letter).toMatchObject({
      language: 'en',
      nature: 'La porte [original wording, not yet translated]',
      service: 'Payroll',
    });
    expect(oak.ownUntranslated).toEqual([
      { language: 'en', field: 'nature', customers: 1, first: ['birch'] },
      { language: 'fr', field: 'data', customers: 1, first: ['oak'] },
      { language: 'fr', field: 'service', customers: 1, first: ['oak'] },
    ]);
  });

  test('words of single customers go out once for all who have them, without a name, and come back to each', async () => {
    const resolveAll = async () => {
      for (const { kind, id: effect, ...owed } of service.desk.open.get(id)!.outbox)
        if (kind === 'resolve-scope' && 'selection' in owed) {
          const resolving = { incident: id, effect, selection: owed.selection, addedAt: service.now() };
          const answer = await service.register.scope.resolve(resolving);
          await service.desk.system(id, 'scope-resolved', { effect, ...answer });
        }
    };
    const rows = 'customer,service,volume\noak,Payroll,1200\nbirch,Payroll,7\n';
    const sent = service.as('responder').post(`/api/incidents/${id}/scope/import`).set('Content-Type', 'text/csv');
    await sent.send(rows).expect(200);
    await resolveAll();
    const own = path('language=fr&of=customers');
    const { units } = (await service.as('lead').get(own).expect(200)).body;
    const of = (field: string) => units.filter(({ unit }: { unit: string }) => unit.startsWith(field));
    expect(of('service')).toEqual([{ unit: `service.${sha256('Payroll').slice(0, 16)}`, source: 'Payroll' }]);
    expect(of('volume')).toEqual([]);
    const out = await service.as('lead').get(`${own}&format=xliff`).buffer(true).expect(200);
    const file = out.text || String(out.body);
    expect(file).toContain('<source>Payroll</source>');
    expect(file).not.toMatch(/oak|birch/);
    const target = '<source>Payroll</source><target>Paie</target>';
    const back = file.replace('<source>Payroll</source>', target);
    const give = (person: string, text: string) =>
      service.as(person).post(own).set('Content-Type', XLIFF).send(Buffer.from(text));
    await give('auditor', back).expect(403);
    expect((await give('responder', back.replace('Payroll', 'Pay')).expect(409)).body.type).toBe(
      '/problems/stale-text',
    );
    const { body } = await give('responder', back).expect(200);
    expect(body.entered).toEqual([of('service')[0].unit]);
    await resolveAll();
    const said = await service.register.scope.said(id);
    expect(said.map(({ customer, said: { service: en, 'service.fr': fr } }) => [customer, en, fr])).toEqual([
      ['birch', 'Payroll', 'Paie'],
      ['oak', 'Payroll', 'Paie'],
    ]);
    expect((await give('responder', back).expect(200)).body).toMatchObject({ entered: [], same: body.entered });
  });

  test('a changed source, an unknown unit and another file are refused by name, and nothing of them is entered', async () => {
    const rows = ['unit,source,target', 'nature,Other.,Une', 'mitigation,The mitigation.,Clos', 'moon,x,y'];
    const { body } = await enter('responder', 'text/csv', rows.join('\n')).expect(409);
    expect(body).toMatchObject({ type: '/problems/stale-text' });
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/nature', '/moon']);
    expect(service.desk.open.get(id)!.facts.mitigation).not.toHaveProperty('translations');
    const file = await read('xliff');
    for (const wrong of ['', '<a', '<a/>', '<xliff version="1.2"/>', file.replace(id, 'INC-1999-0001')])
      await enter('responder', XLIFF, wrong).expect(422);
    await enter('responder', 'application/pdf', 'x').expect(415);
    await enter('auditor', XLIFF, file).expect(403);
    await service.as('lead').get(path('language=en')).expect(400);
    const late = { field: 'nature', status: 'known', value: 'New.', instead: 'Old.' };
    await post('responder', 'set-fact', late).expect(409);
  });

  test('withheld words neither go out nor come in', async () => {
    await withheld().expect(200);
    expect(await read('xliff')).not.toMatch(/svc|howFound/i);
    const file = 'unit,source,target\nmitigation,The mitigation.,Le compte svc-backup\n';
    const { body } = await enter('responder', 'text/csv', file).expect(422);
    expect(body).toMatchObject({ type: '/problems/withheld-words', errors: [{ pointer: '/mitigation/1' }] });
  });
});

describe('versions of the fact sheet', () => {
  const at = (path = '') => `/api/incidents/${id}/facts/versions${path}`;
  const compared = async (path: string) => (await service.as('legal').get(at(path)).expect(200)).body;

  test('are compared: values, statuses and sources that differ, by whom, and when', async () => {
    const { items } = await compared('');
    const before = items.at(-1).version as number;
    const first = { status: 'known', value: 'About 20.', source: 'log', confidence: 'likely' };
    await set('personsAffected', first);
    await post('lead', 'set-fact', { field: 'personsAffected', ...first, source: 'count' }).expect(200);
    await set('exposure', { status: 'not-applicable', reason: 'None.' });
    const by = { at: expect.any(String), by: 'lead' };
    const change = { field: 'personsAffected', is: { ...first, source: 'count' } };
    expect((await compared(`/${before + 2}`)).changes).toEqual([{ ...change, was: first, ...by }]);
    const { changes, facts } = await compared(`/${before + 3}?since=${before}`);
    expect(changes).toEqual([
      {
        field: 'exposure',
        was: { status: 'known', value: 'The exposure.' },
        is: facts.exposure,
        ...by,
        by: 'responder',
      },
      { ...change, ...by },
    ]);
    expect(facts.exposure).toEqual({ status: 'not-applicable', reason: 'None.' });
    expect((await compared(`/${before}?since=0`)).changes).toHaveLength(FIELDS.length + MORE.length);
    await withheld().expect(200);
    expect((await compared('')).items.at(-1)).toMatchObject({ changes: [], also: ['withholding-asked'] });
    await service.as('legal').get(at('/999')).expect(404);
    await service
      .as('legal')
      .get(at(`/${before}?since=${before + 1}`))
      .expect(400);
  });
});

describe('A letter sent to oneself', () => {
  const ask = (person: string, body: object, number = 1) =>
    service.as(person).post(`/api/incidents/${id}/notices/${number}/tests`).send(body);
  const draft = async () => {
    await post('responder', 'draft-notice', { kind: 'initial' }).expect(200);
    await compose();
  };
  let server: MailServer;
  let mail: MailChannel;
  beforeAll(async () => {
    server = await MailServer.start();
    mail = openMailChannel({ url: server.url, from: 'Tocsin <tocsin@tocsin.example>' });
  });
  afterAll(async () => {
    mail.close();
    await server.down();
  });
  const sendTests = async () => {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    await createTestSender({ register: service.register, mail, log, publicUrl: OWN_ORIGIN })();
  };

  test('reads as one customer has it, in any language, is marked as a test, and reaches nobody else', async () => {
    await draft();
    const { body } = await ask('legal', { customer: 'oak', language: 'en' }).expect(202);
    await ask('communications', { customer: 'oak' }).expect(202);
    await sendTests();
    await sendTests();
    const { email } = (await service.register.people.get('legal'))!;
    const mails = server.taken.map(({ to, mail: { subject, text = '', html } }) => ({
      to,
      subject,
      text,
      html: String(html),
    }));
    const [english, french] = [/^TEST/, /^ESSAI/].map((mark) => mails.find(({ subject }) => mark.test(subject ?? ''))!);
    expect(mails).toHaveLength(2);
    expect(english).toMatchObject({
      to: email,
      subject: expect.stringMatching(/^TEST – not sent to the customer: \[INC/),
    });
    expect(english!.text).toMatch(
      /^TEST – not sent to the customer[\s\S]+oak Clinics[\s\S]+TEST – not sent to the customer\s*$/,
    );
    expect(english!.html.match(/TEST – not sent to the customer/g)!.length).toBeGreaterThanOrEqual(2);
    expect(french!.subject).toMatch(/^ESSAI – non envoyé au client: /);
    const { items } = (await service.as('auditor').get(`/api/incidents/${id}/notices/1/tests`).expect(200)).body;
    expect(items).toHaveLength(2);
    expect(items[1]).toMatchObject({ id: body.id, person: 'legal', customer: 'oak Clinics', state: 'accepted' });
    expect(await service.register.deliveries.list(id, { limit: 10 })).toMatchObject({ rows: [] });
  });

  test('is for approvers, of a customer in scope, and holds nothing withheld', async () => {
    await draft();
    await ask('responder', { customer: 'oak' }).expect(403);
    await ask('legal', { customer: 'elsewhere' }).expect(404);
    await ask('legal', { customer: 'oak' }, 2).expect(404);
    await ask('legal', { customer: 'oak', language: 'xx' }).expect(400);
    const before = server.taken.length;
    await ask('legal', { customer: 'oak' }).expect(202);
    await withheld({
      words: [
        { lang: 'en', text: 'oak Clinics' },
        { lang: 'fr', text: 'oak Clinics' },
      ],
    }).expect(200);
    await sendTests();
    expect(server.taken).toHaveLength(before);
    await ask('legal', { customer: 'oak' }).expect(422);
  });
});
