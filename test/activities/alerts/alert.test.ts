import { readFile, rm, stat } from 'node:fs/promises';
import { HOUR, instantAt, MINUTE, plus } from '../../../src/domain/primitives/instant';
import { ROLES } from '../../../src/domain/primitives/people';
import { ALERT_KINDS, type AlertKind } from '../../../src/domain/alerts/state';
import type { AlertEffect, AlertId } from '../../../src/domain/effects/state';
import type { NextBest } from '../../../src/domain/next-best';
import type { Alert } from '../../../src/activities/alerts/alert';
import type { AlertNote } from '../../../src/activities/channels/webhook/forms';
import type { Person } from '../../../src/register';
import { headline, House, person, START } from '../house';

let house: House;
let effects = 0;

beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house.close());
afterEach(() => {
  house.registerDown = false;
});

function alertTo(persons: string[], kind: AlertKind = 'declared', over: Partial<AlertEffect> = {}): Alert {
  effects += 1;
  const incident = house.nextIncident();
  const id = `${incident}#${effects}.1` as AlertId;
  const at = instantAt(START);
  const head = headline(incident, { declaredAt: plus(at, -HOUR), due: plus(at, 71 * HOUR + 30 * MINUTE) });
  return {
    effect: {
      id,
      kind: 'alert',
      alertId: id,
      alert: kind,
      raisedAt: at,
      to: { persons },
      acknowledge: true,
      headline: head,
      ...over,
    },
    carriedOver: false,
  };
}

const people = (...list: Person[]) => house.stored.people.upsertMany(list);
const mailsTo = (id: string) => house.server.to(`${id}@tocsin.example`);

test('an alert says what happened, the time left, what is asked, and three ways to answer', async () => {
  await people(person('ann', { timeZone: 'Asia/Kolkata' }));
  const { activities, run } = house.worker();
  const alert = alertTo(['ann'], 'commitment-warning', {
    detail: { about: 'removal', name: 'third <b>warning</b>\u202e' },
  });
  expect(await run(activities.sendAlert, alert)).toEqual({ reached: ['ann'] });
  const { mail } = mailsTo('ann')[0]!;
  const { id } = alert.effect.headline;
  expect(mail.subject).toBe(`[${id}] Customers not yet told, 71 h 30 min left`);
  expect(mail.text).toContain('Our commitment to tell every affected customer');
  expect(mail.text).toContain('2026-11-26 09:30 UTC');
  expect(mail.text).toContain('15:00 (Asia/Kolkata)');
  expect(mail.text).toContain(`http://127.0.0.1:8233/namespaces/default/workflows/${id}`);
  expect(mail.text).toContain(`curl -X POST http://127.0.0.1:8080/api/incidents/${id}/acknowledge`);
  expect(mail.text).toContain(
    `temporal workflow signal --namespace default --workflow-id ${id} --name acknowledge --input '{"by":"ann"}'`,
  );
  expect(mail.text).not.toMatch(/GDPR deadline/i);
  expect(mail.html).toContain('third &lt;b&gt;warning&lt;/b&gt;');
  expect(mail.html).not.toContain('\u202e');
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
});

