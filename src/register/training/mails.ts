import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { Step } from '../../domain/training/plan';
import { mailingIn, type HandedMail, type Mailing } from '../delivery/mailing';
import type { Schema } from '../database/schema';
import { withoutNulls, type Nullable } from '../database/values';

/** One step of a wave as a sending of the ledger: its subject is the wave, its number the step's. */
export type StepRef = { wave: string; step: Pick<Step, 'number' | 'kind'> };

/** Handed over by the commit that claimed it. */
export interface TrainingMail extends HandedMail {
  /** Of the staff, or of a manager. */
  staff: string;
  /** The key of the ring that its link was made with. */
  ringKey?: string;
  /** Of a manager's: who of theirs has not passed, by name, and how many there are. */
  overdue?: string[];
  overdueCount?: number;
}

export interface TrainingMails extends Mailing {
  /** Plans whom the step goes to. Idempotent. */
  plan(ref: StepRef): Promise<void>;
  claim(ref: StepRef, fence: string, limit: number, now: Instant): Promise<TrainingMail[]>;
  /** The mails of waves that were taken for these addresses, as rows of the ledger. */
  takenFor(addresses: readonly string[]): Promise<string[]>;
  /** It came back: whoever it was for is not reached. */
  returned(id: string, words: string): Promise<void>;
}

export function trainingMailsIn(db: Kysely<Schema>): TrainingMails {
  const inOne = <T>(act: (trx: Transaction<Schema>) => Promise<T>) => db.transaction().execute(act);
  return {
    ...mailingIn(db),
    plan: (ref) => inOne((trx) => plan(trx, ref)),
    claim: (ref, fence, limit, now) => inOne((trx) => claim(trx, ref, { fence, limit, now })),
    takenFor: (addresses) => takenFor(db, addresses),
    returned: async (id, words) => {
      const row = db.updateTable('recipients').where('id', '=', id).where('state', '=', 'accepted');
      await row.set({ state: 'refused', serverWords: words, usable: false }).execute();
    },
  };
}

/** Of the assignment `a`: whether it is still for this step. */
const WANTED: Record<Step['kind'], RawBuilder<boolean>> = {
  invite: sql<boolean>`a.state = 'open'`,
  remind: sql<boolean>`a.state = 'open'`,
  manager: sql<boolean>`a.state <> 'passed'`,
  check: sql<boolean>`a.state = 'passed' and a.check_state is not distinct from 'asked'`,
  settle: sql<boolean>`false`,
};

async function plan(trx: Transaction<Schema>, { wave, step }: StepRef): Promise<void> {
  await sql`insert into sendings (subject, number, kind) values (${wave}, ${step.number}, 'training') on conflict do nothing`.execute(
    trx,
  );
  if (step.kind === 'check')
    await sql`update training_assignments set check_state = 'asked' where wave = ${wave} and state = 'passed' and check_state is null`.execute(
      trx,
    );
  const whom = step.kind === 'manager' ? sql`m` : sql`s`;
  await sql`
    insert into recipients (id, subject, number, endpoint, address, name, language, state)
    select distinct ${`${wave}/${step.number}/`}::text || ${whom}.id, ${wave}::text, ${step.number}::integer, ${whom}.id, ${whom}.email, ${whom}.name,
      ${whom}.language, 'planned'
    from training_assignments a join staff s on s.id = a.staff and s.left_at is null
      ${step.kind === 'manager' ? sql`join staff m on m.id = s.manager and m.left_at is null` : sql``}
    where a.wave = ${wave} and ${WANTED[step.kind]}
    on conflict (subject, number, endpoint) do nothing`.execute(trx);
}

async function claim(
  trx: Transaction<Schema>,
  { wave, step }: StepRef,
  { fence, limit, now }: { fence: string; limit: number; now: Instant },
): Promise<TrainingMail[]> {
  const { rows } = await sql<Nullable<TrainingMail> & { wanted: boolean }>`
    with due as (
      select r.id, r.endpoint from open_recipients o join recipients r on r.id = o.recipient
      where o.subject = ${wave} and o.number = ${step.number}
        and (r.state = 'planned' or r.state = 'deferred' and r.next_at <= ${now}::timestamptz)
        and exists (select from training_waves w where w.id = ${wave} and w.stopped_at is null)
      order by o.endpoint limit ${limit} for update of r skip locked
    ), judged as (
      select due.id, j.* from due, lateral (${step.kind === 'manager' ? overdueOf(wave) : wantedOf(wave, step.kind)}) j
    )
    update recipients r set fence = ${fence}, next_at = null, state = case when j.wanted then 'handed' else 'cancelled' end,
      handed_at = case when j.wanted then ${now}::timestamptz end
    from judged j where j.id = r.id
    returning r.id, r.endpoint as staff, r.name, r.address, r.language, r.attempts, r.possible_repeat as "possibleRepeat", j.wanted,
      j.ring_key as "ringKey", j.overdue, j.overdue_count as "overdueCount"`.execute(trx);
  return rows.filter(({ wanted }) => wanted).map(({ wanted: _, ...mail }) => withoutNulls(mail));
}

function wantedOf(wave: string, kind: Step['kind']): RawBuilder<unknown> {
  return sql`select count(*) > 0 as wanted, max(a.ring_key) as ring_key, null::text[] as overdue, null::int as overdue_count
    from training_assignments a join staff s on s.id = a.staff
    where a.wave = ${wave} and a.staff = due.endpoint and s.left_at is null and ${WANTED[kind]}`;
}

const NAMED = 50;

function overdueOf(wave: string): RawBuilder<unknown> {
  return sql`select count(*) > 0 as wanted, null::text as ring_key, (array_agg(s.name order by s.name, s.id))[1:${NAMED}] as overdue, count(*)::int as overdue_count
    from training_assignments a join staff s on s.id = a.staff
    where a.wave = ${wave} and s.manager = due.endpoint and s.left_at is null and ${WANTED.manager}`;
}

async function takenFor(db: Kysely<Schema>, addresses: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select r.id from staff s join sendings x on x.kind = 'training'
      join recipients r on r.subject = x.subject and r.number = x.number and r.endpoint = s.id
    where lower(s.email) = any(${addresses.map((address) => address.toLowerCase())}::text[]) and r.state = 'accepted'`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
