import { fork, type ChildProcess } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
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
}

/** What the worker needed by itself. */
export interface Needed {
  /** Resident, in megabytes, at most. */
  memoryMb: number;
  processorSeconds: number;
}

const PASSED: Marked = { asked: 8, right: 8, percent: 100, passed: true, wrong: [] };

const FROM = 'Tocsin <tocsin@tocsin.example>';
const PUBLIC_URL = 'http://t.example';
const TASK_QUEUE = 'training';
/** As Node limits itself in a container of 512 MB; on a large machine it collects no garbage before it has more. */
const HEAP = '--max-old-space-size=256';

/**
 * A whole wave, from an import to who takes the course again, on a time-skipping server with a real register and a real mail server: every second
 * passes before the reminders, and of those every second answers the later questions.
 */
export async function waveOf(env: TestWorkflowEnvironment, count: number, mailsPerCall?: number): Promise<WaveStory> {
  return inSchool(env, count, async (school, steps) => {
    const mail = openMailChannel({ url: `smtp://127.0.0.1:${school.sink.port}`, from: FROM });
    const options = {
      ...{ connection: env.nativeConnection, taskQueue: TASK_QUEUE, workflowBundle: BUILT_BUNDLE },
      activities: attended(steps, activitiesOf(school, mail, mailsPerCall)),
    };
    return withWorkers(options, () => wholeWave(school)).finally(() => mail.close());
  });
}

/** The same by a worker in a process of its own, which needs PostgreSQL. */
export async function waveApart(env: TestWorkflowEnvironment, count: number): Promise<WaveStory & Needed> {
  return inSchool(env, count, async (school, steps) => {
    const worker = await startWorker(school, steps);
    const ended = await wholeWave(school);
    return { ...ended, ...(await worker.stop()) };
  });
}

type Ended = Omit<WaveStory, 'sent'>;

async function inSchool<T extends Ended>(
  env: TestWorkflowEnvironment,
  count: number,
  held: (school: School, steps: Steps) => Promise<T>,
): Promise<T & Pick<WaveStory, 'sent'>> {
  const { register, url, remove } = await ownRegister();
  const sink = await openSink();
  const now = instantAt(await env.currentTimeMs());
  const school: School = { env, register, url, sink, courses: coursesIn(undefined), now };
  const sent = {};
  try {
    await register.staff.import(staffOf(count), { dryRun: false, source: 'f' }, { person: 'operator', at: now });
    return { ...(await held(school, stepsOf(school, sent))), sent };
  } finally {
    sink.close();
    await remove();
  }
}

interface School {
  env: TestWorkflowEnvironment;
  register: OwnRegister;
  url?: string;
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
    publicUrl: PUBLIC_URL,
  });
}

/** What happens about the steps that the worker takes. */
interface Steps {
  before: (step: TakenStep) => Promise<void>;
  after: (step: TakenStep) => void;
}
type TakenStep = Parameters<Activities['takeStep']>[0];

/** Staff answer before the reminders and before the later questions are settled; mails are counted by step. */
function stepsOf(school: School, sent: WaveStory['sent']): Steps {
  const answered = new Set<number>();
  let before = 0;
  return {
    before: async (step) => {
      school.now = instantAt(await school.env.currentTimeMs());
      const kind = answered.has(step.number) ? undefined : ANSWERED_BEFORE[step.number];
      answered.add(step.number);
      if (kind) await answerAll(school, step.wave, kind);
      before = school.sink.taken();
    },
    after: ({ number }) => {
      sent[number] = (sent[number] ?? 0) + school.sink.taken() - before;
    },
  };
}

/** Without a heartbeat a step would be taken a second time beside the many who answer. */
function attended(steps: Steps, own: Activities): Activities {
  return {
    ...own,
    takeStep: async (step) => {
      await heartbeating(
        () => ({}),
        () => steps.before(step),
      );
      const done = await own.takeStep(step);
      steps.after(step);
      return done;
    },
  };
}

type Told = { ready: true } | Needed | { before: string; input: TakenStep } | { after: string; input: TakenStep };

async function startWorker(school: School, steps: Steps): Promise<{ stop: () => Promise<Needed> }> {
  const { env, url: databaseUrl, sink } = school;
  const settings = {
    ...{
      address: env.address,
      databaseUrl,
      smtpUrl: `smtp://127.0.0.1:${sink.port}`,
      from: FROM,
      publicUrl: PUBLIC_URL,
    },
    ...{ keyRing: KEY_RING, taskQueue: TASK_QUEUE },
  };
  const child = fork(join(__dirname, 'wave-worker.mjs'), [JSON.stringify(settings)], { execArgv: [HEAP] });
  child.on('message', (told: Told) => void attend(child, told, school, steps));
  await firstOf(child, (told) => 'ready' in told);
  return {
    stop: async () => {
      const needed = firstOf(child, (told) => 'memoryMb' in told) as Promise<Needed>;
      child.send({ stop: true });
      return needed;
    },
  };
}

async function attend(child: ChildProcess, told: Told, school: School, steps: Steps): Promise<void> {
  const isStep = 'input' in told && Object.values(told).includes('takeStep');
  if ('before' in told) {
    if (isStep) await steps.before(told.input);
    child.send({ now: school.now });
  }
  if ('after' in told && isStep) steps.after(told.input);
}

function firstOf(child: ChildProcess, wished: (told: Told) => boolean): Promise<Told> {
  return new Promise((resolve, reject) => {
    child.on('message', (told: Told) => wished(told) && resolve(told));
    child.once('exit', (code) => reject(new Error(`The worker ended with ${code}.`)));
  });
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

async function wholeWave(school: School): Promise<Ended> {
  const { env, register, courses } = school;
  const { waves } = register.training;
  const { workflow } = env.client;
  await workflow.execute('training-round', { workflowId: 'round-1', taskQueue: TASK_QUEUE, args: [{}] });
  const wave = 'TRN-2026-0001'.replace('2026', school.now.slice(0, 4));
  await workflow.getHandle(wave).result();
  school.now = instantAt(await env.currentTimeMs());
  const counts = { ...(await waves.counts(wave, school.now)) };
  const author = { person: 'operator', at: school.now };
  const followUp = await waves.open(courses[0]!, { reason: 'follow-up' }, author);
  return { events: await eventsOf(env, wave), counts, followUp: followUp?.assigned ?? 0 };
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
