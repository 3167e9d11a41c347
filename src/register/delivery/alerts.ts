import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import { INSERTED, ASYNC_COMMIT } from '../database/sql';
import { groupEnded, turnOf, type GroupedAlert, type GroupPace, type Turn } from './grouped-alerts';

export interface AlertsSent {
  /** Call before a mail goes out. `possible-repeat`: begun before, and never seen to end. `done`: do not send. */
  begin(effect: string, person: PersonId, at: Instant): Promise<'new' | 'possible-repeat' | 'done'>;
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
    done: (effect, person, words) => done(db, effect, person, words),
    wasSent: async (effect) => {
      const sent = db.selectFrom('alertsSent').select('effect').where('effect', '=', effect);
      return (await sent.where('doneAt', 'is not', null).limit(1).executeTakeFirst()) !== undefined;
    },
    turnOf: (alert, isNew, at, pace) => turnOf(db, alert, isNew, at, pace),
    groupEnded: (mail, at) => groupEnded(db, mail, at),
  };
}

async function begin(db: Kysely<Schema>, effect: string, person: PersonId, at: Instant) {
  const row = await db
    .insertInto('alertsSent')
    .values({ effect, person, begunAt: at, possibleRepeat: false })
    .onConflict((conflict) =>
      conflict
        .columns(['effect', 'person'])
        .doUpdateSet({ possibleRepeat: sql`alerts_sent.possible_repeat or alerts_sent.done_at is null` }),
    )
    .returning(['doneAt', INSERTED.as('inserted')])
    .executeTakeFirstOrThrow();
  if (row.inserted) return 'new';
  return row.doneAt ? 'done' : 'possible-repeat';
}

/**
 * An alert that went out while the register was down was never begun here. If a crash of the database loses this write, the next copy is
 * marked as a possible repeat.
 */
async function done(db: Kysely<Schema>, effect: string, person: PersonId, words: string): Promise<void> {
  const now = sql<Instant>`now()`;
  await db
    .insertInto('alertsSent')
    .values({ effect, person, begunAt: now, doneAt: now, words, possibleRepeat: false })
    .onConflict((conflict) => conflict.columns(['effect', 'person']).doUpdateSet({ doneAt: now, words }))
    .returning(ASYNC_COMMIT)
    .execute();
}
