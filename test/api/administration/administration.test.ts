import request from 'supertest';
import { openMailChannel, createWitnessSender, type MailChannel } from '../../../src/activities';
import { addPerson, OWN_ORIGIN, startService, type Service } from '../../support/api';
import { MailServer } from '../../support/mailserver';

let service: Service;
let server: MailServer;
let mail: MailChannel;
let sendOwed: () => Promise<void>;
beforeAll(async () => {
  [service, server] = await Promise.all([startService(), MailServer.start()]);
  mail = openMailChannel({ url: server.url, from: 'Tocsin <tocsin@tocsin.example>' });
  const { register, deps, now } = service;
  const log = { warn: () => undefined, info: () => undefined, error: () => undefined };
  sendOwed = createWitnessSender({ register, mail, log, clock: now, publicUrl: deps.publicUrl });
  await addPerson(register, 'second', ['operator']);
});
afterAll(async () => {
  mail.close();
  await server.down();
  await service.stop();
});
beforeEach(() => void server.taken.splice(0));

const as = (person: string) => service.as(person);
const FIREFOX = 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0';
const HOUR_MS = 3_600_000;
const NORA = { id: 'nora', name: 'Nora N.', email: 'nora@company.example', timeZone: 'UTC', language: 'en' };
const story = async (query = '') => (await as('auditor').get(`/api/administration${query}`).expect(200)).body.items;
const pending = async () => (await as('privacy').get('/api/administration/pending').expect(200)).body.items;
const confirm = (page: number, by: string) => as(by).post(`/api/administration/pending/${page}/confirm`).send({});
const mails = async () => {
  await sendOwed();
  return server.taken.splice(0);
};
const toWhom = (taken: { to: string }[]) => taken.map(({ to }) => to).sort();
const codeIn = (text = '') => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}/.exec(text)?.[0] ?? '';
const redeem = (code: string) => request(service.server).post('/api/keys').send({ code });

test('the story is for auditors, operators and privacy, and says by whom and with which key', async () => {
  await as('operator')
    .post('/api/people')
    .send({ ...NORA, roles: ['responder'] })
    .expect(201);
  const [page] = await story('?subject=people/nora');
  expect(page).toMatchObject({
    ...{
      act: 'person-added',
      by: 'operator',
      credential: { kind: 'key', id: expect.stringMatching(/^k-/) },
    },
    ...{ change: { roles: ['responder'], active: true }, details: { email: NORA.email } },
  });
  for (const who of ['operator', 'privacy']) await as(who).get('/api/administration?person=nora').expect(200);
  for (const who of ['lead', 'legal', 'executive', 'responder', 'reporter']) {
    await as(who).get('/api/administration').expect(403);
    await as(who).get('/api/administration/pending').expect(403);
  }
  await as('auditor').post('/api/administration/pending/1/confirm').send({}).expect(403);
  await as('auditor').get('/api/administration?act=no-such').expect(400);
});

test('each act mails whom it concerns, at the old address and the new, privacy and auditors', async () => {
  await mails();
  await as('operator').patch('/api/people/nora').send({ email: 'nora.n@company.example' }).expect(200);
  const taken = await mails();
  const witnesses = ['auditor@tocsin.example', 'privacy@tocsin.example'];
  expect(toWhom(taken)).toEqual([...witnesses, NORA.email, 'nora.n@company.example'].sort());
  expect(taken[0]?.mail.subject).toBe('[Tocsin] A person was changed: people/nora');
  const text = taken.find(({ to }) => to === NORA.email)?.mail.text ?? '';
  expect(text).toContain('This concerns your own account');
  expect(text).toMatch(/By: operator \(key k-[0-9a-f]{12}\)/);
  expect(text).toContain('If you did not expect this');
  await as('operator').patch('/api/people/nora').send({ name: 'Nora' }).expect(200);
  expect(await mails()).toEqual([]);
  await as('operator').patch('/api/people/nora').send({ active: false }).expect(200);
  expect(toWhom(await mails())).toEqual([...witnesses, 'nora.n@company.example'].sort());
  await as('operator').patch('/api/people/nora').send({ active: true }).expect(200);
  await mails();
});

test('a mail that is not taken is owed until it is, and one whose answer was lost goes out marked', async () => {
  server.answer('nora.n@company.example', 451, 'later', 1);
  await as('operator')
    .patch('/api/people/nora')
    .send({ roles: ['responder', 'reporter'] })
    .expect(200);
  expect(toWhom(await mails())).not.toContain('nora.n@company.example');
  expect(await mails()).toEqual([]);
  const { alerts, administration } = service.register;
  const { mails: owed } = administration;
  jest.spyOn(owed, 'defer');
  const begin = jest.spyOn(alerts, 'begin');
  await as('operator')
    .patch('/api/people/nora')
    .send({ roles: ['responder'] })
    .expect(200);
  server.cutAfterData(3);
  await sendOwed();
  expect(owed.defer).toHaveBeenCalledTimes(3);
  for (const begun of begin.mock.calls.splice(0)) expect(await alerts.begin(...begun)).toBe('possible-repeat');
  server.stopCutting();
  jest.restoreAllMocks();
});

