import { sql, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { isExerciseId } from '../../domain/exercise/mark';
import type { PostMortemId } from '../../domain/post-mortem/id';
import type { Listen } from '../database/notifications';
import type { Statement } from '../database/one-trip';
import type { Schema } from '../database/schema';

/** That an incident, or its post-mortem, has new pages. */
export interface IncidentChanged {
  id: IncidentId | PostMortemId;
  sequence: number;
}

/** That something of a subject of the register, such as `procedures`, is another. */
export interface SubjectChanged {
  subject: string;
}

export type Changed = IncidentChanged | SubjectChanged;

export interface News {
  /**
   * Tells of every incident as soon as pages of it are stored, and of every subject as soon as it changed, whichever process did that. `lost`: some
   * may have been missed, while the database was away. @returns what ends it
   */
  listen(on: { changed: (news: Changed) => void; lost: () => void }): Promise<() => Promise<void>>;
}

const CHANNEL = 'tocsin_news';
/** A channel of its own: an older release takes whatever the other brings for an incident. */
const SUBJECTS = 'tocsin_subjects';

export function newsIn(listen: Listen): News {
  return {
    listen: ({ changed, lost }) =>
      listen([CHANNEL, SUBJECTS], {
        heard: (payload) => changed(JSON.parse(payload) as Changed),
        lost,
      }),
  };
}

/** Heard once the transaction is committed, and not at all if it is not. */
export function announcement(trx: Transaction<Schema>, { id, sequence }: IncidentChanged): Statement {
  const [channel, news] = isExerciseId(id) ? [SUBJECTS, { subject: 'exercises' }] : [CHANNEL, { id, sequence }];
  return sql`select pg_notify(${channel}, ${JSON.stringify(news)})`.compile(trx);
}
