import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { PersonId, Role, Roster, RosterChange, RosterNews } from '../../domain/primitives/people';
import { cursorOf, sliceOf, positionOf } from '../read/cursor';
import { RegisterConflict } from '../database/faults';
import { bumpRevision, DETAILS, revisionOf } from '../scope/revisions';
import { endAccessOfInactive } from './keys';
import { operatorsIn, refuseToBeLeft, type Operators } from './operators';
import { rosterSince, wholeRoster, withRosterChange } from './roster';
import type { Schema } from '../database/schema';
import { anyOf, INSERTED } from '../database/sql';
import { recordset } from '../database/values';

export type Person = Selectable<Schema['people']>;

export interface People {
  add(person: Person): Promise<'already-there' | { roster?: RosterChange }>;
  /** All or none; a person who stands there already is replaced. Who is inactive loses all keys and sessions. @throws NoOperatorLeft */
  upsertMany(people: Person[]): Promise<Stored>;
  get(id: PersonId): Promise<Person | undefined>;
  /** By id; `cursor` is the `next` of an earlier answer. @throws BadCursor */
  list(page: { limit: number; cursor?: string }): Promise<{ rows: Person[]; next?: string }>;
  /** Active people with this address, in whatever case it is written. */
  byEmail(email: string): Promise<Person[]>;
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
    byEmail: (email) => byEmail(db, email),
    byRoles: (roles) => byRoles(db, roles),
    byIds: (ids) => db.selectFrom('people').selectAll().where('id', '=', anyOf(ids)).orderBy('id').execute(),
    roster: () => wholeRoster(db),
    rosterSince: (revision) => rosterSince(db, revision),
    revision: () => revisionOf(db, DETAILS),
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
    // Also before: whatever an inactive person still has must not revive with them.
    await endAccessOfInactive(trx, ids);
    const rows = await upserted(trx, people);
    await endAccessOfInactive(trx, ids);
    return rows;
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

async function byRoles(db: Kysely<Schema>, roles: Role[]): Promise<Person[]> {
  return await db
    .selectFrom('people')
    .selectAll()
    .where('active', '=', true)
    .where(sql<boolean>`roles && ${roles}::text[]`)
    .orderBy('id')
    .execute();
}
