import { gzipSync } from 'node:zlib';
import { Webhook } from 'standardwebhooks';
import request from 'supertest';
import { tellOfAnswers } from '../../../src/api/incidents/answers-news';
import { createNoticeLinks } from '../../../src/activities/notices/notice-links';
import { noticeRecipients, oneRecipient } from '../../../src/contract/delivery/notice-recipients';
import type { IncidentId } from '../../../src/domain/case/state';
import { sha256 } from '../../../src/primitives/hash';
import { linkHash } from '../../../src/primitives/link-token';
import { returnAddress } from '../../../src/primitives/return-address';
import { composer } from '../../../src/texts/compose';
import { LETTERS } from '../../support/letters';
import { declared, OWN_ORIGIN, startService, type Service } from '../../support/api';
import { until } from '../../support/until';
import { asBytes, textInZip, zipOf } from '../../support/zip';

let service: Service;
let id: IncidentId;
let links: { birch: string; oak: string; ash: string };

beforeAll(async () => {
  service = await startService();
  id = await declared(service);
  links = await told(['birch', 'oak', 'ash']);
});
afterAll(() => service.stop());
afterEach(() => service.desk.recorded());

/** A notice that went to the administrator of each customer, and the path of each one's page. */
async function told<Name extends string>(customers: Name[]): Promise<Record<Name, string>> {
  for (const customer of customers) {
    const contacts = [
      { id: `${customer}-1`, name: `Admin of ${customer}`, email: `${customer}@example.com`, role: 'administrator' },
    ];
    const account = { id: `${customer}-a`, kind: 'subscription', name: 'One', product: 'mail', contacts };
    const body = {
      name: customer,
      language: ['oak', 'rowan'].includes(customer) ? 'fr' : 'en',
      timeZone: 'UTC',
      accounts: [account],
    };
    await service.as('operator').put(`/api/customers/${customer}`).send(body).expect(200);
  }
  const { scope, notices, deliveries, answers } = service.register;
  const selection = { customers, data: 'Names of staff' };
  const answer = await scope.resolve({ incident: id, effect: `${id}#1.1`, selection, addedAt: service.now() });
  await service.desk.system(id, 'scope-counted', answer);
  const facts = { nature: { status: 'known', value: 'A list was mailed to a stranger.' } } as const;
  const { texts, hash } = composer(LETTERS)({ incident: id, notice: 1, kind: 'initial', facts, commitmentHours: 72 });
  await notices.store({ incident: id, notice: 1, kind: 'initial', texts, facts, hash, composedAt: service.now() });
  await deliveries.plan({ incident: id, notice: 1, hash });
  const made = createNoticeLinks({ answers }, service.deps.keyRing, OWN_ORIGIN);
  await made.issue({ incident: id, notice: 1 });
  const linkOf = await made.of({ incident: id, notice: 1 });
  const rows = await deliveries.claim({ incident: id, notice: 1, fence: 'f', limit: 100, now: service.now() });
  for (const row of rows) {
    await deliveries.hand(row.id, 'f', service.now());
    await deliveries.finish(row.id, 'f', { state: 'accepted', words: '250 OK', at: service.now() });
  }
  await service.desk.system(id, 'scope-counted', await scope.counts(id));
  const found = rows.map((row) => [row.customer, linkOf(row.id).slice(OWN_ORIGIN.length)]);
  return Object.fromEntries(found) as Record<Name, string>;
}

const open = (path: string) => request(service.server).get(path);
const send = (path: string, form: Record<string, string>) => request(service.server).post(path).type('form').send(form);
const marksOf = async (customer: string) => {
  const found = await service.register.answers.marks(`${id}/1/${customer}-1`);
  return found.map(({ kind }) => kind);
};
const view = async () => (await service.as('lead').get(`/api/incidents/${id}`).expect(200)).body;

