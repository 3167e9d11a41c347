import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId, NoticeCounts, Selection } from '../../domain/state';
import { plan } from '../delivery/plan';
import type { WaitingReport } from '../read/reports';
import { lockRevision, PEOPLE, scopeOf } from '../scope/revisions';
import type { Schema } from '../database/schema';
import { unknownIn } from '../scope/scope';

/** What only a restored register needs: rows made good from what Temporal still knows. Each may be repeated. */
export interface RestoreRepair {
  /** Every incident that has a page or a report. */
  incidents(): Promise<IncidentId[]>;
  /** The last number given, by UTC year. */
  numbers(): Promise<Record<number, number>>;
  /** The number of the incident is not given again, and its report is known. */
  reinstate(report: WaitingReport): Promise<void>;
  /** The report is opened once more by the API. */
  waitAgain(incident: IncidentId): Promise<void>;
  /** Effects on the scope that were answered. */
  answered(incident: IncidentId): Promise<Set<string>>;
  /** Whom a selection would find now, and what of it is not known. */
  selected(selection: Selection): Promise<{ found: number; unknown: string[] }>;
  scopeRevision(incident: IncidentId): Promise<number>;
  /** Counts from here on are newer than those under `revision`. */
  raiseScopeRevision(incident: IncidentId, revision: number): Promise<void>;
  /** Rosters from here on are newer than the one under `revision`. */
  raiseRosterRevision(revision: number): Promise<void>;
  /** All of a cohort were told, the last of them at `at`: noted where nothing better is known. */
  allTold(incident: IncidentId, cohort: string, at: Instant): Promise<void>;
  /** Deliveries of any notice that are not finished and not called possible repeats. */
  unmarked(): Promise<number>;
  /** They are called so from here on: a mail server may have had them since the backup. */
  markUnfinished(): Promise<void>;
  /** Plans the notice again. Whatever of it is unfinished counts as a possible repeat. */
  replan(notice: { incident: IncidentId; notice: number; hash: string }): Promise<NoticeCounts>;
}

export function restoreRepairIn(db: Kysely<Schema>): RestoreRepair {
  return {
    incidents: () => incidents(db),
    numbers: () => numbers(db),
    reinstate: (report) => db.transaction().execute((trx) => reinstate(trx, report)),
    waitAgain: async (incident) => {
      await db.updateTable('reports').set({ state: 'waiting' }).where('incident', '=', incident).execute();
    },
    answered: async (incident) => {
      const rows = await db.selectFrom('scopeRequests').select('effect').where('incident', '=', incident).execute();
      return new Set(rows.map(({ effect }) => effect));
    },
    selected: (selection) => selected(db, selection),
    scopeRevision: (incident) => scopeRevision(db, incident),
    raiseScopeRevision: (incident, revision) =>
      db.transaction().execute((trx) => raiseRevision(trx, scopeOf(incident), revision)),
    raiseRosterRevision: (revision) => db.transaction().execute((trx) => raiseRevision(trx, PEOPLE, revision)),
    allTold: async (incident, cohort, at) => {
      await db
        .updateTable('scope')
        .set({ toldAt: at })
        .where('incident', '=', incident)
        .where('cohort', '=', cohort)
        .where('mark', 'is', null)
        .where('toldAt', 'is', null)
        .execute();
    },
    unmarked: () => unmarked(db),
    markUnfinished: async () => {
      await unfinished(db).execute();
    },
    replan: (notice) =>
      db.transaction().execute(async (trx) => {
        const counts = await plan(trx, notice);
        await unfinished(trx).where('incident', '=', notice.incident).where('notice', '=', notice.notice).execute();
        return counts;
      }),
  };
}

const UNFINISHED = ['planned', 'claimed', 'handed', 'deferred'] as const;

function unfinished(db: Kysely<Schema>) {
  return db
    .updateTable('deliveries')
    .set({ possibleRepeat: true })
    .where('finishedAt', 'is', null)
    .where('state', 'in', UNFINISHED);
}

async function unmarked(db: Kysely<Schema>): Promise<number> {
  const rows = await db
    .selectFrom('deliveries')
    .select('id')
    .where('finishedAt', 'is', null)
    .where('state', 'in', UNFINISHED)
    .where('possibleRepeat', '=', false)
    .execute();
  return rows.length;
}

async function incidents(db: Kysely<Schema>): Promise<IncidentId[]> {
  const rows = await db
    .selectFrom('pages')
    .select('incident')
    .union(db.selectFrom('reports').select('incident'))
    .execute();
  return rows.map(({ incident }) => incident).sort();
}

async function numbers(db: Kysely<Schema>): Promise<Record<number, number>> {
  const rows = await db.selectFrom('incidentNumbers').select(['year', 'last']).execute();
  return Object.fromEntries(rows.map(({ year, last }) => [year, last]));
}

async function reinstate(trx: Transaction<Schema>, { id, report, by, receivedAt }: WaitingReport): Promise<void> {
  const [year = 0, last = 0] = id.split('-').slice(1).map(Number);
  await trx
    .insertInto('incidentNumbers')
    .values({ year, last })
    .onConflict((conflict) =>
      conflict.column('year').doUpdateSet({ last: sql`greatest(incident_numbers.last, excluded.last)` }),
    )
    .execute();
  await trx
    .insertInto('reports')
    .values({ incident: id, report: JSON.stringify(report), by, receivedAt, state: 'opened' })
    .onConflict((conflict) => conflict.column('incident').doNothing())
    .execute();
}

async function selected(db: Kysely<Schema>, selection: Selection): Promise<{ found: number; unknown: string[] }> {
  const { customers = [], product = null } = selection;
  const { rows } = await sql<{ found: number }>`
    select count(*) as found from customers c where c.id = any(${customers}::text[])
      or exists (select from accounts a where a.customer = c.id and a.product = ${product}::text)`.execute(db);
  return { found: rows[0]?.found ?? 0, unknown: await unknownIn(db, selection) };
}

async function scopeRevision(db: Kysely<Schema>, incident: IncidentId): Promise<number> {
  const row = await db
    .selectFrom('revisions')
    .select('revision')
    .where('subject', '=', scopeOf(incident))
    .executeTakeFirst();
  return row?.revision ?? 0;
}

async function raiseRevision(trx: Transaction<Schema>, subject: string, revision: number): Promise<void> {
  await lockRevision(trx, subject);
  await trx
    .updateTable('revisions')
    .set({ revision: revision + 1 })
    .where('subject', '=', subject)
    .where('revision', '<=', revision)
    .execute();
}
