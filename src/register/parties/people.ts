import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { PersonId, Role, Roster, RosterChange, RosterNews } from '../../domain/primitives/people';
import { cursorOf, sliceOf, positionOf } from '../read/cursor';
import { NoOperatorLeft, RegisterConflict } from '../database/faults';
import { bumpRevision, DETAILS, lockRevision, PEOPLE, revisionOf } from '../scope/revisions';
import { rosterSince, wholeRoster, withRosterChange } from './roster';
import type { Schema } from '../database/schema';
import { anyOf, INSERTED } from '../database/sql';
import { recordset } from '../database/values';

export type Person = Selectable<Schema['people']>;

export interface People {
  add(person: Person): Promise<'already-there' | { roster?: RosterChange }>;
  /** All or none; a person who stands there already is replaced. @throws NoOperatorLeft */
  upsertMany(people: Person[]): Promise<Stored>;
  get(id: PersonId): Promise<Person | undefined>;
  /** By id; `cursor` is the `next` of an earlier answer. @throws BadCursor */
  list(page: { limit: number; cursor?: string }): Promise<{ rows: Person[]; next?: string }>;
  /** Active people with at least one of the roles. */
  byRoles(roles: Role[]): Promise<Person[]>;
  /** Also those no longer active. Unknown ids are left out. */
  byIds(ids: PersonId[]): Promise<Person[]>;
  /** Active people with a role beyond *reporter*. The revision grows with each change of who they are and of their roles. */
  roster(): Promise<{ revision: number; roster: Roster }>;
  /** What brings a roster of that revision up to the newest; nothing if it is. */
  rosterSince(revision: number): Promise<RosterNews | undefined>;
  /** Grows with any change of anybody. */
  revision(): Promise<number>;
  /** `keyHash` is the SHA-256 of the key, hex; the key itself is never stored. */
  addKey(person: PersonId, keyHash: string): Promise<void>;
  /** @throws NoOperatorLeft */
  revokeKey(keyHash: string): Promise<boolean>;
  /** The active person whose key it is, unless it was revoked. */
  personByKeyHash(keyHash: string): Promise<Person | undefined>;
}

export interface Stored {
  added: number;
  changed: number;
  roster?: RosterChange;
}

export function peopleIn(db: Kysely<Schema>): People {
  return {
    add: (person) => db.transaction().execute((trx) => add(trx, person)),
    upsertMany: (people) => db.transaction().execute((trx) => upsertMany(trx, people)),
    get: (id) => db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst(),
    list: (page) => list(db, page),
    byRoles: (roles) => byRoles(db, roles),
    byIds: (ids) => db.selectFrom('people').selectAll().where('id', '=', anyOf(ids)).orderBy('id').execute(),
    roster: () => wholeRoster(db),
    rosterSince: (revision) => rosterSince(db, revision),
    revision: () => revisionOf(db, DETAILS),
    addKey: (person, keyHash) => addKey(db, person, keyHash),
    revokeKey: (keyHash) => db.transaction().execute((trx) => revokeKey(trx, keyHash)),
    personByKeyHash: (keyHash) => personByKeyHash(db, keyHash),
  };
}

async function add(trx: Transaction<Schema>, person: Person): Promise<'already-there' | { roster?: RosterChange }> {
  const { done: added, roster } = await withRosterChange(trx, [person.id], () =>
    trx
      .insertInto('people')
      .values(person)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst(),
  );
  if (!added) return 'already-there';
  await bumpRevision(trx, DETAILS);
  return { ...(roster && { roster }) };
}

/** Two that each take one of the last two operators away wait for each other: the second sees what the first did. */
async function upsertMany(trx: Transaction<Schema>, people: Person[]): Promise<Stored> {
  const ids = people.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw givenTwice(ids);
  let before: Operators | undefined;
  const { done: rows, roster } = await withRosterChange(trx, ids, async () => {
    before = await operatorsIn(trx);
    return await upserted(trx, people);
  });
  if (rows.length > 0) await bumpRevision(trx, DETAILS);
  if (before) await refuseToBeLeft(trx, before);
  const added = rows.filter((row) => row.added).length;
  return { added, changed: rows.length - added, ...(roster && { roster }) };
}

