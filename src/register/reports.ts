import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../domain/instant';
import type { PersonId } from '../domain/people';
import type { Report } from '../domain/report';
import type { IncidentId } from '../domain/state';
import type { Schema } from './schema';

export interface WaitingReport {
  id: IncidentId;
  report: Report;
  by: PersonId;
  receivedAt: Instant;
}

export interface Incoming {
  report: Report;
  by: PersonId;
  receivedAt: Instant;
  /** SHA-256 of person, route and idempotency key: unique to the request, whoever repeats it. */
  request: string;
}

export interface Reports {
  /**
   * Gives the next number of the UTC year of `receivedAt`, without gaps, and keeps the report as waiting. The same request again
   * gets what was kept the first time, instants included.
   */
  accept(incoming: Incoming): Promise<WaitingReport>;
  /** The incident's workflow runs. */
  opened(id: IncidentId): Promise<void>;
  /** Reports whose workflow is not known to run, oldest first. */
  waiting(): Promise<WaitingReport[]>;
  /** Of which no page is kept, opened or not. */
  withoutPages(): Promise<IncidentId[]>;
  /** Whatever has become of it. */
  get(id: IncidentId): Promise<(WaitingReport & { state: 'waiting' | 'opened' }) | undefined>;
}

export function reportsIn(db: Kysely<Schema>): Reports {
  return {
    accept: (incoming) => db.transaction().execute((trx) => accept(trx, incoming)),
    opened: async (id) => {
      await db.updateTable('reports').set({ state: 'opened' }).where('incident', '=', id).execute();
    },
    waiting: () =>
      db
        .selectFrom('reports')
        .select(['incident as id', 'report', 'by', 'receivedAt'])
        .where('state', '=', 'waiting')
        .orderBy('receivedAt')
        .orderBy('incident')
        .execute(),
    withoutPages: () => withoutPages(db),
    get: (id) =>
      db
        .selectFrom('reports')
        .select(['incident as id', 'report', 'by', 'receivedAt', 'state'])
        .where('incident', '=', id)
        .executeTakeFirst(),
  };
}

async function withoutPages(db: Kysely<Schema>): Promise<IncidentId[]> {
  const rows = await db
    .selectFrom('reports')
    .select('incident')
    .where(sql<boolean>`not exists (select from pages where pages.incident = reports.incident)`)
    .orderBy('incident')
    .execute();
  return rows.map(({ incident }) => incident);
}

/** Number and report are stored together or not at all: the row of the year is held until then, so no number is lost or given twice. */
async function accept(trx: Transaction<Schema>, { report, by, receivedAt, request }: Incoming): Promise<WaitingReport> {
  const kept = await ofRequest(trx, request);
  if (kept) return kept;
  const year = new Date(receivedAt).getUTCFullYear();
  const { last } = await trx
    .insertInto('incidentNumbers')
    .values({ year, last: 1 })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ last: sql`incident_numbers.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  const id = `INC-${year}-${String(last).padStart(4, '0')}` as IncidentId;
  const row = { incident: id, report: JSON.stringify(report), by, receivedAt, state: 'waiting', request } as const;
  await trx.insertInto('reports').values(row).execute();
  return { id, report, by, receivedAt };
}

function ofRequest(trx: Transaction<Schema>, request: string): Promise<WaitingReport | undefined> {
  return trx
    .selectFrom('reports')
    .select(['incident as id', 'report', 'by', 'receivedAt'])
    .where('request', '=', request)
    .executeTakeFirst();
}
