import { Client } from 'pg';
import request from 'supertest';
import { createApp } from '../../../src/api/app';
import { addPerson, keyOf, OWN_ORIGIN, startService, type Service } from '../../support/api';
import { databaseServer } from '../../support/database';
import { startProvider, type TestProvider } from '../../support/identity-provider';

let provider: TestProvider;
let service: Service;
beforeAll(async () => {
  provider = await startProvider();
  service = await startService(undefined, { oidc: { issuer: provider.issuer, ...provider.client } });
  await addPerson(service.register, 'Anna.L'.toLowerCase(), ['lead']);
});
afterAll(async () => {
  await service.stop();
  await provider.stop();
});

const FLOW = 'tocsin-oidc';
const browse = (path: string, cookie = '') =>
  request(service.server).get(path).set('Accept', 'text/html').set('Accept-Language', 'en').set('Cookie', cookie);

/** Leaves for the provider as somebody whom it knows. */
async function begun(email: string, isVerified = true, to = '/') {
  Object.assign(provider.account, { email, email_verified: isVerified });
  const left = await browse(`/sign-in/oidc?to=${encodeURIComponent(to)}`).expect(303);
  const cookie = left.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  return { url: left.headers.location ?? '', cookie, set: left.headers['set-cookie']?.[0] ?? '' };
}

async function returned(email: string, isVerified = true, to = '/') {
  const { url, cookie } = await begun(email, isVerified, to);
  return await browse(await provider.visit(url), cookie);
}

const sessionIn = (answer: { headers: Record<string, unknown> }) =>
  ((answer.headers['set-cookie'] ?? []) as string[]).find((one) => one.startsWith('tocsin='))?.split(';')[0];

test('the page offers it beside the key', async () => {
  const { text } = await browse('/sign-in?to=/api/docs').expect(200);
  expect(text).toContain('href="/sign-in/oidc?to=%2Fapi%2Fdocs"');
  expect(text).toContain('name="key"');
});

test('the code flow with PKCE, state and nonce, kept in a cookie of ten minutes', async () => {
  const { url, set } = await begun('anna.l@tocsin.example');
  const asked = new URL(url).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: 'code',
    scope: 'openid email',
    code_challenge_method: 'S256',
    redirect_uri: `${OWN_ORIGIN}/sign-in/callback`,
    state: expect.any(String),
    nonce: expect.any(String),
  });
  expect(set).toMatch(/^tocsin-oidc=[^;]+; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
});

test('whose verified address is that of an active person is that person, in whatever case it is written', async () => {
  const answer = await returned('Anna.L@Tocsin.EXAMPLE', true, '/api/keys');
  expect([answer.status, answer.headers.location]).toEqual([303, '/api/keys']);
  const { body } = await request(service.server)
    .get('/session')
    .set('Cookie', sessionIn(answer) ?? '')
    .expect(200);
  expect(body).toMatchObject({ person: { id: 'anna.l' }, credential: { kind: 'session' } });
  const { body: listed } = await service.as('operator').get('/api/people/anna.l/sessions').expect(200);
  expect(listed.items[0]).not.toHaveProperty('key');
  expect(answer.headers['set-cookie']).toContainEqual(expect.stringMatching(/^tocsin-oidc=;/));
});

test('an answer is taken once, and by the browser alone that asked for it', async () => {
  const { url, cookie } = await begun('anna.l@tocsin.example');
  const back = await provider.visit(url);
  const stranger = await browse(back).expect(401);
  expect(stranger.text).toContain('was not begun in this browser');
  const other = await begun('anna.l@tocsin.example');
  expect((await browse(back, other.cookie).expect(401)).text).toContain('was not begun in this browser');
  await browse(back, cookie).expect(303);
  expect((await browse(back, cookie).expect(401)).text).toContain('could not be verified');
});

test.each(['nonce', 'verifier'])('an answer to another %s is refused', async (name) => {
  const { url, cookie } = await begun('anna.l@tocsin.example');
  const carried = JSON.parse(Buffer.from(cookie.slice(FLOW.length + 1), 'base64url').toString());
  const altered = Buffer.from(JSON.stringify({ ...carried, [name]: 'x'.repeat(43) })).toString('base64url');
  const answer = await browse(await provider.visit(url), `${FLOW}=${altered}`).expect(401);
  expect(answer.text).toContain('could not be verified');
  expect(sessionIn(answer)).toBeUndefined();
});

test('what the provider itself refuses is said so', async () => {
  const { url, cookie } = await begun('anna.l@tocsin.example');
  const state = new URL(url).searchParams.get('state');
  const back = `/sign-in/callback?error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}`;
  expect((await browse(back, cookie).expect(401)).text).toContain('did not let you through');
});

