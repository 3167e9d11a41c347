import { PROBLEMS, type ProblemBody, type ProblemCode } from '../../contract/problems';
import type { Refusal } from '../../domain/primitives/refusal';

export type FaultPoint = NonNullable<ProblemBody['errors']>[number];

interface More {
  status?: number;
  errors?: FaultPoint[];
  points?: string[];
  headers?: Record<string, string>;
}

/** A refusal on its way to the caller. `why` says what is wrong; what to do now is added from the table of problems. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly why: string,
    readonly more: More = {},
  ) {
    super(`${code}: ${why}`);
  }

  /** What to do now. */
  get now(): string {
    return PROBLEMS[this.code].now;
  }
}

/** Translates a refusal of the domain. For `missing`, a pointer means a field of the request (422); otherwise the state lacks something. */
export function problemOf({ refused, why, points = [] }: Refusal): Problem {
  const pointers = points.filter((point) => point.startsWith('/'));
  if (pointers.length === 0) return new Problem(refused, why, { points });
  return new Problem(refused, why, {
    status: refused === 'missing' ? 422 : undefined,
    errors: pointers.map((pointer) => ({ pointer, detail: why })),
  });
}
