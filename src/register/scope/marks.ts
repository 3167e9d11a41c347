import { sql, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { MarkOutcome, ScopeMark } from '../../domain/scope/state';
import type { Schema } from '../database/schema';
import { countsOf, type ScopeCounts } from './counts';
import { answered, remember } from './requests';
import { bumpRevision, lockRevision, scopeOf } from './revisions';
import { AFFECTED, everNotified, recalls, settleNotified } from './told';

export type Marking = { incident: IncidentId; effect: string; customer: string } & ScopeMark;
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

  const outcome = await written(trx, request);
  if (outcome === 'marked') await bumpRevision(trx, scopeOf(incident));
  await remember(trx, incident, effect, { outcome });
  return { outcome, ...(await countsOf(trx, incident)) };
}

async function written(trx: Transaction<Schema>, request: Marking): Promise<MarkOutcome> {
  switch (request.mark) {
    case 'told':
      return await recordContact(trx, request);
    case 'untold':
      return await revokeContact(trx, request);
    default:
      return await takeOff(trx, request);
  }
}

async function takeOff(trx: Transaction<Schema>, request: Off): Promise<MarkOutcome> {
  const { incident, customer, mark: asked, of } = request;
  const row = await rowOf(trx, request);
  if (!row || row.mark === 'cleared' || (row.mark === 'removed' && asked !== 'removed')) return 'not-in-scope';
  if (asked === 'cleared') return await clear(trx, request);
  const isTold = of === 'withdrawal' ? await isToldOfWithdrawal(trx, incident, customer) : row.toldAt !== null;
  if (isTold) return 'already-told';
  await writeMark(trx, request);
  return 'marked';
}

/** Who had no word of the incident at all needs no word that it is not affected. */
async function clear(trx: Transaction<Schema>, request: Off): Promise<MarkOutcome> {
  const { incident, customer } = request;
  const { rows } = await sql`
    select from scope s left join accounts a on ${AFFECTED}
    where s.incident = ${incident} and s.customer = ${customer} and ${everNotified(incident)}`.execute(trx);
  if (rows.length === 0) return 'not-told';
  await writeMark(trx, request);
  return 'marked';
}

/** All accounts that are affected by now count as told with it. Mail that had come before leaves the customer told by mail. */
async function recordContact(trx: Transaction<Schema>, request: Of<'told'>): Promise<MarkOutcome> {
  const { incident, effect: id, customer, contact, by } = request;
  const row = await rowOf(trx, request);
  if (!row || row.mark === 'removed') return 'not-in-scope';
  const { keeps = [], ...told } = contact;
  await trx
    .insertInto('toldByPerson')
    .values({
      incident,
      id,
      customer,
      accounts: row.accounts,
      recordedBy: by[0] ?? '',
      ...told,
      keeps: JSON.stringify(keeps),
    })
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
  return 'marked';
}

async function revokeContact(trx: Transaction<Schema>, request: Of<'untold'>): Promise<MarkOutcome> {
  const { incident, customer, contact, reason, by } = request;
  const revoked = await trx
    .updateTable('toldByPerson')
    .set({ revokedBy: by[0] ?? '', revocation: reason })
    .where('incident', '=', incident)
    .where('customer', '=', customer)
    .where('id', '=', contact)
    .where('revokedBy', 'is', null)
    .executeTakeFirst();
  if (revoked.numUpdatedRows === 0n) return 'no-such-contact';
  await settleNotified(trx, incident, [customer], { reopen: true });
  return 'marked';
}

async function rowOf(trx: Transaction<Schema>, { incident, customer }: Marking) {
  return await trx
    .selectFrom('scope')
    .select(['mark', 'toldAt', 'accounts'])
    .where('incident', '=', incident)
    .where('customer', '=', customer)
    .executeTakeFirst();
}

async function isToldOfWithdrawal(trx: Transaction<Schema>, incident: IncidentId, customer: string): Promise<boolean> {
  const { rows } = await sql`
    select from (${recalls(incident, 'withdrawal')}) w where customer = ${customer} and told_at is not null`.execute(
    trx,
  );
  return rows.length > 0;
}

/** What was not handed over yet is not sent any more. */
async function writeMark(
  trx: Transaction<Schema>,
  { incident, customer, mark: asked, reason, by }: Off,
): Promise<void> {
  await trx
    .updateTable('scope')
    .set({ mark: asked, reason, markedBy: [...by] })
    .where('incident', '=', incident)
    .where('customer', '=', customer)
    .execute();
  await trx
    .updateTable('deliveries')
    .set({ state: 'cancelled', nextAt: null })
    .where('incident', '=', incident)
    .where('customer', '=', customer)
    .where('state', 'in', ['planned', 'claimed', 'deferred'])
    .execute();
}
