import { sql, type Kysely, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import { anyOf } from '../database/sql';
import { bumpRevision, contentOf, DETAILS, lockRevision, PEOPLE, revisionOf, scopeOf } from './revisions';
import type { CustomerId } from '../../domain/primitives/parties';

/** The revision of an incident's scope that the last change of its customers led to. */
function newsOf(incident: IncidentId): string {
  return `news of ${scopeOf(incident)}`;
}

/**
 * Locks the scopes of the incidents that are open, or still send, in which any of these customers is affected. In one order everywhere, so that
 * two changes do not wait for each other.
 * @param also one that may be closed
 */
export async function lockIncidentsOf(
  trx: Transaction<Schema>,
  customers: readonly CustomerId[],
  also?: IncidentId,
): Promise<IncidentId[]> {
  if (customers.length === 0) return [];
  const { rows } = await sql<{ incident: IncidentId }>`
    select incident from (
      select distinct s.incident from scope s where s.customer = any(${customers}::text[])
    ) named
    left join incidents i on i.id = named.incident
    where i.stage is distinct from 'closed' or named.incident = ${also ?? null}::text or exists (
      select from recipients d where d.subject = named.incident and d.customer = any(${customers}::text[])
        and d.state in ('planned', 'claimed', 'handed', 'deferred'))
    order by incident`.execute(trx);
  for (const { incident } of rows) await lockRevision(trx, scopeOf(incident));
  return rows.map(({ incident }) => incident);
}

/** Call with the scope's revision locked, once what changed is written. */
export async function noteNews(trx: Transaction<Schema>, incident: IncidentId): Promise<void> {
  await bumpRevision(trx, scopeOf(incident));
  await bumpRevision(trx, contentOf(incident));
  const revision = await revisionOf(trx, scopeOf(incident));
  await trx
    .insertInto('revisions')
    .values({ subject: newsOf(incident), revision })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ revision }))
    .execute();
}

/** How often what a process has seen was changed; 0 before it ever was. */
export interface Revisions {
  /** Anything of anybody. */
  people: number;
  /** Who may do what. */
  roster: number;
  /** Customers in its scope, by the revision that the last such change led to: counts under an older one are untrue. */
  customers: number;
}

export async function revisionsFor(db: Kysely<Schema>, incident: IncidentId): Promise<Revisions> {
  const subjects = { people: DETAILS, roster: PEOPLE, customers: newsOf(incident) };
  const rows = await db
    .selectFrom('revisions')
    .selectAll()
    .where('subject', '=', anyOf(Object.values(subjects)))
    .execute();
  const of = (wanted: string) => rows.find(({ subject }) => subject === wanted)?.revision ?? 0;
  return { people: of(subjects.people), roster: of(subjects.roster), customers: of(subjects.customers) };
}
