import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { Schema } from '../database/schema';
import { withoutNulls } from '../database/values';

/** What the check by schedule found when it last came to its end. */
export interface LastCheck {
  at: Instant;
  incidents: number;
  pages: number;
  faults: number;
}

export interface Checks {
  /** An older one does not replace a newer one. */
  keep(check: LastCheck): Promise<void>;
  last(): Promise<LastCheck | undefined>;
}

const NAME = 'scheduled';

export function checksIn(db: Kysely<Schema>): Checks {
  return {
    keep: async (check) => {
      await db
        .insertInto('checks')
        .values({ name: NAME, ...check })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(check).where('checks.at', '<', check.at))
        .execute();
    },
    last: async () => {
      const columns = ['at', 'incidents', 'pages', 'faults'] as const;
      const row = await db.selectFrom('checks').select(columns).where('name', '=', NAME).executeTakeFirst();
      return row && withoutNulls(row);
    },
  };
}
