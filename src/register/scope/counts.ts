import { sql, type Kysely } from 'kysely';
import { instantFrom } from '../../domain/primitives/instant';
import type { Clearance, CohortCount, PromiseCount, WithdrawalCount } from '../../domain/scope/state';
import type { IncidentId } from '../../domain/case/state';
import { contentOf, scopeOf } from './revisions';
import type { Schema } from '../database/schema';
import { promiseCounts } from '../clocks/promises';
import { recalls } from './told';
import { CUSTOMERS_NAMED, newestDeliveries, UNREACHABLE } from './unreachable';
import type { CustomerId } from '../../domain/primitives/parties';

export interface ScopeCounts {
  /** The incident's revision of scope: of two counts the one with the greater is the newer. 0 before any scope. */
  asOf: number;
  /** Changes of who is affected, of what is said of them, and of their contacts. */
  scopeRevision: number;
  /** All cohorts of the incident, in absolute numbers. */
  cohorts: CohortCount[];
  /** Untold customers for whom an affected account has nobody whom a notice could reach. */
  unreachable: number;
  /** The first of them; left out where there are none. */
  unreachableCustomers?: string[];
  withdrawal: WithdrawalCount;
  /** Told, and not affected after all; left out where there are none. */
  cleared?: Clearance[];
  /** Of what notices promised and a person kept for somebody; left out where there are none. */
  promises?: PromiseCount[];
}

type CountRow = Required<Omit<CohortCount, 'lastToldAt' | 'lastObservedAt'>> & {
  lastToldAt: string | null;
  lastObservedAt: string | null;
};

interface Row {
  asOf: number;
  scopeRevision: number;
  unreachable: number;
  unreachableCustomers: string[] | null;
  cohorts: CountRow[];
  withdrawal: { owed: number; told: number; lastToldAt: string | null };
  cleared: { customer: CustomerId; toldAt: string | null }[] | null;
  promises: (Omit<PromiseCount, 'lastKeptAt'> & { lastKeptAt: string | null })[] | null;
}

/** One statement, so that the counts and their revision are of one moment. */
export async function countsOf(db: Kysely<Schema>, incident: IncidentId): Promise<ScopeCounts> {
  const { rows } = await sql<Row>`
    with ${newestDeliveries(incident)}, lost as (
      select s.customer from scope s where s.incident = ${incident} and ${UNREACHABLE}
    )
    select
      coalesce((select revision from revisions where subject = ${scopeOf(incident)}), 0) as as_of,
      coalesce((select revision from revisions where subject = ${contentOf(incident)}), 0) as scope_revision,
      (select count(*) from lost) as unreachable,
      (select json_agg(customer order by customer) from (
        select customer from lost order by customer limit ${sql.lit(CUSTOMERS_NAMED)}) named) as unreachable_customers,
      coalesce((select json_agg(c order by c.cohort) from (
        select cohort, terms,
          count(*) filter (where mark is null) as total,
          count(*) filter (where mark is null and told_at is not null) as told,
          count(*) filter (where mark = 'waived') as waived,
          count(*) filter (where mark = 'removed') as removed,
          count(*) filter (where mark = 'cleared') as cleared,
          max(told_at) filter (where mark is null) as "lastToldAt",
          count(*) filter (where mark is null and coalesce(observed_at, told_at) is not null) as observed,
          max(least(observed_at, told_at)) filter (where mark is null) as "lastObservedAt",
          count(*) filter (where mark is null and told_at is not null and told_by_person) as "toldByPerson"
        from scope where incident = ${incident} group by cohort, terms
      ) c), '[]'::json) as cohorts,
      (select json_build_object('owed', count(*), 'told', count(told_at), 'lastToldAt', max(told_at))
        from (${recalls(incident, 'withdrawal')}) w) as withdrawal,
      (select json_agg(json_build_object('customer', c.customer, 'toldAt', c.told_at) order by c.customer)
        from (${recalls(incident, 'clearance')}) c) as cleared,
      (select json_agg(p order by p.obligation) from (${promiseCounts(incident)}) p) as promises`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A count without a group gives one row.');
  const { asOf, scopeRevision, unreachable, unreachableCustomers, cohorts, withdrawal, cleared, promises } = row;
  const named = unreachableCustomers ? { unreachableCustomers } : {};
  return {
    ...{ asOf, scopeRevision, cohorts: cohorts.map(cohortCount), unreachable, ...named },
    withdrawal: withdrawalCount(withdrawal),
    ...(cleared && { cleared: cleared.map(clearance) }),
    ...(promises && { promises: promises.map(promiseCount) }),
  };
}

/** Inside JSON the database writes instants in a form of its own. */
function cohortCount({ lastToldAt, lastObservedAt, toldByPerson, cleared, ...count }: CountRow): CohortCount {
  const last = lastToldAt ? { lastToldAt: instantFrom(lastToldAt) } : {};
  const observed = lastObservedAt ? { lastObservedAt: instantFrom(lastObservedAt) } : {};
  return { ...count, ...last, ...observed, ...(toldByPerson > 0 && { toldByPerson }), ...(cleared > 0 && { cleared }) };
}

function clearance({ customer, toldAt }: { customer: CustomerId; toldAt: string | null }): Clearance {
  return { customer, ...(toldAt && { toldAt: instantFrom(toldAt) }) };
}

function promiseCount({ lastKeptAt, ...count }: NonNullable<Row['promises']>[number]): PromiseCount {
  return { ...count, ...(lastKeptAt && { lastKeptAt: instantFrom(lastKeptAt) }) };
}

function withdrawalCount({ owed, told, lastToldAt }: Row['withdrawal']): WithdrawalCount {
  return { owed, told, ...(lastToldAt ? { lastToldAt: instantFrom(lastToldAt) } : {}) };
}
