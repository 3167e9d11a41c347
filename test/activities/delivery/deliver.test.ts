import type { Activities } from '../../../src/activities';
import { HOUR, MINUTE, type Instant } from '../../../src/domain/primitives/instant';
import type { IncidentId } from '../../../src/domain/case/state';
import { openWebhooks } from '../../../src/activities/channels/webhook/post';
import { RegisterUnavailable } from '../../../src/register';
import { House, plannedNotice, type Recipient } from '../house';
import { isRelease } from '../../support/turns';
import { until } from '../../support/until';

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
afterEach(() => {
  house.registerDown = false;
});

const batchOf = (incident: IncidentId) => ({ incident, notice: 1, kind: 'initial' as const });
const rowsOf = async (incident: IncidentId) => (await house.stored.deliveries.list(incident, { limit: 500 })).rows;

let stories = 0;
/** Customers of this story alone, and their planned notice. */
async function planned(activities: Activities, emails: string[], language?: string) {
  stories += 1;
  const prefix = `s${stories}`;
  const recipients: Recipient[] = emails.map((email, n) => ({
    customer: `${prefix}-c${String(n).padStart(3, '0')}`,
    email: `${prefix}-${email}`,
    ...(language && { language }),
  }));
  const { incident } = await plannedNotice(house, activities, recipients);
  const mails = (email: string) => house.server.to(`${prefix}-${email}`);
  return { incident, mails, address: (email: string) => `${prefix}-${email}`, batch: batchOf(incident) };
}

test('a contact whose language we do not write is written to in the customer’s, and in English if we do not write that either', async () => {
  const { activities, run } = house.worker();
  const recipients = [
    { customer: 'tongues-1', email: 'own@tongues.example', language: 'en', contactLanguage: 'fr-CA' },
    { customer: 'tongues-2', email: 'customer@tongues.example', language: 'fr', contactLanguage: 'de' },
    { customer: 'tongues-3', email: 'neither@tongues.example', language: 'de', contactLanguage: 'it' },
  ];
  const { incident } = await plannedNotice(house, activities, recipients);
  await run(activities.sendBatch, batchOf(incident));
  const languages = recipients.map(({ email }) => house.server.to(email)[0]?.mail.headers.get('content-language'));
  expect(languages).toEqual(['fr', 'fr', 'en']);
});

test('each contact gets the approved text in its language, with its own names, and counts as told', async () => {
  const { activities, run } = house.worker();
  const { incident, mails, batch } = await planned(activities, ['a@x.example', 'b@x.example'], 'fr');
  const answer = await run(activities.sendBatch, batch);
  expect(answer).toMatchObject({
    finished: true,
    deliveries: 2,
    accepted: 2,
    refused: 0,
    pending: 0,
    customers: 2,
    told: 2,
  });
  expect(answer).not.toHaveProperty('nextAt');
  expect(answer.scope.cohorts).toMatchObject([{ total: 2, told: 2, lastToldAt: house.now }]);
  const { mail } = mails('a@x.example')[0]!;
  expect(mail.subject).toBe(`[${incident}] Violation de données à caractère personnel : première notification (1)`);
  expect(mail.text).toMatch(/^À l’attention de\u00a0: Admin of s\d+-c000$/m);
  expect(mail.text).toMatch(/Destinataire\u00a0: Company s\d+-c000\nCompte\u00a0: Account of s\d+-c000\n/);
  expect(mail.text).toContain('Ampleur pour vous\u00a0: 320 records');
  expect(mail.headers.has('auto-submitted')).toBe(false);
  const [row] = await rowsOf(incident);
  expect(row).toMatchObject({
    state: 'accepted',
    attempts: 1,
    messageId: mail.messageId,
    serverWords: expect.stringMatching(/^250 Taken/),
    possibleRepeat: false,
  });
});