test('an address for which the provider does not vouch is nobody’s', async () => {
  const answer = await returned('anna.l@tocsin.example', false);
  expect([answer.status, sessionIn(answer)]).toEqual([401, undefined]);
  expect(answer.text).toContain('vouches for no mail address of yours');
});

test('who is not known, or is inactive, does not come in, and is not made', async () => {
  await addPerson(service.register, 'left', ['lead']);
  await service.as('operator').patch('/api/people/left').send({ active: false }).expect(200);
  const [unknown, inactive] = [await returned('nobody@tocsin.example'), await returned('left@tocsin.example')];
  expect([unknown.status, inactive.status]).toEqual([401, 401]);
  expect(unknown.text).toContain('There is nobody here with your mail address.');
  expect(inactive.text).toBe(unknown.text);
  const { body } = await service.as('operator').get('/api/people?limit=200').expect(200);
  expect(JSON.stringify(body)).not.toContain('nobody@tocsin.example');
});

(databaseServer ? describe : describe.skip)(
  'an address of several accounts, as an older release let two people have it',
  () => {
    const shared = 'both@tocsin.example';
    beforeAll(async () => {
      for (const [id, roles] of [
        ['both', ['responder']],
        ['both.lead', ['lead']],
        ['both.none', []],
      ] as const)
        await addPerson(service.register, id, [...roles]);
      const owner = new Client({ connectionString: service.ownerUrl });
      await owner.connect();
      await owner.query(`update people set email = '${shared}' where id in ('both.lead', 'both.none')`);
      await owner.end();
    });
    const choice = ({ text }: { text: string }) =>
      [...text.matchAll(/href="(\/sign-in\/oidc\?[^"]+)"/g)].map(([, path = '']) => path.replaceAll('&amp;', '&'));
    const signedInAs = async (answer: { headers: Record<string, unknown> }) =>
      (
        await request(service.server)
          .get('/session')
          .set('Cookie', sessionIn(answer) ?? '')
      ).body.person?.id as string;

    test('opens none by itself: its person chooses among those that hold a role', async () => {
      const asked = await returned(shared, true, '/api/keys');
      expect([asked.status, sessionIn(asked)]).toEqual([200, undefined]);
      expect(asked.text).toContain('Which account?');
      expect(choice(asked)).toEqual([
        '/sign-in/oidc?as=both&to=%2Fapi%2Fkeys',
        '/sign-in/oidc?as=both.lead&to=%2Fapi%2Fkeys',
      ]);
      for (const [place, path] of choice(asked).entries()) {
        const left = await browse(path).expect(303);
        const cookie = left.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
        const answer = await browse(await provider.visit(left.headers.location ?? ''), cookie).expect(303);
        expect(answer.headers.location).toBe('/api/keys');
        expect(await signedInAs(answer)).toBe(['both', 'both.lead'][place]);
      }
    });

    test('opens nobody else’s account, whichever the browser names', async () => {
      Object.assign(provider.account, { email: shared, email_verified: true });
      const left = await browse('/sign-in/oidc?as=anna.l').expect(303);
      const cookie = left.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
      const answer = await browse(await provider.visit(left.headers.location ?? ''), cookie).expect(200);
      expect([sessionIn(answer), choice(answer).length]).toEqual([undefined, 2]);
      const other = await browse('/sign-in/oidc?as=both.lead').expect(303);
      provider.account.email = 'anna.l@tocsin.example';
      const own = other.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
      expect(await signedInAs(await browse(await provider.visit(other.headers.location ?? ''), own))).toBe('anna.l');
    });
  },
);

test('no log has a code, a token or the secret', () => {
  expect(service.logged.join()).not.toMatch(/code=|eyJ|a-secret-of-the-tests/);
});

test('while the provider is away the page says so, and a key still opens the door', async () => {
  const { url, cookie } = await begun('anna.l@tocsin.example');
  const back = await provider.visit(url);
  await provider.stop();
  const late = await browse(back, cookie).expect(503);
  expect(late.text).toContain('cannot be reached');
  const app = createApp(service.deps);
  const { text } = await request(app).get('/sign-in/oidc').set('Accept', 'text/html').expect(503);
  expect(text).toContain('cannot be reached. Try again in a minute, or sign in with a key.');
  expect(text).toContain('name="key"');
  await request(app)
    .post('/sign-in')
    .type('form')
    .set('Origin', OWN_ORIGIN)
    .send({ key: keyOf('lead') })
    .expect(303);
});

test('without a provider there is no such way', async () => {
  const { oidc: _none, ...deps } = service.deps;
  await request(createApp(deps)).get('/sign-in/oidc').expect(404);
});