function givenTwice(ids: PersonId[]): RegisterConflict {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  return new RegisterConflict(`The person ${twice} is given twice; nobody was stored.`);
}

async function upserted(trx: Transaction<Schema>, people: Person[]): Promise<{ added: boolean }[]> {
  const { rows } = await sql<{ added: boolean }>`
    insert into people (id, name, email, roles, time_zone, language, active)
    select id, name, email, array(select json_array_elements_text(roles)), "timeZone", language, active
    from json_to_recordset(${recordset(people)}::json)
      as given(id text, name text, email text, roles json, "timeZone" text, language text, active boolean)
    order by id
    on conflict (id) do update set (name, email, roles, time_zone, language, active) =
      (excluded.name, excluded.email, excluded.roles, excluded.time_zone, excluded.language, excluded.active)
    where (people.name, people.email, people.roles, people.time_zone, people.language, people.active) is distinct from
      (excluded.name, excluded.email, excluded.roles, excluded.time_zone, excluded.language, excluded.active)
    returning ${INSERTED} as added`.execute(trx);
  return rows;
}

interface Operators {
  active: number;
  /** Of those, who can sign in. */
  withKey: number;
}

async function operatorsIn(trx: Transaction<Schema>): Promise<Operators> {
  const { rows } = await sql<Operators>`
    select count(*) as active,
      count(*) filter (where exists (select from keys where person = people.id and revoked_at is null)) as "withKey"
    from people where active and 'operator' = any(roles)`.execute(trx);
  return rows[0] ?? { active: 0, withKey: 0 };
}

/** The second look comes after the revision's row is held: of two that each take one of the last two away, one sees what the other did. */
async function refuseToBeLeft(trx: Transaction<Schema>, before: Operators): Promise<void> {
  const after = await operatorsIn(trx);
  const isLeft = (before.active > 0 && after.active === 0) || (before.withKey > 0 && after.withKey === 0);
  if (isLeft) throw new NoOperatorLeft();
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

async function byRoles(db: Kysely<Schema>, roles: Role[]): Promise<Person[]> {
  return await db
    .selectFrom('people')
    .selectAll()
    .where('active', '=', true)
    .where(sql<boolean>`roles && ${roles}::text[]`)
    .orderBy('id')
    .execute();
}

async function addKey(db: Kysely<Schema>, person: PersonId, keyHash: string): Promise<void> {
  await db
    .insertInto('keys')
    .values({ hash: keyHash, person })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  const { person: holder } = await db
    .selectFrom('keys')
    .select('person')
    .where('hash', '=', keyHash)
    .executeTakeFirstOrThrow();
  if (holder !== person)
    throw new RegisterConflict(`This key belongs to another person than ${person}; make a new one.`);
}

async function revokeKey(trx: Transaction<Schema>, keyHash: string): Promise<boolean> {
  await lockRevision(trx, PEOPLE);
  const before = await operatorsIn(trx);
  const revoked = await trx
    .updateTable('keys')
    .set({ revokedAt: sql<string>`now()` })
    .where('hash', '=', keyHash)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  await refuseToBeLeft(trx, before);
  return revoked.numUpdatedRows > 0n;
}

async function personByKeyHash(db: Kysely<Schema>, keyHash: string): Promise<Person | undefined> {
  return await db
    .selectFrom('people')
    .innerJoin('keys', 'keys.person', 'people.id')
    .selectAll('people')
    .where('keys.hash', '=', keyHash)
    .where('keys.revokedAt', 'is', null)
    .where('people.active', '=', true)
    .executeTakeFirst();
}
