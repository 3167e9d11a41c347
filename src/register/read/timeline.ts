import { sql, type Kysely, type Selectable } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { SYSTEM } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import { withoutNulls } from '../database/values';
import { cursorOf, positionOf, sliceOf } from './cursor';

/** An event; `index` is its place in its page, from 0. */
export type TimelineRow = Omit<Selectable<Schema['timeline']>, 'incident' | 'customers' | 'reference'> & {
  /** The sender's own reference for the command. */
  reference?: string;
};

export interface TimelineRange {
  after?: string;
  limit: number;
  /** Only what came of this request. */
  reference?: string;
  /** Only what names this customer. */
  customer?: string;
  /** Only what a person did, or timers and effects. */
  actor?: 'person' | 'system';
}

export async function timeline(
  db: Kysely<Schema>,
  id: IncidentId,
  { after, limit, reference, customer, actor }: TimelineRange,
): Promise<{ rows: TimelineRow[]; next?: string }> {
  const name = `timeline ${id} ${JSON.stringify({ reference, customer, actor })}`;
  const [page, index] = after === undefined ? [0, 0] : positionOf(name, after, ['whole', 'whole']);
  let found = db.selectFrom('timeline').where('incident', '=', id);
  if (reference !== undefined) found = found.where('reference', '=', reference);
  if (customer !== undefined) found = found.where(sql<boolean>`${customer}::text = any(customers)`);
  if (actor !== undefined) found = found.where('by', actor === 'system' ? '=' : '<>', SYSTEM);
  const rows = await found
    .select(['sequence', 'index', 'at', 'by', 'door', 'command', 'reference', 'type', 'event'])
    .where(sql<boolean>`(sequence, index) > (${page}::bigint, ${index}::integer)`)
    .orderBy('sequence')
    .orderBy('index')
    .limit(limit + 1)
    .execute();
  return sliceOf(rows.map(withoutNulls), limit, (row) => cursorOf(name, [row.sequence, row.index]));
}
