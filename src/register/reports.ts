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

export interface Reports {
  /** Gives the next number of the UTC year of `receivedAt`, without gaps, and keeps the report as waiting. */
  accept(report: Report, by: PersonId, receivedAt: Instant): Promise<IncidentId>;
  /** The incident's workflow runs. */
  opened(id: IncidentId): Promise<void>;
  /** Reports whose workflow is not known to run, oldest first. */
  waiting(): Promise<WaitingReport[]>;
  /** Whatever has become of it. */
  get(id: IncidentId): Promise<(WaitingReport & { state: 'waiting' | 'opened' }) | undefined>;
}

export function reportsIn(db: Kysely<Schema>): Reports {
  return {
    accept: (report, by, receivedAt) => db.transaction().execute((trx) => accept(trx, report, by, receivedAt)),
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
    get: (id) =>
      db
        .selectFrom('reports')
        .select(['incident as id', 'report', 'by', 'receivedAt', 'state'])
        .where('incident', '=', id)
        .executeTakeFirst(),
  };
}

/** Number and report are stored together or not at all: the row of the year is held until then, so no number is lost or given twice. */
async function accept(
  trx: Transaction<Schema>,
  report: Report,
  by: PersonId,
  receivedAt: Instant,
): Promise<IncidentId> {
  const year = new Date(receivedAt).getUTCFullYear();
  const { last } = await trx
    .insertInto('incidentNumbers')
    .values({ year, last: 1 })
    .onConflict((conflict) => conflict.column('year').doUpdateSet({ last: sql`incident_numbers.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  const incident = `INC-${year}-${String(last).padStart(4, '0')}` as IncidentId;
  await trx
    .insertInto('reports')
    .values({ incident, report: JSON.stringify(report), by, receivedAt, state: 'waiting' })
    .execute();
  return incident;
}