test('one address gets one mail, whatever its case, that names all customers and accounts it stands for', async () => {
  const { activities, run } = house.worker();
  const recipients = ['ada@One.example', 'ADA@one.example', 'ada@one.example', 'bo@one.example'].map((email, n) => ({
    customer: `one-${n}`,
    email,
  }));
  const { incident } = await plannedNotice(house, activities, recipients);
  const answer = await run(activities.sendBatch, batchOf(incident));
  expect(answer).toMatchObject({ finished: true, customers: 4, told: 4 });
  const taken = ['ada@One.example', 'ADA@one.example', 'ada@one.example'].flatMap((email) => house.server.to(email));
  expect(taken).toHaveLength(1);
  expect(taken[0]?.mail.text).toContain('For: Company one-0, Company one-1, Company one-2\n');
  expect(taken[0]?.mail.text).toContain('Company one-1: Account of one-1; Company one-2: Account of one-2\n');
  expect(taken[0]?.mail.text).toContain('Extent for you: 320 records');
  expect(house.server.to('bo@one.example')[0]?.mail.text).toContain('For: Company one-3\n');
  expect(new Set((await rowsOf(incident)).map(({ messageId }) => messageId)).size).toBe(2);
});

test('5xx is refused with its words, 4xx waits its time and then goes out; neither stops the others', async () => {
  const { activities, run } = house.worker();
  const { incident, mails, address, batch } = await planned(activities, [
    'dead@x.example',
    'ok@x.example',
    'grey@x.example',
  ]);
  house.server.answer(address('dead@x.example'), 550, '5.1.1 unknown');
  house.server.answer(address('grey@x.example'), 451, 'greylisted', 1);
  const first = await run(activities.sendBatch, batch);
  expect(first).toMatchObject({
    finished: false,
    accepted: 1,
    refused: 1,
    pending: 1,
  });
  expect(Date.parse(first.nextAt!) - house.nowMs).toBeGreaterThanOrEqual(0.75 * MINUTE);
  expect(Date.parse(first.nextAt!) - house.nowMs).toBeLessThanOrEqual(MINUTE);
  expect((await run(activities.sendBatch, batch)).accepted).toBe(1);
  house.nowMs += MINUTE;
  expect(await run(activities.sendBatch, batch)).toMatchObject({
    finished: true,
    accepted: 2,
    refused: 1,
    told: 2,
    unreachable: 1,
  });
  expect(mails('grey@x.example')).toHaveLength(1);
  expect((await rowsOf(incident)).find(({ state }) => state === 'refused')).toMatchObject({
    serverWords: '550 5.1.1 unknown',
  });
});

test('deferrals come at growing distances, none quite as long as another, and end as refused after about eleven hours', async () => {
  const { activities, run } = house.worker();
  const { incident, address, batch } = await planned(activities, ['never@x.example']);
  house.server.answer(address('never@x.example'), 450, 'not now');
  const began = house.nowMs;
  const waits: number[] = [];
  for (;;) {
    const { finished, nextAt } = await run(activities.sendBatch, batch);
    if (finished) break;
    waits.push((Date.parse(nextAt as Instant) - house.nowMs) / MINUTE);
    house.nowMs = Date.parse(nextAt as Instant);
  }
  const longest = [1, 2, 5, 10, 30, 60];
  for (const [nth, most] of longest.entries()) {
    expect(waits[nth]).toBeGreaterThanOrEqual(0.75 * most);
    expect(waits[nth]).toBeLessThanOrEqual(most);
  }
  expect(new Set(waits.slice(5)).size).toBeGreaterThan(1);
  expect((house.nowMs - began) / HOUR).toBeGreaterThan(9);
  expect((house.nowMs - began) / HOUR).toBeLessThan(12);
  expect(await rowsOf(incident)).toMatchObject([
    { state: 'refused', serverWords: 'Given up after 17 attempts: 450 not now' },
  ]);
});

