/** Why a command may not be. Stable words: the API's problem types are made of them. */
export const REFUSAL_CODES = [
  'malformed',
  'unknown-command',
  'unknown-incident',
  'unknown-person',
  'not-permitted',
  'wrong-door',
  'unsealed',
  'wrong-stage',
  'wrong-class',
  'already-so',
  'nothing-open',
  'not-declared',
  'withdrawn',
  'definition-not-met',
  'missing',
  'impossible-instant',
  'still-open',
  'unknown-notice',
  'stale-text',
  'date-past',
  'second-person',
  'not-a-confirmation',
  'unknown-alert',
  'key-reused',
  'busy',
  'too-much',
  'withheld-words',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
  refused: RefusalCode;
  /** What is wrong and what to do now, for the person who asked. */
  why: string;
  /** The single points, where there are several. */
  points?: string[];
}

export function refuse(refused: RefusalCode, why: string, points?: string[]): Refusal {
  return points ? { refused, why, points } : { refused, why };
}
