import { MockActivityEnvironment } from '@temporalio/testing';
import request from 'supertest';
import { createVerificationActivities, openMailChannel, type MailChannel } from '../../../src/activities';
import { HOUR } from '../../../src/domain/primitives/instant';
import { returnAddress } from '../../../src/primitives/return-address';
import { OWN_ORIGIN, startService, type Service } from '../../support/api';
import { MailServer } from '../../support/mailserver';
import { addCustomers } from '../../support/told';

const DAY = 24 * HOUR;
let service: Service;
let server: MailServer;
let mail: MailChannel;
let activities: ReturnType<typeof createVerificationActivities>;

beforeAll(async () => {
  service = await startService();
  server = await MailServer.start();
  const returned = (id: string) => returnAddress(service.deps.keyRing, 'bounces@sample.example', id);
  mail = openMailChannel({ url: server.url, from: 'Sample <notices@sample.example>', returnAddress: returned });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const { register, now, deps } = service;
  const needs = { register, mail, log, clock: now, linkKeys: deps.keyRing, publicUrl: OWN_ORIGIN, sender: deps.sender };
  activities = createVerificationActivities({ ...needs, everyDays: 100 });
  await addCustomers(service, ['ash', 'birch', 'elm', 'fir']);
});
afterAll(async () => {
  mail.close();
  await server.down();
  await service.stop();
});

const run = <Input, Answer>(activity: (input: Input) => Promise<Answer>, input: Input): Promise<Answer> =>
  new MockActivityEnvironment().run(activity, input);

/** What the hourly workflow does. */
async function round(): Promise<string[]> {
  server.taken.length = 0;
  const { due } = await run(activities.askContacts, {});
  for (const one of due) while (!(await run(activities.sendQuestions, one)).finished);
  return server.taken.map(({ to }) => to).sort();
}

function linkOf(address: string): string {
  const text = server.taken.filter(({ to }) => to === address).at(-1)?.mail.text ?? '';
  return /https?:\/\/\S+(\/v\/[\w-]{43})/.exec(text)?.[1] ?? '';
}

async function kindsOf(customer: string): Promise<string[]> {
  const { body } = await service.as('lead').get('/api/customers/fitness').expect(200);
  const found = body.items.find((one: { customer: string }) => one.customer === customer);
  return (found?.faults ?? []).map(({ kind }: { kind: string }) => kind).sort();
}

const addressOf = (customer: string) => `${customer}@example.com`;
const answer = (link: string, form: object) =>
  request(service.server)
    .post(link)
    .type('form')
    .send({ act: 'contacts', ...form });
const proposals = async () => (await service.as('lead').get('/api/customers/proposals').expect(200)).body.items;

test('nobody is asked by itself before its time has passed, and everybody then, once', async () => {
  expect(await round()).toEqual([]);
  service.wait(110 * DAY);
  expect(await round()).toEqual(['ash', 'birch', 'elm', 'fir'].map(addressOf));
  expect(await round()).toEqual([]);
});

