import { Context } from '@temporalio/activity';
import { MINUTE, plus, type Instant } from '../domain/primitives/instant';
import { SYSTEM } from '../domain/primitives/people';
import type { Course } from '../domain/training/course';
import { newestOf } from '../domain/training/newest';
import type { Step } from '../domain/training/plan';
import { linkHash, trainingTokenOf, type LinkKeys } from '../primitives/link-token';
import type { Register, StepRef, TrainingMail, TrainingMailEnd } from '../register';
import type { Letter, MailChannel, Sent } from './channels/mail';
import { withBackoff, withRedactedFailure, throwFirst } from './fault';
import { fenceOf } from './fence';
import { heartbeating } from './heartbeat';
import type { Log } from './log';
import { trainingMail } from './templates/training';

export interface TrainingNeeds {
  register: Pick<Register, 'training'>;
  courses: readonly Course[];
  mail: MailChannel;
  log: Log;
  clock: () => Instant;
  linkKeys: LinkKeys;
  /** Without a trailing slash. */
  publicUrl: string;
  /** The most mails that one call sends. */
  mailsPerCall?: number;
}

/** `nextAt`: nothing is to be done before. */
export interface StepAnswer {
  isOver: boolean;
  finished: boolean;
  sent: number;
  nextAt?: Instant;
}

export type TrainingActivities = ReturnType<typeof createTrainingActivities>;

/** What the workflows of training ask for. A step of a wave is a sending of the ledger. */
export function createTrainingActivities(needs: TrainingNeeds) {
  const { log } = needs;
  return {
    giveCourses: withRedactedFailure('giveCourses', giving(needs), log),
    prepareWave: withRedactedFailure('prepareWave', preparing(needs), log),
    takeStep: withBackoff(withRedactedFailure('takeStep', stepping(needs), log)),
    endWave: withRedactedFailure('endWave', ending(needs), log),
  };
}

const REASONS = ['joining', 'yearly', 'follow-up'] as const;

/** Gives each course to whoever needs it now. @returns the waves that no workflow has taken up */
function giving({ register: { training }, courses, clock }: TrainingNeeds) {
  return async function giveCourses(_input: object): Promise<{ waves: string[] }> {
    return heartbeating(
      () => ({}),
      async () => {
        const author = { person: SYSTEM, at: clock() };
        for (const course of newestOf(courses))
          for (const reason of REASONS) await training.waves.open(course, { reason }, author);
        return { waves: (await training.waves.unstarted()).map(({ id }) => id) };
      },
    );
  };
}

const LINKS_AT_ONCE = 5_000;

/** Makes the links of all who take it. Idempotent. */
function preparing({ register: { training }, linkKeys, clock }: TrainingNeeds) {
  return async function prepareWave({ wave }: { wave: string }): Promise<{ steps: Step[]; isOver: boolean }> {
    const key = keyNamed(linkKeys, linkKeys.current);
    return heartbeating(
      () => ({}),
      async () => {
        const stored = await training.waves.get(wave);
        if (!stored || isOver(stored)) return { steps: [], isOver: true };
        for (;;) {
          const staff = await training.waves.withoutLink(wave, LINKS_AT_ONCE);
          if (staff.length === 0) break;
          const links = staff.map((id) => ({ staff: id, link: linkHash(trainingTokenOf(key, wave, id)) }));
          await training.waves.setLinks(wave, linkKeys.current, links);
        }
        await training.waves.started(wave, clock());
        return { steps: stored.steps, isOver: false };
      },
    );
  };
}

const MAILS_PER_CALL = 5_000;
const MAILS_AT_ONCE = 100;

