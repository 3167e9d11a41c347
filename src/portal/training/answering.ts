import type { Course } from '../../domain/training/course';
import { drawn, marked, type PaperKind, type Ticked } from '../../domain/training/paper';
import type { Register } from '../../register';
import type { Reading } from './reading';
import { nextAttempt, seedOf } from './papers';
import { WORDS_MAX } from './survey';
import type { Said } from './words';

/** What a form of the page sent: any of it may be missing, or anything. */
export type Posted = Record<string, unknown>;

/** A scanner of mails posts forms as it finds them: nothing counts without every answer and a tick. */
export async function answerBy(
  { training }: Pick<Register, 'training'>,
  reading: Reading,
  posted: Posted,
): Promise<Said> {
  switch (posted.act) {
    case 'quiz':
    case 'check':
      return await attempt(training, reading, posted.act, posted);
    case 'survey':
      return await survey(training, reading, posted);
    default:
      return 'not-readable';
  }
}

async function attempt(
  { taking }: Register['training'],
  { taker, course, language, now }: Reading,
  kind: PaperKind,
  posted: Posted,
): Promise<Said> {
  const number = nextAttempt(taker, kind);
  if (number === undefined || String(number) !== posted.attempt) return 'answered-before';
  const seed = seedOf(taker, number);
  const ticked = tickedIn(course, kind, seed, posted);
  if (Object.values(ticked).some((options) => options.length === 0)) return 'not-all-answered';
  if (posted.statement !== 'yes') return 'not-ticked';
  const result = marked(course, kind, seed, ticked);
  const isLast = kind === 'check' || number >= course.quiz.attempts;
  const validMonths = course.assign.everyMonths;
  const one = { kind, number, at: now, language, ticked, marked: result, isLast, validMonths };
  if (!(await taking.attempt(taker, one))) return 'answered-before';
  if (kind === 'check') return result.passed ? 'check-passed' : 'check-failed';
  return result.passed ? 'passed' : isLast ? 'failed' : 'not-passed';
}

/** Only options that the question has. */
function tickedIn(course: Course, kind: PaperKind, seed: string, posted: Posted): Ticked {
  return Object.fromEntries(
    drawn(course, kind, seed).map(({ question: { id }, options }) => {
      const given = [posted[`q.${id}`]].flat();
      return [id, options.filter((option) => given.includes(option)).sort()];
    }),
  );
}

async function survey(
  { taking }: Register['training'],
  { taker, course, now }: Reading,
  posted: Posted,
): Promise<Said> {
  const answers = course.survey.flatMap(({ id, answer }): [string, string][] => {
    const given = posted[`s.${id}`];
    if (typeof given !== 'string') return [];
    const words = given.replace(/\r\n?/g, '\n').trim().slice(0, WORDS_MAX);
    return words !== '' && (answer === 'words' || /^[1-5]$/.test(words)) ? [[id, words]] : [];
  });
  if (answers.length === 0) return 'not-all-answered';
  return (await taking.survey(taker, Object.fromEntries(answers), now)) ? 'thanks' : 'answered-before';
}
