import { sql, type Kysely, type Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import type { VerisRecord } from '../../domain/exports/past';
import type { Schema } from '../database/schema';
import { databaseNow, writeActs } from './story';

export interface PastImport {
  imported: number;
  /** There already, word for word. */
  unchanged: number;
  /** There with other words, as `source: incident`. They stay as they are. */
  different: string[];
}

export interface PastIncidents {
  /** Each once: what is there is never changed. */
  import(records: readonly VerisRecord[], author: Author): Promise<PastImport>;
  /** The earliest first. */
  list(): Promise<VerisRecord[]>;
}

export function pastIncidentsIn(db: Kysely<Schema>): PastIncidents {
  return {
    import: (records, author) => db.transaction().execute((trx) => importAll(trx, records, author)),
    list: async () => {
      const rows = await db
        .selectFrom('pastIncidents')
        .select('record')
        .orderBy('year')
        .orderBy('source')
        .orderBy('incident')
        .execute();
      return rows.map(({ record }) => record);
    },
  };
}

async function importAll(
  trx: Transaction<Schema>,
  records: readonly VerisRecord[],
  author: Author,
): Promise<PastImport> {
  const importedAt = author.at ?? (await databaseNow(trx));
  const found: PastImport = { imported: 0, unchanged: 0, different: [] };
  for (const record of records) {
    const { source_id: source = 'unknown', incident_id: incident } = record;
    const row = { source, incident, year: record.timeline.incident.year, record: JSON.stringify(record) };
    const { rows } = await sql<{ isNew: boolean; isSame: boolean }>`
      with added as (
        insert into past_incidents (source, incident, year, record, imported_at, imported_by)
        values (${source}, ${incident}, ${row.year}, ${row.record}::json, ${importedAt}, ${author.person})
        on conflict do nothing returning source)
      select exists (select from added) as is_new, coalesce((select p.record::jsonb = ${row.record}::jsonb
        from past_incidents p where p.source = ${source} and p.incident = ${incident}), true) as is_same`.execute(trx);
    if (rows[0]?.isNew) found.imported += 1;
    else if (rows[0]?.isSame) found.unchanged += 1;
    else found.different.push(`${source}: ${incident}`);
  }
  const { different, ...counts } = found;
  const change = { ...counts, different: different.length };
  await writeActs(trx, author, [{ act: 'past-incidents-imported', subject: 'past-incidents', change }]);
  return found;
}
