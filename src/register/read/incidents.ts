import { sql, type Kysely, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Headline, IncidentId } from '../../domain/case/state';
import type { BoardRow } from '../../domain/board-row';
import type { Figures } from '../../domain/programme/figures';
import type { IncidentState } from '../../domain/state';
import { matching, type IncidentFilter } from './incident-filter';
import { figuresOf } from './figures';
import type { Period } from './period';
import { cursorOf, sliceOf, positionOf } from './cursor';
import { relatedTo, type RelatedIncident } from '../related/related';
import { hiddenIn, sightIn, type KnownSight } from './sight';
import { exchanged, timeline, type Exchanged, type TimelineRange, type TimelineRow } from './timeline';
import type { Schema } from '../database/schema';
import type { Span } from '../journal/verify';
import { instantText, withoutNulls } from '../database/values';

export interface HeadlineRow extends Headline, BoardRow {
  restricted: boolean;
  sequence: number;
  openedAt: Instant;
  updatedAt: Instant;
  reporter: PersonId;
}

export const INCIDENT_SORTS = ['openedAt', 'updatedAt', 'due', 'clock', 'severity'] as const;
export type IncidentSort = (typeof INCIDENT_SORTS)[number];

export interface IncidentQuery extends IncidentFilter {
  sort: IncidentSort;
  /** Rows without a value for the sort come last in both directions. */
  descending: boolean;
  limit: number;
  cursor?: string;
}

export interface OpenIncident {
  id: IncidentId;
  sequence: number;
  nextAlarmAt?: Instant;
}

export interface Incidents {
  get(id: IncidentId): Promise<{ sequence: number; state: IncidentState; updatedAt: Instant } | undefined>;
  /** Who may see it, as far as the register has it. */
  sight(id: IncidentId, person: PersonId, now: Instant): Promise<KnownSight | undefined>;
  /** Restricted ones that this person does not see whole; of those reported in the period. */
  hiddenFrom(person: PersonId, now: Instant, of?: Period): Promise<Set<IncidentId>>;
  /** Linked, merged into it, or what it was merged into; oldest first, whoever may see them. */
  related(id: IncidentId): Promise<RelatedIncident[]>;
  /** The last folded page; 0 if there is none. */
  sequence(id: IncidentId): Promise<number>;
  /** The same of many; those without a page are left out. */
  sequences(ids: IncidentId[]): Promise<Map<IncidentId, number>>;
  /** @throws BadCursor */
  list(query: IncidentQuery): Promise<{ rows: HeadlineRow[]; next?: string }>;
  /** The same list, with the whole state of each. @throws BadCursor */
  states(query: IncidentQuery): Promise<{ rows: IncidentState[]; next?: string }>;
  /** Over what was reported, and over what was declared, in a period. */
  figures(period: Period): Promise<Figures>;
  /** Every incident that is not closed. */
  open(): Promise<IncidentId[]>;
  /** Every closed incident that still owes something, such as a mail. */
  owing(): Promise<IncidentId[]>;
  /** Open or owing, within the span. */
  needingRun(span: Span): Promise<IncidentId[]>;
  /** Whose next alarm is before `at`, the earliest first. */
  withAlarmBefore(at: Instant, limit: number): Promise<IncidentId[]>;
  /** Those that are open, by their ids from `after` on. */
  openAfter(after: IncidentId | undefined, limit: number): Promise<OpenIncident[]>;
  /** Oldest first. `after` is the `next` of an earlier answer. @throws BadCursor */
  timeline(id: IncidentId, range: TimelineRange): Promise<{ rows: TimelineRow[]; next?: string }>;
  /** What whoever reported it from outside said since, and was told. */
  exchanged(id: IncidentId): Promise<Exchanged[]>;
}

export function incidentsIn(db: Kysely<Schema>): Incidents {
  return {
    get: (id) => get(db, id),
    sight: (id, person, now) => sightIn(db, id, person, now),
    hiddenFrom: (person, now, of) => hiddenIn(db, person, now, of),
    related: (id) => relatedTo(db, id),
    sequence: (id) => sequence(db, id),
    sequences: (ids) => sequences(db, ids),
    list: (query) => list(db, query),
    states: (query) => states(db, query),
    figures: (period) => figuresOf(db, period),
    open: () => open(db),
    owing: () => owing(db),
    needingRun: (span) => needingRun(db, span),
    withAlarmBefore: (at, limit) => withAlarmBefore(db, at, limit),
    openAfter: (after, limit) => openAfter(db, after, limit),
    timeline: (id, range) => timeline(db, id, range),
    exchanged: (id) => exchanged(db, id),
  };
}

async function get(db: Kysely<Schema>, id: IncidentId) {
  return await db
    .selectFrom('incidents')
    .select(['sequence', 'state', 'updatedAt'])
    .where('id', '=', id)
    .executeTakeFirst();
}

async function sequence(db: Kysely<Schema>, id: IncidentId): Promise<number> {
  const row = await db.selectFrom('incidents').select('sequence').where('id', '=', id).executeTakeFirst();
  return row?.sequence ?? 0;
}

async function sequences(db: Kysely<Schema>, ids: IncidentId[]): Promise<Map<IncidentId, number>> {
  const rows = await db.selectFrom('incidents').select(['id', 'sequence']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, sequence: reached }) => [id, reached]));
}