test('programs hear of an alert though the mail server is dead, and of a restricted one that it waits', async () => {
  await people(person('ann'));
  const notes: AlertNote[] = [];
  const webhooks = {
    tell: (note: AlertNote) => void notes.push(note),
    settled: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const { activities, run } = house.worker({ webhooks });
  await house.server.down();
  const alert = alertTo(['ann'], 'commitment-warning');
  await expect(run(activities.sendAlert, alert)).rejects.toThrow(/mail server/);
  const hidden = { ...alertTo(['ann']), audience: { only: ['ann'] } };
  await expect(run(activities.sendAlert, hidden)).rejects.toThrow(/mail server/);
  await house.server.up();
  const { id } = alert.effect.headline;
  expect(notes[0]).toMatchObject({
    ...{ id: alert.effect.id, incident: id, asksForAnswer: true, title: 'Customers not yet told, 71 h 30 min left' },
    link: `http://127.0.0.1:8080/incidents/${id}?act=acknowledge`,
  });
  expect(JSON.stringify(notes[1])).not.toContain(hidden.effect.headline.id);
  await run(activities.sendAlert, alert);
  expect(mailsTo('ann').at(-1)!.mail.text).toContain(`http://127.0.0.1:8080/incidents/${id}?act=acknowledge`);
});

test('an alert says what is to be done first in the incident, and what happens otherwise, by when', async () => {
  await people(person('ann'), person('anne', { language: 'fr' }));
  const { activities, run } = house.worker();
  const best: NextBest = {
    command: 'release-notice',
    body: { notice: 2 },
    roles: ['lead'],
    caption: 'release',
    otherwise: { then: 'late', at: plus(instantAt(START), HOUR) },
  };
  await run(activities.sendAlert, { ...alertTo(['ann', 'anne'], 'commitment-warning'), best });
  expect(mailsTo('ann').at(-1)!.mail.text!.replace(/\s+/g, ' ')).toContain(
    'First of all now: Release notice 2: two people approved it. If nobody does, customers are told late: they are due before 2026-11-23 11:00 UTC.',
  );
  expect(mailsTo('anne').at(-1)!.mail.text!.replace(/\s+/g, ' ')).toContain(
    'Avant tout : Diffusez la notification 2 : deux personnes l’ont approuvée. À défaut, les clients seront informés',
  );
});

describe('An alert of each kind', () => {
  let worker: ReturnType<House['worker']>;
  beforeAll(async () => {
    worker = house.worker();
    await people(
      ...[person('ben', { language: 'en' }), person('bob', { language: 'en-US' })],
      ...[person('zoe', { language: 'fr' }), person('zia', { language: 'fr-CA' })],
    );
  });

  test.each(ALERT_KINDS)('%s has its own words in English and in French', async (kind) => {
    const isOdd = ALERT_KINDS.indexOf(kind) % 2 > 0;
    const readers = [isOdd ? 'bob' : 'ben', isOdd ? 'zoe' : 'zia'] as const;
    await worker.run(worker.activities.sendAlert, alertTo([...readers], kind));
    const [english, french] = readers.map((id) => mailsTo(id).at(-1)!.mail);
    for (const [language, mail, asked] of [
      ['en', english!, 'What is asked of you'],
      ['fr', french!, 'Ce qui vous est demandé'],
    ] as const) {
      expect(mail.headers.get('content-language')).toBe(language);
      expect(mail.html).toContain(`<html lang="${language}">`);
      expect(mail.text).toContain(asked);
      expect(mail.text).not.toContain('undefined');
    }
    expect(english!.subject).not.toBe(french!.subject);
  });
});

test('a due instant that has passed is told as overdue, and a case without one says that no promise runs', async () => {
  await people(person('ann'));
  const { activities, run } = house.worker();
  const late = alertTo(['ann'], 'commitment-expired');
  late.effect.headline.due = plus(instantAt(START), -90 * MINUTE);
  await run(activities.sendAlert, late);
  expect(mailsTo('ann').at(-1)!.mail.subject).toMatch(/1 h 30 min overdue$/);
  const quiet = alertTo(['ann'], 'reported');
  delete quiet.effect.headline.due;
  await run(activities.sendAlert, quiet);
  expect(mailsTo('ann').at(-1)!.mail.subject).toBe(`[${quiet.effect.headline.id}] New report to triage`);
  expect(mailsTo('ann').at(-1)!.mail.text).toContain('No promise to customers is running yet.');
});

test('roles reach everyone active who holds one, and nobody is an answer', async () => {
  await people(
    person('legal-1', { roles: ['legal'] }),
    person('legal-2', { roles: ['legal', 'auditor'] }),
    person('legal-gone', { roles: ['legal'], active: false }),
  );
  const { activities, run } = house.worker();
  const { reached } = await run(activities.sendAlert, alertTo([], 'stakeholders', { to: { roles: ['legal'] } }));
  expect(reached.sort()).toEqual(['legal-1', 'legal-2']);
  expect(await run(activities.sendAlert, alertTo([], 'stakeholders', { to: { roles: ['executive'] } }))).toEqual({
    reached: [],
  });
  expect(mailsTo('legal-gone')).toHaveLength(0);
});

test('mail that is down delays alerts only: when it is back each goes out once, and none is called a repeat', async () => {
  await people(person('w1'), person('w2'), person('w3'));
  const { activities, run } = house.worker();
  const alert = alertTo(['w1', 'w2', 'w3']);
  await house.server.down();
  for (const attempt of [1, 2, 3])
    await expect(run(activities.sendAlert, alert, { attempt })).rejects.toMatchObject({
      type: 'MailServerDown',
      nonRetryable: false,
    });
  await house.server.up();
  expect(await run(activities.sendAlert, alert, { attempt: 4 })).toEqual({ reached: ['w1', 'w2', 'w3'] });
  for (const id of ['w1', 'w2', 'w3']) {
    expect(mailsTo(id)).toHaveLength(1);
    expect(mailsTo(id)[0]!.mail.headers.has('x-tocsin-possible-repeat')).toBe(false);
  }
});

test('one dead address stops nobody and is not tried for ever; one that defers is tried again, without a second mail to the others (Alerts 1)', async () => {
  await people(person('fine'), person('dead'), person('busy'));
  house.server.answer('dead@tocsin.example', 550);
  house.server.answer('busy@tocsin.example', 451, 'later', 1);
  const { activities, run } = house.worker();
  const alert = alertTo(['fine', 'dead', 'busy']);
  await expect(run(activities.sendAlert, alert)).rejects.toMatchObject({
    type: 'MailDeferred',
    message: expect.not.stringContaining('@'),
  });
  expect(await run(activities.sendAlert, alert, { attempt: 2 })).toEqual({
    reached: expect.arrayContaining(['fine', 'busy']),
  });
  expect([mailsTo('fine'), mailsTo('busy'), mailsTo('dead')].map((mails) => mails.length)).toEqual([1, 1, 0]);
});

test('a mailbox that defers for more than an hour counts as not reached, so that escalation goes on', async () => {
  await people(person('fine'), person('full'));
  house.server.answer('full@tocsin.example', 452, 'full');
  const { activities, run } = house.worker();
  const alert = alertTo(['fine', 'full']);
  await expect(run(activities.sendAlert, alert, { scheduledTimestampMs: START - HOUR + 1 })).rejects.toMatchObject({
    type: 'MailDeferred',
  });
  expect(await run(activities.sendAlert, alert, { attempt: 2, scheduledTimestampMs: START - HOUR })).toEqual({
    reached: ['fine'],
  });
});

test('what was sent is not sent again after a restart, and what a crash left open goes out marked, under the same Message-ID (Alerts 2)', async () => {
  await people(person('c1'), person('c2'));
  const before = house.worker();
  const alert = alertTo(['c1', 'c2']);
  await before.run(before.activities.sendAlert, alertTo(['c1']));
  await house.stored.alerts.begin(alert.effect.id, 'c2', house.now);
  const after = house.worker();
  expect(await after.run(after.activities.sendAlert, alert, { attempt: 2 })).toEqual({ reached: ['c1', 'c2'] });
  const again = house.worker();
  expect(await again.run(again.activities.sendAlert, alert, { attempt: 3 })).toEqual({ reached: ['c1', 'c2'] });
  expect(mailsTo('c2')).toHaveLength(1);
  expect(mailsTo('c2')[0]!.mail.headers.get('x-tocsin-possible-repeat')).toBe('yes');
  expect(mailsTo('c2')[0]!.mail.text).toMatch(/^You may have received this message once before/);
});

test('a connection cut after DATA repeats the alert, marked, with the same Message-ID', async () => {
  await people(person('cut'));
  const { activities, run } = house.worker();
  const alert = alertTo(['cut']);
  house.server.cutAfterData();
  await expect(run(activities.sendAlert, alert)).rejects.toMatchObject({ type: 'MailDeferred' });
  expect(await run(activities.sendAlert, alert, { attempt: 2 })).toEqual({ reached: ['cut'] });
  const [first, second] = mailsTo('cut');
  expect(second!.mail.messageId).toBe(first!.mail.messageId);
  expect([first, second].map((taken) => taken!.mail.headers.get('x-tocsin-possible-repeat'))).toEqual([
    undefined,
    'yes',
  ]);
});

test('an alert that the server put off after reading it was certainly not taken, so its next copy is no repeat', async () => {
  await people(person('read'));
  const { activities, run } = house.worker();
  const alert = alertTo(['read']);
  house.server.answerData(451, 'scanner busy');
  await expect(run(activities.sendAlert, alert)).rejects.toMatchObject({ type: 'MailDeferred' });
  await run(activities.sendAlert, alert, { attempt: 2 });
  expect(mailsTo('read').map(({ mail }) => mail.headers.has('x-tocsin-possible-repeat'))).toEqual([false]);
});

const marksOf = (id: string) => mailsTo(id).map(({ mail }) => mail.headers.has('x-tocsin-possible-repeat'));

test('what a crash left open goes out marked also where the next run of the incident asks for it anew', async () => {
  await people(person('anew'));
  const alert = alertTo(['anew']);
  await house.stored.alerts.begin(alert.effect.id, 'anew', house.now);
  const { activities, run } = house.worker();
  await run(activities.sendAlert, alert, { attempt: 1 });
  expect(marksOf('anew')).toEqual([true]);
});

describe('a second worker', () => {
  const run = { workflowId: 'INC-1', runId: 'run-1' };
  const failed = { type: 'MailServerDown' };

  test('marks what a first one may have sent that had no register to say so', async () => {
    await people(person('frozen'));
    const [first, second] = [house.worker(), house.worker()];
    await first.run(first.activities.sendAlert, alertTo([]));
    const alert = alertTo(['frozen']);
    house.registerDown = true;
    house.server.cutAfterData();
    await expect(first.run(first.activities.sendAlert, alert)).rejects.toMatchObject({ type: 'MailDeferred' });
    house.registerDown = false;
    await second.run(second.activities.sendAlert, alert, { attempt: 2 });
    expect(marksOf('frozen')).toEqual([false, true]);
  });

  test('believes an attempt that ended by itself that nothing left, and nobody who was not heard of since', async () => {
    await people(person('ended'), person('silent'));
    const [first, second] = [house.worker(), house.worker()];
    const [ended, silent] = [alertTo(['ended']), alertTo(['silent'])];
    await house.server.down();
    const beats = [await lastBeat(first, ended), await lastBeat(first, silent)];
    expect(beats).toEqual(beats.map(() => ({ reached: [], ended: { attempt: 1, unsure: [] } })));
    await house.server.up();
    await second.run(second.activities.sendAlert, ended, { attempt: 2, heartbeatDetails: beats[0] });
    await second.run(second.activities.sendAlert, silent, { attempt: 3, heartbeatDetails: beats[1] });
    expect([marksOf('ended'), marksOf('silent')]).toEqual([[false], [true]]);
  });

  test('hears of a copy that may have left, over attempts that sent nothing', async () => {
    await people(person('cut-off'));
    const workers = [house.worker(), house.worker(), house.worker()] as const;
    const alert = alertTo(['cut-off']);
    await workers[0].run(workers[0].activities.sendAlert, alertTo([]));
    house.registerDown = true;
    house.server.cutAfterData();
    const first = await lastBeat(workers[0], alert, {}, { type: 'MailDeferred' });
    await house.server.down();
    const second = await lastBeat(workers[1], alert, { attempt: 2, heartbeatDetails: first });
    expect(second).toEqual({ reached: [], ended: { attempt: 2, unsure: ['cut-off'] } });
    await house.server.up();
    house.registerDown = false;
    await workers[2].run(workers[2].activities.sendAlert, alert, { attempt: 3, heartbeatDetails: second });
    expect(marksOf('cut-off')).toEqual([false, true]);
  });

  test('marks what an earlier run of the incident had under way, but not what it is the first to be asked (Discharge 1)', async () => {
    await people(person('hopped'));
    const { activities, run: inActivity } = house.worker();
    const workflowExecution = { ...run, runId: 'run-2' };
    await inActivity(activities.sendAlert, { ...alertTo(['hopped']), carriedOver: true }, { workflowExecution });
    await inActivity(activities.sendAlert, alertTo(['hopped']), { workflowExecution });
    expect(marksOf('hopped')).toEqual([true, false]);
  });

  async function lastBeat(
    { activities, beats }: ReturnType<typeof house.worker>,
    alert: Alert,
    info: object = {},
    fault: object = failed,
  ): Promise<unknown> {
    const heard: unknown[] = [];
    await expect(beats(activities.sendAlert, alert, info, heard)).rejects.toMatchObject(fault);
    return heard.at(-1);
  }
});

test('a possible repeat stays one when the server puts it off in between', async () => {
  await people(person('put-off'));
  const alert = alertTo(['put-off']);
  await house.stored.alerts.begin(alert.effect.id, 'put-off', house.now);
  const { activities, run } = house.worker();
  house.server.answerData(451, 'scanner busy');
  await expect(run(activities.sendAlert, alert, { attempt: 2 })).rejects.toMatchObject({ type: 'MailDeferred' });
  await run(activities.sendAlert, alert, { attempt: 3 });
  expect(marksOf('put-off')).toEqual([true]);
});

test('what began to leave while the register was away is a possible repeat also when it is back', async () => {
  await people(person('away'));
  const { activities, run } = house.worker();
  await run(activities.sendAlert, alertTo([]));
  const alert = alertTo(['away']);
  house.registerDown = true;
  house.server.cutAfterData();
  await expect(run(activities.sendAlert, alert)).rejects.toMatchObject({ type: 'MailDeferred' });
  house.registerDown = false;
  await run(activities.sendAlert, alert, { attempt: 2 });
  expect(marksOf('away')).toEqual([false, true]);
});

test('that nothing left is not believed any more when another worker had an attempt in between', async () => {
  await people(person('between'));
  const alert = alertTo(['between']);
  const [one, other] = [house.worker(), house.worker()];
  house.server.answerData(451, 'scanner busy');
  await expect(one.run(one.activities.sendAlert, alert)).rejects.toMatchObject({ type: 'MailDeferred' });
  house.server.cutAfterData();
  await expect(other.run(other.activities.sendAlert, alert, { attempt: 2 })).rejects.toMatchObject({
    type: 'MailDeferred',
  });
  await one.run(one.activities.sendAlert, alert, { attempt: 3 });
  expect(marksOf('between').filter((marked) => !marked)).toHaveLength(0);
});

test('the same alert run twice at once goes out once', async () => {
  await people(person('twice'));
  const { activities, run } = house.worker();
  const alert = alertTo(['twice']);
  const answers = await Promise.all([run(activities.sendAlert, alert), run(activities.sendAlert, alert)]);
  expect(answers).toEqual([{ reached: ['twice'] }, { reached: ['twice'] }]);
  expect(mailsTo('twice')).toHaveLength(1);
});

describe('with the register down', () => {
  test('alerts go out from people.json, even from a new process, and are written down when it is back (Alerts 3)', async () => {
    await people(person('night', { roles: ['executive'] }));
    const first = house.worker();
    await first.run(first.activities.sendAlert, alertTo(['night']));
    expect((await stat(house.peopleFile)).mode & 0o777).toBe(0o600);
    expect(await readFile(house.peopleFile, 'utf8')).toContain('night@tocsin.example');

    house.registerDown = true;
    const { activities, run } = house.worker();
    const alert = alertTo([], 'commitment-expired', { to: { roles: ['executive'] } });
    expect(await run(activities.sendAlert, alert)).toEqual({ reached: ['night'] });
    expect(mailsTo('night')).toHaveLength(2);
    expect(mailsTo('night')[1]!.mail.headers.has('x-tocsin-possible-repeat')).toBe(false);
    expect(await run(activities.sendAlert, alert, { attempt: 2 })).toEqual({ reached: ['night'] });
    expect(mailsTo('night')).toHaveLength(2);

    house.registerDown = false;
    await run(activities.sendAlert, alertTo([]));
    expect(await house.stored.alerts.begin(alert.effect.id, 'night', house.now)).toBe('done');
  });

  test('a later attempt in another process cannot know: it sends, marked, unless the heartbeat says who has it', async () => {
    await people(person('unsure'), person('sure'));
    const warm = house.worker();
    await warm.run(warm.activities.sendAlert, alertTo(['unsure']));
    house.registerDown = true;
    const { activities, run } = house.worker();
    const alert = alertTo(['unsure', 'sure']);
    const { reached } = await run(activities.sendAlert, alert, { attempt: 2, heartbeatDetails: { reached: ['sure'] } });
    expect(reached.sort()).toEqual(['sure', 'unsure']);
    expect(mailsTo('sure')).toHaveLength(0);
    expect(mailsTo('unsure').at(-1)!.mail.headers.get('x-tocsin-possible-repeat')).toBe('yes');
    house.registerDown = false;
  });

  test('a list that was never kept is said so, and the alert is tried again', async () => {
    await rm(house.peopleFile, { force: true });
    house.registerDown = true;
    const { activities, run } = house.worker();
    await expect(run(activities.sendAlert, alertTo(['ann']))).rejects.toMatchObject({
      type: 'NoPeopleList',
      nonRetryable: false,
    });
  });
});

test('everybody who could be alerted is kept, and no mere reporter', async () => {
  await people(...ROLES.map((role) => person(`one-${role}`, { roles: [role] })));
  const { activities, run } = house.worker();
  await run(activities.sendAlert, alertTo([]));
  const kept = JSON.parse(await readFile(house.peopleFile, 'utf8')) as Person[];
  expect(kept.map(({ id }) => id)).toEqual(
    expect.arrayContaining(ROLES.filter((role) => role !== 'reporter').map((role) => `one-${role}`)),
  );
  expect(kept.some(({ id }) => id === 'one-reporter')).toBe(false);
});

describe('A mere reporter', () => {
  const received = (persons: string[], over: Partial<AlertEffect> = {}) =>
    alertTo(persons, 'report-received', { acknowledge: false, ...over });
  const seenBy = { about: 'report', channel: 'staff', detectedAt: instantAt(START), seenBy: 'mere' } as const;

  test('is mailed by id, and named, out of the register', async () => {
    await people(person('mere', { roles: ['reporter'] }), person('gone', { roles: ['reporter'], active: false }));
    const { activities, run } = house.worker();
    expect(await run(activities.sendAlert, received(['mere', 'gone']))).toEqual({ reached: ['mere'] });
    expect(mailsTo('mere').at(-1)!.mail.subject).toMatch(/Your report was received$/);
    await run(activities.sendAlert, alertTo(['ann'], 'reported', { detail: seenBy }));
    expect(mailsTo('ann').at(-1)!.mail.text).toContain('Reported by: Name of mere\n');
  });

  test('waits for a register that is down, and keeps nobody else from being alerted', async () => {
    await people(person('mere', { roles: ['reporter'] }));
    const { activities, run } = house.worker();
    await run(activities.sendAlert, alertTo(['ann']));
    house.registerDown = true;
    await expect(run(activities.sendAlert, received(['mere']))).rejects.toThrow();
    await run(activities.sendAlert, alertTo(['ann', 'mere'], 'reported', { detail: seenBy }));
    expect(mailsTo('ann').at(-1)!.mail.text).toContain('Reported by: mere\n');
    house.registerDown = false;
  });
});

describe('Of alerts about the reports of one person within minutes', () => {
  afterEach(() => {
    house.nowMs = START;
  });

  type Raised = Alert & { raisedMs: number; tryAtMs: number; attempt: number; reachedMs?: number };

  function reported(by: string, to: string[], raisedMs = house.nowMs): Raised {
    const detail = {
      about: 'report',
      channel: 'staff',
      detectedAt: house.now,
      seenBy: by,
      seen: 'A list went out.',
    } as const;
    return { ...alertTo(to, 'reported', { detail }), raisedMs, tryAtMs: raisedMs, attempt: 0 };
  }

  /** As Temporal does: a failed attempt is tried again after the delay that it names. */
  async function attempt({ activities, run }: ReturnType<typeof house.worker>, alert: Raised): Promise<void> {
    alert.attempt += 1;
    const { effect, carriedOver, audience } = alert;
    const info = { attempt: alert.attempt, scheduledTimestampMs: alert.raisedMs };
    try {
      await run(activities.sendAlert, { effect, carriedOver, audience }, info);
      alert.reachedMs = house.nowMs;
    } catch (fault) {
      alert.tryAtMs = house.nowMs + Number((fault as { nextRetryDelay?: number }).nextRetryDelay);
    }
  }

  const AT_ONCE = 10;

  async function untilAllReached(alerts: Raised[], workers = [house.worker(), house.worker()]): Promise<void> {
    for (let left = alerts; left.length > 0; left = left.filter(({ reachedMs }) => reachedMs === undefined)) {
      house.nowMs = Math.max(house.nowMs, Math.min(...left.map(({ tryAtMs }) => tryAtMs)));
      // So many at once as there are connections: an alert goes out without the register that keeps it waiting for two seconds, and is marked.
      const due = left.filter(({ tryAtMs }) => tryAtMs <= house.nowMs).slice(0, AT_ONCE);
      await Promise.all(due.map((alert, index) => attempt(workers[index % workers.length]!, alert)));
    }
  }

  const textsTo = (id: string) => mailsTo(id).map(({ mail }) => `${mail.subject}\n${mail.text}`);

  test('60 are ten mails to each at most, none later than five minutes, and each incident is named (Alerts 4)', async () => {
    await people(person('many-1'), person('many-2', { language: 'fr' }));
    const alerts = Array.from({ length: 60 }, (_, n) =>
      reported('noisy', ['many-1', 'many-2'], START + Math.floor(n / 10) * MINUTE),
    );
    await untilAllReached(alerts);
    for (const id of ['many-1', 'many-2']) {
      const texts = textsTo(id);
      expect(texts.length).toBeLessThanOrEqual(10);
      expect(alerts.filter(({ effect }) => !texts.some((text) => text.includes(effect.headline.id)))).toEqual([]);
      expect(marksOf(id)).not.toContain(true);
    }
    expect(textsTo('many-1').at(-1)).toMatch(/^\[INC-2026-\d+ \+\d+\] New report to triage[^]*A list went out\./);
    const askAgainMs = 10_000;
    expect(Math.max(...alerts.map((one) => one.reachedMs! - one.raisedMs))).toBeLessThanOrEqual(
      5 * MINUTE + askAgainMs,
    );
    for (const { effect } of alerts) expect(await house.stored.alerts.wasSent(effect.id)).toBe(true);
  });

  test('the first go at once, and so do others’ and those of a restricted incident', async () => {
    await people(person('calm'));
    const flood = Array.from({ length: 6 }, () => reported('flooder', ['calm']));
    const others = [
      ...Array.from({ length: 2 }, () => reported('somebody', ['calm'])),
      { ...reported('flooder', ['calm']), audience: { only: ['calm'] } },
      { ...reported('flooder', ['calm']), ...alertTo(['calm']) },
    ];
    const worker = house.worker();
    for (const alert of [...flood, ...others]) await attempt(worker, alert);
    expect([...flood, ...others].filter(({ reachedMs }) => reachedMs === undefined)).toEqual([flood[5]]);
    await untilAllReached(flood.slice(5), [worker]);
    expect(mailsTo('calm')).toHaveLength(10);
  });

  test('the mail of a group whose sender died is sent by another, marked, once', async () => {
    await people(person('heir'));
    const alerts = Array.from({ length: 8 }, () => reported('crasher', ['heir']));
    const worker = house.worker();
    for (const alert of alerts) await attempt(worker, alert);
    house.nowMs += 5 * MINUTE;
    const dead = alerts[5]!;
    house.server.cutAfterData();
    await attempt(worker, dead);
    await untilAllReached(alerts.slice(6));
    expect(marksOf('heir').slice(5)).toEqual([false, true]);
    const again = mailsTo('heir').slice(5);
    expect(again[0]!.mail.messageId).toBe(again[1]!.mail.messageId);
    await untilAllReached([dead]);
    expect(mailsTo('heir')).toHaveLength(7);
  });

  test('a mail server that is down keeps the mail of a group for its return, unmarked', async () => {
    await people(person('later'));
    const alerts = Array.from({ length: 8 }, () => reported('unlucky', ['later']));
    const worker = house.worker();
    for (const alert of alerts) await attempt(worker, alert);
    house.nowMs += 5 * MINUTE;
    await house.server.down();
    for (const alert of alerts.slice(5)) await attempt(worker, alert);
    await house.server.up();
    await untilAllReached(alerts.slice(5), [worker]);
    expect(mailsTo('later')).toHaveLength(6);
    expect(marksOf('later')).not.toContain(true);
  });

  test('each goes out alone while the register is away', async () => {
    await people(person('alone'));
    const worker = house.worker();
    await attempt(worker, reported('anybody', ['alone']));
    house.registerDown = true;
    for (let count = 0; count < 9; count += 1) await attempt(worker, reported('anybody', ['alone']));
    expect(mailsTo('alone')).toHaveLength(10);
  });
});
