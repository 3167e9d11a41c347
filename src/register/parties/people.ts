import { sql, type Kysely } from 'kysely';
import type { Author } from '../../domain/administration/story';
import type { PersonId, Role, Roster, RosterChange, RosterNews } from '../../domain/primitives/people';
import { mailboxOf } from '../../primitives/mailbox';
import type { Asked } from '../administration/pending';
import { NOBODY } from '../administration/story';
import type { Schema } from '../database/schema';
import { anyOf } from '../database/sql';
import { cursorOf, sliceOf, positionOf } from '../read/cursor';
import { add, upsertMany, type Person, type Stored } from './people-store';
import { rosterSince, wholeRoster } from './roster';

/**
 * Each act is a page of the administration's story; without an author, of nobody's: of the shell's, or a process's at its start. What takes two
 * people is asked for, and not done, until one has confirmed it.
 */
export interface People {
  add(person: Person, author?: Author): Promise<'already-there' | Asked | { roster?: RosterChange }>;
  /** All or none; a person who stands there already is replaced. Who is inactive loses all keys and sessions. @throws NoOperatorLeft, MailboxTaken */
  upsertMany(people: Person[], author?: Author, source?: string): Promise<Stored | Asked>;
  get(id: PersonId): Promise<Person | undefined>;
  /** By id; `cursor` is the `next` of an earlier answer. @throws BadCursor */
  list(page: { limit: number; cursor?: string }): Promise<{ rows: Person[]; next?: string }>;
  /** Active people with this address, in whatever case it is written. */
  byEmail(email: string): Promise<Person[]>;
  /** Active people with at least one of the roles, and those with one of the ids. */
  byRoles(roles: Role[], ids?: PersonId[]): Promise<Person[]>;
  /** Also those no longer active. Unknown ids are left out. */
  byIds(ids: PersonId[]): Promise<Person[]>;
  /** Active people with a role beyond *reporter*. The revision grows with each change of who they are and of their roles. */
  roster(): Promise<{ revision: number; roster: Roster }>;
  /** What brings a roster of that revision up to the newest; nothing if it is. */
  rosterSince(revision: number): Promise<RosterNews | undefined>;
  /** Everybody, active or not, with the same mailbox: they count as one human. Of an id that nobody has, itself. */
  sameHuman(id: PersonId): Promise<PersonId[]>;
}

export function peopleIn(db: Kysely<Schema>): People {
  return {
    add: (person, author = NOBODY) => db.transaction().execute((trx) => add(trx, person, author)),
    upsertMany: (people, author = NOBODY, source) =>
      db.transaction().execute((trx) => upsertMany(trx, people, author, source)),
    get: (id) => db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst(),
    list: (page) => list(db, page),
    byEmail: (email) => byEmail(db, email),
    byRoles: (roles, ids = []) => byRoles(db, roles, ids),
    byIds: (ids) => db.selectFrom('people').selectAll().where('id', '=', anyOf(ids)).orderBy('id').execute(),
    roster: () => wholeRoster(db),
    rosterSince: (revision) => rosterSince(db, revision),
    sameHuman: (id) => sameHuman(db, id),
  };
}

async function list(db: Kysely<Schema>, { limit, cursor }: { limit: number; cursor?: string }) {
  let found = db.selectFrom('people').selectAll();
  if (cursor !== undefined) found = found.where('id', '>', positionOf('people', cursor, ['text'])[0]);
  const rows = await found
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return sliceOf(rows, limit, ({ id }) => cursorOf('people', [id]));
}

async function byEmail(db: Kysely<Schema>, email: string): Promise<Person[]> {
  return await db
    .selectFrom('people')
    .selectAll()
    .where('active', '=', true)
    .where(sql<boolean>`lower(email) = lower(${email})`)
    .orderBy('id')
    .execute();
}

async function byRoles(db: Kysely<Schema>, roles: Role[], ids: PersonId[]): Promise<Person[]> {
  return await db
    .selectFrom('people')
    .selectAll()
    .where('active', '=', true)
    .where(sql<boolean>`(roles && ${roles}::text[] or id = ${anyOf(ids)})`)
    .orderBy('id')
    .execute();
}

async function sameHuman(db: Kysely<Schema>, id: PersonId): Promise<PersonId[]> {
  const everybody = await db.selectFrom('people').select(['id', 'email']).orderBy('id').execute();
  const own = everybody.find((person) => person.id === id);
  if (!own) return [id];
  const mailbox = mailboxOf(own.email);
  return everybody.filter(({ email }) => mailboxOf(email) === mailbox).map((person) => person.id);
}
