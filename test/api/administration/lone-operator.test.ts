import request from 'supertest';
import { createWitnessSender, openMailChannel } from '../../../src/activities';
import { addPerson, declared, startService, type Service } from '../../support/api';
import { MailServer } from '../../support/mailserver';
import { factsStated } from '../../support/told';
import { waysByOtherDoors } from '../../support/operator-doors';

/*
 * A single operator, with all that is an operator's, tries to have a notice approved by both sides. The others are honest, and do nothing.
 * Each way is refused or waits for a second person, and the story, a mail or the log of refused calls tells of it.
 */
const HASH = 'b'.repeat(64);
const EVIL = 'evil@elsewhere.example';
let service: Service;
let server: MailServer;
let incident: string;
let sendOwed: () => Promise<void>;
let mail: ReturnType<typeof openMailChannel>;

beforeAll(async () => {
  [service, server] = await Promise.all([startService(), MailServer.start()]);
  mail = openMailChannel({ url: server.url, from: 'Tocsin <tocsin@tocsin.example>' });
  const { register, now, deps } = service;
  const log = { warn: () => undefined, info: () => undefined, error: () => undefined };
  sendOwed = createWitnessSender({ register, mail, log, clock: now, publicUrl: deps.publicUrl });
  await addPerson(register, 'gone', ['legal']);
  await register.people.upsertMany([{ ...(await register.people.get('gone'))!, active: false }]);
  await addPerson(register, 'mere', ['reporter']);
  incident = await drafted();
});
afterAll(async () => {
  mail.close();
  await server.down();
  await service.stop();
});

const as = (who: string) => service.as(who);
const people = (id: string, change: object) => as('operator').patch(`/api/people/${id}`).send(change);
const add = (id: string, roles: string[], also: object = {}) =>
  as('operator')
    .post('/api/people')
    .send({ id, name: id, email: `${id}@elsewhere.example`, roles, timeZone: 'UTC', language: 'en', ...also });
const file = (rows: string) =>
  as('operator')
    .post('/api/people')
    .set('Content-Type', 'text/csv')
    .send(`id,name,email,roles,time_zone,language,active\n${rows}\n`);
const key = (id: string) => as('operator').post(`/api/people/${id}/keys`).send({});
const approve = (who: string) =>
  as(who).post(`/api/incidents/${incident}/approve-notice`).send({ notice: 1, hash: HASH });
const settle = (page: number, by: string, how = 'confirm') =>
  as(by).post(`/api/administration/pending/${page}/${how}`).send({});
const newest = async (): Promise<number> =>
  (await service.register.administration.list({ limit: 1 })).rows[0]?.sequence ?? 0;

