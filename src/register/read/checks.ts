import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import { withoutNulls } from '../database/values';

/** The result of the last scheduled check that finished. */
export interface LastCheck {
  at: Instant;
  /** Looked at in Temporal. */
  incidents: number;
  /** Read. */
  pages: number;
  faults: number;
}

/** Where the check by schedule goes on. It goes round all incidents by their ids, a part each time. */
export interface CheckProgress {
  at: Instant;
  /** Pages stored before were read. */
  recordedUntil: Instant;
  /** When this round began. */
  roundSince: Instant;
  /** The last incident of this round so far; none if it is about to begin. */
  roundAt?: IncidentId;
  pagesPerHour: number;
  /** Incidents with faults, which are looked at again until they have none. */
  faulty: IncidentId[];
}

export interface Checks {
  /** An older result never replaces a newer one. */
  keep(check: LastCheck): Promise<void>;
  last(): Promise<LastCheck | undefined>;
  keepProgress(progress: CheckProgress): Promise<void>;
  progress(): Promise<CheckProgress | undefined>;
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
    keepProgress: async (given) => {
      const progress = JSON.stringify(given);
      await db
        .insertInto('checkProgress')
        .values({ name: NAME, progress })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ progress }))
        .execute();
    },
    progress: async () => {
      const row = await db.selectFrom('checkProgress').select('progress').where('name', '=', NAME).executeTakeFirst();
      return row?.progress;
    },
  };
}