test('a deferral that would come after the customers are owed the notice comes before', async () => {
  const { activities, run } = house.worker();
  const { address, batch } = await planned(activities, ['slow@x.example']);
  house.server.answer(address('slow@x.example'), 450, 'not now');
  const due = new Date(house.nowMs + 20 * MINUTE).toISOString() as Instant;
  const tried: number[] = [];
  while (house.nowMs < Date.parse(due)) {
    const { nextAt } = await run(activities.sendBatch, { ...batch, due });
    tried.push((Date.parse(due) - house.nowMs) / MINUTE);
    house.nowMs = Date.parse(nextAt as Instant);
  }
  expect(tried.length).toBeGreaterThan(6);
  expect(tried.at(-1)).toBeLessThanOrEqual(1);
});

test('what is held up is looked at again soon, and goes on once it may', async () => {
  const { activities, run } = house.worker();
  const { mails, batch } = await planned(activities, ['held@x.example']);
  await house.stored.deliveries.pause({ incident: batch.incident, notice: 1 });
  const held = await run(activities.sendBatch, batch);
  expect(held).toMatchObject({ finished: false, pending: 1, accepted: 0 });
  expect(Date.parse(held.nextAt!) - house.nowMs).toBeLessThanOrEqual(10_000);
  expect(held).not.toHaveProperty('paused');
  await house.stored.deliveries.resume({ incident: batch.incident, notice: 1 });
  expect(await run(activities.sendBatch, batch)).toMatchObject({ finished: true, accepted: 1 });
  expect(mails('held@x.example')).toHaveLength(1);
});

test('a mail server that is down fails the batch, touches no row for good, and afterwards everybody is told once, unmarked', async () => {
  const { activities, run } = house.worker();
  const { mails, batch } = await planned(activities, ['a@x.example', 'b@x.example', 'c@x.example']);
  await house.server.down();
  for (const [attempt, nextRetryDelay] of [
    [1, 1_000],
    [2, 2_000],
    [30, MINUTE],
  ] as const)
    await expect(run(activities.sendBatch, batch, { attempt })).rejects.toMatchObject({
      type: 'MailServerDown',
      nonRetryable: false,
      nextRetryDelay,
    });
  await house.server.up();
  expect(await run(activities.sendBatch, batch, { attempt: 31 })).toMatchObject({ finished: true, accepted: 3 });
  for (const email of ['a@x.example', 'b@x.example', 'c@x.example']) {
    expect(mails(email)).toHaveLength(1);
    expect(mails(email)[0]!.mail.headers.has('x-tocsin-possible-repeat')).toBe(false);
  }
});

test('a register that is down fails the batch without a name in the failure', async () => {
  const { activities, run } = house.worker();
  const { batch } = await planned(activities, ['a@x.example']);
  house.registerDown = true;
  await expect(run(activities.sendBatch, batch)).rejects.toMatchObject({
    type: 'RegisterUnavailable',
    nonRetryable: false,
  });
});

test('a register that goes away between the 250 and the writing down makes no second copy', async () => {
  const { activities, run } = house.worker();
  const { incident, mails, batch } = await planned(activities, ['a@x.example']);
  const { reached, release } = house.server.hold('data');
  const sending = run(activities.sendBatch, batch);
  await reached;
  house.registerDown = true;
  const before = house.askedInVain;
  release();
  await until('the worker asks in vain', () => house.askedInVain > before);
  house.registerDown = false;
  expect(await sending).toMatchObject({ finished: true, accepted: 1 });
  expect(mails('a@x.example')).toHaveLength(1);
  expect((await rowsOf(incident))[0]).toMatchObject({ state: 'accepted', attempts: 1, possibleRepeat: false });
});

test('a connection cut after DATA is repeated, marked in mail and register, under the same Message-ID', async () => {
  const { activities, run } = house.worker();
  const { incident, mails, batch } = await planned(activities, ['a@x.example']);
  house.server.cutAfterData();
  expect(await run(activities.sendBatch, batch)).toMatchObject({
    finished: false,
    pending: 1,
    nextAt: new Date(house.nowMs + MINUTE).toISOString(),
  });
  expect((await rowsOf(incident))[0]).toMatchObject({ state: 'handed' });
  expect(await run(activities.sendBatch, batch)).toMatchObject({ finished: true, accepted: 1 });
  const [first, second] = mails('a@x.example');
  expect(second!.mail.messageId).toBe(first!.mail.messageId);
  expect(second!.mail.headers.get('x-tocsin-id')).toBe(first!.mail.headers.get('x-tocsin-id'));
  expect([first, second].map((taken) => taken!.mail.headers.get('x-tocsin-possible-repeat'))).toEqual([
    undefined,
    'yes',
  ]);
  expect((await rowsOf(incident))[0]).toMatchObject({ state: 'accepted', possibleRepeat: true, attempts: 2 });
});

