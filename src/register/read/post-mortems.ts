import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import { incidentOfPostMortem, postMortemIdOf, type PostMortemId } from '../../domain/post-mortem/id';
import type { PersonId } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import { withoutNulls } from '../database/values';
import { hiddenFrom } from './sight';

export type PostMortemRow = {
  incident: IncidentId;
  status: string;
  openedAt: Instant;
  due: Instant;
  approvedAt?: Instant;
  approvedBy: PersonId[];
  actions: number;
  actionsOpen: number;
  nextDue?: Instant;
};

/** One whose actions have not all had their effect, as far as its pages tell. */
export interface UnendedPostMortem {
  id: PostMortemId;
  sequence: number;
}

export interface PostMortems {
  /** By id; those after `after`. */
  unendedAfter(after: PostMortemId | undefined, limit: number): Promise<UnendedPostMortem[]>;
  unended(): Promise<PostMortemId[]>;
  /** How many have something overdue: their approval, an action, or the check of one. */
  overdue(now: Instant): Promise<number>;
  /** Newest first; of restricted incidents those that this person sees whole. */
  list(reader: PersonId, now: Instant): Promise<PostMortemRow[]>;
}

const LIST_MAX = 1_000;

export function postMortemsIn(db: Kysely<Schema>): PostMortems {
  return {
    unendedAfter: (after, limit) => unendedAfter(db, after, limit),
    unended: async () => (await unendedAfter(db)).map(({ id }) => id),
    overdue: (now) => overdue(db, now),
    list: async (reader, now) => {
      const rows = await db
        .selectFrom('postMortems')
        .select([
          'incident',
          'status',
          'openedAt',
          'due',
          'approvedAt',
          'approvedBy',
          'actions',
          'actionsOpen',
          'nextDue',
        ])
        .where(sql<boolean>`incident not in (${hiddenFrom(reader, now)})`)
        .orderBy('openedAt', 'desc')
        .orderBy('incident')
        .limit(LIST_MAX)
        .execute();
      return rows.map(withoutNulls);
    },
  };
}

async function overdue(db: Kysely<Schema>, now: Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from post_mortems where next_due <= ${now}::timestamptz`.execute(db);
  return rows[0]?.count ?? 0;
}

async function unendedAfter(db: Kysely<Schema>, after?: PostMortemId, limit?: number): Promise<UnendedPostMortem[]> {
  let found = db.selectFrom('postMortems').select(['incident', 'sequence']).where('status', '<>', 'followed-up');
  if (after !== undefined) found = found.where('incident', '>', incidentOfPostMortem(after));
  if (limit !== undefined) found = found.limit(limit);
  const rows = await found.orderBy('incident').execute();
  return rows.map(({ incident, sequence }) => ({ id: postMortemIdOf(incident), sequence }));
}
