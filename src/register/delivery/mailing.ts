import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { Schema } from '../database/schema';
import { recordset, withoutNulls, type Nullable } from '../database/values';
import { takeOver } from './claims';

/** A sending of the ledger that is no notice, such as one step of a wave. */
export interface SendingRef {
  subject: string;
  number: number;
}

/** One mail of it, handed over by the commit that claimed it. */
export interface HandedMail {
  id: string;
  name: string;
  address: string;
  language: string;
  attempts: number;
  possibleRepeat: boolean;
}

export interface MailEnd {
  id: string;
  state: 'accepted' | 'refused' | 'deferred';
  words: string;
  at: Instant;
  nextAt?: Instant;
  /** It may have been accepted all the same. */
  isUnsure?: boolean;
}

export interface MailProgress {
  sent: number;
  refused: number;
  pending: number;
  nextAt?: Instant;
}

/** What is the same of all that goes out by mail in many copies, beside notices. */
export interface Mailing {
  /** What an earlier attempt left behind is taken over; what it had handed over goes out as a possible repeat. */
  takeOver(ref: SendingRef, fence: string, now: Instant): Promise<void>;
  end(fence: string, ended: readonly MailEnd[]): Promise<void>;
  /** What the server never agreed to take. */
  release(fence: string, ids: readonly string[]): Promise<void>;
  progress(ref: SendingRef): Promise<MailProgress>;
}

export function mailingIn(db: Kysely<Schema>): Mailing {
  return {
    takeOver: async ({ subject, number }, fence, now) => {
      // The ledger's own statement asks for nothing that only an incident has.
      const claim = { incident: subject as IncidentId, notice: number, fence, now };
      await db.transaction().execute((trx) => takeOver(trx, claim));
    },
    end: (fence, ended) => end(db, fence, ended),
    release: async (fence, ids) => {
      await db
        .updateTable('recipients')
        .set({ state: 'planned', handedAt: null })
        .where('id', 'in', ['', ...ids])
        .where('fence', '=', fence)
        .where('state', '=', 'handed')
        .execute();
    },
    progress: (ref) => progress(db, ref),
  };
}

async function end(db: Kysely<Schema>, fence: string, ended: readonly MailEnd[]): Promise<void> {
  await sql`
    update recipients r set state = e.state, server_words = e.words, attempts = r.attempts + 1, next_at = e."nextAt",
      possible_repeat = r.possible_repeat or coalesce(e."isUnsure", false),
      finished_at = case when e.state <> 'deferred' then greatest(e.at, r.handed_at) end
    from json_to_recordset(${recordset(ended)}::json) as e(id text, state text, words text, at timestamptz, "nextAt" timestamptz, "isUnsure" boolean)
    where r.id = e.id and r.fence = ${fence} and r.state = 'handed'`.execute(db);
}

async function progress(db: Kysely<Schema>, { subject, number }: SendingRef): Promise<MailProgress> {
  const { rows } = await sql<Nullable<MailProgress>>`
    select count(*) filter (where state = 'accepted')::int as sent, count(*) filter (where state = 'refused')::int as refused,
      count(*) filter (where state in ('planned', 'handed', 'deferred'))::int as pending,
      case when count(*) filter (where state in ('planned', 'handed')) = 0 then min(next_at) end as "nextAt"
    from recipients where subject = ${subject} and number = ${number}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A count returns its row.');
  return withoutNulls(row);
}
