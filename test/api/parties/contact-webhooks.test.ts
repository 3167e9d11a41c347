import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { createNoticeLinks } from '../../../src/activities/notices/notice-links';
import { openWebhooks, type WebhookPoster } from '../../../src/activities/channels/webhook/post';
import { sendWebhooks } from '../../../src/activities/delivery/deliver-webhooks';
import type { IncidentId } from '../../../src/domain/case/state';
import { instantAt, MINUTE } from '../../../src/domain/primitives/instant';
import { contactSecret } from '../../../src/primitives/signing-secret';
import { declared, startService, type Service } from '../../support/api';
import { addCustomers, customerWith, tellByNotice } from '../../support/told';

const CUSTOMERS = ['ash', 'birch', 'elm', 'fir', 'oak', 'yew'];
/** What each customer's program answers. */
const ANSWERS: Record<string, (response: ServerResponse) => void> = {
  ash: (response) => response.end('ok'),
  birch: (response) => response.writeHead(410).end(),
  elm: (response) => response.writeHead(503).end(),
  fir: (response) => response.writeHead(302, { location: '/ash' }).end(),
};

const BARE = { name: 'Bare', language: 'en', timeZone: 'UTC' };

interface Taken {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

let service: Service;
let id: IncidentId;
let server: Server;
let taken: Taken[] = [];
/** Signatures are judged by this machine's clock. */
let ahead = 0;
const now = () => instantAt(Date.now() + ahead);
const poster = openWebhooks({ allowed: ['127.0.0.1'] });
const contactOf = (customer: string) => `/api/customers/${customer}/contacts/${customer}-1/webhook`;

beforeAll(async () => {
  service = await startService();
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const path = request.url ?? '';
      taken.push({ path, headers: request.headers, body });
      (ANSWERS[path.slice(1)] ?? ANSWERS['ash'])?.(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await addCustomers(service, CUSTOMERS);
  for (const customer of CUSTOMERS.slice(0, 4)) await listens(customer);
  id = await declared(service);
  await tellByNotice(service, id, CUSTOMERS);
});
afterAll(async () => {
  await poster.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await service.stop();
});
beforeEach(() => (taken = []));

/** As tests may: on this machine, without TLS. */
async function listens(customer: string): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const webhook = { contact: `${customer}-1`, url: `http://127.0.0.1:${port}/${customer}` };
  await service.register.contactWebhooks.set(
    { ...webhook, ringKey: service.deps.keyRing.current },
    { person: 'operator', at: service.now() },
  );
}

async function send(by: Pick<WebhookPoster, 'post'> = poster, fence = 'sender'): Promise<void> {
  const { register, deps } = service;
  const stored = await register.notices.get(id, 1);
  if (!stored) throw new Error('The notice is stored.');
  const linkOf = await createNoticeLinks(register, deps.keyRing, deps.publicUrl).of(stored);
  const sending = { stored, fence, linkOf, stopping: new AbortController().signal };
  await sendWebhooks({ register, poster: by, keys: deps.keyRing.keys, log: deps.log, clock: now }, sending);
}

const rowsOf = async () => {
  const rows = await service.register.evidence.rows({ incident: id, notice: 1 }, { limit: 100 });
  return Object.fromEntries(rows.filter(({ channel }) => channel === 'webhook').map((row) => [row.customer, row]));
};
const secretOf = (customer: string, generation = 1) =>
  contactSecret(service.deps.keyRing.keys.get(service.deps.keyRing.current)!, `${customer}-1`, generation);

test('a notice goes to the program of a contact that has one, signed, in the words that were approved, and what it said is kept', async () => {
  const claim = { incident: id, notice: 1, fence: 'of a crash', now: now(), limit: 1 };
  expect(await service.register.deliveries.claimWebhooks(claim)).toMatchObject([{ contact: 'ash-1' }]);
  ahead = 2 * MINUTE;
  await send();
  const rows = await rowsOf();
  expect(Object.keys(rows)).toEqual(['ash', 'birch', 'elm', 'fir']);
  const got = taken.find(({ path }) => path === '/ash');
  const headers = got?.headers as Record<string, string>;
  const { data } = new Webhook(secretOf('ash')).verify(got?.body ?? '', headers, { jsonParse: true }) as {
    data: Record<string, string>;
  };
  expect(() => new Webhook(secretOf('birch')).verify(got?.body ?? '', headers)).toThrow();
  expect(data).toMatchObject({ incident: id, notice: 1, customer: 'ash', language: 'en', possibleRepeat: true });
  expect(data['text']).toContain('Dear Admin of ash');
  expect(data['text']).toContain(data['link']);
  expect(headers['webhook-id']).toBe(rows['ash']?.id);
  expect(rows['ash']).toMatchObject({ state: 'accepted', attempts: [{ outcome: 'accepted', words: '200 ok' }] });
});

test('who is busy is tried again later, who leads elsewhere is not followed, who is gone gets no more and is told of, and for a day both secrets sign', async () => {
  const rows = await rowsOf();
  expect(rows['elm']).toMatchObject({ state: 'deferred', attempts: [{ words: '503' }] });
  expect(rows['fir']).toMatchObject({ state: 'refused', attempts: [{ words: '302' }] });
  expect(rows['birch']).toMatchObject({ state: 'refused', attempts: [{ words: '410' }] });
  expect((await service.register.contactWebhooks.get('birch-1'))?.goneAt).toBeDefined();
  const untold = await service.register.findings.unreported({ standsAfter: 0, repeatAfter: 0 });
  expect(untold).toMatchObject([{ kind: 'noted webhook-gone', sentence: expect.stringContaining('birch-1') }]);
  await send();
  expect(taken).toEqual([]);
  ahead = 4 * MINUTE;
  const rotated = await service
    .as('operator')
    .post(`${contactOf('elm')}/rotate`)
    .expect(200);
  expect(rotated.body).toMatchObject({ generation: 2, secret: secretOf('elm', 2), previousUntil: expect.any(String) });
  ANSWERS['elm'] = (response) => response.end('ok');
  await send();
  expect(taken.map(({ path }) => path)).toEqual(['/elm']);
  expect((await rowsOf())['elm']).toMatchObject({ state: 'accepted' });
  for (const generation of [1, 2])
    new Webhook(secretOf('elm', generation)).verify(taken[0]?.body ?? '', taken[0]?.headers as Record<string, string>);
});

test('it is sent again to one customer, with a reason, word by word and under an id of its own; and not once it was cleared', async () => {
  const again = { notice: 1, customer: 'ash', reason: 'Their program lost it.' };
  const post = (by: string, body: object) => service.as(by).post(`/api/incidents/${id}/send-again`).send(body);
  await post('lead', { notice: 1, customer: 'ash' }).expect(422);
  await post('lead', again).expect(200);
  const { register, desk, deps } = service;
  const owed = desk.open.get(id)!.outbox.find(({ kind }) => kind === 'send-again')!;
  const plan = { incident: id, ...again, effect: owed.id };
  expect(await register.deliveries.planAgain(plan)).toBe(2);
  expect(await register.deliveries.planAgain(plan)).toBe(0);
  await createNoticeLinks(register, deps.keyRing, deps.publicUrl).issue({ incident: id, notice: 1 });
  await send();
  expect(taken.map(({ path }) => path)).toEqual(['/ash']);
  const [{ headers, body }] = taken as [Taken];
  const { data } = new Webhook(secretOf('ash')).verify(body, headers as Record<string, string>, {
    jsonParse: true,
  }) as { data: Record<string, string> };
  const { textSha256, id: first } = (await rowsOf())['ash']!;
  expect(data).toMatchObject({ customer: 'ash', textSha256 });
  expect(headers['webhook-id']).not.toBe(first);

  await post('lead', { ...again, reason: 'And once more.' }).expect(200);
  const next = desk.open.get(id)!.outbox.filter(({ kind }) => kind === 'send-again')[1]!;
  expect(await register.deliveries.planAgain({ ...plan, effect: next.id })).toBe(2);
  await register.scope.mark({
    ...{ incident: id, effect: `${id}#99.1`, customer: 'ash', mark: 'cleared', reason: 'Of another.', by: ['lead'] },
  });
  await send();
  expect(taken).toHaveLength(1);
});

test('who is silent is tried further by a person: other contacts, then a webhook, once for each order, and then it says what is left to do', async () => {
  const { register, desk, deps } = service;
  const tried = (customer: string) =>
    service
      .as('lead')
      .post(`/api/incidents/${id}/try-next-contact`)
      .send({ notice: 1, customer, reason: 'Nobody there opens it.' });
  const planned = async () => {
    const { id: effect } = desk.open
      .get(id)!
      .outbox.filter(({ kind }) => kind === 'try-next')
      .at(-1)!;
    return await register.deliveries.planNext({ incident: id, notice: 1, customer: 'yew', effect });
  };
  const left = await tried('yew').expect(409);
  expect(left.body).toMatchObject({
    type: '/problems/nothing-open',
    detail: expect.stringContaining('record-contact'),
  });
  await tried('nobody').expect(422);

  const yew = customerWith('yew', ['privacy@yew.example']);
  await service.as('operator').put('/api/customers/yew').send(yew).expect(200);
  await tried('yew').expect(200);
  expect([await planned(), await planned()]).toEqual([1, 1]);
  const { rows } = await register.deliveries.list(id, { notice: 1, limit: 100 });
  expect(rows.filter(({ customer, state }) => customer === 'yew' && state === 'planned')).toMatchObject([
    { contact: 'yew-2', email: 'privacy@yew.example' },
  ]);

  await listens('yew');
  await tried('yew').expect(200);
  expect([await planned(), await planned()]).toEqual([1, 1]);
  await createNoticeLinks(register, deps.keyRing, deps.publicUrl).issue({ incident: id, notice: 1 });
  await send();
  expect(taken.map(({ path }) => path)).toEqual(['/yew']);
  await tried('yew').expect(409);
  expect(await planned()).toBe(1);
});

test('none is connected to that lies inside, by number or by name', async () => {
  const { port } = server.address() as AddressInfo;
  const turning = openWebhooks({ resolve: (_host, found) => found(null, [{ address: '127.0.0.1', family: 4 }]) });
  for (const url of [`http://127.0.0.1:${port}/`, `http://customer.example:${port}/`])
    expect(await turning.post(url, { headers: {}, body: '{}' })).toMatchObject({ outcome: 'refused' });
  expect(taken).toEqual([]);
  await turning.close();
});

test('an operator sets, reads, changes and takes it off; nobody else, and no address without TLS', async () => {
  const as = (person: string) => service.as(person);
  const url = 'https://tickets.example/hooks';
  await as('lead').put(contactOf('oak')).send({ url }).expect(403);
  await as('operator').put(contactOf('oak')).send({ url: 'http://tickets.example/' }).expect(422);
  const { body } = await as('operator').put(contactOf('oak')).send({ url }).expect(200);
  expect(body).toMatchObject({ contact: 'oak-1', url, generation: 1, secret: secretOf('oak') });
  expect((await as('operator').get(contactOf('oak')).expect(200)).body).toEqual(body);
  await as('operator').delete(contactOf('oak')).expect(204);
  await as('operator').get(contactOf('oak')).expect(404);
  const { rows } = await service.register.administration.list({ limit: 2 });
  expect(rows.map(({ act }) => act)).toEqual(['contact-webhook-ended', 'contact-webhook-set']);
  expect(JSON.stringify(rows)).not.toContain('tickets.example');
});

test('whom a notice would not reach is listed before anything happens', async () => {
  await service.as('operator').patch('/api/customers/oak/contacts/oak-1').send({ stale: true }).expect(200);
  await service.register.answers.returned({
    ...{ incident: id, notice: 1, delivery: `${id}/1/yew-1`, kind: 'bounced', words: '5.1.1', at: service.now() },
  });
  await service
    .as('operator')
    .put('/api/customers/bare')
    .send({ ...BARE, accounts: [] })
    .expect(200);
  const { body } = await service.as('lead').get('/api/customers/fitness').expect(200);
  const found = body.items.map(({ customer, faults }: { customer: string; faults: { kind: string }[] }) => [
    customer,
    faults.map(({ kind }) => kind).sort(),
  ]);
  expect(found).toEqual([
    ['bare', ['no-account']],
    ['birch', ['webhook-gone']],
    ['oak', ['no-administrator', 'stale']],
    ['yew', ['no-administrator', 'stale']],
  ]);
  const first = await service.as('lead').get('/api/customers/fitness?limit=1').expect(200);
  const rest = await service.as('lead').get(`/api/customers/fitness?cursor=${first.body.next}`).expect(200);
  expect([...first.body.items, ...rest.body.items]).toEqual(body.items);
  await service.as('reporter').get('/api/customers/fitness').expect(403);
});
