import { sql, type Kysely, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { MarkOutcome, ScopeMark } from '../../domain/scope/state';
import type { Schema } from '../database/schema';
import { countsOf, type ScopeCounts } from './counts';
import { cancelChanged } from '../notices/snapshots';
import { answered, remember } from './requests';
import { bumpRevision, contentOf, lockRevision, scopeOf } from './revisions';
import { AFFECTED, everNotified, recalls, settleNotified } from './told';
import type { CustomerId } from '../../domain/primitives/parties';

export type Marking = { incident: IncidentId; effect: string; customer: CustomerId } & ScopeMark;
type Off = Exclude<Marking, { contact: unknown }>;
type Of<Mark extends ScopeMark['mark']> = Extract<Marking, { mark: Mark }>;

export async function mark(
  trx: Transaction<Schema>,
  request: Marking,
): Promise<ScopeCounts & { outcome: MarkOutcome }> {
  const { incident, effect } = request;
  await lockRevision(trx, scopeOf(incident));
  const before = await answered<{ outcome: MarkOutcome }>(trx, incident, effect);
  if (before) return { outcome: before.outcome, ...(await countsOf(trx, incident)) };

  const outcome = await outcomeOf(trx, request);
  if (outcome === 'marked') {
    await write(trx, request);
    await bumpRevision(trx, scopeOf(incident));
    if (request.mark !== 'told' && request.mark !== 'untold') {
      await bumpRevision(trx, contentOf(incident));
      await cancelChanged(trx, incident, [request.customer]);
    }
  }
  await remember(trx, incident, effect, { outcome });
  return { outcome, ...(await countsOf(trx, incident)) };
}

/** What a mark would come to, for who asks before it is given. */
export type MarkWish = Pick<Marking, 'incident' | 'customer' | 'mark'> & { of?: 'withdrawal'; contact?: unknown };

/** What the mark comes to as the scope stands, without a change. */
export async function outcomeOf(db: Kysely<Schema>, wish: MarkWish): Promise<MarkOutcome> {
  if (wish.mark === 'untold') return await revocationOf(db, wish);
  const { incident, customer, mark: asked, of } = wish;
  const row = await rowOf(db, wish);
  if (!row || (row.mark === 'removed' && asked !== 'removed')) return 'not-in-scope';
  if (asked === 'told') return 'marked';
  if (row.mark === 'cleared') return 'not-in-scope';
  if (asked === 'cleared') return (await hasWord(db, incident, customer)) ? 'marked' : 'not-told';
  const isTold = of === 'withdrawal' ? await isToldOfWithdrawal(db, incident, customer) : row.toldAt !== null;
  return isTold ? 'already-told' : 'marked';
}

async function revocationOf(db: Kysely<Schema>, { incident, customer, contact }: MarkWish): Promise<MarkOutcome> {
  const standing = await db
    .selectFrom('toldByPerson')
    .select('id')
    .where('incident', '=', incident)
    .where('customer', '=', customer)
    .where('id', '=', String(contact))
    .where('revokedBy', 'is', null)
    .executeTakeFirst();
  return standing ? 'marked' : 'no-such-contact';
}

/** Who had no word of the incident at all needs no word that it is not affected. */
async function hasWord(db: Kysely<Schema>, incident: IncidentId, customer: CustomerId): Promise<boolean> {
  const { rows } = await sql`
    select from scope s left join accounts a on ${AFFECTED}
    where s.incident = ${incident} and s.customer = ${customer} and ${everNotified(incident)}`.execute(db);
  return rows.length > 0;
}

async function write(trx: Transaction<Schema>, request: Marking): Promise<void> {
  if (request.mark === 'told') return await recordContact(trx, request);
  if (request.mark === 'untold') return await revokeContact(trx, request);
  await takeOff(trx, request);
}

/** All accounts that are affected by now count as told with it. Mail that had come before leaves the customer told by mail. */
async function recordContact(trx: Transaction<Schema>, request: Of<'told'>): Promise<void> {
  const { incident, effect: id, customer, contact, by } = request;
  const accounts = (await rowOf(trx, request))?.accounts;
  const { keeps = [], ...recorded } = contact;
  await trx
    .insertInto('toldByPerson')
    .values({ incident, id, customer, accounts, recordedBy: by[0] ?? '', ...recorded, keeps: JSON.stringify(keeps) })
    .execute();
  await sql`
    update scope s set
      told_at = case when p.told is null then s.told_at else least(s.told_at, p.told) end,
      told_by_person = s.told_by_person or coalesce(p.told <= coalesce(s.told_at, 'infinity'), false),
      observed_at = least(s.observed_at, p.observed)
    from (select
      case when ${contact.of === 'incident'}::boolean then ${contact.at}::timestamptz end as told,
      case when ${contact.of === 'observation'}::boolean then ${contact.at}::timestamptz end as observed) p
    where s.incident = ${incident} and s.customer = ${customer} and (s.judged_from is null or ${contact.at}::timestamptz > s.judged_from)`.execute(
    trx,
  );
}

async function revokeContact(trx: Transaction<Schema>, request: Of<'untold'>): Promise<void> {
  const { incident, customer, contact, reason, by } = request;
  await trx
    .updateTable('toldByPerson')
    .set({ revokedBy: by[0] ?? '', revocation: reason })
    .where('incident', '=', incident)
    .where('id', '=', contact)
    .execute();
  await settleNotified(trx, incident, [customer], { reopen: true });
}

async function rowOf(db: Kysely<Schema>, { incident, customer }: Pick<Marking, 'incident' | 'customer'>) {
  return await db
    .selectFrom('scope')
    .select(['mark', 'toldAt', 'accounts'])
    .where('incident', '=', incident)
    .where('customer', '=', customer)
    .executeTakeFirst();
}

async function isToldOfWithdrawal(db: Kysely<Schema>, incident: IncidentId, customer: CustomerId): Promise<boolean> {
  const { rows } = await sql`
    select from (${recalls(incident, 'withdrawal')}) w where customer = ${customer} and told_at is not null`.execute(
    db,
  );
  return rows.length > 0;
}

/** What was not handed over yet is not sent any more. */
async function takeOff(trx: Transaction<Schema>, { incident, customer, mark: asked, reason, by }: Off): Promise<void> {
  await trx
    .updateTable('scope')
    .set({ mark: asked, reason, markedBy: [...by] })
    .where('incident', '=', incident)
    .where('customer', '=', customer)
    .execute();
  await trx
    .updateTable('recipients')
    .set({ state: 'cancelled', nextAt: null })
    .where('subject', '=', incident)
    .where('customer', '=', customer)
    .where('state', 'in', ['planned', 'claimed', 'deferred'])
    .execute();
}
