import { Lanes, MAIL_CONNECTIONS } from '../../../src/activities';
import type { AlertId } from '../../../src/domain/effects/state';
import type { IncidentId } from '../../../src/domain/case/state';
import { MINUTE } from '../../../src/domain/primitives/instant';
import { RegisterUnavailable } from '../../../src/register';
import { until } from '../../support/until';
import { headline, House, person, plannedNotice } from '../house';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());

const rowsOf = async (incident: IncidentId) => (await house.stored.deliveries.list(incident, { limit: 500 })).rows;
const marksOf = (email: string) =>
  house.server.to(email).map(({ mail }) => mail.headers.has('x-tocsin-possible-repeat'));

let stories = 0;
/** So many customers with one contact each, and a worker that sends them a notice. */
async function planned(count: number, patience = {}) {
  stories += 1;
  const { activities, run } = house.worker({ patience });
  const emails = Array.from({ length: count }, (_, n) => `r${n}@story${stories}.example`);
  const recipients = emails.map((email, n) => ({ customer: `story${stories}-c${n}`, email }));
  const { incident } = await plannedNotice(house, activities, recipients);
  const batch = { incident, notice: 1, kind: 'initial' as const };
  return { incident, emails, activities, run, send: () => run(activities.sendBatch, batch) };
}

async function alertTo(id: string) {
  await house.stored.people.upsertMany([person(id)]);
  const incident = house.nextIncident();
  const to = { persons: [id] };
  const id1 = `${incident}#1.1` as AlertId;
  return {
    effect: {
      id: id1,
      kind: 'alert',
      alertId: id1,
      alert: 'declared',
      raisedAt: house.now,
      to,
      acknowledge: false,
      headline: headline(incident),
    },
    carriedOver: false,
  } as const;
}

test('one recipient whose answer is slow delays nobody else of the notice', async () => {
  const { incident, emails, send } = await planned(30);
  const { release } = house.server.holdAnswers(emails[0]!);
  const sending = send();
  const accepted = async () => (await rowsOf(incident)).filter(({ state }) => state === 'accepted').length;
  await until('all others have it', async () => (await accepted()) === 29);
  release();
  expect(await sending).toMatchObject({ finished: true, accepted: 30 });
});

test('a register that fails meanwhile ends the batch only when its messages are answered, so that none is sent again', async () => {
  const { emails, send } = await planned(12);
  const held = emails[0]!;
  const { release } = house.server.holdAnswers(held);
  const { claim } = house.stored.deliveries;
  let claims = 0;
  house.stored.deliveries.claim = async (...args) => {
    claims += 1;
    if (claims !== 2) return claim(...args);
    await until('the server has the message', () => house.server.to(held).length === 1);
    throw new RegisterUnavailable('away');
  };
  let hasEnded = false;
  const first = send()
    .catch((fault: unknown) => fault)
    .finally(() => (hasEnded = true));
  await until('it could not claim more', () => claims === 2);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(hasEnded).toBe(false);
  release();
  expect(await first).toMatchObject({ type: 'RegisterUnavailable' });
  house.stored.deliveries.claim = claim;
  expect(await send()).toMatchObject({ finished: true, accepted: 12 });
  expect(marksOf(held)).toEqual([false]);
});

test('what a claim took whose answer was lost has not left, and goes out unmarked', async () => {
  const { incident, emails, send } = await planned(12);
  const { claim } = house.stored.deliveries;
  house.stored.deliveries.claim = async (...args) => {
    await claim(...args);
    throw new RegisterUnavailable('away');
  };
  expect(await send().catch((fault: unknown) => fault)).toMatchObject({ type: 'RegisterUnavailable' });
  house.stored.deliveries.claim = claim;
  expect(await send()).toMatchObject({ finished: true, accepted: 12 });
  for (const email of emails) expect(marksOf(email)).toEqual([false]);
  expect((await rowsOf(incident)).map(({ attempts }) => attempts)).toEqual(emails.map(() => 1));
});

test('a message that is not answered in time is sent once more, marked, and none more once the first is answered', async () => {
  const { incident, emails, send } = await planned(1, { answerTimeout: 100 });
  const [email = ''] = emails;
  const { release } = house.server.holdAnswers(email);
  for (const copies of [1, 2]) {
    const nextAt = new Date(house.nowMs + MINUTE).toISOString();
    expect(await send()).toMatchObject({ finished: false, nextAt });
    expect(house.server.to(email)).toHaveLength(copies);
  }
  release();
  await until('it is accepted', async () => (await rowsOf(incident))[0]?.state === 'accepted');
  expect(await send()).toMatchObject({ finished: true, accepted: 1, told: 1 });
  expect((await rowsOf(incident))[0]).toMatchObject({
    possibleRepeat: true,
    serverWords: expect.stringMatching(/^250/),
  });
  expect(marksOf(email)).toEqual([false, true]);
});

test('an alert that is answered after its time is not sent again', async () => {
  const { activities, run } = house.worker({ patience: { answerTimeout: 100 } });
  const alert = await alertTo('late');
  const { release } = house.server.holdAnswers('late@tocsin.example');
  await expect(run(activities.sendAlert, alert)).rejects.toMatchObject({ type: 'MailDeferred' });
  release();
  await until(
    'the register has it',
    async () => (await house.stored.alerts.begin(alert.effect.id, 'late', house.now)) === 'done',
  );
  expect(await run(activities.sendAlert, alert, { attempt: 2 })).toEqual({ reached: ['late'] });
  expect(marksOf('late@tocsin.example')).toEqual([false]);
});

test('200 notices that the server does not answer delay no alert', async () => {
  const { emails, send, activities, run } = await planned(200);
  for (const email of emails) house.server.holdAnswers(email);
  const sending = send().catch((fault: unknown) => fault);
  await until('they have all their lines', () => house.server.open === Lanes.connections(MAIL_CONNECTIONS));
  for (const id of ['ann', 'bob', 'cid'])
    expect(await run(activities.sendAlert, await alertTo(id))).toEqual({ reached: [id] });
  expect(house.server.open).toBe(Lanes.connections(MAIL_CONNECTIONS));
  await house.server.down();
  expect(await sending).toMatchObject({ type: 'MailServerDown' });
  await house.server.up();
});

test('an alert that is held delays no other, however many there are to the one who is slow', async () => {
  const { activities, run } = house.worker();
  const { release } = house.server.holdAnswers('slow@tocsin.example');
  const alerts = await Promise.all(Array.from({ length: 8 }, () => alertTo('slow')));
  const held = alerts.map((alert) => run(activities.sendAlert, alert));
  await until('one is held', () => house.server.to('slow@tocsin.example').length === 1);
  expect(await run(activities.sendAlert, await alertTo('dan'))).toEqual({ reached: ['dan'] });
  release();
  expect(await Promise.all(held)).toEqual(alerts.map(() => ({ reached: ['slow'] })));
});