test('a server that always takes and never answers gets few copies, at growing distances, and an end', async () => {
  const { activities, run } = house.worker();
  const { incident, mails, batch } = await planned(activities, ['a@x.example']);
  house.server.cutAfterData(100);
  const began = house.nowMs;
  let finished = false;
  for (let pass = 0; pass < 100 && !finished; pass += 1) {
    const answer = await run(activities.sendBatch, batch);
    finished = answer.finished;
    house.nowMs = Math.max(Date.parse(answer.nextAt ?? house.now), house.nowMs);
  }
  house.server.stopCutting();
  expect(finished).toBe(true);
  expect(mails('a@x.example').length).toBeLessThan(10);
  expect((house.nowMs - began) / HOUR).toBeGreaterThan(4);
  expect((await rowsOf(incident))[0]).toMatchObject({ state: 'refused' });
});

describe('the fence', () => {
  test('a sender that froze before its message left and wakes late sends nothing', async () => {
    const frozen = house.worker({ freshMs: 0 });
    const { mails, batch } = await planned(frozen.activities, ['a@x.example']);
    const { reached, release } = house.server.hold('recipient');
    const late = frozen.run(frozen.activities.sendBatch, batch);
    await reached;
    const other = house.worker();
    expect(await other.run(other.activities.sendBatch, batch)).toMatchObject({ finished: true, accepted: 1 });
    release();
    expect(await late).toMatchObject({ finished: true, accepted: 1 });
    expect(mails('a@x.example')).toHaveLength(1);
    expect(mails('a@x.example')[0]!.mail.headers.get('x-tocsin-possible-repeat')).toBe('yes');
  });

  test('an attempt that comes late, when a later one has mails in hand, leaves them to it', async () => {
    const [frozen, other] = [house.worker(), house.worker()];
    const { mails, batch } = await planned(other.activities, ['a@x.example']);
    const { reached, release } = house.server.hold('data');
    const working = other.run(other.activities.sendBatch, batch, { attempt: 3 });
    await reached;
    await expect(frozen.run(frozen.activities.sendBatch, batch, { attempt: 2 })).rejects.toMatchObject({
      type: 'Superseded',
      nonRetryable: false,
    });
    release();
    expect(await working).toMatchObject({ finished: true, accepted: 1 });
    expect(mails('a@x.example')).toHaveLength(1);
  });

  test('an attempt that was taken for dead in the same process ends first, with what it has in hand, and nobody gets a copy', async () => {
    const { activities, run } = house.worker();
    const { incident, mails, batch } = await planned(activities, ['a@x.example', 'b@x.example']);
    const { reached, release } = house.server.hold('data');
    const given = run(activities.sendBatch, batch, { attempt: 1 });
    await reached;
    // Each reads the report first, by a connection of its own: the later attempt has its turn before the late one asks.
    const reads = jest.spyOn(house.stored.reports, 'get');
    const next = run(activities.sendBatch, batch, { attempt: 2 });
    const isRead = async () => (await reads.mock.results[0]?.value, reads.mock.results.length > 0);
    await until('the later attempt has read the report', isRead);
    const late = await run(activities.sendBatch, batch, { attempt: 1 }).catch((fault: unknown) => fault);
    reads.mockRestore();
    release();
    expect(late).toMatchObject({ type: 'Superseded' });
    await given;
    expect(await next).toMatchObject({ finished: true, accepted: 2 });
    expect([...mails('a@x.example'), ...mails('b@x.example')]).toHaveLength(2);
    expect((await rowsOf(incident)).some(({ possibleRepeat }) => possibleRepeat)).toBe(false);
  });

  test('an attempt whose posts to webhooks fail goes on until its mails have ended, and the next one marks none', async () => {
    const poster = openWebhooks({ allowed: [] });
    const { activities, run } = house.worker({ poster });
    const { incident, mails, batch } = await planned(activities, ['a@x.example', 'b@x.example']);
    const { reached, release } = house.server.hold('data');
    const fault = new RegisterUnavailable('The register cannot be reached.');
    const posts = jest.spyOn(house.stored.deliveries, 'claimWebhooks').mockImplementationOnce(async () => {
      await reached;
      throw fault;
      await poster.close();
    });
    const failing = run(activities.sendBatch, batch, { attempt: 1 }).catch((reason: unknown) => reason);
    await reached;
    const turn = new Promise((resolve) => setImmediate(() => setImmediate(resolve, 'goes on')));
    expect(await Promise.race([failing, turn])).toBe('goes on');
    release();
    expect(await failing).toMatchObject({ type: 'RegisterUnavailable' });
    posts.mockRestore();
    expect(await run(activities.sendBatch, batch, { attempt: 2 })).toMatchObject({ finished: true, accepted: 2 });
    expect([...mails('a@x.example'), ...mails('b@x.example')]).toHaveLength(2);
    expect((await rowsOf(incident)).some(({ possibleRepeat }) => possibleRepeat)).toBe(false);
  });

  test('what an attempt lets go of is due again unmarked, though the register is away for a moment', async () => {
    const { activities, run } = house.worker();
    const { incident, mails, batch } = await planned(activities, ['a@x.example', 'b@x.example', 'c@x.example']);
    const away = () => Promise.reject(new RegisterUnavailable('The register cannot be reached.'));
    const release = jest.spyOn(house.stored.deliveries, 'release');
    release.mockImplementationOnce(away).mockImplementationOnce(away);
    await house.server.down();
    await expect(run(activities.sendBatch, batch, { attempt: 1 })).rejects.toMatchObject({ type: 'MailServerDown' });
    expect(release.mock.calls.length).toBeGreaterThan(2);
    release.mockRestore();
    await house.server.up();
    expect(await run(activities.sendBatch, batch, { attempt: 2 })).toMatchObject({ finished: true, accepted: 3 });
    expect(['a', 'b', 'c'].map((name) => mails(`${name}@x.example`).length)).toEqual([1, 1, 1]);
    expect((await rowsOf(incident)).some(({ possibleRepeat }) => possibleRepeat)).toBe(false);
  });

  test('a sender that dies between handing over and writing down leaves one possible repeat, marked, under the same Message-ID (Delivery 3)', async () => {
    const dying = house.worker();
    const { incident, mails, batch } = await planned(dying.activities, ['a@x.example', 'b@x.example']);
    const { reached, release } = house.server.hold('data');
    const never = dying.run(dying.activities.sendBatch, batch);
    await reached;
    await until('the other is written down', async () =>
      (await rowsOf(incident)).some(({ state }) => state === 'accepted'),
    );
    const next = house.worker();
    expect(await next.run(next.activities.sendBatch, batch)).toMatchObject({ finished: true, accepted: 2 });
    release();
    await never;
    const both = [...mails('a@x.example'), ...mails('b@x.example')];
    expect(both).toHaveLength(3);
    const marked = both.filter(({ mail }) => mail.headers.get('x-tocsin-possible-repeat') === 'yes');
    expect(marked).toHaveLength(1);
    expect(both.filter(({ mail }) => mail.messageId === marked[0]!.mail.messageId)).toHaveLength(2);
    expect((await rowsOf(incident)).map(({ possibleRepeat }) => possibleRepeat).sort()).toEqual([false, true]);
    expect((await rowsOf(incident)).every(({ state }) => state === 'accepted')).toBe(true);
  });
});

