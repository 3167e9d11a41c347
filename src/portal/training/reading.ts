import type { Instant } from '../../domain/primitives/instant';
import type { Course, CourseWords } from '../../domain/training/course';
import { escapeHtml } from '../../primitives/html';
import type { Taker } from '../../register';
import type { Language } from '../../texts/page';

/** Whose page it is, of which course, in which language. */
export interface Reading {
  taker: Taker;
  course: Course;
  language: Language;
  now: Instant;
  /** Where something is reported. */
  reportAt: string;
}

export function wordsOf({ course, language }: Pick<Reading, 'course' | 'language'>): CourseWords {
  const [first] = Object.values(course.words);
  const words = course.words[language] ?? first;
  if (!words) throw new Error(`The course ${course.id} has words in no language`);
  return words;
}

/** Forms and links are relative to the page, so that the token of its address stands nowhere in it. */
export function linkTo({ language }: Pick<Reading, 'language'>, to: Record<string, string> = {}): string {
  return escapeHtml(`?${new URLSearchParams({ lang: language, ...to }).toString()}`);
}
