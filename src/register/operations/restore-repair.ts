import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId, IncidentNumber } from '../../domain/case/state';
import type { NoticeCounts } from '../../domain/notices/state';
import type { ScopeFile, Selection, CohortId } from '../../domain/scope/state';
import { plan } from '../delivery/plan';
import type { WaitingReport } from '../triage/reports';
import { keptRows } from '../scope/file-rows';
import { contentOf, lockRevision, PEOPLE, revisionOf, scopeOf } from '../scope/revisions';
import type { Schema } from '../database/schema';
import { productsOf, unknownIn } from '../scope/scope';
import type { CustomerId } from '../../domain/primitives/parties';

/** Repairs that only a restored register needs, from what Temporal still has. Each is idempotent. */
export interface RestoreRepair {
  /** Every incident that has a page or a report. */
  incidents(): Promise<IncidentId[]>;
  /** The last incident number given, by UTC year. */
  numbers(): Promise<Record<number, number>>;
  /** Stores the report again, and makes sure that its own number is not given twice. */
  reinstate(report: WaitingReport, own: IncidentNumber): Promise<void>;
  /** Lets the API open the report again. */
  reopenReport(incident: IncidentId): Promise<void>;
  /** The scope effects that were answered. */
  answeredEffects(incident: IncidentId): Promise<Set<string>>;
  /** What a selection would find now, and which of its names are unknown. */
  selected(incident: IncidentId, selection: Selection): Promise<{ found: number; unknown: string[] }>;
  scopeRevision(incident: IncidentId): Promise<number>;
  /** Makes the counts from here on newer than those under `revision`. */
  raiseScopeRevision(incident: IncidentId, revision: number): Promise<void>;
  /** Makes the rosters from here on newer than the one under `revision`. */
  raiseRosterRevision(revision: number): Promise<void>;
  /** Records that a whole cohort was notified, the last of it at `at`, wherever no better instant is known. */
  markCohortNotified(incident: IncidentId, cohort: CohortId, at: Instant): Promise<void>;
  /** How many deliveries, of any notice, are unfinished and not yet marked as possible repeats. */
  countUnmarked(): Promise<number>;
  /** Marks them as possible repeats: a mail server may have accepted them since the backup. */
  markUnfinished(): Promise<void>;
  /** Plans the notice again. Whatever of it is unfinished counts as a possible repeat. */
  replan(notice: { incident: IncidentId; notice: number; hash: string }): Promise<NoticeCounts>;
}

export function restoreRepairIn(db: Kysely<Schema>): RestoreRepair {
  return {
    incidents: () => incidents(db),
    numbers: () => numbers(db),
    reinstate: (report, own) => db.transaction().execute((trx) => reinstate(trx, report, own)),
    reopenReport: async (incident) => {
      await db.updateTable('reports').set({ state: 'waiting' }).where('incident', '=', incident).execute();
    },
    answeredEffects: async (incident) => {
      const rows = await db.selectFrom('scopeRequests').select('effect').where('incident', '=', incident).execute();
      return new Set(rows.map(({ effect }) => effect));
    },
    selected: (incident, selection) => selected(db, incident, selection),
    scopeRevision: (incident) => revisionOf(db, scopeOf(incident)),
    raiseScopeRevision: (incident, revision) =>
      db.transaction().execute(async (trx) => {
        // More than the content ever changed: what was drafted before the loss is drafted again.
        await raiseRevision(trx, contentOf(incident), revision);
        await raiseRevision(trx, scopeOf(incident), revision);
      }),
    raiseRosterRevision: (revision) => db.transaction().execute((trx) => raiseRevision(trx, PEOPLE, revision)),
    markCohortNotified: async (incident, cohort, at) => {
      await db
        .updateTable('scope')
        .set({ toldAt: at })
        .where('incident', '=', incident)
        .where('cohort', '=', cohort)
        .where('mark', 'is', null)
        .where('toldAt', 'is', null)
        .execute();
    },
    countUnmarked: () => countUnmarked(db),
    markUnfinished: async () => {
      await unfinished(db).execute();
    },
    replan: (notice) =>
      db.transaction().execute(async (trx) => {
        const counts = await plan(trx, notice);
        await unfinished(trx).where('subject', '=', notice.incident).where('number', '=', notice.notice).execute();
        return counts;
      }),
  };
}

const UNFINISHED = ['planned', 'claimed', 'handed', 'deferred'] as const;

function unfinished(db: Kysely<Schema>) {
  return db
    .updateTable('recipients')
    .set({ possibleRepeat: true })
    .where('customer', 'is not', null)
    .where('finishedAt', 'is', null)
    .where('state', 'in', UNFINISHED);
}

async function countUnmarked(db: Kysely<Schema>): Promise<number> {
  const rows = await db
    .selectFrom('recipients')
    .select('id')
    .where('customer', 'is not', null)
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

async function reinstate(trx: Transaction<Schema>, waiting: WaitingReport, own: IncidentNumber): Promise<void> {
  const { id, report, by, receivedAt } = waiting;
  await trx
    .insertInto('incidentNumbers')
    .values({ year: own.year, last: own.number })
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

interface Selected {
  found: number;
  unknown: string[];
}

async function selected(db: Kysely<Schema>, incident: IncidentId, selection: Selection): Promise<Selected> {
  if (selection.file) return await selectedByFile(db, incident, selection.file);
  const { customers = [] } = selection;
  const { same } = await productsOf(db, selection);
  const { rows } = await sql<{ found: number }>`
    select count(*) as found from customers c where c.id = any(${customers}::text[])
      or exists (select from accounts a where a.customer = c.id and a.ended_at is null and a.product = any(${same}::text[]))`.execute(
    db,
  );
  return { found: rows[0]?.found ?? 0, unknown: await unknownIn(db, selection) };
}

async function selectedByFile(db: Kysely<Schema>, incident: IncidentId, file: ScopeFile): Promise<Selected> {
  const { rows } = await sql<{ customer: CustomerId; isThere: boolean }>`
    select k.customer, exists (select from customers c where c.id = k.customer) as is_there
    from (${keptRows(incident, file.sha256)}) k`.execute(db);
  if (rows.length === 0) return { found: 0, unknown: [`those of the file ${file.file} (${file.sha256})`] };
  const unknown = rows.filter(({ isThere }) => !isThere).map(({ customer }) => customer);
  return { found: rows.length - unknown.length, unknown };
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
