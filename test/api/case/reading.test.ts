import { acts } from '../../../src/contract/case/acts';
import {
  clocks,
  deliveries,
  notices,
  oneNotice,
  scopeRows,
  seenIncident,
  timeline,
} from '../../../src/contract/answers';
import type { IncidentId } from '../../../src/domain/case/state';
import { declared, reported, startService, type Service } from '../../support/api';
import { factsStated } from '../../support/told';

let service: Service;
let id: IncidentId;
beforeAll(async () => {
  service = await startService();
  id = await declared(service);
});
afterAll(() => service.stop());
afterEach(async () => {
  await service.desk.resume();
  await service.desk.recorded();
});

const read = (path = '') => service.as('auditor').get(`/api/incidents/${id}${path}`);
const post = (person: string, command: string, body: object = {}) =>
  service.as(person).post(`/api/incidents/${id}/${command}`).send(body).expect(200);

test('one incident is shown as its description says', async () => {
  const { body } = await read().expect(200);
  expect(seenIncident.safeParse(body).error).toBeUndefined();
  expect(body).toMatchObject({
    id,
    headline: { class: 'incident' },
    obligations: expect.any(Array),
    standsOpen: expect.any(Array),
    asOf: expect.any(String),
  });
});

test('the timeline tells everything in order, page by page', async () => {
  const whole = await read('/timeline?limit=200').expect(200);
  expect(timeline.safeParse(whole.body).error).toBeUndefined();
  expect(whole.body.items[0]).toMatchObject({
    sequence: 1,
    index: 0,
    type: 'opened',
    by: 'reporter',
    command: 'report',
  });
  const parts = [];
  for (let cursor = ''; ;) {
    const { body } = await read(`/timeline?limit=3${cursor}`).expect(200);
    parts.push(...body.items);
    if (!body.next) break;
    cursor = `&cursor=${body.next}`;
  }
  expect(parts).toEqual(whole.body.items);
});

test('what somebody may do is said of every command, with the reason where they may not', async () => {
  const mine = await service.as('responder').get(`/api/incidents/${id}/acts`).expect(200);
  expect(acts.safeParse(mine.body).error).toBeUndefined();
  const act = (command: string) => mine.body.items.find((one: { command: string }) => one.command === command);
  expect(act('draft-notice')).toMatchObject({ allowed: true });
  expect(act('close')).toMatchObject({
    allowed: false,
    roles: ['lead', 'privacy'],
    refusal: { code: 'not-permitted', why: expect.stringContaining('is for lead, privacy') },
  });
  const lead = await service.as('lead').get(`/api/incidents/${id}/acts`).expect(200);
  const close = lead.body.items.find((one: { command: string }) => one.command === 'close');
  const { body } = await service.as('lead').post(`/api/incidents/${id}/close`).send({ outcome: 'Done.' }).expect(409);
  expect(close.refusal).toMatchObject({ code: 'still-open', why: body.detail });
});

test('a person reads who they are', async () => {
  const { body } = await service.as('legal').get('/api/me').expect(200);
  expect(body.person).toMatchObject({ id: 'legal', roles: ['legal'], language: 'en', timeZone: 'Europe/Paris' });
});

test('the clocks say what is left, and those that run come first', async () => {
  const { body } = await read('/clocks').expect(200);
  expect(clocks.safeParse(body).error).toBeUndefined();
  const commitment = body.items.find((clock: { id: string }) => clock.id === 'commitment');
  expect(commitment.secondsLeft).toBeGreaterThan(71 * 3600);
  expect(commitment.secondsLeft).toBeLessThanOrEqual(72 * 3600);
  expect(body).toMatchObject({
    due: commitment.due,
    late: false,
    anchors: { aware: { at: '2026-11-23T08:30:00.000Z' } },
  });
  const statuses = body.items.map((clock: { status: string }) => clock.status);
  expect(statuses.lastIndexOf('open')).toBeLessThan(statuses.indexOf('met'));
});

