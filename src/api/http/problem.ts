import type { ProblemBody, ProblemCode } from '../../contract/problems';
import type { Refusal } from '../../domain/primitives/refusal';

export type FaultPoint = NonNullable<ProblemBody['errors']>[number];

interface More {
  status?: number;
  errors?: FaultPoint[];
  points?: string[];
  headers?: Record<string, string>;
}

/** A "no" on its way to the caller. `why` says what is wrong here; what to do now is added from the table. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly why: string,
    readonly more: More = {},
  ) {
    super(`${code}: ${why}`);
  }
}

/** A refusal of the domain in the API's words. What is missing is the caller's field if a pointer says so, else the state's. */
export function problemOf({ refused, why, points = [] }: Refusal): Problem {
  const pointers = points.filter((point) => point.startsWith('/'));
  if (pointers.length === 0) return new Problem(refused, why, { points });
  return new Problem(refused, why, {
    status: refused === 'missing' ? 422 : undefined,
    errors: pointers.map((pointer) => ({ pointer, detail: why })),
  });
}
