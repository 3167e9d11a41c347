import type { Course, Paper, Question } from './course';

/** What one attempt asks, in its order. */
export interface DrawnQuestion {
  question: Question;
  /** The ids of its options, in their order. */
  options: string[];
}

export type PaperKind = 'quiz' | 'check';
/** What was ticked of each question, by its id. */
export type Ticked = Readonly<Record<string, readonly string[]>>;

export interface Marked {
  asked: number;
  right: number;
  percent: number;
  passed: boolean;
  /** The ids of the questions that were answered wrongly. */
  wrong: string[];
}

/**
 * Draws and shuffles by the seed alone, so that a page that is loaded again asks the same, and what was asked can be shown years later. The seed is
 * of the attempt: the next one draws anew.
 */
export function drawn(course: Course, kind: PaperKind, seed: string): DrawnQuestion[] {
  const random = randomOf(`${kind} ${seed}`);
  const [words] = Object.values(course.words);
  return shuffled(course.questions, random)
    .slice(0, paperOf(course, kind).ask)
    .map((question) => ({
      question,
      options: shuffled(Object.keys(words?.questions[question.id]?.options ?? {}), random),
    }));
}

/** A question is right if exactly its right options were ticked. */
export function marked(course: Course, kind: PaperKind, seed: string, ticked: Ticked): Marked {
  const asked = drawn(course, kind, seed);
  const wrong = asked.filter(({ question }) => !isRight(question, ticked[question.id] ?? [])).map(idOf);
  const right = asked.length - wrong.length;
  const percent = asked.length === 0 ? 0 : Math.floor((100 * right) / asked.length);
  return { asked: asked.length, right, percent, passed: percent >= paperOf(course, kind).thresholdPercent, wrong };
}

function paperOf({ quiz, check }: Course, kind: PaperKind): Paper {
  return kind === 'check' && check ? check : quiz;
}

function isRight({ right }: Question, ticked: readonly string[]): boolean {
  const given = new Set(ticked);
  return given.size === right.length && right.every((option) => given.has(option));
}

function idOf({ question }: DrawnQuestion): string {
  return question.id;
}

/** Fisher-Yates. */
function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const left = [...list];
  return list.map(() => left.splice(Math.floor(random() * left.length), 1)[0] as T);
}

/** Mulberry32 over a 32-bit FNV-1a of the text: even enough for questions, and the same everywhere. */
function randomOf(text: string): () => number {
  let state = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
