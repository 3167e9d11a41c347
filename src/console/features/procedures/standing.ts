import type { z } from 'zod';
import type { procedureHead } from '../../../contract/programme/procedures';
import type { Standing } from './words';

export type Head = z.infer<typeof procedureHead>;

/** Whether a version holds, by `all` versions of the same procedure. */
export function standingOf(
  { inForceFrom }: Pick<Head, 'inForceFrom'>,
  all: readonly Pick<Head, 'inForceFrom'>[],
  now: number,
): Standing {
  if (!inForceFrom) return 'waits';
  if (Date.parse(inForceFrom) > now) return 'coming';
  const isOvertaken = all.some(({ inForceFrom: at }) => at !== undefined && at > inForceFrom && Date.parse(at) <= now);
  return isOvertaken ? 'before' : 'inForce';
}

export function ofName(all: readonly Head[], name: string): Head[] {
  return all.filter((one) => one.name === name);
}
