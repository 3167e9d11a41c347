import type { Instant } from '../../domain/primitives/instant';
import { SYSTEM } from '../../domain/primitives/people';
import type { Course } from '../../domain/training/course';
import { newestOf } from '../../domain/training/newest';
import type { Step } from '../../domain/training/plan';
import { keyNamed, linkHash, trainingMailId, trainingTokenOf, type LinkKeys } from '../../primitives/link-token';
import type { Register, TrainingMail } from '../../register';
import { LINK } from '../../texts/placeholders';
import { languageOf } from '../../texts/page';
import type { Letter, MailChannel, MimeTemplate, Written } from '../channels/mail';
import { withBackoff, withRedactedFailure } from '../fault';
import { heartbeating } from '../heartbeat';
import type { Log } from '../log';
import { sendDue } from '../delivery/mailing';
import { trainingMail } from '../templates/training';

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

/** Does what a step is for, or as much of it as one call may. */
function stepping(needs: TrainingNeeds) {
  const { register, clock } = needs;
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
    const terms = { course: courseOf(needs, stored), dueAt: stored.dueAt, kind: step.kind };
    const { pending, nextAt, handled } = await sendDue(
      { ...needs, mails },
      { subject: wave, number },
      {
        plan: () => mails.plan(ref),
        claim: (...claim) => mails.claim(ref, ...claim),
        letterOf: lettersOf(needs, terms, wave),
        returns: true,
      },
    );
    return { isOver: false, finished: pending === 0, sent: handled, ...(nextAt && { nextAt }) };
  };
}

function courseOf({ courses }: TrainingNeeds, { course: id, version }: { course: string; version: string }): Course {
  const course = courses.find((one) => one.id === id && one.version === version);
  if (!course) throw new Error(`No course ${id} of version ${version} is there: put its files back.`);
  return course;
}

interface Terms {
  course: Course;
  dueAt: Instant;
  kind: Step['kind'];
}

/** What is the same for all who take a course is composed once for each language; a manager's letter is about their own people. */
function lettersOf({ mail, clock, linkKeys, publicUrl }: TrainingNeeds, terms: Terms, wave: string) {
  const templates = new Map<string, Promise<MimeTemplate>>();
  const opened = (language: string) =>
    mail.template(language, trainingMail({ language }, { ...terms, link: LINK }), true);
  const templateIn = (language: string) => {
    const template = templates.get(language) ?? opened(language);
    templates.set(language, template);
    return template;
  };
  return async ({ ringKey = linkKeys.current, ...one }: TrainingMail): Promise<Letter | (Written & { id: string })> => {
    const { name, address, possibleRepeat } = one;
    const link = `${publicUrl}/t/${trainingTokenOf(keyNamed(linkKeys, ringKey), wave, one.staff)}`;
    const to = { id: trainingMailId(one.id), name, possibleRepeat };
    if (terms.kind === 'manager') return { ...trainingMail(one, { ...terms, link }), ...to, automatic: true };
    const language = languageOf(one.language);
    const mime = (await templateIn(language)).write({ ...to, address, link, recipient: NOBODY }, clock());
    return { id: to.id, automatic: true, mime };
  };
}

/** A text of a course names no customer. */
const NOBODY = { customer: '', account: '' };

function ending({ register: { training }, clock }: TrainingNeeds) {
  return async function endWave({ wave }: { wave: string }): Promise<Record<string, number>> {
    await training.waves.ended(wave, clock());
    return { ...(await training.waves.counts(wave, clock())) };
  };
}

function isOver({ stoppedAt, endedAt }: { stoppedAt?: Instant; endedAt?: Instant }): boolean {
  return stoppedAt !== undefined || endedAt !== undefined;
}