test('a notice can be read as it is to be approved: its text in each language, its facts, its hash', async () => {
  await factsStated(service, id, { nature: 'A list went astray.' });
  const drafted = await post('lead', 'draft-notice', { kind: 'initial' });
  const { owed } = drafted.body.state;
  const effect = owed.find((one: { kind: string }) => one.kind === 'compose-notice').id;
  const composing = await read('/notices/1').expect(200);
  expect(composing.body).toMatchObject({ notice: { status: 'composing' }, texts: {}, withoutContact: { more: 0 } });
  const hash = 'b'.repeat(64);
  const texts = { en: { subject: 'A notice', text: 'Dear customer', html: '<p>Dear customer</p>' } };
  await service.register.notices.store({
    incident: id,
    notice: 1,
    kind: 'initial',
    texts,
    facts: {},
    hash,
    composedAt: service.now(),
  });
  await service.desk.system(id, 'notice-composed', { effect, notice: 1, hash });
  const { body } = await read('/notices/1').expect(200);
  expect(oneNotice.safeParse(body).error).toBeUndefined();
  expect(body).toMatchObject({ notice: { number: 1, status: 'drafted', hash }, texts });
  const list = await read('/notices').expect(200);
  expect(notices.safeParse(list.body).error).toBeUndefined();
  expect(list.body.items).toMatchObject([{ number: 1, hash }]);
  expect(list.body.items[0]).not.toHaveProperty('facts');
  const approved = await post('legal', 'approve-notice', { notice: 1, hash });
  expect(approved.body.state.notices[0].approvals).toMatchObject([{ by: 'legal', as: 'law' }]);
});

describe('a notice as a person reads it', () => {
  const number = 1;
  const letter = (accept: string, query = '') => read(`/notices/${number}${query}`).set('Accept', accept);
  const template = (words: string) => ({
    subject: words,
    text: `${words} {{contact}} of {{customer}}, account {{account}}: {{data|not known yet}}, {{volume|not known yet}}`,
    html: `<p>${words} {{contact}} of {{customer}}</p>`,
  });
  let ours: IncidentId;
  beforeAll(async () => {
    ours = await declared(service);
    for (const [customer, language] of [
      ['kiwi', 'fr'],
      ['pear', 'en'],
    ] as const) {
      const body = {
        name: `${customer} & Sons`,
        language,
        timeZone: 'Europe/Paris',
        accounts: [account(`${customer}-1`)],
      };
      await service.as('operator').put(`/api/customers/${customer}`).send(body).expect(200);
    }
    const selection = { customers: ['kiwi', 'pear'], data: 'Names' };
    const effect = `${ours}#9.1`;
    await service.register.scope.resolve({ incident: ours, effect, selection, addedAt: service.now() });
    await service.as('lead').post(`/api/incidents/${ours}/draft-notice`).send({ kind: 'initial' }).expect(200);
    const stored = { kind: 'initial' as const, facts: {}, hash: 'c'.repeat(64), composedAt: service.now() };
    const texts = { en: template('Dear'), fr: template('Cher') };
    await service.register.notices.store({ incident: ours, notice: 1, texts, ...stored });
    [id, ours] = [ours, id];
  });
  afterAll(() => {
    [id, ours] = [ours, id];
  });

  test('is plain text with the values of the first recipient, in its language', async () => {
    const { text } = await letter('text/plain')
      .expect(200)
      .expect('Content-Type', /^text\/plain/);
    expect(text).toMatch(
      /^Subject: Cher\n\nCher Jo of kiwi & Sons, account kiwi-1: Names \[texte d’origine, pas encore traduit\], not known yet$/,
    );
  });

  test('is a page that runs nothing', async () => {
    const { text } = await letter('text/html')
      .expect(200)
      .expect('Content-Type', /^text\/html/)
      .expect('Vary', /Accept/)
      .expect('Content-Security-Policy', /^default-src 'none'.*sandbox$/);
    expect(text).toBe('<p>Cher Jo of kiwi &amp; Sons</p>');
  });

  test('is in the language, and of the customer, that is asked for', async () => {
    const { text } = await letter('text/plain', '?customer=pear').expect(200);
    expect(text).toMatch(/^Subject: Dear\n\nDear Jo of pear & Sons/);
    const { body } = await letter('application/json', '?customer=pear&language=fr').expect(200);
    expect(body.letter).toMatchObject({ language: 'fr', customer: 'pear & Sons', subject: 'Cher' });
    expect(oneNotice.safeParse(body).error).toBeUndefined();
  });

  test('names every account that the mailbox stands for', async () => {
    const accounts = [account('pear-1'), account('pear-2', 'PEAR-1@example.com')];
    const both = { name: 'pear & Sons', language: 'en', timeZone: 'Europe/Paris', accounts };
    await service.as('operator').put('/api/customers/pear').send(both).expect(200);
    const { text } = await letter('text/plain', '?customer=pear').expect(200);
    expect(text).toContain('Jo of pear & Sons, account pear-1, pear-2: Names');
  });

  test('is refused by name in a language, for a customer and in a form that there is not', async () => {
    const spanish = await letter('text/plain', '?language=es').expect(400);
    expect(spanish.body.errors).toEqual([{ parameter: 'language', detail: 'must be one of: en, fr' }]);
    await letter('text/plain', '?customer=plum').expect(404, /plum is not in the scope/);
    await letter('image/png').expect(406);
    await letter('text/plain', '?lang=fr').expect(400);
  });
});

