import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';
import { createVerificationActivities, openMailChannel, type Activities, type BatchAnswer } from '../../src/activities';
import { parseKeyRing } from '../../src/codec';
import { HOUR, instantAt, MINUTE } from '../../src/domain/primitives/instant';
import type { IncidentId } from '../../src/domain/case/state';
import type { NoticeCounts } from '../../src/domain/notices/state';
import type { NoticeInput } from '../../src/workflows/notice';
import { BUILT_BUNDLE } from '../support/bundle';
import { gate } from '../support/gate';
import { KEY_RING } from '../support/key-ring';
import { MailServer } from '../support/mailserver';
import { ownRegister } from '../support/register';
import { installRuntime } from '../support/temporal-runtime';
import { withWorkers } from '../support/workers';
import { startTestServer } from '../support/test-server';
import { waveOf } from '../support/wave';
import { testInTurn } from '../support/turns';

const COUNTS: NoticeCounts = {
  deliveries: 5000,
  accepted: 0,
  refused: 0,
  pending: 5000,
  customers: 5000,
  told: 0,
  unreachable: 0,
};
const SCOPE = { asOf: 1, scopeRevision: 1, cohorts: [], unreachable: 0, withdrawal: { owed: 0, told: 0 } };

let env: TestWorkflowEnvironment;
let workflowBundle: WorkflowBundle;
let stories = 0;

beforeAll(async () => {
  installRuntime();
  env = await startTestServer();
  workflowBundle = await bundleWorkflowCode({
    workflowsPath: require.resolve('./notice-and-parent'),
    logger: new DefaultLogger('ERROR'),
  });
}, 120_000);
afterAll(() => env.teardown());

type Script = Pick<Activities, 'planNotice' | 'sendBatch'>;
/** How the notice of each incident is planned and sent. */
const scripts = new Map<IncidentId, Script>();
const TASK_QUEUE = 'notices';

/** Sends by a script: each pass takes the next answer, or makes one. */
async function story(
  answers: (pass: number, nowMs: number, lane: number) => BatchAnswer | Error,
  { parent = true, deliveries = 2_000 } = {},
) {
  stories += 1;
  const incident = `INC-2026-${String(stories).padStart(4, '0')}` as IncidentId;
  const input: NoticeInput = { incident, notice: 1, kind: 'initial', hash: 'a'.repeat(64) };
  const plans: unknown[] = [];
  const passes: number[] = [];
  const lanes: number[] = [];
  scripts.set(incident, {
    planNotice: (plan) => {
      plans.push(plan);
      return Promise.resolve({ ...COUNTS, deliveries });
    },
    sendBatch: async ({ lane = 0 }) => {
      passes.push(await env.currentTimeMs());
      lanes.push(lane);
      const answer = answers(passes.length - 1, passes.at(-1) ?? 0, lane);
      return answer instanceof Error ? Promise.reject(answer) : answer;
    },
  });
  const { workflow } = env.client;
  const taking = parent ? await workflow.start('parent', { workflowId: incident, taskQueue: TASK_QUEUE }) : undefined;
  const notice = { workflowId: `${incident}/notice/1`, taskQueue: TASK_QUEUE, args: [input] };
  const handle = await workflow.start('notice', notice);
  const result = (await handle.result()) as NoticeCounts;
  const reports = taking ? ((await taking.result()) as Record<string, unknown>[]) : [];
  const { events } = await handle.fetchHistory();
  const history = events ?? [];
  return { incident, input, plans, passes, lanes, result, reports, history, historyLength: history.length };
}

const progress = (accepted: number, over: Partial<BatchAnswer> = {}): BatchAnswer => ({
  ...COUNTS,
  accepted,
  pending: COUNTS.deliveries - accepted,
  finished: accepted === COUNTS.deliveries,
  scope: { ...SCOPE, asOf: accepted },
  ...over,
});

