import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createTrainingActivities, openMailChannel, type MailChannel } from '../../src/activities';
import { heartbeating } from '../../src/activities/heartbeat';
import { instantAt, type Instant } from '../../src/domain/primitives/instant';
import type { Course } from '../../src/domain/training/course';
import type { Marked, PaperKind } from '../../src/domain/training/paper';
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
  const mail = openMailChannel({ url: `smtp://127.0.0.1:${sink.port}`, from: 'Tocsin <tocsin@tocsin.example>' });
  const school: School = {
    env,
    register,
    sink,
    courses: coursesIn(undefined),
    now: instantAt(await env.currentTimeMs()),
  };
  const story = { sent: {}, memoryMb: 0 };
  const activities = attended(school, story, activitiesOf(school, mail, mailsPerCall));
  try {
    await register.staff.import(staffOf(count), { dryRun: false, source: 'f' }, { person: 'operator', at: school.now });
    const options = {
      connection: env.nativeConnection,
      taskQueue: 'training',
      workflowBundle: BUILT_BUNDLE,
      activities,
    };
    const ended = await withWorkers(options, () => wholeWave(school));
    return { ...story, ...ended };
  } finally {
    mail.close();
    sink.close();
    await remove();
  }
}

interface School {
  env: TestWorkflowEnvironment;
  register: OwnRegister;
  sink: Sink;
  courses: readonly Course[];
  now: Instant;
}
type OwnRegister = Awaited<ReturnType<typeof ownRegister>>['register'];
type Sink = Awaited<ReturnType<typeof openSink>>;
type Activities = ReturnType<typeof createTrainingActivities>;

function activitiesOf(school: School, mail: MailChannel, mailsPerCall?: number): Activities {
  return createTrainingActivities({
    ...{ register: school.register, courses: school.courses, mail, mailsPerCall, clock: () => school.now },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    linkKeys: parseKeyRing(KEY_RING, 'the ring'),
    publicUrl: 'http://t.example',
  });
}

/** Staff answer before the reminders and before the later questions are settled. */
function attended(school: School, story: Pick<WaveStory, 'sent' | 'memoryMb'>, own: Activities): Activities {
  const answered = new Set<number>();
  return {
    ...own,
    takeStep: async (step) => {
      school.now = instantAt(await school.env.currentTimeMs());
      const kind = answered.has(step.number) ? undefined : ANSWERED_BEFORE[step.number];
      answered.add(step.number);
      if (kind) await beating(() => answerAll(school, step.wave, kind));
      const before = school.sink.taken();
      const done = await own.takeStep(step);
      story.sent[step.number] = (story.sent[step.number] ?? 0) + school.sink.taken() - before;
      story.memoryMb = Math.max(story.memoryMb, Math.round(process.memoryUsage().rss / 2 ** 20));
      return done;
    },
  };
}

const ANSWERED_BEFORE: Record<number, PaperKind> = { 2: 'quiz', 6: 'check' };
const ANSWERS_AT_ONCE = 4;

/** Every second of those who are asked, some beside each other, as people would. */
async function answerAll({ register: { training }, now: at }: School, wave: string, kind: PaperKind): Promise<void> {
  const ask = {
    name: '',
    language: 'en',
    department: '',
    course: '',
    version: '',
    dueAt: at,
    state: 'open',
    attempts: 0,
  } as const;
  const right = { language: 'en', ticked: {}, marked: PASSED, isLast: false, validMonths: 12 };
  for (let cursor: string | undefined; ;) {
    const { rows, next } = await training.evidence.list({ limit: 5_000, wave, cursor });
    const asked = rows.filter((row) => (kind === 'quiz' ? row.state === 'open' : row.check === 'asked'));
    const chosen = asked.filter((_, nth) => nth % 2 === 0).values();
    const some = async () => {
      for (const { staff } of chosen)
        await training.taking.attempt({ ...ask, wave, staff }, { ...right, kind, number: 1, at });
    };
    await Promise.all(Array.from({ length: ANSWERS_AT_ONCE }, some));
    if (next === undefined) return;
    cursor = next;
  }
}

async function wholeWave(school: School): Promise<Pick<WaveStory, 'events' | 'counts' | 'followUp'>> {
  const { env, register, courses } = school;
  const { waves } = register.training;
  const { workflow } = env.client;
  await workflow.execute('training-round', { workflowId: 'round-1', taskQueue: 'training', args: [{}] });
  const wave = 'TRN-2026-0001'.replace('2026', school.now.slice(0, 4));
  await workflow.getHandle(wave).result();
  school.now = instantAt(await env.currentTimeMs());
  const counts = { ...(await waves.counts(wave, school.now)) };
  const author = { person: 'operator', at: school.now };
  const followUp = await waves.open(courses[0]!, { reason: 'follow-up' }, author);
  return { events: await eventsOf(env, wave), counts, followUp: followUp?.assigned ?? 0 };
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