async function list(db: Kysely<Schema>, query: IncidentQuery): Promise<{ rows: HeadlineRow[]; next?: string }> {
  const found = matching(db, query).select([
    'id',
    'headline',
    'board',
    'restricted',
    'sequence',
    'openedAt',
    'updatedAt',
    'reporter',
  ]);
  const { rows, next } = await pageOf(found, query);
  return {
    rows: rows.map(({ headline, board, place: _, ...row }) => ({ ...headline, ...board, ...row })),
    ...(next && { next }),
  };
}

async function states(db: Kysely<Schema>, query: IncidentQuery): Promise<{ rows: IncidentState[]; next?: string }> {
  const { rows, next } = await pageOf(matching(db, query).select(['id', 'state']), query);
  return { rows: rows.map(({ state }) => state), ...(next && { next }) };
}

async function pageOf<Row extends { id: IncidentId }>(
  found: SelectQueryBuilder<Schema, 'incidents', Row>,
  query: IncidentQuery,
) {
  const { limit, cursor, sort, descending } = query;
  const key = sortKey(sort, descending);
  const name = `incidents ${JSON.stringify({ ...query, limit: undefined, cursor: undefined, seenBy: undefined, view: query.view?.view })}`;
  const rows = await beyond(found, { name, key, descending, cursor })
    .select(sql<string>`cast(${key.value} as text)`.as('place'))
    .orderBy(key.value, descending ? 'desc' : 'asc')
    .orderBy('id', descending ? 'desc' : 'asc')
    .limit(limit + 1)
    .execute();
  return sliceOf(rows, limit, (row) => cursorOf(name, [placed(key.kind, row.place), row.id]));
}

interface ListPosition {
  name: string;
  key: SortKey;
  descending: boolean;
  cursor?: string;
}

function beyond<Row>(
  found: SelectQueryBuilder<Schema, 'incidents', Row>,
  { name, key, descending, cursor }: ListPosition,
) {
  if (cursor === undefined) return found;
  const [value, id] = positionOf(name, cursor, [key.kind, 'text']);
  const after = sql.raw(descending ? '<' : '>');
  return found.where(sql<boolean>`(${key.value}, id) ${after} (cast(${value} as ${key.type}), ${id})`);
}

interface SortKey {
  value: RawBuilder<unknown>;
  type: RawBuilder<unknown>;
  kind: 'instant' | 'whole';
}

/** The sort expression, never null, so that a position between two rows can be named. */
function sortKey(sort: IncidentSort, descending: boolean): SortKey {
  const instant = { type: sql.raw('timestamptz'), kind: 'instant' } as const;
  switch (sort) {
    case 'openedAt':
      return { value: sql.ref('openedAt'), ...instant };
    case 'updatedAt':
      return { value: sql.ref('updatedAt'), ...instant };
    case 'due':
      return {
        value: sql`coalesce(due, ${sql.lit(descending ? '-infinity' : 'infinity')}::timestamptz)`,
        ...instant,
      };
    case 'clock':
      return {
        value: sql`coalesce(clock_due, ${sql.lit(descending ? '-infinity' : 'infinity')}::timestamptz)`,
        ...instant,
      };
    case 'severity':
      return {
        value: sql`coalesce(array_position(array['low', 'medium', 'high', 'very-high'], severity), ${sql.lit(descending ? 0 : 9)})`,
        type: sql.raw('integer'),
        kind: 'whole',
      };
  }
}

/** Converts a sort value from the database's form to the cursor's. */
function placed(kind: SortKey['kind'], written: string): string | number {
  if (kind === 'whole') return Number(written);
  return written.endsWith('infinity') ? written : instantText(written);
}

async function open(db: Kysely<Schema>): Promise<IncidentId[]> {
  const rows = await db.selectFrom('incidents').select('id').where('stage', '<>', 'closed').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** By the very text of the state, which people's words cannot imitate: their quotation marks stand escaped in it. */
export const OWES = sql<boolean>`strpos(cast(state as text), '"outbox":[]') = 0`;

async function owing(db: Kysely<Schema>): Promise<IncidentId[]> {
  const rows = await db
    .selectFrom('incidents')
    .select('id')
    .where('stage', '=', 'closed')
    .where(OWES)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

async function needingRun(db: Kysely<Schema>, { after, upTo }: Span): Promise<IncidentId[]> {
  let found = db.selectFrom('incidents').select('id');
  if (after !== undefined) found = found.where('id', '>', after);
  if (upTo !== undefined) found = found.where('id', '<=', upTo);
  const rows = await found
    .where(sql<boolean>`(stage <> 'closed' or ${OWES})`)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

async function withAlarmBefore(db: Kysely<Schema>, at: Instant, limit: number): Promise<IncidentId[]> {
  const rows = await db
    .selectFrom('incidents')
    .select('id')
    .where('nextAlarmAt', '<', at)
    .orderBy('nextAlarmAt')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

async function openAfter(db: Kysely<Schema>, after: IncidentId | undefined, limit: number): Promise<OpenIncident[]> {
  let found = db
    .selectFrom('incidents')
    .select(['id', 'sequence', 'nextAlarmAt'])
    .where('stage', '<>', 'closed')
    .where('exercise', '=', false);
  if (after !== undefined) found = found.where('id', '>', after);
  const rows = await found.orderBy('id').limit(limit).execute();
  return rows.map(withoutNulls);
}
