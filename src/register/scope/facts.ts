import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { CustomerKey, Selection } from '../../domain/scope/state';
import type { Schema } from '../database/schema';
import { keptRows, saidIn } from './file-rows';
import type { CustomerId } from '../../domain/primitives/parties';

export type CustomerFacts = Partial<Record<CustomerKey, string>>;

/** Who says it, when, and the revision of the scope that it makes. */
export interface FactsBy {
  incident: IncidentId;
  by: PersonId;
  at: Instant;
  version: number;
}

/** Of a row `s` of scope: what holds of the customer, as JSON. By a subselect for each row: it is looked up by its key, whatever the planner expects. */
export const FACTS_OF_CUSTOMER = sql<CustomerFacts>`coalesce((
  select jsonb_object_agg(f.field, f.value) from scope_facts f
  where f.incident = s.incident and f.customer = s.customer and f.replaced is null and f.value <> ''), '{}')`;

/** What is said of each customer in scope of whom anything is, by customer id. */
export async function saidOfEach(
  db: Kysely<Schema>,
  incident: IncidentId,
): Promise<{ customer: CustomerId; said: CustomerFacts }[]> {
  const { rows } = await sql<{ customer: CustomerId; said: CustomerFacts }>`
    select f.customer, jsonb_object_agg(f.field, f.value) as said
    from scope_facts f join scope s on s.incident = f.incident and s.customer = f.customer
    where f.incident = ${incident} and f.replaced is null and f.value <> ''
      and s.mark is distinct from 'removed' and s.mark is distinct from 'cleared'
    group by f.customer order by f.customer`.execute(db);
  return rows;
}

/**
 * Writes what a selection says of customers who are in scope by now; what holds already is left alone.
 * @returns how many values became others
 */
export async function writeFacts(trx: Transaction<Schema>, by: FactsBy, selection: Selection, found: string[]) {
  const given = selection.file ? saidIn(keptRows(by.incident, selection.file.sha256)) : saidOfAll(selection, found);
  return given ? await write(trx, by, given) : 0;
}

/** How many values a file would make others, and how many are as it has them. */
export async function comparedWithFile(db: Kysely<Schema>, incident: IncidentId, content: RawBuilder<unknown>) {
  const { rows } = await sql<{ changed: number; same: number }>`
    select count(*) filter (where g.value <> coalesce(${held(incident)}, '')) as changed,
      count(*) filter (where g.value = coalesce(${held(incident)}, '')) as same
    from (${content}) g`.execute(db);
  return rows[0] ?? { changed: 0, same: 0 };
}

function saidOfAll(selection: Selection, found: string[]): RawBuilder<unknown> | undefined {
  const said = (['data', 'volume', 'exposure'] as const).filter((field) => selection[field] !== undefined);
  if (said.length === 0 || found.length === 0) return undefined;
  const values = said.map((field) => selection[field] ?? '');
  return sql`
    select c.customer, f.field, f.value from unnest(${found}::text[]) c(customer)
      cross join unnest(${said}::text[], ${values}::text[]) f(field, value)`;
}

async function write(trx: Transaction<Schema>, { incident, by, at, version }: FactsBy, given: RawBuilder<unknown>) {
  const { rows } = await sql<{ changed: number }>`
    with changed as materialized (
      select g.customer, g.field, g.value from (${given}) g
      where g.value <> coalesce(${held(incident)}, '')
    ), replaced as (
      update scope_facts f set replaced = ${version} from changed c
      where f.incident = ${incident} and f.customer = c.customer and f.field = c.field and f.replaced is null
    ), written as (
      insert into scope_facts (incident, customer, field, value, version, "by", at)
      select ${incident}::text, customer, field, value, ${version}::bigint, ${by}::text, ${at}::timestamptz from changed
    )
    select count(*) as changed from changed`.execute(trx);
  return rows[0]?.changed ?? 0;
}

/** Of a row `g` of what is given: the value that holds. */
function held(incident: IncidentId) {
  return sql`(
    select h.value from scope_facts h
    where h.incident = ${incident} and h.customer = g.customer and h.field = g.field and h.replaced is null)`;
}
