import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import type { Schema } from '../database/schema';
import type { PersonId } from '../../domain/primitives/people';

export interface AccessEntry {
  at: Instant;
  person?: PersonId;
  method: string;
  /** The route's pattern, not the requested path. */
  route: string;
  incident?: IncidentId;
  status: number;
  problem?: string;
}

export interface AccessLog {
  write(entry: AccessEntry): Promise<void>;
}

export function accessIn(db: Kysely<Schema>): AccessLog {
  return {
    write: async ({ person = null, incident = null, problem = null, ...entry }) => {
      await db
        .insertInto('accessLog')
        .values({ ...entry, person, incident, problem })
        .execute();
    },
  };
}
