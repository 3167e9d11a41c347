import { sql, type Kysely } from 'kysely';
import { instantFrom } from '../../domain/primitives/instant';
import type { CohortCount, WithdrawalCount } from '../../domain/scope/state';
import type { IncidentId } from '../../domain/case/state';
import { scopeOf } from './revisions';
import type { Schema } from '../database/schema';
import { AFFECTED, withdrawals } from './told';

export interface ScopeCounts {
  /** The incident's revision of scope: of two counts the one with the greater is the newer. 0 before any scope. */
  asOf: number;
  /** All cohorts of the incident, in absolute numbers. */
  cohorts: CohortCount[];
  /** Untold customers for whom an affected account has nobody whom a notice could reach. */
  unreachable: number;
  withdrawal: WithdrawalCount;
}

type CountRow = Required<Omit<CohortCount, 'lastToldAt' | 'lastObservedAt'>> & {
  lastToldAt: string | null;
  lastObservedAt: string | null;
};

interface Row {
  asOf: number;
  unreachable: number;
  cohorts: CountRow[];
  withdrawal: { owed: number; told: number; lastToldAt: string | null };
}

/** One statement, so that the counts and their revision are of one moment. */
export async function countsOf(db: Kysely<Schema>, incident: IncidentId): Promise<ScopeCounts> {
  const { rows } = await sql<Row>`
    select
      coalesce((select revision from revisions where subject = ${scopeOf(incident)}), 0) as as_of,
      (${unreachable(incident)}) as unreachable,
      coalesce((select json_agg(c order by c.cohort) from (
        select cohort, terms,
          count(*) filter (where mark is null) as total,
          count(*) filter (where mark is null and told_at is not null) as told,
          count(*) filter (where mark = 'waived') as waived,
          count(*) filter (where mark = 'removed') as removed,
          max(told_at) filter (where mark is null) as "lastToldAt",
          count(*) filter (where mark is null and coalesce(observed_at, told_at) is not null) as observed,
          max(least(observed_at, told_at)) filter (where mark is null) as "lastObservedAt"
        from scope where incident = ${incident} group by cohort, terms
      ) c), '[]'::json) as cohorts,
      (select json_build_object('owed', count(*), 'told', count(told_at), 'lastToldAt', max(told_at))
        from (${withdrawals(incident)}) w) as withdrawal`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A count without a group gives one row.');
  const { asOf, unreachable: nobody, cohorts, withdrawal } = row;
  return { asOf, unreachable: nobody, cohorts: cohorts.map(cohortCount), withdrawal: withdrawalCount(withdrawal) };
}

/** Inside JSON the database writes instants in a form of its own. */
function cohortCount({ lastToldAt, lastObservedAt, ...count }: CountRow): CohortCount {
  const told = lastToldAt ? { lastToldAt: instantFrom(lastToldAt) } : {};
  const observed = lastObservedAt ? { lastObservedAt: instantFrom(lastObservedAt) } : {};
  return { ...count, ...told, ...observed };
}

function withdrawalCount({ owed, told, lastToldAt }: Row['withdrawal']): WithdrawalCount {
  return { owed, told, ...(lastToldAt ? { lastToldAt: instantFrom(lastToldAt) } : {}) };
}

/**
 * Untold customers with an account that no administrator stands for, or with no account at all. A contact whose newest delivery in
 * this incident was refused, at the address he still has, stands for none.
 */
function unreachable(incident: IncidentId) {
  return sql`
    with newest as (
      select distinct on (contact) contact, email, state from deliveries
      where incident = ${incident} order by contact, notice desc
    )
    select count(*) from scope s where s.incident = ${incident} and s.mark is null and s.told_at is null and coalesce((
      select bool_or(not exists (
        select from contacts c where c.account = a.id and c.role = 'administrator' and not c.stale
          and (c.id, c.email) not in (select n.contact, n.email from newest n where n.state = 'refused')))
      from accounts a where ${AFFECTED}), true)`;
}