describe('a key for somebody else', () => {
  let code = '';

  test('is a code, mailed to them alone', async () => {
    server.taken.splice(0);
    const { body } = await as('operator').post('/api/people/nora/keys').send({}).expect(202);
    expect(body).toEqual({ person: 'nora', granted: expect.any(Number) });
    const taken = await mails();
    const codes = taken.filter(({ mail: { text } }) => codeIn(text) !== '');
    expect(toWhom(codes)).toEqual(['nora.n@company.example']);
    code = codeIn(codes[0]?.mail.text);
    expect(toWhom(taken)).toEqual(expect.arrayContaining(['privacy@tocsin.example', 'auditor@tocsin.example']));
    const kept = JSON.stringify(await story()) + service.logged.join();
    expect(kept).not.toContain(code);
  });

  test('which they turn into a key, once, in any form of its letters', async () => {
    const { body } = await redeem(code.toLowerCase().replaceAll('-', ' ')).expect(201);
    expect(body).toMatchObject({ person: 'nora', key: expect.stringMatching(/^tocsin_/) });
    await request(service.server).get('/api/people').set('Authorization', `Bearer ${body.key}`).expect(200);
    await redeem(code).expect(401);
    expect((await story('?subject=people/nora&act=key-made'))[0]).toMatchObject({
      ...{ by: 'nora', credential: { kind: 'code' } },
      change: { grantedBy: 'operator', key: body.id },
    });
    expect(toWhom(await mails())).toContain('nora.n@company.example');
  });

  describe('which a page turns into one', () => {
    const grant = async () => {
      await as('operator').post('/api/people/nora/keys').send({}).expect(202);
      const [mail] = (await mails()).filter(({ mail: { text } }) => codeIn(text) !== '');
      return { code: codeIn(mail?.mail.text), text: mail?.mail.text ?? '', html: mail?.mail.html };
    };
    const browse = () => request(service.server).get('/sign-in/code').set('Accept-Language', 'en');
    const send = (code: string, origin = OWN_ORIGIN) =>
      request(service.server)
        .post('/sign-in/code')
        .type('form')
        .set({ Accept: 'text/html,*/*;q=0.8', Origin: origin, 'User-Agent': FIREFOX })
        .send({ code });

    test('that the mail leads to, without a script, in English and French', async () => {
      const { text, html } = await grant();
      for (const part of [text, html]) expect(part).toContain(`${OWN_ORIGIN}/sign-in/code`);
      const page = await browse().expect(200);
      expect(page.text).toContain('<form method="post" action="/sign-in/code">');
      expect(page.text).toContain('autocomplete="one-time-code"');
      expect(page.text).not.toMatch(/<script|https?:|style=|\bon\w+=/);
      expect(page.headers['content-security-policy']).toContain("form-action 'self'");
      expect((await browse().set('Accept-Language', 'fr')).text).toContain('<html lang="fr">');
    });

    test('and shows the key once, with the way in', async () => {
      const { code } = await grant();
      const { text, headers } = await send(code.toLowerCase().replaceAll('-', ' ')).expect(201);
      expect(headers['cache-control']).toBe('no-store');
      const key = /tocsin_[\w-]+/.exec(text)?.[0] ?? '';
      expect(text).toContain(`<input type="hidden" name="key" value="${key}">`);
      const { body } = await request(service.server).get('/api/keys').set('Authorization', `Bearer ${key}`).expect(200);
      expect(body.items[0]).toMatchObject({ isThis: true, name: 'Firefox, Android', createdBy: 'operator' });
      const again = await send(code).expect(401);
      expect(again.text).toContain('This code is not known, was used, or has ended.');
      expect(again.text).toContain('role="alert"');
      expect(JSON.stringify(await story()) + service.logged.join()).not.toContain(key);
      await request(service.server)
        .post('/sign-in')
        .type('form')
        .set('Origin', OWN_ORIGIN)
        .send({ key })
        .expect(303)
        .expect('Location', '/');
    });

    test('but not for the page of another site, nor without a code, nor while our clock is off', async () => {
      const { code } = await grant();
      await send(code, 'https://evil.example').expect(403);
      expect((await send('').expect(422)).text).toContain('Enter the code');
      const isOff = jest.spyOn(service.deps.ownClock, 'isOff').mockResolvedValue(true);
      await send(code).expect(503);
      isOff.mockRestore();
      await send(code).expect(201);
    });
  });

  test('and is nothing after a day, after they are reached elsewhere, or for who left', async () => {
    const grant = async () => {
      await as('operator').post('/api/people/nora/keys').send({}).expect(202);
      return codeIn((await mails()).map(({ mail: { text } }) => text).find((text) => codeIn(text) !== ''));
    };
    const old = await grant();
    service.wait(24 * HOUR_MS);
    await redeem(old).expect(401);
    const moved = await grant();
    await as('operator').patch('/api/people/nora').send({ email: 'n@company.example' }).expect(200);
    await redeem(moved).expect(401);
    const left = await grant();
    await as('operator').patch('/api/people/nora').send({ active: false }).expect(200);
    await redeem(left).expect(401);
    await as('operator').patch('/api/people/nora').send({ active: true }).expect(200);
    await redeem(left).expect(401);
    await redeem('no such code').expect(401);
    expect(await mails()).not.toEqual([]);
  });
});

