import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import { ASYNC_COMMIT } from '../database/sql';
import { groupEnded, turnOf, type GroupedAlert, type GroupPace, type Turn } from './grouped-alerts';

export interface AlertsSent {
  /** Call before a mail goes out. `possible-repeat`: begun before, and never seen to end. `done`: do not send. */
  begin(effect: string, person: PersonId, at: Instant): Promise<'new' | 'possible-repeat' | 'done'>;
  /** It is certain that nothing left: what is begun next is no repeat of it. */
  unsent(effect: string, person: PersonId): Promise<void>;
  /** The server accepted it, with this reply. */
  done(effect: string, person: PersonId, words: string): Promise<void>;
  /** Whether any server accepted any of it. */
  wasSent(effect: string): Promise<boolean>;
  /** What an alert about somebody's report is to do now. Only one that is `isNew` begins to wait. */
  turnOf(alert: GroupedAlert, isNew: boolean, at: Instant, pace: GroupPace): Promise<Turn>;
  /** Whoever the mail of a group could reach has it. */
  groupEnded(mail: string, at: Instant): Promise<void>;
}

export function alertsIn(db: Kysely<Schema>): AlertsSent {
  return {
    begin: (effect, person, at) => begin(db, effect, person, at),
    unsent: async (effect, person) => {
      const begun = db.updateTable('recipients').set({ state: 'planned' }).where('id', '=', idOf(effect, person));
      await begun.where('state', '=', 'handed').execute();
    },
    done: (effect, person, words) => done(db, effect, person, words),
    wasSent: async (effect) => {
      const sent = db.selectFrom('recipients').select('id').where('subject', '=', effect).where('number', '=', 0);
      return (await sent.where('finishedAt', 'is not', null).limit(1).executeTakeFirst()) !== undefined;
    },
    turnOf: (alert, isNew, at, pace) => turnOf(db, alert, isNew, at, pace),
    groupEnded: (mail, at) => groupEnded(db, mail, at),
  };
}

async function begin(db: Kysely<Schema>, effect: string, person: PersonId, at: Instant) {
  const { rows } = await sql<{ finishedAt: Instant | null; possibleRepeat: boolean }>`
    with sending as (${sendingOf(effect)})
    insert into recipients (id, subject, number, endpoint, state, handed_at, planned_at)
    values (${idOf(effect, person)}, ${effect}, 0, ${person}, 'handed', ${at}, ${at})
    on conflict (subject, number, endpoint) do update
      set possible_repeat = recipients.possible_repeat or recipients.state = 'handed',
        state = case when recipients.finished_at is null then 'handed' else recipients.state end
    returning finished_at, possible_repeat`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('An upsert returns its row.');
  if (row.finishedAt) return 'done';
  return row.possibleRepeat ? 'possible-repeat' : 'new';
}

/**
 * An alert that went out while the register was down was never begun here. If a crash of the database loses this write, the next copy is
 * marked as a possible repeat.
 */
async function done(db: Kysely<Schema>, effect: string, person: PersonId, words: string): Promise<void> {
  await sql`
    with sending as (${sendingOf(effect)})
    insert into recipients (id, subject, number, endpoint, state, attempts, handed_at, finished_at, server_words)
    values (${idOf(effect, person)}, ${effect}, 0, ${person}, 'accepted', 1, now(), now(), ${words})
    on conflict (subject, number, endpoint) do update
      set state = 'accepted', attempts = recipients.attempts + 1, finished_at = now(), server_words = excluded.server_words
    returning ${ASYNC_COMMIT}`.execute(db);
}

function sendingOf(effect: string) {
  return sql`insert into sendings (subject, number, kind) values (${effect}, 0, 'alert') on conflict do nothing`;
}

function idOf(effect: string, person: PersonId): string {
  return `${effect}/${person}`;
}
