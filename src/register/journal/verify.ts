import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import { anyOf } from '../database/sql';
import { instantText } from '../database/values';
import { chainFaults, type Link } from '../../primitives/chain';
import { envelopeOf } from './page-bytes';
import type { Schema } from '../database/schema';

export interface PageFault {
  incident: IncidentId;
  sequence: number;
  fault: string;
}

/** Incidents in the order of their ids. */
export interface Span {
  /** Without it. */
  after?: IncidentId;
  /** With it; absent: to the last. */
  upTo?: IncidentId;
}

export interface Verified {
  faults: PageFault[];
  /** Whose pages were read. */
  incidents: IncidentId[];
  /** How many were read. */
  pages: number;
}

const AT_ONCE = 500;

type Row = Pick<Schema['pages'], 'incident' | 'sequence' | 'bytes' | 'sha256' | 'chain'>;

/** Reads every page once, in order, a few hundred at a time. */
export async function verify(db: Kysely<Schema>): Promise<PageFault[]> {
  const { faults } = await verifyAfter(db, undefined, Infinity);
  return faults;
}

/** Reads on from an incident in whole incidents, until it has read so many pages. */
export async function verifyAfter(
  db: Kysely<Schema>,
  after: IncidentId | undefined,
  limit: number,
): Promise<Verified & { upTo?: IncidentId }> {
  const read = reading();
  let place = after === undefined ? undefined : { incident: after, sequence: Number.MAX_SAFE_INTEGER };
  let upTo: IncidentId | undefined;
  for (;;) {
    const wanted = Math.min(AT_ONCE, limit - read.pages());
    const rows = await rowsAfter(db, place, wanted);
    read.inOrder(rows);
    place = rows.at(-1);
    if (!place || rows.length < wanted) break;
    if (read.pages() < limit) continue;
    upTo = place.incident;
    read.inOrder(await rowsOf(db, upTo, place.sequence));
    break;
  }
  return { ...read.verified(await faultsOfTails(db, within({ after, upTo }))), ...(upTo && { upTo }) };
}

/** Every page of these incidents. */
export async function verifyOf(db: Kysely<Schema>, incidents: IncidentId[]): Promise<Verified> {
  const read = reading();
  for (const incident of incidents) read.inOrder(await rowsOf(db, incident, 0));
  return read.verified(await faultsOfTails(db, sql`i.id = ${anyOf(incidents)}`));
}

/**
 * Reads the pages that were stored at `since` or later, each as it follows on the one before, as many as `limit`.
 * `until` is there if more are left, and says when the last of them was stored.
 */
export async function verifyRecorded(
  db: Kysely<Schema>,
  since: Instant,
  limit: number,
): Promise<Verified & { until?: Instant }> {
  const read = reading();
  let place: PagePosition = { recorded: since, incident: '', sequence: 0 };
  let until: Instant | undefined;
  for (;;) {
    const wanted = Math.min(AT_ONCE, limit - read.pages());
    const rows = await recordedAfter(db, place, wanted);
    for (const row of rows) read.one(row, row.before);
    place = rows.at(-1) ?? place;
    if (rows.length < wanted) break;
    if (read.pages() < limit) continue;
    until = instantText(place.recorded);
    break;
  }
  return { ...read.verified([]), ...(until && { until }) };
}

export async function pageCount(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from pages`.execute(db);
  return rows[0]?.count ?? 0;
}

function reading() {
  const faults: PageFault[] = [];
  const incidents = new Set<IncidentId>();
  let pages = 0;
  let last: Row | undefined;
  const one = (row: Row, before: Link | undefined) => {
    faults.push(...faultsOf(row, before));
    incidents.add(row.incident);
    pages += 1;
  };
  return {
    one,
    inOrder: (rows: Row[]) => {
      for (const row of rows) {
        one(row, last?.incident === row.incident ? last : undefined);
        last = row;
      }
    },
    pages: () => pages,
    verified: (tails: PageFault[]): Verified => ({ faults: [...tails, ...faults], incidents: [...incidents], pages }),
  };
}

async function rowsAfter(
  db: Kysely<Schema>,
  place: Pick<Row, 'incident' | 'sequence'> | undefined,
  limit: number,
): Promise<Row[]> {
  let query = db.selectFrom('pages').select(['incident', 'sequence', 'bytes', 'sha256', 'chain']);
  if (place) query = query.where(sql<boolean>`(incident, sequence) > (${place.incident}, ${place.sequence}::bigint)`);
  return await query.orderBy('incident').orderBy('sequence').limit(limit).execute();
}

async function rowsOf(db: Kysely<Schema>, incident: IncidentId, after: number): Promise<Row[]> {
  return await db
    .selectFrom('pages')
    .select(['incident', 'sequence', 'bytes', 'sha256', 'chain'])
    .where('incident', '=', incident)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .execute();
}

/** `recorded` is as the database writes it: an instant of ours is a part of a millisecond earlier, and would be read over and over. */
interface PagePosition {
  recorded: string;
  incident: string;
  sequence: number;
}

async function recordedAfter(
  db: Kysely<Schema>,
  place: PagePosition,
  limit: number,
): Promise<(Row & PagePosition & { before?: Link })[]> {
  const { rows } = await sql<Row & PagePosition & { beforeSequence: number | null; beforeChain: string | null }>`
    select p.incident, p.sequence, p.bytes, p.sha256, p.chain, p.recorded_at::text as recorded,
      b.sequence as before_sequence, b.chain as before_chain
    from (
      select * from pages
      where (recorded_at, incident, sequence) > (${place.recorded}::timestamptz, ${place.incident}, ${place.sequence}::bigint)
      order by recorded_at, incident, sequence limit ${limit}
    ) p left join lateral (
      select sequence, chain from pages where incident = p.incident and sequence < p.sequence
      order by sequence desc limit 1
    ) b on true
    order by p.recorded_at, p.incident, p.sequence`.execute(db);
  return rows.map(({ beforeSequence: sequence, beforeChain: chain, ...row }) =>
    sequence === null || chain === null ? row : { ...row, before: { sequence, chain } },
  );
}

/** What is wrong with a page, as it follows on the one before. */
export function faultsOf(row: Row, before: Link | undefined): PageFault[] {
  const { incident, sequence } = row;
  const found: [boolean, string][] = [...chainFaults(row, before), [!isOf(row), 'its bytes are those of another page']];
  return found.filter(([wrong]) => wrong).map(([, fault]) => ({ incident, sequence, fault }));
}

function isOf({ bytes, incident, sequence }: Row): boolean {
  try {
    const page = envelopeOf(bytes);
    return page.incident === incident && page.sequence === sequence;
  } catch {
    return false;
  }
}

function within({ after, upTo }: Span): RawBuilder<unknown> {
  return sql`${after === undefined ? sql`true` : sql`i.id > ${after}`} and ${upTo === undefined ? sql`true` : sql`i.id <= ${upTo}`}`;
}

/** Pages cut off at the end leave a whole chain behind; only what was folded from them tells. */
async function faultsOfTails(db: Kysely<Schema>, which: RawBuilder<unknown>): Promise<PageFault[]> {
  const { rows } = await sql<{ incident: IncidentId; sequence: number }>`
    select i.id as incident, i.sequence from incidents i
    where ${which} and i.sequence > coalesce((select max(p.sequence) from pages p where p.incident = i.id), 0)
    order by i.id`.execute(db);
  return rows.map((row) => ({ ...row, fault: 'it was folded into the read tables, and is missing among the pages' }));
}
