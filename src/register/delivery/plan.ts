import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import type { NoticeCounts, NoticeKind } from '../../domain/notices/state';
import { RegisterConflict } from '../database/faults';
import type { Schema } from '../database/schema';
import {
  AFFECTED,
  everNotified,
  tellingTheSame,
  noDeliveryPending,
  notYetNotified,
  toldByPerson,
  type FirstKind,
} from '../scope/told';
import { withoutNulls } from '../database/values';
import type { NoticeRef } from './delivery';
import { mailTo } from './mail-rows';
import { planSnapshot, takeSnapshot } from './snapshots';

export interface Progress extends NoticeCounts {
  /** When the earliest deferred delivery may be retried. */
  nextAt?: Instant;
  /** True if nothing is planned, claimed, handed or deferred. */
  finished: boolean;
}

interface Planned {
  incident: IncidentId;
  notice: number;
  hash: string;
  /** Of a notice whose recipients were taken down. */
  recipientsHash?: string;
}

export async function plan(trx: Transaction<Schema>, planned: Planned): Promise<NoticeCounts> {
  const { incident, notice, recipientsHash } = planned;
  const kind = await kindOf(trx, planned);
  const to = isRecipient(incident, kind);
  await openSending(trx, incident, notice);
  if (recipientsHash) await planSnapshot(trx, planned, to);
  else await insertDeliveries(trx, incident, notice, to);
  await recordUnreachable(trx, incident, notice, to);
  const { nextAt: _, finished: __, ...counts } = await progressOf(trx, incident, notice);
  return counts;
}

/** Takes down whom the stored notice goes to, as things stand. */
export async function takeDown(trx: Transaction<Schema>, { incident, notice }: NoticeRef): Promise<number> {
  const { kind } = await trx
    .selectFrom('notices')
    .select('kind')
    .where('incident', '=', incident)
    .where('notice', '=', notice)
    .executeTakeFirstOrThrow();
  return await takeSnapshot(trx, { incident, notice }, isRecipient(incident, kind));
}

async function kindOf(trx: Transaction<Schema>, planned: Planned): Promise<NoticeKind> {
  const { incident, notice, hash, recipientsHash = null } = planned;
  const stored = await trx
    .selectFrom('notices')
    .select(['kind', 'hash', 'recipientsHash'])
    .where('incident', '=', incident)
    .where('notice', '=', notice)
    .executeTakeFirst();
  if (!stored) throw new RegisterConflict(`Notice ${notice} of ${incident} was never composed; nothing is sent.`);
  if (stored.hash === hash && recipientsHash !== null && stored.recipientsHash !== recipientsHash)
    throw new RegisterConflict(
      `The recipients of notice ${notice} of ${incident} are stored as ${stored.recipientsHash} and were approved as ${recipientsHash}; nothing is sent.`,
    );
  if (stored.hash === hash) return stored.kind;
  throw new RegisterConflict(
    `Notice ${notice} of ${incident} was released as ${hash} and is stored as ${stored.hash}; what was not approved is not sent.`,
  );
}

/**
 * Selects, from the rows `s` of scope and `a` of accounts, whom a notice of this kind is for. A first notice goes to nobody who already had
 * one, so that it can be released again for customers found later; likewise a withdrawal, for those notified later. A correction goes only
 * to customers who were notified, and a clearance to those who were and are not affected after all.
 */
function isRecipient(incident: IncidentId, kind: NoticeKind) {
  const first = (of: FirstKind) => sql`${notYetNotified(incident, of)} and ${noDeliveryPending(incident, of)}`;
  const recalled = (of: 'withdrawal' | 'clearance') =>
    sql`${everNotified(incident)} and ${first(of)} and ${toldByPerson(of)} is null`;
  if (kind === 'initial') {
    const again = sql`s.judged_from is not null and ${noDeliveryPending(incident, kind)}`;
    return sql<boolean>`(s.mark is null and s.told_at is null and (${first(kind)} or ${again}))`;
  }
  if (kind === 'event') return sql<boolean>`(s.mark is null and s.observed_at is null and ${first(kind)})`;
  if (kind === 'withdrawal') return sql<boolean>`(s.mark is null and ${recalled(kind)})`;
  if (kind === 'clearance') return sql<boolean>`(s.mark = 'cleared' and ${recalled(kind)})`;
  if (kind === 'correction') return sql<boolean>`(s.mark is null and coalesce(s.told_at, s.observed_at) is not null)`;
  return sql<boolean>`(s.mark is null)`;
}

