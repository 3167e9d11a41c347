import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
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

export interface PostMortems {
  /** Newest first; of restricted incidents those that this person sees whole. */
  list(reader: PersonId, now: Instant): Promise<PostMortemRow[]>;
}

const LIST_MAX = 1_000;

export function postMortemsIn(db: Kysely<Schema>): PostMortems {
  return {
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
