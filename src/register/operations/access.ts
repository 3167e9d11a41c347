import { sql, type Kysely } from 'kysely';
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
  /** Writes a refused call of a known person, unless that person has so many in the last hour. @returns whether it was written */
  writeRefusal(entry: AccessEntry & { person: PersonId }, hourlyMax: number): Promise<boolean>;
}

export function accessIn(db: Kysely<Schema>): AccessLog {
  return {
    write: async ({ person = null, incident = null, problem = null, ...entry }) => {
      await db
        .insertInto('accessLog')
        .values({ ...entry, person, incident, problem })
        .execute();
    },
    writeRefusal: (entry, hourlyMax) => writeRefusal(db, entry, hourlyMax),
  };
}

async function writeRefusal(
  db: Kysely<Schema>,
  { at, person, method, route, incident, status, problem }: AccessEntry & { person: PersonId },
  hourlyMax: number,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    insert into access_log (at, person, method, route, incident, status, problem)
    select ${at}::timestamptz, ${person}, ${method}, ${route}, ${incident ?? null}, ${status}::integer, ${problem ?? null}
    where (select count(*) from (select from access_log where person = ${person} and problem is not null
      and at > ${at}::timestamptz - interval '1 hour' limit ${hourlyMax}) latest) < ${hourlyMax}`.execute(db);
  return numAffectedRows > 0n;
}