const WAYS: [string, () => Promise<unknown>][] = [
  ['approves as an operator', () => approve('operator')],
  ['takes the role of legal', () => people('operator', { roles: ['operator', 'legal'] })],
  ['takes the role of lead', () => people('operator', { roles: ['operator', 'lead'] })],
  ['takes all roles', () => people('operator', { roles: ['operator', 'legal', 'privacy', 'lead', 'communications'] })],
  ['takes the role of privacy, to confirm', () => people('operator', { roles: ['operator', 'privacy'] })],
  ['takes a role by a file', () => file('operator,Op,operator@tocsin.example,operator legal,UTC,en,true')],
  ['makes legal a key', () => key('legal')],
  ['makes the lead a key', () => key('lead')],
  ['makes communications a key', () => key('communications')],
  ['makes privacy a key', () => key('privacy')],
  ['makes an executive a key', () => key('executive')],
  ['leads the mail of legal elsewhere', () => people('legal', { email: EVIL })],
  ['leads the mail of privacy elsewhere', () => people('privacy', { email: EVIL })],
  ['leads it elsewhere by a file', () => file(`lead,Lead,${EVIL},lead,Europe/Paris,en,true`)],
  ['leads it to a subaddress', () => people('legal', { email: 'legal+x@tocsin.example' })],
  [
    'leads it elsewhere while they are inactive',
    async () => {
      await people('communications', { active: false }).expect(200);
      await people('communications', { email: EVIL }).expect(200);
      await people('communications', { active: true });
    },
  ],
  ['adds a puppet of legal', () => add('puppet.a', ['legal'])],
  [
    'adds a puppet, then gives it the role',
    async () => {
      await add('puppet.b', []).expect(201);
      await people('puppet.b', { roles: ['lead'] });
    },
  ],
  [
    'adds an inactive puppet, then activates it',
    async () => {
      await add('puppet.c', ['legal'], { active: false }).expect(201);
      await people('puppet.c', { active: true });
    },
  ],
  ['brings back somebody who left', () => people('gone', { active: true })],
  ['brings them back by a file', () => file('gone,Gone,gone@tocsin.example,legal,UTC,en,true')],
  ['adds a second operator, to confirm', () => add('puppet.d', ['operator'])],
  [
    'makes a reporter’s key first, then gives them the role',
    async () => {
      await people('mere', { email: 'mere@elsewhere.example' }).expect(200);
      await key('mere').expect(202);
      await sendOwed();
      const code = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}/.exec(
        server.taken.map(({ to, mail: { text } }) => (to === 'mere@elsewhere.example' ? text : '')).join('\n'),
      )?.[0];
      const { body } = await request(service.server).post('/api/keys').send({ code }).expect(201);
      await people('mere', { roles: ['legal'] }).expect(202);
      const asMere = request(service.server).post(`/api/incidents/${incident}/approve-notice`);
      await asMere.set('Authorization', `Bearer ${body.key}`).send({ notice: 1, hash: HASH }).expect(404);
    },
  ],
  ['gives an account in their own mailbox a role', () => add('twin', ['legal'], { email: 'OPERATOR@tocsin.example' })],
  [
    'confirms what they asked for',
    async () => {
      const { body } = await people('operator', { roles: ['operator', 'communications'] }).expect(202);
      await settle(body.asked, 'operator').expect(403);
    },
  ],
  [
    'confirms it with another key of their own',
    async () => {
      const { body: own } = await key('operator').expect(201);
      const { body } = await key('legal').expect(202);
      const confirm = request(service.server).post(`/api/administration/pending/${body.asked}/confirm`);
      await confirm.set('Authorization', `Bearer ${own.key}`).send({}).expect(403);
    },
  ],
  [
    'asks for something small, and swaps it before it is confirmed',
    async () => {
      await add('puppet.e', []).expect(201);
      const { body } = await people('puppet.e', { roles: ['legal'] }).expect(202);
      await people('puppet.e', { email: EVIL }).expect(200);
      await settle(body.asked, 'privacy').expect(409);
    },
  ],
  [
    'waits until nobody remembers, and has it confirmed late',
    async () => {
      const { body } = await key('lead').expect(202);
      service.wait(73 * 3_600_000);
      await settle(body.asked, 'privacy').expect(404);
    },
  ],
  [
    'revokes all keys of legal, and makes one anew',
    async () => {
      for (const { id } of await service.register.keys.of('executive'))
        await as('operator').delete(`/api/people/executive/keys/${id}`).expect(204);
      await key('executive').expect(202);
    },
  ],
  [
    'guesses a code',
    async () => {
      await key('mere').expect(202);
      await request(service.server).post('/api/keys').send({ code: '0000-0000-0000-0000-0000' }).expect(401);
    },
  ],
  [
    'says in the message that they are legal',
    async () => {
      const body = { notice: 1, hash: HASH, by: 'legal', roles: ['legal'], door: 'api' };
      await as('operator').post(`/api/incidents/${incident}/approve-notice`).send(body);
      await people('operator', { roles: ['operator', 'legal', 'lead'] });
    },
  ],
];

