import request from 'supertest';
import { sessionList, signedIn } from '../../../src/contract/parties/sessions';
import { elapsed, HOUR, MINUTE } from '../../../src/domain/primitives/instant';
import { createApp } from '../../../src/api/app';
import { sha256 } from '../../../src/primitives/hash';
import { addPerson, cookieOf, keyOf, OWN_ORIGIN, REPORT, startService, type Service } from '../../support/api';
import { until } from '../../support/until';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const anyone = () => request(service.server);
const operator = () => service.as('operator');
const read = (cookie: string, path = '/api/incidents') => anyone().get(path).set('Cookie', cookie);
/** As a page of ours sends it. */
const act = (cookie: string, method: 'post' | 'delete', path: string) =>
  anyone()[method](path).set('Cookie', cookie).set('Origin', OWN_ORIGIN).set('X-CSRF', '1');
const sessionsOf = async (person: string) => {
  const { body } = await operator().get(`/api/people/${person}/sessions`).expect(200);
  expect(sessionList.safeParse(body).error).toBeUndefined();
  return body.items as { id: string; isThis: boolean; key?: string; userAgent: string }[];
};

describe('a session', () => {
  test('is begun with a key, and is the same person with a credential of its own', async () => {
    const answer = await anyone()
      .post('/session')
      .set('User-Agent', 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0')
      .send({ key: keyOf('lead') })
      .expect(201);
    expect(signedIn.safeParse(answer.body).error).toBeUndefined();
    const [set = ''] = answer.headers['set-cookie'] ?? [];
    expect(set).toMatch(/^tocsin=[\w-]{43}; Max-Age=604800; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    const cookie = set.split(';')[0] ?? '';
    await read(cookie).expect(200);
    const { body } = await read(cookie, '/session').expect(200);
    expect(body).toMatchObject({ person: { id: 'lead' }, credential: { kind: 'session' } });
    expect(body).toEqual(answer.body);
    const [seen] = await sessionsOf('lead');
    const [key] = await service.register.keys.of('lead');
    expect(seen).toMatchObject({ id: body.credential.id, key: key?.id, userAgent: 'Firefox, Android', isThis: false });
    const byKey = await service.as('lead').get('/session').expect(200);
    expect(byKey.body.credential).toEqual({ kind: 'key', id: key?.id });
  });

  test('has a cookie for this host alone and for TLS, where people come by https', async () => {
    const app = createApp({ ...service.deps, publicUrl: 'https://tocsin.example' });
    const answer = await request(app)
      .post('/session')
      .set('Host', 'tocsin.example')
      .send({ key: keyOf('lead') });
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^__Host-tocsin=[\w-]{43}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test('is kept as a hash, and stands in no log', async () => {
    const cookie = await cookieOf(service, 'lead');
    const secret = cookie.split('=')[1] ?? '';
    await read(cookie).expect(200);
    const at = service.now();
    expect(await service.register.sessions.authenticate(secret, at, HOUR)).toBeUndefined();
    expect(await service.register.sessions.authenticate(sha256(secret), at, HOUR)).toBeDefined();
    expect(service.logged.join()).not.toContain(secret);
  });

  test('is given for no wrong key, and wrong keys are counted', async () => {
    const app = createApp(service.deps);
    const wrong = () => request(app).post('/session').send({ key: 'wrong' });
    for (let times = 0; times < 100; times += 1) await wrong().expect(401);
    expect((await wrong().expect(429)).headers['retry-after']).toBe('300');
    await request(app)
      .post('/session')
      .send({ key: keyOf('lead') })
      .expect(201);
  });

  test('ends at the server when its browser signs out, whoever kept the cookie', async () => {
    const cookie = await cookieOf(service, 'privacy');
    const out = await act(cookie, 'delete', '/session').expect(204);
    expect(out.headers['set-cookie']?.[0]).toMatch(/^tocsin=; Path=\/; Expires=Thu, 01 Jan 1970/);
    const { body } = await read(cookie).expect(401);
    expect(body.detail).toContain('This session has ended');
    await service.as('privacy').get('/api/incidents').expect(200);
  });

  test('of before ends when the browser signs in anew', async () => {
    const first = await cookieOf(service, 'legal');
    await anyone()
      .post('/session')
      .set('Cookie', first)
      .send({ key: keyOf('executive') })
      .expect(201);
    await read(first).expect(401);
  });

  test('is listed by its person, and ended by them; operators end it too', async () => {
    await addPerson(service.register, 'sam', ['legal']);
    const [own, other] = [await cookieOf(service, 'sam'), await cookieOf(service, 'sam')];
    const { body } = await read(own, '/api/sessions').expect(200);
    expect(body.items).toHaveLength(2);
    const at = (isThis: boolean) => body.items.find((one: { isThis: boolean }) => one.isThis === isThis).id;
    await act(await cookieOf(service, 'lead'), 'delete', `/api/sessions/${at(false)}`).expect(404);
    await act(own, 'delete', `/api/sessions/${at(false)}`).expect(204);
    await read(other).expect(401);
    await service
      .as('lead')
      .delete(`/api/people/sam/sessions/${at(true)}`)
      .expect(403);
    await operator()
      .delete(`/api/people/lead/sessions/${at(true)}`)
      .expect(404);
    await operator()
      .delete(`/api/people/sam/sessions/${at(true)}`)
      .expect(204);
    await read(own).expect(401);
    await operator()
      .delete(`/api/people/sam/sessions/${at(true)}`)
      .expect(404);
    await service.as('auditor').get('/api/people/sam/sessions').expect(200);
    await service.as('lead').get('/api/people/sam/sessions').expect(403);
  });

  test('that is ended is on the story, and mails its person if another did it; signing in and out is in the access log', async () => {
    await addPerson(service.register, 'tess', ['legal']);
    await service.register.administration.mails.claim(100);
    const cookies = [await cookieOf(service, 'tess'), await cookieOf(service, 'tess'), await cookieOf(service, 'tess')];
    const [first, second, third] = await sessionsOf('tess');
    await act(cookies[0] ?? '', 'delete', `/api/sessions/${second?.id}`).expect(204);
    expect(await service.register.administration.mails.claim(100)).toEqual([]);
    await operator().delete(`/api/people/tess/sessions/${first?.id}`).expect(204);
    const { body } = await service.as('auditor').get('/api/administration?act=session-ended&person=tess').expect(200);
    expect(body.items).toMatchObject([
      { by: 'operator', subject: 'people/tess', change: { session: first?.id } },
      { by: 'tess', credential: { kind: 'session', id: third?.id }, change: { session: second?.id } },
    ]);
    const mails = await service.register.administration.mails.claim(100);
    expect(mails.map(({ email }) => email.split('@')[0]).sort()).toEqual(['auditor', 'privacy', 'tess']);
    await act(cookies[0] ?? '', 'delete', '/session').expect(204);
    const { body: seen } = await service.as('auditor').get('/api/access?person=tess').expect(200);
    expect(seen.items[0]).toMatchObject({ method: 'DELETE', route: '/session', status: 204, credential: third?.id });
    expect(seen.items[1]).toMatchObject({ method: 'POST', route: '/session', status: 201 });
    expect(await service.register.administration.verify()).toMatchObject({ faults: [] });
  });

  test('ends when its person is made inactive, and does not come back with them', async () => {
    await addPerson(service.register, 'ina', ['responder']);
    const cookie = await cookieOf(service, 'ina');
    await operator().patch('/api/people/ina').send({ active: false }).expect(200);
    await read(cookie).expect(401);
    await operator().patch('/api/people/ina').send({ active: true }).expect(200);
    await read(cookie).expect(401);
  });

  test('ends with the key that it was begun with', async () => {
    await addPerson(service.register, 'kay', ['legal']);
    const cookie = await cookieOf(service, 'kay');
    const [key] = await service.register.keys.of('kay');
    await act(cookie, 'delete', `/api/keys/${key?.id}`).expect(204);
    await read(cookie).expect(401);
  });

  test('may do what its roles may, and no more', async () => {
    await act(await cookieOf(service, 'reporter'), 'post', '/api/incidents')
      .send(REPORT)
      .expect(201);
    await act(await cookieOf(service, 'auditor'), 'post', '/api/incidents')
      .send(REPORT)
      .expect(403);
  });

  test('ends when it is left unused for half a day, and after a week however much it is used', async () => {
    const idle = await cookieOf(service, 'communications');
    service.wait(12 * HOUR - MINUTE);
    await read(idle).expect(200);
    service.wait(12 * HOUR);
    await read(idle).expect(401);
    const used = await cookieOf(service, 'communications');
    for (let time = 0; time < 7 * 24; time += 8) {
      await read(used).expect(200);
      await until('its use is noted, which no answer waits for', async () => {
        const [newest] = await service.register.sessions.of('communications', service.now(), 12 * HOUR);
        return newest && elapsed(newest.lastUsedAt, service.now()) < HOUR;
      });
      service.wait(8 * HOUR);
    }
    await read(used).expect(401);
  });
});

describe('with the cookie alone', () => {
  const report = (headers: Record<string, string>) => anyone().post('/api/incidents').set(headers).send(REPORT);

  test('nothing is done without a header and an origin that only our own page sends', async () => {
    const Cookie = await cookieOf(service, 'lead');
    const refused: Record<string, string>[] = [
      { Cookie },
      { Cookie, 'X-CSRF': '1' },
      { Cookie, Origin: OWN_ORIGIN },
      { Cookie, Origin: 'null', 'X-CSRF': '1' },
      { Cookie, Origin: 'https://evil.example', 'X-CSRF': '1' },
      { Cookie, 'Sec-Fetch-Site': 'same-site', 'X-CSRF': '1' },
      { Cookie, 'Sec-Fetch-Site': 'cross-site', 'X-CSRF': '1' },
      { Cookie, 'Sec-Fetch-Site': 'none', 'X-CSRF': '1' },
    ];
    for (const headers of refused) {
      const { body } = await report(headers).expect(403);
      expect(['/problems/csrf', '/problems/foreign-page']).toContain(body.type);
    }
    await report({ Cookie, Origin: OWN_ORIGIN, 'X-CSRF': '1' }).expect(201);
    await report({ Cookie, 'Sec-Fetch-Site': 'same-origin', 'X-CSRF': '1' }).expect(201);
  });

  test('nothing in the whole API is done for a form of another page', async () => {
    const cookie = await cookieOf(service, 'operator');
    const paths = ['/api/people', '/api/people/lead/keys', '/api/customers/import', '/api/incidents', '/session'];
    for (const path of [...paths, '/sign-in', '/sign-out'])
      for (const origin of ['https://evil.example', 'http://127.0.0.1:9999', 'null', undefined]) {
        const sent = anyone().post(path).set('Cookie', cookie).type('form');
        const answer = await (origin ? sent.set('Origin', origin) : sent).send('key=x');
        expect([path, origin, answer.status >= 400]).toEqual([path, origin, true]);
        expect(answer.headers).not.toHaveProperty('set-cookie');
      }
    await read(cookie).expect(200);
  });

  test('a key that is sent counts, and the cookie beside it does not', async () => {
    const cookie = await cookieOf(service, 'operator');
    const ask = (key: string) => read(cookie, '/session').set('Authorization', `Bearer ${key}`);
    expect((await ask(keyOf('lead')).expect(200)).body.person.id).toBe('lead');
    await ask('wrong').expect(401);
  });
});

describe('the sign-in page', () => {
  const page = (path: string) => anyone().get(path).set('Accept', 'text/html').set('Accept-Language', 'en');
  const form = (body: object, origin: string | undefined = OWN_ORIGIN) => {
    const sent = anyone().post('/sign-in').type('form').set('Accept', 'text/html,*/*;q=0.8');
    return (origin ? sent.set('Origin', origin) : sent).send(body);
  };

  test('has a field for the key, no script, and forms to itself alone', async () => {
    const { text, headers } = await page('/sign-in').expect(200);
    expect(text).toContain('<form method="post" action="/sign-in">');
    expect(text).toContain('type="password" autocomplete="current-password"');
    expect(text).not.toMatch(/<script|https?:|style=|\bon\w+=/);
    expect(text).not.toContain('/sign-in/oidc');
    const policy = headers['content-security-policy'];
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'self'; frame-/,
    );
  });

  test('is in English and French, as the browser prefers', async () => {
    const asked = (languages: string) => anyone().get('/sign-in').set('Accept-Language', languages);
    expect((await asked('fr-CA,fr;q=0.9,en;q=0.5')).text).toContain('<html lang="fr">');
    expect((await asked('de,en;q=0.7,fr;q=0.3')).text).toContain('<html lang="en">');
    expect((await asked('de')).text).toContain('<html lang="en">');
    const { text } = await anyone()
      .get('/sign-in')
      .expect(200)
      .expect('Vary', /Accept-Language/);
    expect(text).toContain('<html lang="en">');
  });

  test('leads to who one is, with roles, ways on and the way out', async () => {
    const { headers } = await form({ key: ` ${keyOf('lead')} ` })
      .expect(303)
      .expect('Location', '/');
    const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const { text } = await page('/').set('Cookie', cookie).expect(200);
    expect(text).toMatch(/<p class="person">lead<\/p>/);
    for (const link of ['/api/docs', service.deps.uiOrigin, '/readyz']) expect(text).toContain(`href="${link}"`);
    expect(text).toContain('<li>Lead</li>');
    expect(text).not.toContain('<script');
    await page('/sign-in').set('Cookie', cookie).expect(303).expect('Location', '/');
    const out = await anyone().post('/sign-out').set('Cookie', cookie).set('Origin', OWN_ORIGIN).expect(303);
    expect(out.headers['clear-site-data']).toBe('"storage"');
    expect(out.headers.location).toBe('/sign-in?out');
    expect((await page('/sign-in?out')).text).toContain('You are signed out.');
    await page('/').set('Cookie', cookie).expect(303).expect('Location', '/sign-in');
  });

  test('goes on to where somebody wanted to go, here and nowhere else', async () => {
    const wanted = '/api/incidents?sort=due&limit=1';
    const refused = await page('/api/incidents?sort=due&limit=1').expect(401);
    expect(refused.text).toContain(`href="/sign-in?to=${encodeURIComponent(wanted)}"`);
    expect((await page(`/sign-in?to=${encodeURIComponent(wanted)}`)).text).toContain('sort=due&amp;limit=1');
    await form({ key: keyOf('lead'), to: wanted })
      .expect(303)
      .expect('Location', wanted);
    const elsewhere = [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/.//evil.example',
      'evil',
      '/\t/evil.example',
    ];
    for (const to of elsewhere)
      await form({ key: keyOf('lead'), to })
        .expect(303)
        .expect('Location', '/');
    const hostile = await page(`/sign-in?to=${encodeURIComponent('/"><script>alert(1)</script>')}`).expect(200);
    expect(hostile.text).not.toContain('<script');
  });

  test.each([
    ['a wrong key', { key: 'no-such-key' }, 401, 'This key is not known, was revoked, or has expired.'],
    ['no key', { key: '' }, 422, 'Enter your key'],
    ['two keys', { key: ['a', 'b'] }, 422, 'Enter your key'],
  ])('shows %s the form again, with a plain sentence', async (_name, body, status, sentence) => {
    const { text, headers } = await form(body).expect(status).expect('Content-Type', /html/);
    expect(text).toContain(sentence);
    expect(text).toContain('role="alert"');
    expect(text).not.toContain('Bearer');
    expect(headers['content-security-policy']).toContain("form-action 'self'");
    expect(headers).not.toHaveProperty('set-cookie');
  });

  test('signs nobody in for the page of another site, or for one that does not show itself', async () => {
    await form({ key: keyOf('lead') }, 'https://evil.example').expect(403);
    const { text, headers } = await form({ key: keyOf('lead') }, '').expect(403);
    expect(text).toContain('This did not come from this page.');
    expect(headers).not.toHaveProperty('set-cookie');
  });
});
