import { tsToMs } from '@temporalio/common/lib/time';
import { SHIPPED_RULES } from '../../src/domain/case/rules';
import { FACT_FIELDS } from '../../src/domain/notices/facts';
import { elapsed, HOUR, MINUTE, plus, type Instant } from '../../src/domain/primitives/instant';
import { linesOf, parsed, TABLE } from '../support/mail-tables';
import { DECLARATION, triaged } from '../support/messages';
import { openStage, type Incident, type Stage } from '../support/time-skipping';
import { testInTurn } from '../support/turns';
import { until } from '../support/until';

/* What the domain's own stories say of 72 hours without anybody, or with everybody late, once more with Temporal's timers, against the same tables. */

let stage: Stage;

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

testInTurn('Reported, and nobody acts for 72 hours: every mail, when, to whom and why', async () => {
  await stage.withWorker(async () => {
    const since = await stage.now();
    await stage.report({ rules: SHIPPED_RULES });
    await stage.env.sleep('72h');
    await until('the mails of the last hour are out', () => sentSince(since).length >= parsed(TABLE.reported).length);
    expect(sentSince(since)).toEqual(parsed(TABLE.reported));
  });
});

test('Declared, and nobody acts until nine hours after the promise broke: every mail, when, to whom and why', async () => {
  for (const id of ['C-1', 'C-2']) stage.world.customers.set(id, { term: 72 });
  await stage.withWorker(async () => {
    const since = await stage.now();
    const incident = await stage.report({ rules: SHIPPED_RULES });
    await declared(incident, since);
    await stage.env.sleep('81h');
    await until('the mails of the last hour are out', () => sentSince(since).length >= parsed(TABLE.declared).length);
    expect(sentSince(since)).toEqual(parsed(TABLE.declared));
    expect(await cancelledTooLate(incident)).toEqual([]);
  });
});

testInTurn('Everybody acts, and each too late: every mail, when, to whom and why', async () => {
  for (const id of ['C-1', 'C-2']) stage.world.customers.set(id, { term: 72 });
  await stage.withWorker(async () => {
    const since = await stage.now();
    const incident = await stage.report({ rules: SHIPPED_RULES });
    await tooLate(incident, since);
    await stage.env.sleep('8h');
    await until('the mails of the end are out', () => sentSince(since).length >= parsed(TABLE.late).length);
    expect(sentSince(since)).toEqual(parsed(TABLE.late));
    const open = (await incident.see()).obligations.filter(({ status }) => status === 'open').map(({ kind }) => kind);
    expect(open.filter((kind) => /await|tell|triage|decision/.test(kind))).toEqual([]);
  });
});

/** The same story as that of the domain, where each step comes some seconds after its minute, so that what falls due in that minute is out. */
async function tooLate(incident: Incident, since: Instant): Promise<void> {
  const say = (name: string, role: string, payload: object = {}) =>
    incident.say(name, { by: role, door: 'api', roles: [role], ...payload });
  let steps = 0;
  // Never just as a timer falls due that was armed two hours before: a query that meets the end of a run there is the end of the time-skipping server.
  const wait = (hour: number, minute = 0) => {
    steps += 1;
    return sleepUntil(plus(since, hour * HOUR + minute * MINUTE + SECONDS_AFTER_MS + steps * 1_000));
  };
  const drafted = async (notice: number) => {
    await say('draft-notice', 'responder', { kind: 'initial' });
    await until('it is composed', async () => (await incident.see()).notices[notice - 1]?.status === 'drafted');
  };

  await wait(0, 20);
  await say('acknowledge', 'responder');
  await wait(4, 40);
  await triaged(incident, { by: 'responder', door: 'api', roles: ['responder'] });
  await wait(29);
  await say('declare', 'lead', { ...DECLARATION, declaredAt: plus(since, 29 * HOUR), awareAt: since });
  await wait(29, 20);
  await say('acknowledge', 'responder');
  await wait(60);
  await say('add-affected-customers', 'responder', { customers: ['C-1', 'C-2'] });
  await until('the scope is counted', async () => (await incident.see()).scope.cohorts.length > 0);
  for (const field of FACT_FIELDS)
    await say('set-fact', 'responder', { field, status: 'known', value: `Words on ${field}.` });
  await drafted(1);
  await wait(64, 20);
  await say('acknowledge', 'responder');
  await say('approve-notice', 'legal', { notice: 1, hash: hashOf(1) });
  await wait(65);
  await say('set-fact', 'responder', { field: 'nature', status: 'known', value: 'Two mails to the wrong customer.' });
  await drafted(2);
  await wait(66);
  await say('reject-notice', 'lead', { notice: 2, hash: hashOf(2), reason: 'The volume is not right.' });
  await wait(67);
  await drafted(3);
  await wait(71, 10);
  await say('approve-notice', 'legal', { notice: 3, hash: hashOf(3) });
  await say('approve-notice', 'communications', { notice: 3, hash: hashOf(3) });
  await wait(73, 10);
  await say('acknowledge', 'responder');
  await wait(99, 20);
  await say('acknowledge', 'responder');
  await wait(101, 20);
  stage.world.noticesFrom = plus(since, 101.5 * HOUR + SECONDS_AFTER_MS);
  await say('release-notice', 'lead', { notice: 3, hash: hashOf(3) });
  await wait(101, 40);
  await say('explain-delay', 'lead', { code: 'processor-late', text: 'The list came late.' });
}

const SECONDS_AFTER_MS = 10_000;

async function sleepUntil(instant: Instant): Promise<void> {
  await stage.env.sleep(elapsed(await stage.now(), instant));
}

/** As the stage composes it. */
function hashOf(notice: number): string {
  return `${notice}`.repeat(64);
}

/** The ids of timers that were cancelled within seconds of their firing: one that has just fired can be cancelled no more. */
async function cancelledTooLate({ id }: Incident): Promise<string[]> {
  const { events } = await stage.env.client.workflow.getHandle(id).fetchHistory();
  const firesAt = new Map<string, number>();
  const firesSoonAfter = (timerId: string, atMs: number) =>
    (firesAt.get(timerId) ?? Infinity) <= atMs + SECONDS_AFTER_MS - 1_000;
  return (events ?? []).flatMap(
    ({ eventTime, timerStartedEventAttributes: armed, timerCanceledEventAttributes: gone }) => {
      const atMs = tsToMs(eventTime);
      if (armed?.timerId) firesAt.set(armed.timerId, atMs + tsToMs(armed.startToFireTimeout));
      return gone?.timerId && firesSoonAfter(gone.timerId, atMs) ? [gone.timerId] : [];
    },
  );
}

function sentSince(since: Instant) {
  const mails = stage.world.mails.map(({ mail, at }) => ({
    ...mail,
    at,
    to: 'roles' in mail.to ? mail.to.roles : mail.to.persons,
  }));
  return linesOf(mails, since);
}

async function declared(incident: Incident, at: Instant): Promise<void> {
  const as = (role: string) => ({ by: role, door: 'api', roles: [role] });
  await incident.say('acknowledge', as('responder'));
  await triaged(incident, as('responder'));
  await incident.say('declare', { ...as('lead'), ...DECLARATION, declaredAt: at, awareAt: at });
  await incident.say('acknowledge', as('lead'));
  await incident.say('add-affected-customers', { ...as('responder'), customers: ['C-1', 'C-2'] });
  await until('the scope is counted', async () => (await incident.see()).scope.cohorts.length > 0);
}
