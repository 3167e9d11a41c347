import { sql, type Kysely, type SelectQueryBuilder, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { HOUR, MINUTE, plus, type Instant } from '../../domain/primitives/instant';
import type { Author } from '../../domain/administration/story';
import type { PersonId } from '../../domain/primitives/people';
import { subjectOf, WITNESSES } from '../administration/people-acts';
import { writeActs, type Act } from '../administration/story';
import type { Schema } from '../database/schema';
import { ASYNC_COMMIT } from '../database/sql';
import { withoutNulls } from '../database/values';
import { sightBeside } from '../read/sight';
import type { Authenticated } from './keys';

/** A browser that is signed in. */
export interface Session {
  id: string;
  person: PersonId;
  /** The key that it was begun with; absent if by the identity provider. */
  key?: string;
  createdAt: Instant;
  /** To a minute. */
  lastUsedAt: Instant;
  /** However much it is used. */
  expiresAt: Instant;
  userAgent: string;
}

export interface NewSession extends Omit<Session, 'lastUsedAt'> {
  /** The SHA-256 of the secret that the browser carries; that itself is never stored. */
  hash: string;
}

export interface Sessions {
  /** Undefined if the person, or the key that it is begun with, is active no more. */
  begin(session: NewSession): Promise<Session | undefined>;
  /**
   * The active person whose session it is, unless it has ended or was left unused for `idleMs`, and whether they may see the incident; notes that it
   * was used.
   */
  authenticate(hash: string, at: Instant, idleMs: number, incident?: IncidentId): Promise<Authenticated | undefined>;
  /** Those that are open at that instant, the one used last first. */
  of(person: PersonId, at: Instant, idleMs: number): Promise<Session[]>;
  /** Signs it out. False if that person has no such session that is open. */
  end(person: PersonId, id: string): Promise<boolean>;
  /** As `end`, from elsewhere: it is on the story, and whose session it was is mailed if it was not they. */
  endBy(person: PersonId, id: string, author: Author): Promise<boolean>;
}

export function sessionsIn(db: Kysely<Schema>): Sessions {
  return {
    begin: (session) => db.transaction().execute((trx) => begin(trx, session)),
    authenticate: (hash, at, idleMs, incident) => authenticate(db, hash, at, idleMs, incident),
    of: (person, at, idleMs) => sessionsOf(db, person, at, idleMs),
    end: (person, id) => end(db, person, id),
    endBy: (person, id, author) => db.transaction().execute((trx) => endBy(trx, person, id, author)),
  };
}

/** So long after its end a session is deleted, when its person begins another. */
const FORGOTTEN_AFTER_MS = 90 * 24 * HOUR;

async function begin(trx: Transaction<Schema>, session: NewSession): Promise<Session | undefined> {
  const { person, key, createdAt } = session;
  // Held, so that person and key last until the session is there to be ended with them.
  const held = await sql`select from people where id = ${person} and active for share`.execute(trx);
  const keyHeld = await sql`select from keys where id = ${key ?? null} and revoked_at is null for share`.execute(trx);
  if (held.rows.length === 0 || (key !== undefined && keyHeld.rows.length === 0)) return undefined;
  await trx
    .deleteFrom('sessions')
    .where('person', '=', person)
    .where('expiresAt', '<', plus(createdAt, -FORGOTTEN_AFTER_MS))
    .execute();
  const { hash, ...shown } = session;
  await trx
    .insertInto('sessions')
    .values({ ...shown, hash, key: key ?? null, lastUsedAt: createdAt })
    .execute();
  return { ...shown, lastUsedAt: createdAt };
}

/** A use within this time after the one that was noted is not noted. */
const USE_GRAIN_MS = MINUTE;

async function authenticate(db: Kysely<Schema>, hash: string, at: Instant, idleMs: number, incident?: IncidentId) {
  const found = await openAt(db.selectFrom('sessions').where('sessions.hash', '=', hash), at, idleMs)
    .innerJoin('people', 'people.id', 'sessions.person')
    .where('people.active', '=', true)
    .selectAll('people')
    .select([
      'sessions.id as session',
      'sessions.lastUsedAt',
      'sessions.expiresAt',
      sightBeside(incident, at).as('sight'),
    ])
    .executeTakeFirst();
  if (!found) return undefined;
  const { session: id, lastUsedAt, expiresAt, sight, ...person } = found;
  // Not waited for: a use that cannot be noted hinders nobody.
  if (lastUsedAt <= plus(at, -USE_GRAIN_MS)) void noteUse(db, id, at).catch(() => undefined);
  return { person, id, expiresAt, ...(incident !== undefined && { sight }) };
}

async function noteUse(db: Kysely<Schema>, id: string, at: Instant): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ lastUsedAt: at })
    .where('id', '=', id)
    .where('lastUsedAt', '<=', plus(at, -USE_GRAIN_MS))
    .returning(ASYNC_COMMIT)
    .execute();
}

async function sessionsOf(db: Kysely<Schema>, person: PersonId, at: Instant, idleMs: number): Promise<Session[]> {
  const rows = await openAt(db.selectFrom('sessions').where('sessions.person', '=', person), at, idleMs)
    .select(['id', 'person', 'key', 'createdAt', 'lastUsedAt', 'expiresAt', 'userAgent'])
    .orderBy('lastUsedAt', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => withoutNulls(row));
}

function openAt<Row>(query: SelectQueryBuilder<Schema, 'sessions', Row>, at: Instant, idleMs: number) {
  return query
    .where('sessions.endedAt', 'is', null)
    .where('sessions.expiresAt', '>', at)
    .where('sessions.lastUsedAt', '>', plus(at, -idleMs));
}

async function end(db: Kysely<Schema>, person: PersonId, id: string): Promise<boolean> {
  const ended = await db
    .updateTable('sessions')
    .set({ endedAt: sql<Instant>`now()` })
    .where('id', '=', id)
    .where('person', '=', person)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

async function endBy(trx: Transaction<Schema>, person: PersonId, id: string, author: Author): Promise<boolean> {
  if (!(await end(trx, person, id))) return false;
  const { email } = await trx.selectFrom('people').select('email').where('id', '=', person).executeTakeFirstOrThrow();
  const hears = { persons: [{ person, email }], roles: WITNESSES };
  const ended: Act = { act: 'session-ended', subject: subjectOf(person), change: { session: id }, concerns: [person] };
  await writeActs(trx, author, [author.person === person ? ended : { ...ended, hears }]);
  return true;
}
