import { PROBLEMS, type ProblemBody, type ProblemCode, type ProblemKind } from '../../contract/problems';
import type { Refusal } from '../../domain/primitives/refusal';
import { tellingOf, type Language, type Telling } from '../french';

export type FaultPoint = NonNullable<ProblemBody['errors']>[number];

interface More {
  status?: number;
  errors?: FaultPoint[];
  /** Of how many errors these are the first. */
  errorsTotal?: number;
  points?: string[];
  /** `why` says what to do, too. */
  isWhole?: boolean;
  headers?: Record<string, string>;
}

/** A refusal on its way to the caller. `why` says what is wrong; where it does not say what to do now, the table of problems does. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly why: string,
    readonly more: More = {},
  ) {
    super(`${code}: ${why}`);
  }

  /** The same in English: what is wrong, why, and what to do now. */
  get detail(): string {
    return this.detailIn(this.tellingIn('en'));
  }

  /** In the reader's language, as far as we have its words. */
  tellingIn(language: Language): Telling {
    return tellingOf(this.code, this.why, language);
  }

  detailIn({ now, tell }: Telling): string {
    const { saysItself } = PROBLEMS[this.code] as ProblemKind;
    return saysItself || this.more.isWhole ? tell(this.why) : `${tell(this.why)} ${now}`;
  }
}

/** Translates a refusal of the domain. For `missing`, a pointer means a field of the request (422); otherwise the state lacks something. */
export function problemOf({ refused, why, points = [] }: Refusal): Problem {
  const pointers = points.filter((point) => point.startsWith('/'));
  if (pointers.length === 0) return new Problem(refused, why, { points, isWhole: refused === 'missing' });
  return new Problem(refused, why, {
    status: refused === 'missing' ? 422 : undefined,
    errors: pointers.map((pointer) => ({ pointer, detail: why })),
  });
}
