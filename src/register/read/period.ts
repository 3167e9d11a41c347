import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';

/** From the first instant on, and before the second. */
export interface Period {
  from?: Instant;
  to?: Instant;
}

export function within(column: string, { from, to }: Period): RawBuilder<boolean> {
  const at = sql.ref(column);
  return sql<boolean>`${at} >= ${from ?? '-infinity'}::timestamptz and ${at} < ${to ?? 'infinity'}::timestamptz`;
}