describe('what takes two people', () => {
  const change = { roles: ['legal', 'responder'] };

  test('waits, is listed, and is done when another operator or privacy confirms it', async () => {
    const { body, headers } = await as('operator').patch('/api/people/nora').send(change).expect(202);
    expect(headers.location).toBe('/api/administration/pending');
    expect(body.confirmers).toEqual(['privacy', 'second']);
    expect((await as('lead').get('/api/people/nora')).body.roles).toEqual(['responder']);
    expect(await pending()).toMatchObject([
      {
        asked: body.asked,
        isOvertaken: false,
        page: { act: 'act-asked', change: { asks: [{ act: 'person-changed' }] } },
      },
    ]);
    const taken = await mails();
    expect(toWhom(taken)).toEqual(expect.arrayContaining(['n@company.example', 'second@tocsin.example']));
    expect(taken[0]?.mail.text).toContain(`/pending/${body.asked}/confirm`);
    await confirm(body.asked, 'operator').expect(403);
    await confirm(body.asked, 'privacy').expect(200);
    expect((await as('lead').get('/api/people/nora')).body.roles).toEqual(change.roles);
    expect((await story('?subject=people/nora'))[0]).toMatchObject({
      ...{ act: 'person-changed', by: 'operator', confirmed: { by: 'privacy', asked: body.asked } },
    });
    await confirm(body.asked, 'second').expect(404);
    expect(toWhom(await mails())).toContain('n@company.example');
  });

  test('so does a key for such a person, and their address; the code goes out only then', async () => {
    const { body } = await as('operator').post('/api/people/nora/keys').send({}).expect(202);
    expect((await mails()).filter(({ mail: { text } }) => codeIn(text) !== '')).toEqual([]);
    await confirm(body.asked, 'second').expect(200);
    expect((await mails()).filter(({ mail: { text } }) => codeIn(text) !== '')).toHaveLength(1);
    await as('operator').patch('/api/people/nora').send({ email: 'evil@elsewhere.example' }).expect(202);
    await as('operator').patch('/api/people/nora').send({ active: false }).expect(200);
    await as('operator').patch('/api/people/nora').send({ active: true }).expect(202);
    expect(toWhom(await mails())).not.toContain('evil@elsewhere.example');
  });

  test('is overtaken by a change of whom it is about, and ends declined or after 72 hours, on the story', async () => {
    const [moved, active] = await pending();
    expect([moved.isOvertaken, active.isOvertaken]).toEqual([true, false]);
    await confirm(moved.asked, 'privacy').expect(409);
    await as('privacy').post(`/api/administration/pending/${active.asked}/decline`).send({}).expect(200);
    const file =
      'id,name,email,roles,time_zone,language\nole,Ole,ole@company.example,lead,UTC,en\npia,Pia,pia@company.example,reporter,UTC,en\n';
    const { body } = await as('operator').post('/api/people').set('Content-Type', 'text/csv').send(file).expect(202);
    await as('operator').get('/api/people/pia').expect(404);
    service.wait(72 * HOUR_MS);
    await confirm(body.asked, 'privacy').expect(404);
    await mails();
    expect(await pending()).toEqual([]);
    const ends = await story('?limit=3');
    expect(ends.map(({ act, by }: { act: string; by: string }) => `${act} ${by}`)).toEqual([
      'act-expired system',
      'act-asked operator',
      'act-declined privacy',
    ]);
    expect(await service.register.administration.verify()).toMatchObject({ faults: [] });
  });
});

test('two active accounts never share a mailbox, whatever its capitals, its plus or its domain’s form', async () => {
  for (const email of ['LEAD@Tocsin.Example', 'lead+2@tocsin.example', 'ｌead@tocsin.example']) {
    const twin = { ...NORA, id: 'twin', email, roles: ['reporter'] };
    const { body } = await as('operator').post('/api/people').send(twin).expect(409);
    expect(body.type).toBe('/problems/mailbox-taken');
  }
  await as('operator').patch('/api/people/reporter').send({ email: 'Legal@tocsin.example' }).expect(409);
  await as('operator')
    .post('/api/people')
    .send({ ...NORA, id: 'twin', email: 'lead@tocsin.example', roles: [], active: false })
    .expect(201);
  await as('operator').patch('/api/people/twin').send({ active: true }).expect(409);
  await as('operator').patch('/api/people/lead').send({ name: 'The lead' }).expect(200);
});
