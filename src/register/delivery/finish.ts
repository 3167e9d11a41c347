import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import { inOneTrip } from '../database/one-trip';
import { PREPARED } from '../database/prepared';
import { recordset } from '../database/values';
import { scopeOf } from '../scope/revisions';
import { settleNotified, settling } from '../scope/told';
import { BY_INDEX, cancelling, cancelUnwanted } from './claims';
import type { DeliveryOutcome, NoticeRef } from './delivery';
import { mailOf, sameMail } from './mail-rows';
import type { CustomerId, DeliveryId } from '../../domain/primitives/parties';

/** How the attempt at a mail ended: of its first delivery and of those that go with it. */
export interface EndedMail {
  id: DeliveryId;
  also: readonly DeliveryId[];
  /** Attempts that had ended before this one. */
  attempts: number;
  outcome: DeliveryOutcome;
}

interface Ended {
  id: DeliveryId;
  attempts: number;
  state: DeliveryOutcome['state'];
  words: string;
  at: string;
  nextAt?: string;
}

export async function finish(
  trx: Transaction<Schema>,
  id: DeliveryId,
  fence: string,
  outcome: DeliveryOutcome,
): Promise<boolean> {
  const mail = await mailOf(trx, id);
  if (!mail) return false;
  const rows = await trx
    .selectFrom('recipients')
    .select(['id', 'attempts'])
    .where(sameMail(mail))
    .where('fence', '=', fence)
    .where('state', 'in', ['claimed', 'handed'])
    .forUpdate()
    .execute();
  const own = rows.find((row) => row.id === id);
  if (!own) return false;
  await end(
    trx,
    mail.incident,
    fence,
    rows.map((row) => endOf(row.id, row.attempts, outcome)),
  );
  return true;
}

/** In one round trip, as far as the database takes statements ahead: while it lasts, no other sender of the notice can write its ends down. */
export async function finishAll(
  db: Kysely<Schema>,
  { incident }: NoticeRef,
  fence: string,
  ended: readonly EndedMail[],
): Promise<void> {
  const rows = ended.flatMap(({ id, also, attempts, outcome }) =>
    [id, ...also].map((one) => endOf(one, attempts, outcome)),
  );
  const ids = (state: Ended['state']) => rows.filter((row) => row.state === state).map(({ id }) => id);
  const [accepted, deferred] = [ids('accepted'), ids('deferred')];
  await inOneTrip(db, [
    BY_INDEX,
    noting(incident, fence, rows, sql`select`),
    ...(deferred.length > 0 ? [cancelling(deferred)] : []),
    ...(accepted.length > 0
      ? [sql`${PREPARED} ${settling(incident, acceptedBy(fence, accepted), { reopen: false })}`]
      : []),
  ]);
}

function acceptedBy(fence: string, ids: readonly DeliveryId[]) {
  return sql`any(array(
    select customer from recipients where id = any(${ids}::text[]) and fence = ${fence} and state = 'accepted'))`;
}

function endOf(id: DeliveryId, attempts: number, { state, words, at, nextAt }: DeliveryOutcome): Ended {
  return { id, attempts, state, words, at, ...(state === 'deferred' && { nextAt: nextAt ?? at }) };
}

/**
 * The revision is held from its bump, which comes first, to the commit. An answer that is written down a second time must not end what this attempt claimed since:
 * by then more attempts have ended. None is dated before the handing over.
 */
async function end(
  trx: Transaction<Schema>,
  incident: IncidentId,
  fence: string,
  ended: readonly Ended[],
): Promise<void> {
  const rows = await note(trx, incident, fence, ended);
  const deferred = rows.filter(({ state }) => state === 'deferred');
  if (deferred.length > 0) await cancelUnwanted(trx, deferred);
  const told = rows.filter(({ state }) => state === 'accepted').map(({ customer }) => customer);
  await settleNotified(trx, incident, [...new Set(told)], { reopen: false });
}

async function note(trx: Transaction<Schema>, incident: IncidentId, fence: string, ended: readonly Ended[]) {
  const rows = sql<Noted>`select id, customer, state from done`;
  return (await noting(incident, fence, ended, rows).execute(trx)).rows;
}

type Noted = Pick<Ended, 'id' | 'state'> & { customer: CustomerId };

function noting<Row>(incident: IncidentId, fence: string, ended: readonly Ended[], answer: RawBuilder<Row>) {
  const changes = ended.some(({ state }) => state !== 'deferred') ? 1 : 0;
  return sql<Row>`${PREPARED}
    with bumped as (
      insert into revisions as r (subject, revision) values (${scopeOf(incident)}, 1)
      on conflict (subject) do update set revision = r.revision + ${changes} returning revision
    ), ended as (
      select e.* from bumped, json_to_recordset(${recordset(ended)}::json)
        as e(id text, attempts integer, state text, words text, at timestamptz, "nextAt" timestamptz)
    ), done as (
      update recipients r set state = e.state, server_words = e.words, attempts = r.attempts + 1, next_at = e."nextAt",
        finished_at = case when e.state <> 'deferred' then greatest(e.at, r.handed_at) end
      from ended e
      where r.id = e.id and r.id = any(${ended.map(({ id }) => id)}::text[]) and r.fence = ${fence}
        and r.state in ('claimed', 'handed') and r.attempts = e.attempts
      returning r.id, r.customer, r.attempts, r.state, e.words, r.handed_at, e.at
    ), noted as (
      insert into attempts (delivery, number, fence, outcome, words, handed_at, ended_at)
      select id, attempts, ${fence}, state, words, handed_at, greatest(at, handed_at) from done
    )
    ${answer}`;
}
