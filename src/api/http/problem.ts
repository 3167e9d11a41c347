import { PROBLEMS, type ProblemBody, type ProblemCode, type ProblemKind } from '../../contract/problems';
import type { Refusal } from '../../domain/primitives/refusal';

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

  /** What is wrong, why, and what to do now. */
  get detail(): string {
    const { now, saysItself } = PROBLEMS[this.code] as ProblemKind;
    return saysItself || this.more.isWhole ? this.why : `${this.why} ${now}`;
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