test.each(['notices/9', 'notices/0', 'notices/one', 'notices/1e0', 'notices/99999999999999999999'])(
  '%s is not there',
  async (path) => {
    const { body } = await read(`/${path}`).expect(404);
    expect(body.type).toBe('/problems/not-found');
  },
);

test('scope and deliveries say whom it concerns and what became of each mail', async () => {
  const customer = { name: 'Example Ltd', language: 'en', timeZone: 'Europe/Paris', accounts: [account('a1')] };
  await service.as('operator').put('/api/customers/c1').send(customer).expect(200);
  const added = await post('lead', 'add-affected-customers', { customers: ['c1', 'c2'] });
  const effect = added.body.state.owed.find((one: { kind: string }) => one.kind === 'resolve-scope').id;
  const answer = await service.register.scope.resolve({
    incident: id,
    effect,
    selection: { customers: ['c1', 'c2'] },
    addedAt: service.now(),
  });
  await service.desk.system(id, 'scope-resolved', { effect, ...answer });
  await service.register.deliveries.plan({ incident: id, notice: 1, hash: 'b'.repeat(64) });

  const scope = await read('/scope').expect(200);
  expect(scopeRows.safeParse(scope.body).error).toBeUndefined();
  expect(scope.body).toMatchObject({
    items: [{ customer: 'c1', name: 'Example Ltd' }],
    cohorts: [{ total: 1, told: 0 }],
  });
  const mails = await read('/deliveries?notice=1').expect(200);
  expect(deliveries.safeParse(mails.body).error).toBeUndefined();
  expect(mails.body.items).toMatchObject([
    { customer: 'c1', contact: 'a1-contact', state: 'planned', email: 'a1@example.com' },
  ]);
  expect(mails.body.items[0]).not.toHaveProperty('fence');
  const none = await read('/deliveries?notice=2').expect(200);
  expect(none.body.items).toEqual([]);
});

describe('what was answered is read', () => {
  test('at once from the workflow, while the register lags behind', async () => {
    const catchUp = service.desk.holdUp();
    const { body } = await post('lead', 'note-progress', { text: 'Something new.' });
    const seen = await read().expect(200);
    expect(seen.body.sequence).toBe(body.sequence);
    catchUp();
  });

  test('in the timeline, which waits until the register has it', async () => {
    const catchUp = service.desk.holdUp();
    const { body } = await post('lead', 'note-progress', { text: 'Something newer.' });
    jest.spyOn(service.register.incidents, 'sequence').mockImplementationOnce(() => {
      catchUp();
      return Promise.resolve(0);
    });
    const seen = await read('/timeline?limit=200').expect(200);
    expect(seen.body.sequence).toBe(body.sequence);
    expect(seen.body.items.at(-1)).toMatchObject({
      sequence: body.sequence,
      event: { type: 'progress-noted', text: 'Something newer.' },
    });
  });

  test('from the register alone, while no worker answers', async () => {
    const { body } = await post('lead', 'note-progress', { text: 'Before the worker went.' });
    service.desk.hasWorker = false;
    const seen = await read().expect(200);
    expect(seen.body.sequence).toBe(body.sequence);
    await read('/timeline').expect(200);
  });

  test('from a register that does not catch up, after a while, with the sequence that was promised', async () => {
    service.deps.patience.catchUp = 100;
    const catchUp = service.desk.holdUp();
    const { body } = await post('lead', 'note-progress', { text: 'Slow.' });
    const seen = await read('/clocks').expect(200);
    expect(seen.body.sequence).toBe(body.sequence);
    expect(await service.register.incidents.sequence(id)).toBeLessThan(body.sequence);
    const listed = await read('/timeline?limit=200').expect(200);
    expect(listed.body.sequence).toBe(listed.body.items.at(-1).sequence);
    expect(listed.body.asOf < seen.body.asOf).toBe(true);
    catchUp();
  });
});

test('of a closed incident only the register speaks', async () => {
  const other = await reported(service);
  service.desk.open.clear();
  const seen = await service.as('auditor').get(`/api/incidents/${other}`).expect(200);
  expect(seen.body.sequence).toBe(1);
});

function account(name: string, email = `${name}@example.com`) {
  const contact = { id: `${name}-contact`, name: 'Jo', email, role: 'administrator' };
  return { id: name, kind: 'subscription', name, product: 'Portal', contacts: [contact] };
}