test('a text that was altered in the register after its approval is not sent', async () => {
  const { activities, run } = house.worker();
  const { incident, mails, batch } = await planned(activities, ['a@x.example']);
  const get = house.stored.notices.get;
  house.stored.notices.get = async (...args) => {
    const stored = await get(...args);
    return stored && { ...stored, texts: { ...stored.texts, en: { ...stored.texts.en!, text: 'Another text' } } };
  };
  await expect(run(activities.sendBatch, batch)).rejects.toMatchObject({
    type: 'NoticeUnfit',
    message: expect.stringContaining(incident),
  });
  house.stored.notices.get = get;
  expect(mails('a@x.example')).toHaveLength(0);
});

/** As many before a release as are promised; of them a tenth is refused. */
const MIXED = isRelease ? 10_000 : 100;
const DROPPED = Math.max(2, MIXED / 100);

test('a server that greylists all, refuses one in ten and drops the line after some messages has refused just those, and told the rest', async () => {
  const emails = Array.from({ length: MIXED }, (_, n) => `p${n}@poison.example`);
  const poison = emails.filter((_, n) => n % 10 === 3);
  const refused = poison.length;
  const { activities, run } = house.worker();
  const { incident, mails, address, batch } = await planned(activities, emails);
  /** Until nothing is due: a batch has its time. */
  const send = async () => {
    for (;;) {
      const answer = await run(activities.sendBatch, batch);
      if (answer.finished || answer.nextAt) return answer;
    }
  };
  for (const email of emails) house.server.answer(address(email), 450, '4.2.0 greylisted', 1);
  expect(await send()).toMatchObject({ accepted: 0, refused: 0, pending: MIXED });
  for (const email of poison) house.server.answer(address(email), 550, '5.1.1 unknown');
  house.server.cutAfterData(DROPPED);
  house.nowMs += MINUTE;
  expect(await send()).toMatchObject({ accepted: MIXED - refused - DROPPED, refused, pending: DROPPED });
  await send();
  house.nowMs += 5 * MINUTE;
  expect(await send()).toMatchObject({ finished: true, accepted: MIXED - refused, refused });
  const { rows } = await house.stored.deliveries.list(incident, { limit: MIXED });
  expect(rows.flatMap(({ state, email }) => (state === 'refused' ? [email] : [])).sort()).toEqual(
    poison.map(address).sort(),
  );
  const copies = emails.map((email) => mails(email));
  expect(copies.filter(({ length }) => length === 2)).toHaveLength(DROPPED);
  for (const [first, second] of copies.filter(({ length }) => length === 2)) {
    expect(second!.mail.messageId).toBe(first!.mail.messageId);
    expect(second!.mail.headers.get('x-tocsin-possible-repeat')).toBe('yes');
  }
}, 300_000);