/** Does what a step is for, or as much of it as one call may. */
function stepping(needs: TrainingNeeds) {
  const { register, clock, mailsPerCall = MAILS_PER_CALL } = needs;
  const { waves, mails } = register.training;
  return async function takeStep({ wave, number }: { wave: string; number: number }): Promise<StepAnswer> {
    const stored = await waves.get(wave);
    const step = stored?.steps.find((one) => one.number === number);
    if (!stored || !step || isOver(stored)) return { isOver: true, finished: true, sent: 0 };
    if (step.kind === 'settle') {
      await waves.settleChecks(wave, clock());
      return { isOver: false, finished: true, sent: 0 };
    }
    const ref = { wave, step };
    const fence = fenceOf(Context.current().info);
    let handled = 0;
    await heartbeating(
      () => ({ handled }),
      async (stopping) => {
        await mails.plan(ref);
        await mails.takeOver(ref, fence, clock());
        while (handled < mailsPerCall && !stopping.aborted) {
          const claimed = await mails.claim(ref, fence, Math.min(MAILS_AT_ONCE, mailsPerCall - handled), clock());
          if (claimed.length === 0) break;
          await sendAll(needs, ref, fence, claimed, stopping);
          handled += claimed.length;
        }
      },
    );
    const { pending, nextAt } = await mails.progress(ref);
    return { isOver: false, finished: pending === 0, sent: handled, ...(nextAt && { nextAt }) };
  };
}

/** What was never agreed to by the server is released; what may have reached it is a possible repeat the next time. */
async function sendAll(
  needs: TrainingNeeds,
  { wave, step }: StepRef,
  fence: string,
  claimed: readonly TrainingMail[],
  stopping: AbortSignal,
): Promise<void> {
  const terms = await termsOf(needs, wave);
  const ended: TrainingMailEnd[] = [];
  const unsent: string[] = [];
  const handed = new Set<string>();
  const ends = await Promise.allSettled(
    claimed.map(async (one) => {
      const letter = () => {
        handed.add(one.id);
        return Promise.resolve(letterOf(needs, { ...terms, kind: step.kind }, wave, one));
      };
      try {
        ended.push(
          ...endOf(one, await needs.mail.send(one.address, letter, AbortSignal.any([stopping])), needs.clock()),
        );
      } finally {
        if (!handed.has(one.id)) unsent.push(one.id);
      }
    }),
  );
  await needs.register.training.mails.end(fence, ended);
  await needs.register.training.mails.release(fence, unsent);
  throwFirst(ends);
}

async function termsOf({ register, courses }: TrainingNeeds, id: string): Promise<{ course: Course; dueAt: Instant }> {
  const wave = await register.training.waves.get(id);
  if (!wave) throw new Error(`There is no wave ${id}.`);
  const course = courses.find((one) => one.id === wave.course && one.version === wave.version);
  if (!course) throw new Error(`No course ${wave.course} of version ${wave.version} is there: put its files back.`);
  return { course, dueAt: wave.dueAt };
}

function letterOf(
  { linkKeys, publicUrl }: TrainingNeeds,
  what: { course: Course; dueAt: Instant; kind: Step['kind'] },
  wave: string,
  one: TrainingMail,
): Letter {
  const { id, name, staff, possibleRepeat, ringKey = linkKeys.current } = one;
  const link = `${publicUrl}/t/${trainingTokenOf(keyNamed(linkKeys, ringKey), wave, staff)}`;
  const words = trainingMail(one, { ...what, link });
  return { ...words, id: JSON.stringify(['training', id]), name, automatic: true, possibleRepeat };
}

const TRIES = 10;
const PAUSE_MS = 10 * MINUTE;

function endOf({ id, attempts }: TrainingMail, sent: Sent, at: Instant): TrainingMailEnd[] {
  switch (sent.outcome) {
    case 'accepted':
    case 'refused':
      return [{ id, state: sent.outcome, words: sent.words, at }];
    case 'deferred':
    case 'unknown': {
      const isOver = attempts + 1 >= TRIES;
      const { words } = sent;
      if (isOver) return [{ id, state: 'refused', words, at }];
      return [{ id, state: 'deferred', words, at, nextAt: plus(at, PAUSE_MS), isUnsure: sent.outcome === 'unknown' }];
    }
    default:
      return [];
  }
}

function ending({ register: { training }, clock }: TrainingNeeds) {
  return async function endWave({ wave }: { wave: string }): Promise<Record<string, number>> {
    await training.waves.ended(wave, clock());
    return { ...(await training.waves.counts(wave, clock())) };
  };
}

function isOver({ stoppedAt, endedAt }: { stoppedAt?: Instant; endedAt?: Instant }): boolean {
  return stoppedAt !== undefined || endedAt !== undefined;
}

function keyNamed({ keys }: LinkKeys, name: string): Buffer {
  const key = keys.get(name);
  if (!key) throw new Error(`The key ring has no key ${name}.`);
  return key;
}
