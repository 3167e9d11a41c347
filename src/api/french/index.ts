import { PROBLEMS, type ProblemCode } from '../../contract/problems';
import { PROBLEMS_IN_FRENCH } from './problems';
import { inFrench } from './sentences';

export type Language = 'en' | 'fr';

/** How a reader is told of a problem. */
export interface Telling {
  language: Language;
  title: string;
  /** What to do now. */
  now: string;
  tell: (english: string) => string;
}

/** All in French, or all in English: who reads one language is not told half of a thing in another. */
export function tellingOf(code: ProblemCode, why: string, language: Language): Telling {
  if (language === 'fr' && inFrench(why) !== undefined)
    return { language, ...PROBLEMS_IN_FRENCH[code], tell: frenchOf };
  const { title, now } = PROBLEMS[code];
  return { language: 'en', title, now, tell: (english) => english };
}

/** A sentence of ours in the reader's language, as far as the catalogue has it. */
export function sentenceIn(language: Language, english: string): string {
  return language === 'fr' ? frenchOf(english) : english;
}

function frenchOf(english: string): string {
  return inFrench(english) ?? english;
}
