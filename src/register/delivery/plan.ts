import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import { KINDS, type Audience, type Telling } from '../../domain/notices/kinds';
import type { NoticeCounts } from '../../domain/notices/state';
import { unreachable } from '../../domain/primitives/unreachable';
import { RegisterConflict } from '../database/faults';
import type { Schema } from '../database/schema';
import { AFFECTED, everNotified, tellingTheSame, noDeliveryPending, notYetNotified, toldByPerson } from '../scope/told';
import { withoutNulls } from '../database/values';
import type { NoticeRef } from './delivery';
import { planSnapshot, takeSnapshot } from '../notices/snapshots';
import { planWebhooks } from './webhooks';
import { asItStands } from './whom';

export interface Progress extends NoticeCounts {
  /** When the earliest deferred delivery may be retried. */
  nextAt?: Instant;
  /** True if nothing is planned, claimed, handed or deferred. */
  finished: boolean;
  /** Somebody holds it up. */
  paused: boolean;
}

export interface Planned {
  incident: IncidentId;
  notice: number;
  hash: string;
  /** Of a notice whose recipients were taken down. */
  recipientsHash?: string;
}

export async function plan(trx: Transaction<Schema>, planned: Planned): Promise<NoticeCounts> {
  const { incident, notice, recipientsHash } = planned;
  const to = isRecipient(incident, await audienceOf(trx, planned));
  await openSending(trx, incident, notice);
  if (recipientsHash) await planSnapshot(trx, planned, to);
  else await insertDeliveries(trx, incident, notice, to);
  await planWebhooks(trx, planned);
  await recordUnreachable(trx, incident, notice, to);
  const { nextAt: _, finished: __, paused: ___, ...counts } = await progressOf(trx, incident, notice);
  return counts;
}

/** Takes down whom the stored notice goes to, as things stand. */
export async function takeDown(trx: Transaction<Schema>, { incident, notice }: NoticeRef): Promise<number> {
  const { kind, about } = await trx
    .selectFrom('notices')
    .select(['kind', 'about'])
    .where('incident', '=', incident)
    .where('notice', '=', notice)
    .executeTakeFirstOrThrow();
  return await takeSnapshot(
    trx,
    { incident, notice },
    isRecipient(incident, { audience: KINDS[kind].audience, about }),
  );
}

interface ForWhom {
  audience: Audience;
  /** The notice that it is about. */
  about: number | null;
}

async function audienceOf(trx: Transaction<Schema>, planned: Planned): Promise<ForWhom> {
  const { incident, notice, hash, recipientsHash = null } = planned;
  const stored = await trx
    .selectFrom('notices')
    .select(['kind', 'hash', 'about', 'recipientsHash'])
    .where('incident', '=', incident)
    .where('notice', '=', notice)
    .executeTakeFirst();
  if (!stored) throw new RegisterConflict(`Notice ${notice} of ${incident} was never composed; nothing is sent.`);
  if (stored.hash === hash && recipientsHash !== null && stored.recipientsHash !== recipientsHash)
    throw new RegisterConflict(
      `The recipients of notice ${notice} of ${incident} are stored as ${stored.recipientsHash} and were approved as ${recipientsHash}; nothing is sent.`,
    );
  if (stored.hash === hash) return { audience: KINDS[stored.kind].audience, about: stored.about };
  throw new RegisterConflict(
    `Notice ${notice} of ${incident} was released as ${hash} and is stored as ${stored.hash}; what was not approved is not sent.`,
  );
}

/**
 * Selects, from the rows `s` of scope and `a` of accounts, who is of the audience. A first notice goes to nobody who already had
 * one, so that it can be released again for customers found later; likewise a withdrawal, for those notified later.
 */
function isRecipient(incident: IncidentId, { audience, about }: ForWhom) {
  const first = (of: Telling) => sql`${notYetNotified(incident, of)} and ${noDeliveryPending(incident, of)}`;
  const recalled = (of: 'withdrawal' | 'clearance') =>
    sql`${everNotified(incident)} and ${first(of)} and ${toldByPerson(of)} is null`;
  switch (audience) {
    case 'untold': {
      const again = sql`s.judged_from is not null and ${noDeliveryPending(incident, 'incident')}`;
      return sql<boolean>`(s.mark is null and s.told_at is null and (${first('incident')} or ${again})
        and ${toldByPerson('incident')} is null)`;
    }
    case 'unobserved':
      return sql<boolean>`(s.mark is null and s.observed_at is null and ${first('observation')})`;
    case 'heard':
      return sql<boolean>`(s.mark is null and ${recalled('withdrawal')})`;
    case 'cleared':
      return sql<boolean>`(s.mark = 'cleared' and ${recalled('clearance')})`;
    case 'told':
      return sql<boolean>`(s.mark is null and coalesce(s.told_at, s.observed_at) is not null)`;
    case 'wrongly-told':
      return sql<boolean>`(s.mark in ('removed', 'cleared') and a.id in (
        select g.account from recipients g
        where g.subject = ${incident} and g.number = ${about}::integer and g.state = 'accepted'))`;
    case 'affected':
      return sql<boolean>`(s.mark is null)`;
    default:
      return unreachable(audience);
  }
}

async function openSending(trx: Transaction<Schema>, subject: IncidentId, number: number): Promise<void> {
  await trx
    .insertInto('sendings')
    .values({ subject, number, kind: 'notice' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

type RecipientFilter = ReturnType<typeof isRecipient>;

/** A customer who was removed and added again gets its cancelled deliveries back. */
async function insertDeliveries(
  trx: Transaction<Schema>,
  incident: IncidentId,
  notice: number,
  to: RecipientFilter,
): Promise<void> {
  await sql`
    insert into recipients (id, subject, number, customer, account, contact, endpoint, address, mail, name, language, state)
    select p.incident || '/' || p.notice || '/' || p.contact, p.incident, p.notice, p.customer, p.account, p.contact, p.contact, p.address,
      p.mail, p.name, p.language, 'planned'
    from (${asItStands(incident, notice, to)}) p where true
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
    select s.*, c.*, p.* from (
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
    ) c, (
      select exists(select from sendings where subject = ${incident} and number = ${notice} and paused_at is not null) as paused
    ) p`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A count without a group gives one row.');
  return withoutNulls(row);
}

type Dates = 'nextAt' | 'lastAcceptedAt';
const PENDING = sql.raw(`('planned', 'claimed', 'handed', 'deferred')`);