describe('A notice', () => {
  const held = gate();
  let running: Promise<void>;
  beforeAll(() => {
    const activities: Script = {
      planNotice: (plan) => scripts.get(plan.incident)!.planNotice(plan),
      sendBatch: (batch) => scripts.get(batch.incident)!.sendBatch(batch),
    };
    const options = { connection: env.nativeConnection, taskQueue: TASK_QUEUE, workflowBundle, activities };
    return new Promise<void>((begun, failed) => {
      running = withWorkers(options, () => (begun(), held.opened));
      running.catch(failed);
    });
  });
  afterAll(async () => {
    held.open();
    await running;
  });

  test('a notice to 5,000 goes out in a few dozen activities, plans once, and tells its incident each step in absolute counts', async () => {
    const { incident, plans, passes, result, reports, historyLength } = await story((pass) =>
      progress((pass + 1) * 200),
    );
    expect(plans).toEqual([{ incident, notice: 1, hash: 'a'.repeat(64) }]);
    expect(passes).toHaveLength(25);
    expect(result).toEqual({ ...COUNTS, accepted: 5000, pending: 0 });
    expect(reports).toHaveLength(25);
    expect(reports.at(-1)).toEqual({
      by: 'system',
      door: 'system',
      command: 'deliveries-rolled-up',
      notice: 1,
      counts: result,
      finished: true,
      ...SCOPE,
      asOf: 5000,
    });
    expect(historyLength).toBeLessThan(400);
  });

  test('a large notice is shared by four senders, each in its lane, and ends once all of them have', async () => {
    const { lanes, result, reports } = await story(
      (pass, nowMs, lane) => {
        const isOver = { nextAt: instantAt(nowMs + MINUTE) };
        if (pass < 4) return progress(1_000, lane === 3 ? {} : isOver);
        return lane === 0 && pass >= 8 ? progress(5_000) : progress(4_000, isOver);
      },
      { deliveries: 2_001 },
    );
    expect([lanes.slice(0, 4).sort(), lanes.slice(4, 8).sort(), lanes.slice(8)]).toEqual([
      [0, 1, 2, 3],
      [0, 1, 2, 3],
      [0],
    ]);
    expect(result.accepted).toBe(5_000);
    expect(reports.map(({ finished }) => finished)).toEqual([false, true]);
  });

  /** Below this rate a notice to 100,000 takes longer than its rounds of 20 s are counted here for. */
  const SLOWEST_PER_SECOND = 250;
  const ROUND_SECONDS = 20;
  /** An activity says that it lives at four fifths of its heartbeat time-out, which is 8 s. */
  const BEATS_A_ROUND = Math.ceil(ROUND_SECONDS / 6.4);

  test('a notice to 100,000 takes at most 600 events, and a hundredth of a Temporal action a recipient', async () => {
    const deliveries = 100_000;
    const each = SLOWEST_PER_SECOND * ROUND_SECONDS;
    let sent = 0;
    const { history, result } = await story(
      (_pass, _nowMs, lane) => {
        if (lane === 0) sent = Math.min(deliveries, sent + each);
        return progress(sent, { deliveries, pending: deliveries - sent, finished: sent === deliveries });
      },
      { deliveries },
    );
    expect(result.accepted).toBe(deliveries);
    const counted = (what: keyof (typeof history)[number]) => history.filter((event) => event[what]).length;
    const actions =
      1 +
      counted('activityTaskScheduledEventAttributes') * (1 + BEATS_A_ROUND) +
      counted('signalExternalWorkflowExecutionInitiatedEventAttributes') +
      counted('timerStartedEventAttributes');
    const share = (actions / deliveries).toFixed(4);
    process.stdout.write(
      `a notice to 100,000 at ${SLOWEST_PER_SECOND} a second: ${history.length} events, ${actions} Temporal actions, ${share} a recipient\n`,
    );
    expect(history.length).toBeLessThanOrEqual(600);
    expect(actions / deliveries).toBeLessThanOrEqual(0.01);
  });

  test('where only deferred rows are left it waits until they are due, and says nothing new while nothing changed', async () => {
    const { passes, reports } = await story((pass, nowMs) => {
      if (pass === 3) return progress(5000);
      return progress(4990, { nextAt: instantAt(nowMs + 30 * MINUTE) });
    });
    const waits = passes.slice(1).map((at, n) => Math.round((at - (passes[n] ?? 0)) / MINUTE));
    expect(waits).toEqual([30, 30, 30]);
    expect(reports.map(({ finished }) => finished)).toEqual([false, true]);
  });

  test('a dead mail server is waited for', async () => {
    const { passes, result } = await story((pass) =>
      pass < 5 ? new Error('the mail server is down') : progress(5000),
    );
    expect(passes).toHaveLength(6);
    expect(result.accepted).toBe(5000);
  });

  test('an incident that is gone is no failure: everybody is still told (Discharge 3)', async () => {
    const { result } = await story((pass) => progress(pass === 0 ? 200 : 5000), { parent: false });
    expect(result.accepted).toBe(5000);
  });

  testInTurn('a long siege goes on in a new run, from the same input, with its history bounded', async () => {
    const { plans, passes, result, historyLength } = await story(
      (pass, nowMs) => (pass < 205 ? progress(10, { nextAt: instantAt(nowMs + MINUTE) }) : progress(5000)),
      { parent: false },
    );
    expect(plans).toHaveLength(2);
    expect(passes).toHaveLength(206);
    expect(result.accepted).toBe(5000);
    expect(historyLength).toBeLessThan(1500);
  });
});