test('the page shows the notice as it was sent, in the language of its reader, to nobody else, and is kept nowhere', async () => {
  const { text, headers } = await open(links.birch).expect(200);
  expect(text).toContain('Dear Admin of birch,');
  expect(text).toContain('Names of staff');
  expect(text).toContain('<html lang="en">');
  expect(text).not.toMatch(/<script|oak|\{\{/);
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  expect(headers['content-security-policy']).toMatch(/default-src 'none'.*form-action 'self'.*frame-ancestors 'none'/);
  expect((await open(links.oak)).text).toContain('À l’attention de\u00a0: Admin of oak');
  const { body } = await open(`${links.birch}?format=json`).expect(200);
  expect(body).toMatchObject({ incident: id, notice: 1, language: 'en', questions: [] });
  expect(body.text).toMatch(/^What happened to your data\n-+\s+A list was mailed to a stranger\.$/m);
  expect(body.filing).toMatchObject({ schema: 'tocsin-filing-1', incident: id, controller: { name: 'birch' } });
  expect(body.filing.facts.nature).toMatchObject({ status: 'known', text: 'A list was mailed to a stranger.' });
});

test('the notice can be kept as a PDF, always the same, by whoever has the link alone', async () => {
  expect((await open(links.birch)).text).toContain('href="?format=pdf"');
  const pdf = () =>
    open(`${links.birch}?format=pdf`)
      .buffer(true)
      .expect(200)
      .expect('Content-Type', /^application.pdf/);
  const [one, again] = [await pdf(), await pdf()];
  expect(one.headers).toMatchObject({
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename=${id}-notice-1.pdf`,
  });
  expect(
    Buffer.from(one.body as Buffer)
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect(one.body).toEqual(again.body);
  await open(`/n/${'A'.repeat(43)}?format=pdf`).expect(404);
});

test('a link is stored as its hash, made again from the key, and written to no log', async () => {
  const token = links.birch.slice('/n/'.length);
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  await open(links.birch).expect(200);
  expect(service.logged.join('')).not.toContain(token);
  expect(service.logged.join('')).toContain('/n/:token');
  expect(await service.register.answers.open(linkHash(token), service.now())).toMatchObject({ customer: 'birch' });
});

test('what is no link is answered alike, whatever it is', async () => {
  const answers = [`/n/${'A'.repeat(43)}`, '/n/x', '/n/%00'].map((path) => open(path));
  const [first, ...others] = await Promise.all(answers);
  expect(first?.status).toBe(404);
  for (const other of others) expect(other.text).toBe(first?.text);
  await send(`/n/${'A'.repeat(43)}`, { act: 'confirm' }).expect(404);
});

describe('A scanner of mails', () => {
  test('that asks whether there is something leaves no mark', async () => {
    await request(service.server).head(links.ash).expect(200);
    expect(await marksOf('ash')).toEqual([]);
  });

  test('that follows the link has opened it, and confirmed nothing', async () => {
    await open(links.ash).expect(200);
    await open(links.ash).expect(200);
    expect(await marksOf('ash')).toEqual(['opened']);
  });

  test('that posts blindly changes nothing', async () => {
    await request(service.server).post(links.ash).expect(303);
    await request(service.server).post(links.ash).type('json').send({ act: 'confirm', statement: 'yes' }).expect(303);
    for (const act of ['confirm', 'wrong-person', 'ask']) await send(links.ash, { act }).expect(303);
    await send(links.ash, { act: 'confirm', statement: 'yes', incident: 'x'.repeat(30_000) }).expect(303);
    expect(await marksOf('ash')).toEqual(['opened']);
  });

  test('that runs scripts, ticks every box and fills every field with what it finds in the form confirms nothing', async () => {
    const { text } = await open(links.ash);
    const forms = [...text.matchAll(/<form[^>]*>(.*?)<\/form>/gs)].map(([, inside = '']) => filledIn(inside));
    expect(forms.map(({ act }) => act)).toEqual(['ask-list', 'confirm', 'ask', 'wrong-person']);
    for (const form of forms.filter(({ act }) => act !== 'ask')) {
      const { headers } = await send(links.ash, form).expect(303);
      expect(headers.location).toBe('?said=wrong-number');
    }
    expect(await marksOf('ash')).toEqual(['opened']);
  });

  function filledIn(form: string): Record<string, string> {
    const fields = [...form.matchAll(/<(?:input|textarea)([^>]*)>/g)].map(([, attributes = '']) => attributes);
    return Object.fromEntries(
      fields.map((field) => {
        const [, name = ''] = /name="([^"]*)"/.exec(field) ?? [];
        const [
          ,
          value = form
            .replace(/<[^>]*>/g, ' ')
            .trim()
            .slice(0, 40),
        ] = /value="([^"]*)"/.exec(field) ?? [];
        return [name, value];
      }),
    );
  }
});

test('a person confirms by ticking the sentence and typing the number, once, and the incident hears of it', async () => {
  const form = { act: 'confirm', statement: 'yes', incident: ` ${id.toLowerCase()} `, name: 'Ada Birch' };
  expect((await send(links.birch, { ...form, statement: '' }).expect(303)).headers.location).toBe('?said=not-ticked');
  expect((await send(links.birch, { ...form, incident: 'INC-2026-9999' }).expect(303)).headers.location).toBe(
    '?said=wrong-number',
  );
  // As browsers send a form of a page without a referrer.
  await send(links.birch, form).set('Origin', 'null').set('Sec-Fetch-Site', 'same-origin').expect(303);
  await send(links.birch, form).expect(303);
  const { text } = await open(`${links.birch}?said=confirmed`).expect(200);
  expect(text).toContain('Confirmed on 2026-11-23');
  expect(text).not.toContain('name="name"');
  expect((await marksOf('birch')).filter((kind) => kind === 'confirmed')).toHaveLength(1);
  await tellOfAnswers(service.deps);
  expect(await service.register.answers.uncounted()).toEqual([]);
});

describe('Whoever follows a sending', () => {
  const list = (query = '') => service.as('lead').get(`/api/incidents/${id}/notices/1/recipients${query}`);

  test('reads how far each recipient got, and of each kind how many', async () => {
    const { body } = await list('?limit=2').expect(200);
    expect(noticeRecipients.safeParse(body).error).toBeUndefined();
    expect(body).toMatchObject({ counts: { confirmed: 1, opened: 2 }, unsent: 0, found: 3 });
    expect(body.items).toMatchObject([
      { recipient: 'ash-1', customerName: 'ash', outcome: 'opened', serverWords: '250 OK' },
      { recipient: 'birch-1', outcome: 'confirmed', attempts: 1 },
    ]);
    expect((await list('?limit=2&skip=2').expect(200)).body.items).toMatchObject([{ recipient: 'oak-1' }]);
  });

  test('finds one by its state, its name or its address', async () => {
    expect((await list('?outcome=confirmed').expect(200)).body).toMatchObject({ found: 1 });
    expect((await list('?q=OAK@').expect(200)).body).toMatchObject({ found: 1, items: [{ customer: 'oak' }] });
    expect((await list('?q=%25').expect(200)).body).toMatchObject({ found: 0, items: [] });
  });

  test('reads of one every attempt with the server’s words, what came back, and the very text', async () => {
    const { body } = await service.as('lead').get(`/api/incidents/${id}/notices/1/recipients/ash-1`).expect(200);
    expect(oneRecipient.safeParse(body).error).toBeUndefined();
    expect(body.attempts).toMatchObject([{ outcome: 'accepted', words: '250 OK' }]);
    expect(body.marks).toMatchObject([{ kind: 'opened' }]);
    expect(body.letter.text).toContain('Dear Admin of ash,');
    await service.as('lead').get(`/api/incidents/${id}/notices/1/recipients/nobody`).expect(404);
  });

  test('takes all of them away as a file', async () => {
    const { text, headers } = await list('?outcome=opened').accept('text/csv').expect(200);
    expect(headers['content-disposition']).toContain(`${id}-notice-1.csv`);
    expect(text.replace(/^\uFEFF/, '').split('\n')).toMatchObject([
      expect.stringMatching(/^recipient,customer,/),
      expect.stringMatching(/^ash-1,ash,ash,ash-a,Admin of ash,ash@example.com,opened,1,/),
      expect.stringMatching(/^oak-1,/),
      '',
    ]);
    await list().accept('image/png').expect(406);
    await service.as('reporter').get(`/api/incidents/${id}/notices/1/recipients`).expect(403);
  });
});

test('a thousand answers reach the incident as one count', async () => {
  const before = (await view()).sequence;
  const place = { incident: id, notice: 1, kind: 'bounced', delivery: `${id}/1/oak-1` } as const;
  const marks = Array.from({ length: 1_000 }, () => ({ ...place, at: service.now() }));
  await Promise.all(marks.map((mark) => service.register.answers.mark(mark)));
  await tellOfAnswers(service.deps);
  await tellOfAnswers(service.deps);
  expect((await view()).sequence).toBe(Number(before) + 1);
});

test('a question waits for an answer by a clock, and the answer stands on its page', async () => {
  await send(links.oak, { act: 'ask', question: 'Quels noms ?\r\nDe qui ?' }).expect(303);
  expect((await open(links.oak)).text).toContain('Quels noms ?<br>De qui ?');
  await tellOfAnswers(service.deps);
  const waiting = await view();
  expect(waiting.questions).toMatchObject([{ customer: 'oak', notice: 1 }]);
  expect(waiting.obligations).toContainEqual(expect.objectContaining({ kind: 'await-answer', status: 'open' }));

  const { body } = await service.as('auditor').get(`/api/incidents/${id}/questions`).expect(200);
  const [question] = body.items;
  const path = `/api/incidents/${id}/questions/${question.id}/answer`;
  await service.as('auditor').post(path).send({ words: 'x' }).expect(403);
  await service.as('privacy').post(path).send({ words: 'Ceux de <b>votre</b> service.' }).expect(200);
  await service.as('lead').post(path).send({ words: 'Autre chose.' }).expect(409);
  await service.as('lead').post(`/api/incidents/${id}/questions/999/answer`).send({ words: 'x' }).expect(404);
  expect((await open(links.oak)).text).toContain('Ceux de &lt;b&gt;votre&lt;/b&gt; service.');
  expect((await open(`${links.oak}?format=json`)).body.questions[0]).not.toHaveProperty('answeredBy');
  await tellOfAnswers(service.deps);
  expect((await view()).questions).toEqual([]);
  expect((await view()).obligations).toContainEqual(expect.objectContaining({ kind: 'await-answer', status: 'met' }));
});

test('the wrong person has told nobody: the customer is owed again, and its contact is written to no more', async () => {
  const clock = async () =>
    (await view()).obligations.filter(({ kind }: { kind: string }) => kind === 'tell-customers').at(-1);
  expect(await clock()).toMatchObject({ status: 'met' });
  await send(links.ash, { act: 'wrong-person', statement: 'yes', incident: id }).expect(303);
  await until('the incident hears of it', async () => (await view()).scope.unreachable > 0);
  expect((await view()).scope).toMatchObject({ unreachable: 1, unreachableCustomers: ['ash'] });
  expect(await clock()).toMatchObject({ status: 'open' });
  const { body } = await service.as('auditor').get('/api/customers/ash').expect(200);
  expect(body.accounts[0].contacts[0]).toMatchObject({ stale: true });
});

describe('Mail that comes back', () => {
  const secretOf = async () => (await service.as('operator').get('/api/returned-mail/secret').expect(200)).body.secret;
  const post = async (mail: string) =>
    request(service.server)
      .post('/api/returned-mail')
      .set('Authorization', `Bearer ${await secretOf()}`)
      .set('Content-Type', 'message/rfc822')
      .send(Buffer.from(mail.replace(/\n/g, '\r\n')));
  const listed = async () => (await service.as('auditor').get('/api/returned-mail').expect(200)).body.items;
  const delivery = (customer: string) => `${id}/1/${customer}-1`;

  test('is taken from whoever has the secret, or signs with it, and from nobody else', async () => {
    const mail = 'From: x@example.com\r\nSubject: Hello\r\n\r\nWho are you?\r\n';
    const send = (headers: Record<string, string>) =>
      request(service.server).post('/api/returned-mail').set('Content-Type', 'message/rfc822').set(headers).send(mail);
    await send({}).expect(401);
    await send({ Authorization: 'Bearer whsec_AAAA' }).expect(401);
    await send({ Authorization: 'Bearer key-of-operator' }).expect(401);
    await service.as('lead').get('/api/returned-mail/secret').expect(403);
    const webhook = new Webhook(await secretOf());
    const now = new Date();
    const signed = {
      'webhook-id': 'm1',
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': webhook.sign('m1', now, mail),
    };
    expect((await send(signed).expect(200)).body).toEqual({ kind: 'reply' });
    await request(service.server)
      .post('/api/returned-mail')
      .set(signed)
      .type('message/rfc822')
      .send(`${mail}x`)
      .expect(401);
  });

  test('and belongs to nothing waits for a person until one is done with it', async () => {
    const [mail] = await listed();
    expect(mail).toMatchObject({ kind: 'reply', sender: 'x@example.com', subject: 'Hello' });
    const raw = await service.as('privacy').get(`/api/returned-mail/${mail.id}`).buffer(true).expect(200);
    expect(raw.text).toContain('Who are you?');
    await service.as('auditor').post(`/api/returned-mail/${mail.id}/settle`).expect(403);
    await service.as('privacy').post(`/api/returned-mail/${mail.id}/settle`).expect(200);
    await service.as('privacy').post(`/api/returned-mail/${mail.id}/settle`).expect(404);
    expect(await listed()).toEqual([]);
  });

  test('is matched by its return address alone, however little it says, and owes its customer again', async () => {
    const to = returnAddress(service.deps.keyRing, 'bounces@tocsin.example', delivery('birch'));
    const forged = to.replace(/-[\da-f]{16}@/, `-${'0'.repeat(16)}@`);
    const bounce = (address: string) => `From: MAILER-DAEMON@mail.example.net
To: ${address}
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; somebody-else@example.net
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 user unknown

--b--
`;
    expect((await post(bounce(forged))).body).toEqual({ kind: 'failure' });
    expect((await post(bounce(to))).body).toMatchObject({
      kind: 'failure',
      matched: { by: 'return-address', incident: id },
    });
    expect((await post(bounce(to))).body).toMatchObject({ matched: { delivery: delivery('birch') } });
    expect((await marksOf('birch')).filter((kind) => kind === 'bounced')).toHaveLength(1);
    await until('the incident hears of it', async () => (await view()).scope.unreachableCustomers.includes('birch'));
  });

  test('is matched by our id in the returned message, and by its recipient', async () => {
    const original = `X-Tocsin-Id: ${sha256(delivery('oak'))}`;
    const delayed = `From: postmaster@mail.example.net
To: tocsin@tocsin.example
Subject: Delivery delayed
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; forwarded@elsewhere.example
Action: delayed
Status: 4.4.1

--b
Content-Type: text/rfc822-headers

Subject: Incident
${original}

--b--
`;
    expect((await post(delayed)).body).toMatchObject({
      kind: 'delay',
      matched: { by: 'id', delivery: delivery('oak') },
    });
    const reply = 'From: Oak <oak@example.com>\nTo: tocsin@tocsin.example\nSubject: Re: Incident\n\nThank you.\n';
    expect((await post(reply)).body).toMatchObject({
      kind: 'reply',
      matched: { by: 'recipient', delivery: delivery('oak') },
    });
    const absent = `From: oak@example.com\nSubject: Away\nAuto-Submitted: auto-replied\nIn-Reply-To: <${sha256(delivery('oak'))}@tocsin.example>\n\nI am away.\n`;
    expect((await post(absent)).body).toMatchObject({ kind: 'automatic', matched: { by: 'id' } });
    expect((await listed()).map(({ kind }: { kind: string }) => kind)).toEqual(['failure', 'reply']);
    expect(await marksOf('oak')).toContain('replied');
  });
});

describe('Who neither opened nor answered', () => {
  const silent = (rung: 'contact' | 'person') =>
    service.register.deliveries.countSilent({ incident: id, notice: 1, rung });

  test('is counted; other contacts of the account get the notice once, and then a person is to tell them', async () => {
    id = await declared(service);
    const { elm } = await told(['elm', 'yew', 'fir']);
    await open(elm).expect(200);
    const contacts = [
      { id: 'yew-1', name: 'Admin of yew', email: 'yew@example.com', role: 'administrator' },
      { id: 'yew-2', name: 'Privacy at yew', email: 'privacy@yew.example', role: 'privacy' },
    ];
    const account = { id: 'yew-a', kind: 'subscription', name: 'One', product: 'mail', contacts };
    const yew = { name: 'yew', language: 'en', timeZone: 'UTC', accounts: [account] };
    await service.as('operator').put('/api/customers/yew').send(yew).expect(200);
    const first = await silent('contact');
    expect(first).toEqual({ customers: 2, planned: 1, forPerson: 1, names: ['fir'] });
    expect(await silent('contact')).toEqual(first);
    const { rows } = await service.register.deliveries.list(id, { notice: 1, limit: 100 });
    expect(rows.filter(({ customer, state }) => customer === 'yew' && state === 'planned')).toMatchObject([
      { contact: 'yew-2', email: 'privacy@yew.example' },
    ]);
    expect(await silent('person')).toEqual({ customers: 2, planned: 0, forPerson: 2, names: ['fir', 'yew'] });
  });
});

describe('What helps a customer with its own duties', () => {
  let own: Record<'pine' | 'rowan' | 'hazel', string>;
  const offer = (customer: string, name: string, content: string | Buffer, more = '') =>
    service
      .as('responder')
      .post(`/api/incidents/${id}/assistance?customer=${customer}&kind=persons&name=${name}${more}`)
      .set('Content-Type', 'application/octet-stream')
      .send(content);
  const take = (path: string, file: string, incident: string = id) =>
    send(path, { act: 'take', statement: 'yes', file, incident });

  test('sheet and draft say what its notice said, in its language', async () => {
    id = await declared(service);
    own = await told(['pine', 'rowan', 'hazel']);
    const sheet = await open(`${own.pine}?document=sheet`).buffer(true).expect(200);
    expect(sheet.headers['content-type']).toBe('application/pdf');
    expect(sheet.headers['content-disposition']).toContain(`${id}-1.pdf`);
    const { text } = await open(`${own.rowan}?document=letter`).expect(200);
    expect(text).toContain('Information sur une violation de vos données');
    expect(text).toMatch(/salutations distinguées\.\s+rowan\s*$/);
    expect((await open(own.pine)).text).toContain('For your own duties');
  });

  test('a file is handed over once, to its customer alone, who types the number; and again once offered again', async () => {
    const { body: file } = await offer('pine', 'persons.csv', 'name\nAda Brandt\n').expect(201);
    expect(file).toMatchObject({ customer: 'pine', kind: 'persons', bytes: 16, by: 'responder' });
    expect((await open(own.pine)).text).toContain('persons.csv');
    expect((await open(own.rowan)).text).not.toContain('persons.csv');
    expect((await take(own.rowan, file.id)).headers.location).toBe('?said=not-there');
    expect((await take(own.pine, file.id, 'INC-2026-9999')).headers.location).toBe('?said=wrong-number');
    const { body, headers } = await take(own.pine, file.id).buffer(true).expect(200);
    expect(String(body)).toBe('name\nAda Brandt\n');
    expect(headers['content-disposition']).toContain('persons.csv');
    expect((await take(own.pine, file.id)).headers.location).toBe('?said=not-there');
    expect((await open(own.pine)).text).toMatch(/Downloaded on/);
    const again = `/api/incidents/${id}/assistance/${file.id}/again`;
    await service.as('responder').post(again).send({}).expect(200);
    await take(own.pine, file.id).expect(200);
    const { items } = (await service.as('auditor').get(`/api/incidents/${id}/assistance`).expect(200)).body;
    expect(items).toMatchObject([{ id: file.id, takenBy: `${id}/1/pine-1` }]);
    await service.desk.recorded();
    const timeline = await service.as('auditor').get(`/api/incidents/${id}/timeline?customer=pine`).expect(200);
    const told = timeline.body.items.filter(({ command }: { command: string }) => command === 'assistance-file');
    const of = { file: file.id, customer: 'pine', kind: 'persons' };
    const offered = { type: 'assistance-file-offered', ...of, offeredBy: 'responder' };
    const taken = { type: 'assistance-file-taken', ...of, takenBy: 'pine-1', notice: 1 };
    expect(told.map(({ event }: { event: object }) => event)).toEqual([
      offered,
      taken,
      { ...offered, isAgain: true },
      taken,
    ]);
  });

  test('a file that names another customer is refused, unless somebody says why it may', async () => {
    const refused = await offer('pine', 'log.txt', 'rowan@example.com signed in').expect(422);
    expect(refused.body).toMatchObject({ title: 'It names other customers', detail: expect.stringContaining('rowan') });
    await offer('pine', 'log.txt', 'rowan@example.com signed in', '&namesAllowed=One%20group').expect(201);
    await offer('elsewhere', 'log.txt', 'x').expect(404);
    await offer('pine', 'log.txt', '').expect(422);
  });

  test('a spreadsheet and an archive are searched, and what cannot be is refused', async () => {
    const cells = '<sst><si><t>rowan@exam</t></si></sst>'.replace('exam', 'exam</t></r><r><t>ple.com');
    const { body } = await offer('pine', 'list.xlsx', await zipOf({ 'xl/sharedStrings.xml': cells })).expect(422);
    expect(body).toMatchObject({
      title: 'It names other customers',
      errors: [{ pointer: '/xl/sharedStrings.xml', detail: 'names rowan' }],
    });
    await offer('pine', 'list.xlsx', await zipOf({ 'xl/sharedStrings.xml': '<sst><si><t>Ada</t></si></sst>' })).expect(
      201,
    );
    const pdf = Buffer.from('%PDF-1.7');
    expect((await offer('pine', 'log.pdf', pdf).expect(422)).body.detail).toContain('cannot be searched');
    await offer('pine', 'log.pdf', pdf, '&namesAllowed=Read%20by%20two').expect(201);
    const words = [{ lang: 'en', text: 'account svc-backup' }];
    const withhold = { field: 'howFound', ground: 'stopping-an-attacker', words, reviewBy: '2099-01-01T00:00:00Z' };
    await service.as('responder').post(`/api/incidents/${id}/withhold`).send(withhold).expect(200);
    const log = await zipOf({ 'logs/a.log.gz': gzipSync('by ACCOUNT_SVC BACKUP') });
    const refused = (await offer('pine', 'log.zip', log, '&namesAllowed=x').expect(422)).body;
    expect(refused).toMatchObject({ type: '/problems/withheld-words', errors: [{ pointer: '/logs/a.log.gz' }] });
    const unread = (await offer('pine', 'log.pdf', pdf, '&namesAllowed=x').expect(422)).body;
    expect(unread).toMatchObject({ type: '/problems/withheld-words', detail: expect.stringContaining('searched') });
  });

  test('the proof pack says which file was offered to whom, and who took it', async () => {
    const pack = `/api/incidents/${id}/proof-pack?customer=pine`;
    const { body } = await service.as('privacy').get(pack).parse(asBytes).buffer(true).expect(200);
    const [first = ''] = (await textInZip(body as Buffer, 'assistance.jsonl')).split('\n');
    expect(JSON.parse(first)).toMatchObject({ customer: 'pine', name: 'persons.csv', takenBy: `${id}/1/pine-1` });
  });

  test('by one button it asks for the list, and the question has its clock', async () => {
    expect((await send(own.hazel, { act: 'ask-list', incident: id })).headers.location).toBe('?said=asked');
    const { items } = (await service.as('lead').get(`/api/incidents/${id}/questions`).expect(200)).body;
    expect(items.at(-1).words).toContain('list of the affected records');
  });
});
