import { HOUR, plus } from '../../../src/domain/primitives/instant';
import { House, person } from '../house';

const DAY = 24 * HOUR;

let house: House;
beforeAll(async () => {
  house = await House.open();
  await house.stored.people.upsertMany([
    person('olga', { roles: ['operator'], name: 'Olga O.' }),
    person('luc', { roles: ['lead'], language: 'fr' }),
    person('gone', { roles: ['lead'] }),
  ]);
});
afterAll(() => house.close());

const mailsTo = (id: string) => house.server.to(`${id}@tocsin.example`).map(({ mail }) => mail);
const give = (who: string, name: string, days: number, daysOld = 60) =>
  house.stored.keys.add({
    person: who,
    hash: name,
    name,
    at: plus(house.now, -daysOld * DAY),
    expiresAt: plus(house.now, days * DAY),
  });

test('people are mailed once that a key of theirs expires within 30 days, and whom to ask', async () => {
  const key = await give('luc', 'Portable', 29);
  await give('luc', 'Far', 31);
  await give('luc', 'Given for a week', 5, 2);
  await give('olga', 'Laptop', 30);
  await give('gone', 'Of a leaver', 29);
  await house.stored.people.upsertMany([person('gone', { roles: ['lead'], active: false })]);
  const [one, other] = [house.worker(), house.worker()];
  await Promise.all([one.warnOfKeys(), other.warnOfKeys()]);
  await one.warnOfKeys();
  expect(['luc', 'olga', 'gone'].map((who) => mailsTo(who).length)).toEqual([1, 1, 0]);
  expect(mailsTo('luc')[0]).toMatchObject({
    subject: '[Tocsin] Une de vos clés expire bientôt',
    text: expect.stringContaining(`Clé\u00a0: Portable (${key?.id})`),
  });
  expect(mailsTo('luc')[0]?.text).toContain('Olga O., olga@tocsin.example');
  expect(mailsTo('olga')[0]?.text).toContain('Make yourself another key');
});

test('a worker whose clock is off sends none, and what it did not send comes later', async () => {
  await give('luc', 'Server', 20);
  await house.worker({ isOff: () => Promise.resolve(true) }).warnOfKeys();
  expect(mailsTo('luc')).toHaveLength(1);
  await house.worker().warnOfKeys();
  expect(mailsTo('luc')).toHaveLength(1);
  house.nowMs += HOUR;
  await house.worker().warnOfKeys();
  expect(mailsTo('luc')).toHaveLength(2);
});
