import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createTrainingActivities, openMailChannel } from '../../src/activities';
import { heartbeating } from '../../src/activities/heartbeat';
import { instantAt, type Instant } from '../../src/domain/primitives/instant';
import type { Marked } from '../../src/domain/training/paper';
import { coursesIn } from '../../src/process/courses';
import { BUILT_BUNDLE } from './bundle';
import { KEY_RING } from './key-ring';
import { parseKeyRing } from '../../src/codec';
import { ownRegister } from './register';
import { staffOf } from './staff';
import { withWorkers } from './workers';

export interface WaveStory {
  /** How many mails each step sent, by its number. */
  sent: Record<number, number>;
  /** Of each run of the wave's workflow, the events of its history. */
  events: number[];
  counts: Record<string, number>;
  /** To how many it is given again. */
  followUp: number;
  /** Of this process, in megabytes, at most. */
  memoryMb: number;
}

const PASSED: Marked = { asked: 8, right: 8, percent: 100, passed: true, wrong: [] };

/**
 * A whole wave, from an import to who takes the course again, on a time-skipping server with a real register and a real mail server: every second
 * passes before the reminders, and of those every second answers the later questions.
 */
export async function waveOf(env: TestWorkflowEnvironment, count: number, mailsPerCall?: number): Promise<WaveStory> {
  const { register, remove } = await ownRegister();
  const sink = await openSink();
  const courses = coursesIn(undefined);
  let now = instantAt(await env.currentTimeMs());
  const clock = () => now;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const mail = openMailChannel({ url: `smtp://127.0.0.1:${sink.port}`, from: 'Tocsin <tocsin@tocsin.example>' });
  const linkKeys = parseKeyRing(KEY_RING, 'the ring');
  const own = createTrainingActivities({
    register,
    courses,
    mail,
    log,
    clock,
    linkKeys,
    publicUrl: 'http://t.example',
    mailsPerCall,
  });
  const { taking, evidence, waves } = register.training;
  const answer = async (wave: string, kind: 'quiz' | 'check', at: Instant) => {
    for (let cursor: string | undefined; ;) {
      const { rows, next } = await evidence.list({ limit: 5_000, wave, cursor });
      const asked = rows.filter((row) => (kind === 'quiz' ? row.state === 'open' : row.check === 'asked'));
      const chosen = asked.filter((_, nth) => nth % 2 === 0);
      for (const { staff } of chosen) {
        const taker = {
          wave,
          staff,
          name: '',
          language: 'en',
          department: '',
          course: '',
          version: '',
          dueAt: at,
          state: 'open' as const,
          attempts: 0,
        };
        await taking.attempt(taker, {
          kind,
          number: 1,
          at,
          language: 'en',
          ticked: {},
          marked: PASSED,
          isLast: false,
          validMonths: 12,
        });
      }
      if (next === undefined) return;
      cursor = next;
    }
  };
  const sent: Record<number, number> = {};
  let memoryMb = 0;
  const answered = new Set<number>();
  const activities = {
    ...own,
    takeStep: async (step: Parameters<typeof own.takeStep>[0]) => {
      now = instantAt(await env.currentTimeMs());
      const isFirst = !answered.has(step.number);
      answered.add(step.number);
      if (isFirst && step.number === 2) await beating(() => answer(step.wave, 'quiz', now));
      if (isFirst && step.number === 6) await beating(() => answer(step.wave, 'check', now));
      const before = sink.taken();
      const done = await own.takeStep(step);
      sent[step.number] = (sent[step.number] ?? 0) + sink.taken() - before;
      memoryMb = Math.max(memoryMb, Math.round(process.memoryUsage().rss / 2 ** 20));
      return done;
    },
  };
  try {
    const author = { person: 'operator', at: now };
    await register.staff.import(staffOf(count), { dryRun: false, source: 'f' }, author);
    const options = {
      connection: env.nativeConnection,
      taskQueue: 'training',
      workflowBundle: BUILT_BUNDLE,
      activities,
    };
    return await withWorkers(options, async () => {
      const { workflow } = env.client;
      const round = (workflowId: string) =>
        workflow.execute('training-round', { workflowId, taskQueue: 'training', args: [{}] });
      await round('round-1');
      const wave = 'TRN-2026-0001'.replace('2026', now.slice(0, 4));
      await workflow.getHandle(wave).result();
      now = instantAt(await env.currentTimeMs());
      const events = await eventsOf(env, wave);
      const counts = { ...(await waves.counts(wave, now)) };
      const author = { person: 'operator', at: now };
      const followUp = await waves.open(courses[0]!, { reason: 'follow-up' }, author);
      return { sent, events, counts, followUp: followUp?.assigned ?? 0, memoryMb };
    });
  } finally {
    mail.close();
    sink.close();
    await remove();
  }
}

/** Else the step would be taken a second time beside the many who answer. */
function beating(work: () => Promise<void>): Promise<void> {
  return heartbeating(() => ({}), work);
}

/** From the last run back to the first. */
async function eventsOf(env: TestWorkflowEnvironment, id: string): Promise<number[]> {
  const lengths: number[] = [];
  for (let runId: string | undefined; ;) {
    const { events = [] } = await env.client.workflow.getHandle(id, runId).fetchHistory();
    lengths.push(events?.length ?? 0);
    const before = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (!before) return lengths;
    runId = before;
  }
}

/** Takes every mail and keeps none. */
async function openSink() {
  let taken = 0;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      stream.on('end', () => {
        taken += 1;
        done();
      });
      stream.resume();
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  const { port } = listening.address() as AddressInfo;
  return {
    port,
    taken: () => taken,
    close: () => {
      server.close(() => undefined);
    },
  };
}
