import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import { sha256 } from '../../primitives/hash';
import type { NoticeRef } from '../delivery/delivery';
import { pastKeeping } from '../case/erasure';
import type { Schema } from '../database/schema';
import { recordset, withoutNulls, type Nullable } from '../database/values';
import type { ContactId, CustomerId, DeliveryId } from '../../domain/primitives/parties';

/** What a link opens: the mail that it came with, for whichever deliveries that was. */
export interface Linked extends NoticeRef {
  delivery: DeliveryId;
  /** All that the mail was for. */
  deliveries: DeliveryId[];
  customer: CustomerId;
  /** Whom else the mail was for, with it. */
  customers: CustomerId[];
  contact: ContactId;
  name: string;
  language: string;
  /** When its server took it. */
  acceptedAt?: Instant;
}

const LINKS_AT_ONCE = 5_000;

/** Makes the link of each delivery of a notice that is not cancelled. Idempotent. */
export async function issueLinks(
  db: Kysely<Schema>,
  { incident, notice }: NoticeRef,
  ringKey: string,
  hashOf: (delivery: DeliveryId) => string,
): Promise<void> {
  for (let after = ''; ;) {
    const ids = await deliveriesAfter(db, { incident, notice }, after);
    const last = ids.at(-1);
    if (last === undefined) return;
    const rows = recordset(ids.map((delivery) => ({ delivery, message: sha256(delivery), sha256: hashOf(delivery) })));
    await sql`
      insert into notice_links (sha256, incident, notice, delivery, message, ring_key)
      select sha256, ${incident}::text, ${notice}::integer, delivery, message, ${ringKey}::text
      from json_to_recordset(${rows}::json) as made(sha256 text, delivery text, message text)
      on conflict (sha256) do nothing`.execute(db);
    after = last;
  }
}

async function deliveriesAfter(db: Kysely<Schema>, { incident, notice }: NoticeRef, after: string): Promise<string[]> {
  const rows = await db
    .selectFrom('recipients')
    .select('id')
    .where('subject', '=', incident)
    .where('number', '=', notice)
    .where('state', '<>', 'cancelled')
    .where('id', '>', after)
    .orderBy('id')
    .limit(LINKS_AT_ONCE)
    .execute();
  return rows.map(({ id }) => id);
}

/** The key of the ring that the notice's newest links were made with. */
export async function linkKeyOf(db: Kysely<Schema>, { incident, notice }: NoticeRef): Promise<string | undefined> {
  const row = await db
    .selectFrom('noticeLinks')
    .select('ringKey')
    .where('incident', '=', incident)
    .where('notice', '=', notice)
    .orderBy('madeAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.ringKey;
}

/** Undefined for what is no link, and once the incident's time is over. */
export async function openLink(db: Kysely<Schema>, hash: string, at: Instant): Promise<Linked | undefined> {
  const { rows } = await sql<Nullable<Linked>>`
    select d.id as delivery, d.subject as incident, d.number as notice, d.customer, d.contact, d.name, d.language, d.finished_at as accepted_at,
      array(select o.id from recipients o where (o.id = d.id or o.mail = d.mail) and o.state <> 'cancelled' order by o.id) as deliveries,
      array(select distinct o.customer from recipients o where (o.id = d.id or o.mail = d.mail) and o.state <> 'cancelled') as customers
    from notice_links l join recipients d on d.id = l.delivery
    where l.sha256 = ${hash} and not exists (select from incidents i where i.id = l.incident and ${pastKeeping(at)})`.execute(
    db,
  );
  return rows[0] && withoutNulls(rows[0]);
}

export type LinkOf = NoticeRef & { delivery: DeliveryId };
