import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { IncidentId } from '../../domain/case/state';
import { cursorOf, positionOf, sliceOf } from '../read/cursor';
import { hiddenFrom } from '../read/sight';
import { lockRefusalsOf } from '../database/locks';
import { inFewTrips, type Ending } from '../database/one-trip';
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
  /** By which key or session. */
  credential?: string;
}

/** Something of an incident that was read. */
export interface Reading extends AccessEntry {
  person: PersonId;
  /** What of it. */
  section: string;
}

export interface AccessQuery {
  incident?: IncidentId;
  person?: PersonId;
  from?: Instant;
  to?: Instant;
  limit: number;
  cursor?: string;
  /** Who asks, and when: of a restricted incident only those who see it whole hear who looked at it. */
  reader: PersonId;
  now: Instant;
}

export type AccessRow = AccessEntry & { section?: string };

export interface AccessLog {
  write(entry: AccessEntry): Promise<void>;
  /** Writes a refused call of a known person, unless that person has so many in the last hour. @returns whether it was written */
  writeRefusal(entry: AccessEntry & { person: PersonId }, hourlyMax: number): Promise<boolean>;
  /** Each person, incident and section once a minute. */
  writeReadings(readings: Reading[]): Promise<void>;
  /** Newest first. @throws BadCursor */
  list(query: AccessQuery): Promise<{ rows: AccessRow[]; next?: string }>;
}

export function accessIn(db: Kysely<Schema>): AccessLog {
  return {
    write: async (entry) => {
      await db.insertInto('accessLog').values(rowOf(entry)).execute();
    },
    writeReadings: async (readings) => {
      if (readings.length === 0) return;
      const rows = readings.map(({ section, ...entry }) => ({ ...rowOf(entry), section, minute: minuteOf(entry.at) }));
      await db
        .insertInto('accessLog')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    writeRefusal: (entry, hourlyMax) => inFewTrips(db, (trx) => writeRefusal(trx, entry, hourlyMax)),
    list: (query) => list(db, query),
  };
}

async function writeRefusal(
  trx: Transaction<Schema>,
  { at, person, method, route, incident, status, problem, credential }: AccessEntry & { person: PersonId },
  hourlyMax: number,
): Promise<Ending<boolean>> {
  await lockRefusalsOf(trx, person);
  const writing = sql`
    insert into access_log (at, person, method, route, incident, status, problem, credential)
    select ${at}::timestamptz, ${person}, ${method}, ${route}, ${incident ?? null}, ${status}::integer, ${problem ?? null},
      ${credential ?? null}
    where (select count(*) from (select from access_log where person = ${person} and problem is not null
      and at > ${at}::timestamptz - interval '1 hour' limit ${hourlyMax}) latest) < ${hourlyMax}`;
  return {
    statements: [writing.compile(trx)],
    answer: ([written]) => (written?.numAffectedRows ?? 0n) > 0n,
  };
}

function rowOf({ person, incident, problem, credential, ...entry }: AccessEntry) {
  const known = { person: person ?? null, incident: incident ?? null, problem: problem ?? null };
  return { ...entry, ...known, credential: credential ?? null, section: null, minute: null };
}

function minuteOf(at: Instant): Instant {
  return `${at.slice(0, 'yyyy-mm-ddThh:mm'.length)}:00.000Z` as Instant;
}

async function list(db: Kysely<Schema>, query: AccessQuery): Promise<{ rows: AccessRow[]; next?: string }> {
  const { incident, person, from, to, limit, cursor, reader, now } = query;
  const name = `access ${JSON.stringify({ incident, person, from, to })}`;
  let found = db.selectFrom('accessLog').selectAll();
  if (incident) found = found.where('incident', '=', incident);
  if (person) found = found.where('person', '=', person);
  if (from) found = found.where('at', '>=', from);
  if (to) found = found.where('at', '<', to);
  if (cursor !== undefined) found = found.where('id', '<', positionOf(name, cursor, ['whole'])[0]);
  const rows = await found
    .where(sql<boolean>`(incident is null or incident not in (${hiddenFrom(reader, now)}))`)
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const { rows: page, next } = sliceOf(rows, limit, ({ id }) => cursorOf(name, [id]));
  const shown = page.map(({ id: _, minute: __, ...row }) =>
    Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
  );
  return { rows: shown as unknown as AccessRow[], ...(next && { next }) };
}
