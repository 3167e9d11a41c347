import { Client } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { connectLazily } from '../../../src/api/incidents/connection';
import { createIncidentClient, type IncidentClient, type UpdateOutcome } from '../../../src/api/incidents/desk';
import { converterFor, parseKeyRing, workerConverterFor } from '../../../src/codec';
import { instantFrom, type Instant } from '../../../src/domain/primitives/instant';
import type { Opening } from '../../../src/domain/open';
import { SHIPPED_RULES } from '../../../src/domain/case/rules';
import type { IncidentId } from '../../../src/domain/case/state';
import { TASK_QUEUE } from '../../../src/workflows/messages';
import { BUILT_BUNDLE } from '../../support/bundle';
import { KEY_RING } from '../../support/key-ring';
import { ROSTER } from '../../support/people';
import { until } from '../../support/until';
import { installRuntime } from '../../support/temporal-runtime';

const program = process.env.TOCSIN_TEMPORAL_PROGRAM;
const ring = parseKeyRing(KEY_RING, 'the ring');
const dataConverter = workerConverterFor(ring);
const withServer = program ? describe : describe.skip;

withServer('the desk, before a real Temporal server', () => {
  let env: TestWorkflowEnvironment;
  let desk: IncidentClient;

  beforeAll(async () => {
    installRuntime();
    env = await TestWorkflowEnvironment.createLocal({
      client: { dataConverter: converterFor(ring, 'api') },
      server: { executable: { type: 'existing-path', path: program ?? '' }, extraArgs: SEARCH_ATTRIBUTES },
    });
    desk = createIncidentClient(env.client);
  }, 120_000);
  afterAll(() => env.teardown());

  test('starts an incident once, and takes it for started ever after', async () => {
    const id = next();
    expect(await desk.start(opening(id))).toEqual({ outcome: 'started' });
    expect(await desk.start(opening(id))).toEqual({ outcome: 'started' });
    await env.client.workflow.getHandle(id).terminate();
    expect(await desk.start(opening(id))).toEqual({ outcome: 'started' });
    const { status } = await env.client.workflow.getHandle(id).describe();
    expect(status.name).toBe('TERMINATED');
  });

  test('an opening that Temporal does not take is refused, not away', async () => {
    const huge = opening(next());
    const report = { ...huge.report, seen: 'A mail. '.repeat(400_000) };
    expect(await desk.start({ ...huge, report })).toEqual({ outcome: 'refused', why: expect.stringMatching(/size/) });
  });

  test('passes on answer and refusal, sight and signal', async () => {
    const id = next();
    await desk.start(opening(id));
    await withWorker(async () => {
      const told = await desk.update(id, 'note-progress', said('lead', { text: 'Found.' }), 'u1');
      expect(told).toMatchObject({
        outcome: 'done',
        answer: { sequence: expect.any(Number), events: [{ type: 'progress-noted', text: 'Found.' }] },
      });
      const again = await desk.update(id, 'note-progress', said('lead', { text: 'Found.' }), 'u1');
      expect(again).toEqual(told);
      expect(await desk.update(id, 'close', said('lead', { outcome: 'x' }), 'u2')).toMatchObject({
        outcome: 'refused',
        refusal: { refused: 'still-open', why: expect.any(String), points: expect.any(Array) },
      });
      expect(await desk.update(id, 'close', said('lead', {}), 'u3')).toMatchObject({
        outcome: 'refused',
        refusal: { refused: 'malformed', points: ['/outcome'] },
      });
      expect(await desk.signal(id, 'move-stage', said('lead', { to: 'triage' }))).toEqual({ outcome: 'sent' });
      const sequence = told.outcome === 'done' ? told.answer.sequence : 0;
      expect((await desk.see(id))?.sequence).toBeGreaterThanOrEqual(sequence);
    });
  });

  test('a crowd of commands holds up no declaration, also from two processes', async () => {
    const id = next();
    await desk.start(opening(id));
    const desks = [createIncidentClient(env.client, PATIENT), createIncidentClient(env.client, PATIENT)] as const;
    const crowd = Array.from({ length: 60 }, (_one, number) =>
      desks[number % 2 === 0 ? 0 : 1].update(id, 'note-progress', said('lead', { text: 'Found.' }), `crowd ${number}`),
    );
    const declared = desks[0].update(id, 'declare', said('lead', DECLARATION), 'declared');
    await withWorker(async () => {
      const at = sequenceOf(await declared);
      const sequences = (await Promise.all(crowd)).map(sequenceOf);
      const before = sequences.filter((sequence, number) => number % 2 === 0 && sequence < at);
      expect(before.length).toBeLessThan(MOST_IN_FLIGHT);
    });
  }, 40_000);

  test('without a worker a signal is taken, sight is given up first, and later an update’s outcome is unknown', async () => {
    const id = next();
    const hurried = createIncidentClient(env.client, { ...PATIENT, answer: 1_500, sight: 300 });
    await desk.start(opening(id));
    expect(await desk.signal(id, 'note-progress', said('lead', { text: 'Later.' }))).toEqual({ outcome: 'sent' });
    const ended: unknown[] = [];
    await Promise.all([
      hurried
        .update(id, 'note-progress', said('lead', { text: 'Now.' }), 'u4')
        .then(({ outcome }) => ended.push(outcome)),
      hurried.see(id).then((seen) => ended.push(seen)),
    ]);
    expect(ended).toEqual([undefined, 'unknown']);
  });

  test('an incident that is not there, or no longer open, is gone', async () => {
    const closed = next();
    await desk.start(opening(closed));
    await env.client.workflow.getHandle(closed).terminate();
    const patient = createIncidentClient(env.client, PATIENT);
    for (const id of [next(), closed]) {
      expect(await patient.update(id, 'acknowledge', said('lead', {}), 'u5')).toEqual({ outcome: 'gone' });
      expect(await patient.signal(id, 'acknowledge', said('lead', {}))).toEqual({ outcome: 'gone' });
      expect(await patient.see(id)).toBeUndefined();
    }
  });

  test('says what waits for a worker, and for how long', async () => {
    await desk.start(opening(next()));
    await until('a task is seen to wait', async () => {
      const lags = (await desk.queues()) ?? [];
      expect(lags).toHaveLength(4);
      const [incidents] = lags;
      expect(incidents).toMatchObject({ queue: TASK_QUEUE, tasks: 'workflow' });
      return incidents!.waiting > 0 && incidents!.oldestMs > 0;
    });
  });

  test('says whether Temporal can be reached', async () => {
    expect(await desk.fault()).toBeUndefined();
  });

  async function withWorker(story: () => Promise<void>): Promise<void> {
    const { nativeConnection: connection } = env;
    const worker = await Worker.create({
      connection,
      taskQueue: TASK_QUEUE,
      dataConverter,
      workflowBundle: BUILT_BUNDLE,
      activities: ACTIVITIES,
    });
    await worker.runUntil(story());
  }
});

