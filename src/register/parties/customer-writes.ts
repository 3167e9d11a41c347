import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Schema } from '../database/schema';

/** What an upsert did: ids of what is new, and of what stood there otherwise or had ended. */
export interface Written {
  created: string[];
  changed: string[];
}

/** What stands there as given is left alone; what had ended stands again. */
export function writeCustomers(trx: Transaction<Schema>, given: string): Promise<Written> {
  return written(
    trx,
    sql`
    insert into customers as c (id, name, language, time_zone, contract_hours, contract_terms, terms)
    select id, name, language, "timeZone", "contractHours", coalesce("contractTerms", '[]'), terms
    from json_to_recordset(${given}::json) as given(id text, name text, language text, "timeZone" text,
      "contractHours" integer, "contractTerms" jsonb, terms jsonb)
    on conflict (id) do update set (name, language, time_zone, contract_hours, contract_terms, terms, ended_at) =
      (excluded.name, excluded.language, excluded.time_zone, excluded.contract_hours, excluded.contract_terms, excluded.terms, null)
    where (c.name, c.language, c.time_zone, c.contract_hours, c.contract_terms, c.terms, c.ended_at) is distinct from
      (excluded.name, excluded.language, excluded.time_zone, excluded.contract_hours, excluded.contract_terms, excluded.terms, null)
    returning c.id, (c.xmax = 0) as inserted`,
  );
}

export function writeAccounts(trx: Transaction<Schema>, given: string): Promise<Written> {
  return written(
    trx,
    sql`
    insert into accounts as a (id, customer, kind, name, product)
    select id, owner, kind, name, product from json_to_recordset(${given}::json)
      as given(id text, owner text, kind text, name text, product text)
    on conflict (id) do update set (kind, name, product, ended_at) =
      (excluded.kind, excluded.name, excluded.product, null)
    where (a.kind, a.name, a.product, a.ended_at) is distinct from
      (excluded.kind, excluded.name, excluded.product, null)
    returning a.id, (a.xmax = 0) as inserted`,
  );
}

/** A new address may well reach somebody. */
export function writeContacts(trx: Transaction<Schema>, given: string): Promise<Written> {
  return written(
    trx,
    sql`
    insert into contacts as c (id, account, name, email, role, language)
    select id, owner, name, email, role, language from json_to_recordset(${given}::json)
      as given(id text, owner text, name text, email text, role text, language text)
    on conflict (id) do update set (name, email, role, language, stale, ended_at, erased_at, address_since) = (excluded.name, excluded.email,
      excluded.role, excluded.language, c.stale and lower(c.email) = lower(excluded.email), null, null,
      case when lower(c.email) = lower(excluded.email) then c.address_since else now() end)
    where (c.name, c.email, c.role, c.language, c.ended_at) is distinct from
      (excluded.name, excluded.email, excluded.role, excluded.language, null)
    returning c.id, (c.xmax = 0) as inserted`,
  );
}

async function written(
  trx: Transaction<Schema>,
  upsert: RawBuilder<{ id: string; inserted: boolean }>,
): Promise<Written> {
  const { rows } = await upsert.execute(trx);
  const idsOf = (isNew: boolean) => rows.filter(({ inserted }) => inserted === isNew).map(({ id }) => id);
  return { created: idsOf(true), changed: idsOf(false) };
}
