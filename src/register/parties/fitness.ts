import { sql, type Kysely } from 'kysely';
import type { UNFITNESS } from '../../domain/primitives/customers';
import { HOUR, plus, type Instant } from '../../domain/primitives/instant';
import { cursorOf, positionOf, sliceOf } from '../read/cursor';
import type { Schema } from '../database/schema';
import { instantText } from '../database/values';
import { ADMINISTERS } from '../scope/told';
import type { AccountId, ContactId, CustomerId } from '../../domain/primitives/parties';

export interface Unfit {
  kind: (typeof UNFITNESS)[number];
  account?: AccountId;
  contact?: ContactId;
  /** Where it is known. */
  since?: Instant;
}

export interface UnfitCustomer {
  customer: CustomerId;
  name: string;
  faults: Unfit[];
}

interface Row {
  id: string;
  name: string;
  faults: { kind: Unfit['kind']; account: AccountId | null; contact: ContactId | null; since: string | null }[];
}

/** Customers whom a notice would not reach as it should, before anything happens, by id. @throws BadCursor */
export async function listUnfit(
  db: Kysely<Schema>,
  { limit, cursor }: { limit: number; cursor?: string },
  at: Instant,
): Promise<{ rows: UnfitCustomer[]; next?: string }> {
  const name = 'customers unfit';
  const after = cursor === undefined ? '' : positionOf(name, cursor, ['text'])[0];
  const { rows } = await sql<Row>`
    select k.id, k.name, f.faults from customers k cross join lateral (
      select json_agg(json_build_object('kind', kind, 'account', account, 'contact', contact, 'since', since)
        order by account, contact, kind) as faults from (${faultsAt(at)}) one) f
    where k.ended_at is null and k.id > ${after} and f.faults is not null
    order by k.id limit ${limit + 1}`.execute(db);
  return sliceOf(rows.map(unfitOf), limit, ({ customer }) => cursorOf(name, [customer]));
}

export interface UnfitCount {
  kind: Unfit['kind'];
  customers: number;
  faults: number;
}

/** Of all customers, the most frequent first. */
export async function countUnfit(db: Kysely<Schema>, at: Instant): Promise<UnfitCount[]> {
  const { rows } = await sql<UnfitCount>`
    select f.kind, count(distinct k.id)::int as customers, count(*)::int as faults
    from customers k cross join lateral (${faultsAt(at)}) f where k.ended_at is null
    group by f.kind order by customers desc, f.kind`.execute(db);
  return rows;
}

const ANSWER_DAYS = 30;

/** Of a customer `k`. A bounce counts until a server took a later mail to the address, and a refusal as one. */
function faultsAt(at: Instant) {
  return sql`
  select 'no-account' as kind, null as account, null as contact, null::timestamptz as since
    where not exists (select from accounts a where a.customer = k.id and a.ended_at is null)
  union all select 'no-administrator', a.id, null, null from accounts a
    where a.customer = k.id and a.ended_at is null and not exists (select from contacts c where ${ADMINISTERS})
  union all select 'stale', a.id, c.id, null from accounts a join contacts c on c.account = a.id
    where a.customer = k.id and a.ended_at is null and c.ended_at is null and c.stale
  union all select 'bouncing', a.id, c.id, b.at from accounts a join contacts c on c.account = a.id
    cross join lateral (
      select max(m.at) as at from recipients r join marks m on m.recipient = r.id and m.kind in ('bounced', 'wrong-person')
      where r.contact = c.id and lower(r.address) = lower(c.email)) b
    where a.customer = k.id and a.ended_at is null and c.ended_at is null and not c.stale and b.at is not null
      and not exists (select from recipients r where r.contact = c.id and lower(r.address) = lower(c.email)
        and r.state = 'accepted' and r.finished_at > b.at)
  union all select 'bouncing', a.id, c.id, r.finished_at from accounts a join contacts c on c.account = a.id
    join contact_verifications v on v.customer = k.id and v.contact = c.id and lower(v.address) = lower(c.email)
    join recipients r on r.subject = v.round and r.endpoint = v.contact and r.state = 'refused'
    where a.customer = k.id and a.ended_at is null and c.ended_at is null and not c.stale and v.answered_at is null
  union all select 'webhook-gone', a.id, c.id, w.gone_at from accounts a join contacts c on c.account = a.id
    join contact_webhooks w on w.contact = c.id
    where a.customer = k.id and a.ended_at is null and c.ended_at is null and w.gone_at is not null
  union all select 'unverified', a.id, c.id, v.asked_at from accounts a join contacts c on c.account = a.id
    cross join lateral (
      select max(asked_at) as asked_at, max(answered_at) as answered_at from contact_verifications v
      where v.customer = k.id and lower(v.address) = lower(c.email)) v
    where a.customer = k.id and a.ended_at is null and c.ended_at is null and not c.stale
      and v.asked_at < ${plus(at, -ANSWER_DAYS * 24 * HOUR)}::timestamptz and (v.answered_at is null or v.answered_at < v.asked_at)
  union all select 'correction-waits', p.account, p.contact, p.proposed_at from contact_proposals p
    where p.customer = k.id and p.decided_at is null`;
}

function unfitOf({ id, name, faults }: Row): UnfitCustomer {
  return {
    customer: id,
    name,
    faults: faults.map(({ kind, account, contact, since }) => ({
      kind,
      ...(account !== null && { account }),
      ...(contact !== null && { contact }),
      ...(since !== null && { since: instantText(since) }),
    })),
  };
}
