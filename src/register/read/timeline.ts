import { sql, type Kysely, type Selectable } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import { SYSTEM } from '../../domain/primitives/people';
import type { Exchange } from '../../domain/triage/report';
import type { Schema } from '../database/schema';
import { withoutNulls } from '../database/values';
import { cursorOf, positionOf, sliceOf } from './cursor';
import type { CustomerId } from '../../domain/primitives/parties';

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
  customer?: CustomerId;
  /** Only what a person did, or timers and effects. */
  actor?: 'person' | 'system';
}

export interface Exchanged {
  at: Instant;
  exchange: Exchange;
  text: string;
}

const EXCHANGED_MAX = 100;

/** What was said between us and whoever reported it from outside: the newest, the oldest of them first. */
export async function exchanged(db: Kysely<Schema>, id: IncidentId): Promise<Exchanged[]> {
  const { rows } = await sql<Exchanged>`
    select at, event ->> 'exchange' as exchange, event ->> 'text' as text from timeline
    where incident = ${id} and type = 'progress-noted' and event ->> 'exchange' is not null
    order by sequence desc, index desc limit ${EXCHANGED_MAX}`.execute(db);
  return rows.reverse();
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
