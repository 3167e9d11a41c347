import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/state';
import { BEFORE_THE_FIRST, chained } from './chain';
import { sha256 } from '../../primitives/hash';
import type { Schema } from '../database/schema';

export interface PageFault {
  incident: IncidentId;
  sequence: number;
  fault: string;
}

const AT_ONCE = 500;

type Row = Pick<Schema['pages'], 'incident' | 'sequence' | 'bytes' | 'sha256' | 'chain'>;

/** Reads every page once, in order, a few hundred at a time. */
export async function verify(db: Kysely<Schema>): Promise<PageFault[]> {
  const faults = await faultsOfTails(db);
  let before: Row | undefined;
  for (;;) {
    const rows = await rowsAfter(db, before);
    for (const row of rows) {
      faults.push(...faultsOf(row, before?.incident === row.incident ? before : undefined));
      before = row;
    }
    if (rows.length < AT_ONCE) return faults;
  }
}

async function rowsAfter(db: Kysely<Schema>, before: Row | undefined): Promise<Row[]> {
  let query = db.selectFrom('pages').select(['incident', 'sequence', 'bytes', 'sha256', 'chain']);
  if (before)
    query = query.where(sql<boolean>`(incident, sequence) > (${before.incident}, ${before.sequence}::bigint)`);
  return await query.orderBy('incident').orderBy('sequence').limit(AT_ONCE).execute();
}

/** What is wrong with a page, as it follows on the one before. */
export function faultsOf(row: Row, before: Row | undefined): PageFault[] {
  const { incident, sequence } = row;
  const wanted = (before?.sequence ?? 0) + 1;
  const found: [boolean, string][] = [
    [sequence !== wanted, `page ${wanted} is missing before it`],
    [sha256(row.bytes) !== row.sha256, 'its bytes do not give its SHA-256'],
    [chained(before?.chain ?? BEFORE_THE_FIRST, row.sha256) !== row.chain, 'it does not continue the chain'],
    [!isOf(row), 'its bytes are those of another page'],
  ];
  return found.filter(([wrong]) => wrong).map(([, fault]) => ({ incident, sequence, fault }));
}

function isOf({ bytes, incident, sequence }: Row): boolean {
  try {
    const page = JSON.parse(Buffer.from(bytes).toString()) as { incident?: unknown; sequence?: unknown };
    return page.incident === incident && page.sequence === sequence;
  } catch {
    return false;
  }
}

/** Pages cut off at the end leave a whole chain behind; only what was folded from them tells. */
async function faultsOfTails(db: Kysely<Schema>): Promise<PageFault[]> {
  const { rows } = await sql<{ incident: IncidentId; sequence: number }>`
    select i.id as incident, i.sequence from incidents i
    where i.sequence > coalesce((select max(p.sequence) from pages p where p.incident = i.id), 0)
    order by i.id`.execute(db);
  return rows.map((row) => ({ ...row, fault: 'it was folded into the read tables, and is missing among the pages' }));
}