test('a lone operator tries 30 ways to make an approval of others: 0 count, and each is told of', async () => {
  expect(WAYS.length).toBeGreaterThanOrEqual(30);
  expect(await silentAmong(WAYS)).toEqual([]);
  await sendOwed();
  for (const who of ['operator', 'twin', 'puppet.a', 'puppet.b', 'puppet.c', 'puppet.d', 'puppet.e', 'mere', 'gone'])
    expect([who, (await approve(who)).status]).not.toEqual([who, 200]);
  expect(service.desk.open.get(incident)?.notices[0]?.approvals).toEqual([]);
  const heard = new Set(server.taken.map(({ to }) => to));
  for (const witness of ['legal', 'lead', 'privacy', 'auditor']) expect(heard).toContain(`${witness}@tocsin.example`);
  expect(await service.register.administration.verify()).toMatchObject({ faults: [] });
});

test('nor by any other door that an operator opens: no approval, and nobody who approves beside those there were', async () => {
  const { roster: before } = await service.register.people.roster();
  const ways = waysByOtherDoors({ service, incident, hash: HASH });
  expect(ways.length).toBeGreaterThanOrEqual(30);
  expect(await silentAmong(ways)).toEqual([]);
  expect(service.desk.open.get(incident)?.notices[0]?.approvals).toEqual([]);
  expect((await service.register.people.roster()).roster).toEqual(before);
  expect(await service.register.administration.verify()).toMatchObject({ faults: [] });
});

test('an honest approval names its key, and shows the other approver whose words they are and whose key is fresh', async () => {
  const { register } = service;
  const at = service.now();
  await addPerson(register, 'lea', ['legal']);
  await register.keys.add({ person: 'lea', hash: 'c'.repeat(64), name: 'Granted', at, by: 'operator' });
  await approve('lea').expect(200);
  const { body } = await as('lead').get(`/api/incidents/${incident}/notices/1`).expect(200);
  const [own] = (await register.keys.of('lea')).filter(({ name }) => name === 'Key of lea');
  expect(body.notice.approvals).toMatchObject([{ by: 'lea', credential: { kind: 'key', id: own?.id } }]);
  expect(body.factsBy).toMatchObject({ nature: 'responder' });
  expect(body.freshKeys).toEqual([{ person: 'lea', madeAt: at, grantedBy: 'operator' }]);
});

test('two accounts of one mailbox, from before that was refused, count as one human', async () => {
  const { register } = service;
  await addPerson(register, 'lea.2', ['lead']);
  await register.people.upsertMany([{ ...(await register.people.get('lea.2'))!, email: 'LEA+lead@tocsin.example' }]);
  const { body } = await approve('lea.2').expect(409);
  expect(body.type).toBe('/problems/already-so');
  await approve('lead').expect(200);
});

/** Those of which neither the story nor the log of refused calls tells. */
async function silentAmong(ways: readonly (readonly [string, () => Promise<unknown>])[]): Promise<string[]> {
  const silent: string[] = [];
  const { access } = service.register;
  const kept = [jest.spyOn(access, 'writeRefusal'), jest.spyOn(access, 'write')];
  const refusals = () => kept.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  for (const [way, attempt] of ways) {
    const [before, refused] = [await newest(), refusals()];
    await attempt();
    if ((await newest()) === before && refusals() === refused) silent.push(way);
  }
  return silent;
}

async function drafted(): Promise<string> {
  const id = await declared(service);
  await factsStated(service, id, { nature: 'A list went astray.' });
  const drafting = as('responder').post(`/api/incidents/${id}/draft-notice`);
  const { body } = await drafting.send({ kind: 'initial' }).expect(200);
  const effect = body.state.owed.find((one: { kind: string }) => one.kind === 'compose-notice').id;
  const texts = { en: { subject: 'Pay', text: 'Pay 3 bitcoin', html: '<p>Pay 3 bitcoin</p>' } };
  const stored = { incident: body.state.id, notice: 1, kind: 'initial', texts, facts: {}, hash: HASH } as const;
  await service.register.notices.store({ ...stored, composedAt: service.now() });
  await service.desk.system(id, 'notice-composed', { effect, notice: 1, hash: HASH });
  return id;
}