async function openSending(trx: Transaction<Schema>, subject: IncidentId, number: number): Promise<void> {
  await trx
    .insertInto('sendings')
    .values({ subject, number, kind: 'notice' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Of the rows `s` of scope, `k` of customers, `a` of accounts and `c` of contacts: what the notice will say of its recipient. */
const VALUES = sql`jsonb_strip_nulls(jsonb_build_object('customer', k.name, 'account', a.name,
  'data', s.data, 'volume', s.volume, 'exposure', s.exposure))`;

type RecipientFilter = ReturnType<typeof isRecipient>;

/** A customer who was removed and added again gets its cancelled deliveries back. */
async function insertDeliveries(
  trx: Transaction<Schema>,
  incident: IncidentId,
  notice: number,
  to: RecipientFilter,
): Promise<void> {
  await sql`
    insert into recipients (id, subject, number, customer, account, contact, endpoint, address, mail, name, language, state, "values")
    select s.incident || '/' || ${notice}::integer || '/' || c.id, s.incident, ${notice}::integer, s.customer, a.id, c.id, c.id, c.email,
      ${mailTo(sql`s.incident`, sql`${notice}::integer`)}, c.name, coalesce(c.language, k.language), 'planned', ${VALUES}
    from scope s
      join customers k on k.id = s.customer
      join accounts a on ${AFFECTED}
      join contacts c on c.account = a.id and c.role = 'administrator' and not c.stale and c.ended_at is null
    where s.incident = ${incident} and ${to}
    on conflict (subject, number, endpoint) do update set state = 'planned', planned_at = now()
      where recipients.state = 'cancelled'`.execute(trx);
}

/**
 * Records the customers with an account for which no delivery could be planned, as of now: customers found later are not missed by this
 * notice.
 */
async function recordUnreachable(
  trx: Transaction<Schema>,
  incident: IncidentId,
  notice: number,
  to: RecipientFilter,
): Promise<void> {
  await sql`
    update notices set without_contact = array(
      select s.customer from scope s left join accounts a on ${AFFECTED}
      where s.incident = ${incident} and ${to} and (a.id in (
        select d.account from recipients d where d.subject = ${incident} and d.number = ${notice})) is not true
      group by s.customer order by s.customer)
    where incident = ${incident} and notice = ${notice}`.execute(trx);
}

/**
 * All numbers of one notice, in one statement and therefore one snapshot. Whom it was for is fixed since the plan. A customer counts as told
 * if each of its accounts has an accepted delivery, of this notice or of another one that an account gets in its place.
 */
export async function progressOf(db: Kysely<Schema>, incident: IncidentId, notice: number): Promise<Progress> {
  const { rows } = await sql<Omit<Progress, Dates> & { [Date in Dates]: Progress[Date] | null }>`
    with accounts as (
      select customer, bool_or(number = ${notice}) as here, bool_or(state = 'accepted' and usable) as reached,
        coalesce(bool_and(state = 'refused') filter (where number = ${notice}), false) as missed
      from recipients
      where subject = ${incident} and number = any(array(${tellingTheSame(incident, notice)})) and state <> 'cancelled'
      group by customer, account
      union all
      select unnest(without_contact), false, false, true from notices where incident = ${incident} and notice = ${notice}
    ), customers as (
      select bool_or(here) as here, bool_and(reached) as told, bool_or(missed) as missed from accounts group by customer
    )
    select s.*, c.* from (
      select
        count(*) as deliveries,
        count(*) filter (where state = 'accepted') as accepted,
        count(*) filter (where state = 'refused') as refused,
        count(*) filter (where state in ${PENDING}) as pending,
        max(finished_at) filter (where state = 'accepted') as last_accepted_at,
        min(next_at) filter (where state = 'deferred') as next_at,
        count(*) filter (where state in ${PENDING}) = 0 as finished
      from recipients where subject = ${incident} and number = ${notice} and state <> 'cancelled'
    ) s, (
      select
        count(*) filter (where here) as customers,
        count(*) filter (where here and told) as told,
        count(*) filter (where missed) as unreachable
      from customers
    ) c`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A count without a group gives one row.');
  return withoutNulls(row);
}

type Dates = 'nextAt' | 'lastAcceptedAt';
const PENDING = sql.raw(`('planned', 'claimed', 'handed', 'deferred')`);
