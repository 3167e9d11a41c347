import { sql, type Kysely, type Transaction } from 'kysely';
import type { ContactRole } from '../../domain/primitives/customers';
import { HOUR, plus, type Instant } from '../../domain/primitives/instant';
import { lockCustomers } from '../database/locks';
import type { Schema } from '../database/schema';
import { recordset, withoutNulls, type Nullable } from '../database/values';
import { markStale } from '../parties/staleness';
import { lockIncidentsOf, noteNews } from '../scope/news';
import type { AccountId, ContactId, CustomerId } from '../../domain/primitives/parties';

/** What the page of one mailbox shows: the accounts for which it stands, with all their contacts. */
export interface AskedContact {
  round: string;
  contact: ContactId;
  customer: CustomerId;
  customerName: string;
  name: string;
  language: string;
  answeredAt?: Instant;
  answer?: 'confirmed' | 'corrected';
  accounts: { id: string; name: string; product: string; contacts: KnownContact[] }[];
}

export interface KnownContact {
  id: string;
  name: string;
  email: string;
  role: ContactRole;
}

/** What should be otherwise. */
export type Correction = { account: AccountId } & (
  | { kind: 'change'; contact: ContactId; name: string; email: string }
  | { kind: 'add'; name: string; email: string }
  | { kind: 'end'; contact: ContactId }
);

export interface Answering {
  /** Undefined for what is no link, after three months, and once the contact is no longer one by that address. */
  open(hash: string, at: Instant): Promise<AskedContact | undefined>;
  /** Without corrections all was confirmed. False if it was answered before. */
  answer(hash: string, corrections: readonly Correction[], at: Instant): Promise<boolean>;
  /** When somebody at the address of each of its contacts last said whether they are right; who never did is absent. */
  lastBy(customer: CustomerId): Promise<Map<string, Instant>>;
  /** Where the mail went that an address or a header names, by its id or the first half of it. */
  askedBy(message: string): Promise<string | undefined>;
  /** A mail came back: nobody writes to that address again until somebody marks it as good. */
  bounced(address: string, at: Instant): Promise<void>;
}

export function answeringIn(db: Kysely<Schema>): Answering {
  return {
    open: (hash, at) => open(db, hash, at),
    answer: (hash, corrections, at) => db.transaction().execute((trx) => answer(trx, hash, corrections, at)),
    lastBy: (customer) => lastBy(db, customer),
    askedBy: (message) => askedBy(db, message),
    bounced: (address, at) => db.transaction().execute((trx) => bounced(trx, address, at)),
  };
}

async function lastBy(db: Kysely<Schema>, customer: CustomerId): Promise<Map<string, Instant>> {
  const { rows } = await sql<{ contact: ContactId; at: Instant }>`
    select c.id as contact, max(v.answered_at) as at
    from contact_verifications v join accounts a on a.customer = v.customer
      join contacts c on c.account = a.id and lower(c.email) = lower(v.address)
    where v.customer = ${customer} and v.answered_at is not null group by c.id`.execute(db);
  return new Map(rows.map(({ contact, at }) => [contact, at]));
}

const OPEN_DAYS = 90;

async function open(db: Kysely<Schema>, hash: string, at: Instant): Promise<AskedContact | undefined> {
  const { rows } = await sql<Nullable<AskedContact>>`
    select v.round, v.contact, v.customer, k.name as customer_name, c.name, coalesce(c.language, k.language) as language, v.answered_at, v.answer,
      (select json_agg(json_build_object('id', a.id, 'name', a.name, 'product', a.product, 'contacts', (
          select json_agg(json_build_object('id', o.id, 'name', o.name, 'email', o.email, 'role', o.role) order by o.id)
          from contacts o where o.account = a.id and o.ended_at is null)) order by a.id)
        from accounts a where a.customer = v.customer and a.ended_at is null
          and exists (select from contacts m where m.account = a.id and m.ended_at is null and lower(m.email) = lower(v.address))) as accounts
    from contact_verifications v join contacts c on c.id = v.contact join customers k on k.id = v.customer
    where v.link = ${hash} and v.asked_at > ${plus(at, -OPEN_DAYS * 24 * HOUR)}::timestamptz and k.ended_at is null and c.ended_at is null
      and lower(c.email) = lower(v.address)`.execute(db);
  return rows[0] && withoutNulls(rows[0]);
}

async function answer(
  trx: Transaction<Schema>,
  hash: string,
  corrections: readonly Correction[],
  at: Instant,
): Promise<boolean> {
  const asked = await trx
    .updateTable('contactVerifications')
    .set({ answeredAt: at, answer: corrections.length > 0 ? 'corrected' : 'confirmed' })
    .where('link', '=', hash)
    .where('answeredAt', 'is', null)
    .returning(['round', 'contact', 'customer'])
    .executeTakeFirst();
  if (!asked) return false;
  const { round, contact, customer } = asked;
  await sql`
    insert into contact_proposals (round, asked, customer, account, contact, kind, name, email, proposed_at)
    select ${round}, ${contact}, ${customer}, account, contact, kind, name, email, ${at}::timestamptz
    from json_to_recordset(${recordset(corrections)}::json) as p(account text, contact text, kind text, name text, email text)`.execute(
    trx,
  );
  return true;
}

async function askedBy(db: Kysely<Schema>, message: string): Promise<string | undefined> {
  const until = `${message}g`;
  const { rows } = await sql<{ address: string }>`
    select address from contact_verifications where message >= ${message} and message < ${until}
      or reminder >= ${message} and reminder < ${until} limit 1`.execute(db);
  return rows[0]?.address;
}

async function bounced(trx: Transaction<Schema>, address: string, at: Instant): Promise<void> {
  await lockCustomers(trx);
  const { rows } = await sql<{ customer: CustomerId }>`
    select distinct a.customer from contacts c join accounts a on a.id = c.account
    where lower(c.email) = lower(${address}) and not c.stale and c.ended_at is null`.execute(trx);
  const incidents = await lockIncidentsOf(
    trx,
    rows.map(({ customer }) => customer),
  );
  for (const incident of incidents) await noteNews(trx, incident);
  await markStale(trx, address, at);
}