test('300 recipients are told exactly once, by batches of bounded size, through deferrals, a dead server and a change of worker', async () => {
  const emails = Array.from({ length: 300 }, (_, n) => `r${n}@many.example`);
  const { activities, run } = house.worker({ rowsPerBatch: 200 });
  const { incident, mails, address, batch } = await planned(activities, emails);
  for (const n of [7, 70, 170]) house.server.answer(address(`r${n}@many.example`), 451, 'later', 1);
  const first = await run(activities.sendBatch, batch);
  expect(first.accepted).toBeGreaterThanOrEqual(190);
  expect(first.accepted).toBeLessThanOrEqual(200);
  expect(first).not.toHaveProperty('nextAt');
  await house.server.down();
  await expect(run(activities.sendBatch, batch)).rejects.toMatchObject({ type: 'MailServerDown' });
  await house.server.up();
  const other = house.worker();
  await other.run(other.activities.sendBatch, batch);
  house.nowMs += MINUTE;
  expect(await other.run(other.activities.sendBatch, batch)).toMatchObject({
    finished: true,
    deliveries: 300,
    accepted: 300,
    told: 300,
    pending: 0,
  });
  expect(emails.map((email) => mails(email).length)).toEqual(emails.map(() => 1));
  expect((await rowsOf(incident)).every(({ state, possibleRepeat }) => state === 'accepted' && !possibleRepeat)).toBe(
    true,
  );
}, 120_000);