test('a wave of a course reminds, tells managers, asks again and gives it once more, in runs of bounded history', async () => {
  const { sent, events, counts, followUp } = await waveOf(env, 120, 4);
  expect(sent).toEqual({ 1: 120, 2: 60, 3: 60, 4: 6, 5: 60, 6: 0 });
  expect(counts).toMatchObject({
    assigned: 120,
    passed: 60,
    open: 60,
    checkAsked: 60,
    checkPassed: 30,
    checkFailed: 30,
  });
  expect(followUp).toBe(30);
  expect(events.length).toBeGreaterThan(1);
  expect(Math.max(...events)).toBeLessThan(500);
}, 120_000);

test('contacts who are due are asked by one run of the schedule, and none twice', async () => {
  const { register, remove } = await ownRegister();
  const server = await MailServer.start();
  const mail = openMailChannel({ url: server.url, from: 'Sample <notices@sample.example>' });
  const contacts = [{ id: 'a-1', name: 'Ada', email: 'ada@customer.example', role: 'administrator' as const }];
  const accounts = [{ id: 'a', kind: 'portal' as const, name: 'One', product: 'mail', contacts }];
  await register.customers.store([{ id: 'ash', name: 'Ash', language: 'fr', timeZone: 'UTC', accounts }]);
  const activities = createVerificationActivities({
    ...{ register, mail, log: quiet, linkKeys: parseKeyRing(KEY_RING, 'the ring'), publicUrl: 'http://t.example' },
    ...{ sender: { name: 'Sample' }, everyDays: 1, clock: () => instantAt(Date.now() + 48 * HOUR) },
  });
  const options = { connection: env.nativeConnection, taskQueue: 'asking', workflowBundle: BUILT_BUNDLE, activities };
  const round = (workflowId: string) =>
    env.client.workflow.execute('verification-round', { workflowId, taskQueue: 'asking', args: [{}] });
  try {
    const sendings = await withWorkers(options, async () => [await round('asking-1'), await round('asking-2')]);
    expect(sendings).toEqual([{ sendings: 1 }, { sendings: 0 }]);
    expect(server.taken.map(({ to, mail: { subject } }) => [to, subject])).toEqual([
      ['ada@customer.example', 'Sample : vos contacts sont-ils toujours exacts ?'],
    ]);
  } finally {
    mail.close();
    await server.down();
    await remove();
  }
}, 60_000);

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