test('a desk whose Temporal is away says so in the time it has, and never throws', async () => {
  const connection = connectLazily({ address: '127.0.0.1:9', connectTimeout: 200 });
  const desk = createIncidentClient(new Client({ connection }), {
    answer: 400,
    declaration: 400,
    start: 300,
    sight: 200,
  });
  const id = next();
  const [started, told, sent, seen, fault] = await Promise.all([
    desk.start(opening(id)),
    desk.update(id, 'acknowledge', said('lead', {}), 'u6'),
    desk.signal(id, 'acknowledge', said('lead', {})),
    desk.see(id),
    desk.fault(),
  ]);
  expect([started.outcome, told.outcome, sent.outcome, seen, typeof fault]).toEqual([
    'unreachable',
    'unknown',
    'unknown',
    undefined,
    'string',
  ]);
  await connection.close();
});

const SEARCH_ATTRIBUTES = [
  'TocsinStage=Keyword',
  'TocsinClass=Keyword',
  'TocsinSeverity=Keyword',
  'TocsinDue=Datetime',
  'TocsinLate=Bool',
].flatMap((attribute) => ['--search-attribute', attribute]);
const ACTIVITIES = {
  recordPages: () => Promise.resolve({}),
  sendAlert: () => Promise.resolve({ reached: ['responder'] }),
};

const PATIENT = { answer: 600_000, declaration: 600_000, start: 600_000, sight: 600_000 };
/** Temporal's own limit for one workflow. */
const MOST_IN_FLIGHT = 10;
const DECLARATION = {
  ...{ basis: 'likely', facts: 'The mail was read.', gdpr: 'yes' },
  ...{ awareAt: '2026-01-01T00:00:00Z', declaredAt: '2026-01-01T00:00:00Z' },
};

let count = 0;
const next = () => `INC-2026-${1000 + ++count}` as IncidentId;
const said = (by: string, payload: object) => ({ by, door: 'api', roles: [by], ...payload });

function sequenceOf(told: UpdateOutcome): number {
  if (told.outcome !== 'done') throw new Error(`It was not done: ${JSON.stringify(told)}`);
  return told.answer.sequence;
}

function opening(id: IncidentId): Opening {
  const at = instantFrom(new Date(Date.now() - 60_000).toISOString()) as Instant;
  const detectedAt = '2026-01-01T00:00:00Z' as Instant;
  const report = { channel: 'staff', reporter: 'reporter', seen: 'A mail.', detectedAt, reportedAt: at } as const;
  return { id, report, rules: SHIPPED_RULES, roster: ROSTER, rosterRevision: 1, by: 'reporter', door: 'api', at };
}