describe('Whoever is asked', () => {
  const links: Record<string, string> = {};
  let reference = '';
  let reminded = '';
  beforeAll(async () => {
    service.wait(110 * DAY);
    await round();
    for (const one of ['ash', 'birch', 'elm', 'fir']) links[one] = linkOf(addressOf(one));
    reference = /VRF-\d{4}-\d{4}/.exec(server.taken[0]?.mail.text ?? '')?.[0] ?? '';
  });

  test('gets a page without a script that says whose duty it is, in two languages, kept nowhere', async () => {
    const { text, headers } = await request(service.server).get(links['ash']!).expect(200);
    expect(text).toContain('your company’s own duty');
    expect(text).toContain(`value="${addressOf('ash')}"`);
    expect(text).not.toContain(addressOf('birch'));
    expect(text).not.toMatch(/<script|\/v\/|VRF-2/);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
    const french = await request(service.server).get(`${links['ash']}?lang=fr`).expect(200);
    expect(french.text).toMatch(/<html lang="fr">.*incombe à votre entreprise/s);
    await request(service.server)
      .get(`/v/${'A'.repeat(43)}`)
      .expect(404);
  });

  test('confirms by a tick and the reference of the mail, which a scanner has not', async () => {
    await answer(links['ash']!, {})
      .expect(303)
      .expect('Location', /said=not-ticked/);
    await answer(links['ash']!, { statement: 'yes', reference: 'yes' }).expect('Location', /said=wrong-reference/);
    expect((await request(service.server).get(links['ash']!).expect(200)).text).toContain('<form');
    await answer(links['ash']!, { statement: 'yes', reference }).expect('Location', /said=confirmed/);
    await answer(links['ash']!, { statement: 'yes', reference }).expect('Location', /said=answered-before/);
    expect((await request(service.server).get(links['ash']!).expect(200)).text).not.toContain('<form');
  });

  test('corrects what is wrong, and nothing changes before a person accepts it', async () => {
    const form = { statement: 'yes', reference, 'name.birch-1': 'Bo Birch', 'email.birch-1': 'bo@customer.example' };
    await answer(links['birch']!, { ...form, 'email.birch-1': 'nowhere' }).expect('Location', /said=no-address/);
    const more = { 'new.name.birch-a': 'Second', 'new.email.birch-a': 'second@customer.example' };
    await answer(links['birch']!, { ...form, ...more }).expect('Location', /said=corrected/);
    const [change, add] = await proposals();
    expect(change).toMatchObject({ kind: 'change', contact: 'birch-1', name: 'Bo Birch', asked: 'birch-1' });
    expect(add).toMatchObject({ kind: 'add', account: 'birch-a', email: 'second@customer.example' });
    expect(await kindsOf('birch')).toEqual(['correction-waits', 'correction-waits']);
    const contacts = async () =>
      (await service.as('lead').get('/api/customers/birch').expect(200)).body.accounts[0].contacts;
    expect(await contacts()).toMatchObject([{ email: addressOf('birch') }]);
    await service.as('lead').post(`/api/customers/proposals/${change.id}/accept`).send({}).expect(403);
    const path = `/api/customers/proposals/${change.id}/accept`;
    const { body } = await service.as('operator').post(path).send({}).expect(200);
    expect(body).toMatchObject({ outcome: 'accepted', decidedBy: 'operator' });
    await service.as('operator').post(path).send({}).expect(409);
    await service.as('operator').post(`/api/customers/proposals/${add.id}/accept`).send({}).expect(200);
    expect(await contacts()).toMatchObject([
      { id: 'birch-1', name: 'Bo Birch', email: 'bo@customer.example' },
      { name: 'Second', email: 'second@customer.example', role: 'administrator' },
    ]);
    expect(await kindsOf('birch')).toEqual([]);
    const { rows } = await service.register.administration.list({ limit: 20 });
    expect(rows.map(({ act }) => act)).toContain('contact-proposal-accepted');
    expect(JSON.stringify(rows)).not.toContain('bo@customer.example');
  });

  test('can say who is a contact no longer, which may be declined', async () => {
    await answer(links['elm']!, { statement: 'yes', reference, 'gone.elm-1': 'yes' }).expect('Location', /corrected/);
    const [end] = await proposals();
    expect(end).toMatchObject({ kind: 'end', contact: 'elm-1' });
    await service.as('operator').post(`/api/customers/proposals/${end.id}/decline`).send({}).expect(200);
    expect(await proposals()).toEqual([]);
    expect((await service.as('lead').get('/api/customers/elm')).body.accounts[0].contacts).toHaveLength(1);
  });

  test('is reminded once if silent, and then listed', async () => {
    service.wait(15 * DAY);
    // What was corrected has its address by the database's clock, which is not put on.
    expect((await round()).filter((to) => to.endsWith('@example.com'))).toEqual([addressOf('fir')]);
    expect(server.taken.find(({ to }) => to === addressOf('fir'))?.mail.text).toContain('two weeks ago');
    expect(linkOf(addressOf('fir'))).toBe(links['fir']);
    reminded = server.taken.find(({ to }) => to === addressOf('fir'))?.from ?? '';
    expect(await kindsOf('fir')).toEqual([]);
    service.wait(20 * DAY);
    expect(await kindsOf('fir')).toEqual(['unverified']);
    expect(await round()).not.toContain(addressOf('fir'));
  });

  test('whose mail comes back is stale from then on, and what notices told stays told', async () => {
    const raw = `From: MAILER-DAEMON@customer.example\r\nTo: ${reminded}\r\nSubject: failure notice\r\n\r\n<${addressOf('fir')}>: 550 no such user\r\n`;
    const { secret } = (await service.as('operator').get('/api/returned-mail/secret').expect(200)).body;
    const { body } = await request(service.server)
      .post('/api/returned-mail')
      .set('Authorization', `Bearer ${secret}`)
      .set('Content-Type', 'message/rfc822')
      .send(Buffer.from(raw))
      .expect(200);
    expect(body).toEqual({ kind: 'failure' });
    expect(await kindsOf('fir')).toEqual(['no-administrator', 'stale']);
    expect((await service.as('auditor').get('/api/returned-mail').expect(200)).body.items).toEqual([]);
    await request(service.server).get(links['fir']!).expect(200);
  });

  test('can be asked by hand, whoever has not been that day', async () => {
    const ask = (body: object) => service.as('operator').post('/api/customers/verification').send(body);
    const { body } = await ask({ customers: ['ash', 'fir'] }).expect(201);
    expect(body.rounds).toMatchObject([{ contacts: 1 }]);
    expect(await round()).toEqual([addressOf('ash')]);
    await ask({ customers: ['ash'] }).expect(409);
    await service.as('lead').post('/api/customers/verification').send({}).expect(403);
  });

  test('and whose contact is erased opens nothing any more', async () => {
    await service.as('operator').delete('/api/customers/ash/contacts/ash-1/address').expect(200);
    await request(service.server).get(links['ash']!).expect(404);
  });
});
