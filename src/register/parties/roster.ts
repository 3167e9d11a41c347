import { sql, type Kysely, type Transaction } from 'kysely';
import type { PersonId, Role, Roster, RosterChange, RosterNews } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import { anyOf } from '../database/sql';
import { bumpRevision, lockRevision, PEOPLE, revisionOf } from '../scope/revisions';

/** What `act` does to these people, one writer after another, and what becomes of the roster by it. */
export async function withRosterChange<T>(
  trx: Transaction<Schema>,
  ids: PersonId[],
  act: () => Promise<T>,
): Promise<{ done: T; roster?: RosterChange }> {
  await lockRevision(trx, PEOPLE);
  const before = await rosterOf(trx, ids);
  const done = await act();
  const changes = changed(before, await rosterOf(trx, ids));
  const rows = Object.entries(changes);
  if (rows.length === 0) return { done };
  const after = await revisionOf(trx, PEOPLE);
  const revision = after + 1;
  await bumpRevision(trx, PEOPLE);
  await trx
    .insertInto('rosterChanges')
    .values(rows.map(([person, roles]) => ({ revision, person, roles })))
    .execute();
  return { done, roster: { after, revision, changes } };
}

/** One statement, so that people and revision are of one moment. */
export async function wholeRoster(db: Kysely<Schema>): Promise<{ revision: number; roster: Roster }> {
  const { rows } = await sql<{ revision: number; roster: Roster }>`
    select coalesce((select revision from revisions where subject = ${PEOPLE}), 0) as revision,
      coalesce((select json_object_agg(id, to_json(roles) order by id) from people where ${ALERTABLE}), '{}'::json) as roster`.execute(
    db,
  );
  return rows[0] ?? { revision: 0, roster: {} };
}

/** The whole, where not every change since is known: after a restore, or to somebody who knows no revision. */
export async function rosterSince(db: Kysely<Schema>, after: number): Promise<RosterNews | undefined> {
  const { rows } = await sql<{ revision: number; known: number; changes: Roster | null }>`
    with since as (select * from roster_changes where revision > ${after})
    select coalesce((select revision from revisions where subject = ${PEOPLE}), 0) as revision,
      (select count(distinct revision) from since) as known,
      (select json_object_agg(person, to_json(roles) order by person)
        from (select distinct on (person) person, roles from since order by person, revision desc) newest) as changes`.execute(
    db,
  );
  const [{ revision, known, changes } = { revision: 0, known: 0, changes: null }] = rows;
  if (revision <= after) return undefined;
  return after > 0 && changes && known === revision - after ? { after, revision, changes } : await wholeRoster(db);
}

const ALERTABLE = sql<boolean>`active and exists (select from unnest(roles) as role where role <> 'reporter')`;

async function rosterOf(db: Kysely<Schema>, ids: PersonId[]): Promise<Map<PersonId, Role[]>> {
  const rows = await db
    .selectFrom('people')
    .select(['id', 'roles'])
    .where('id', '=', anyOf(ids))
    .where(ALERTABLE)
    .execute();
  return new Map(rows.map(({ id, roles }) => [id, roles]));
}

function changed(before: Map<PersonId, Role[]>, after: Map<PersonId, Role[]>): Roster {
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  const isSame = (id: PersonId) => sorted(before.get(id)) === sorted(after.get(id));
  return Object.fromEntries(ids.filter((id) => !isSame(id)).map((id) => [id, after.get(id) ?? []]));
}

function sorted(roles: Role[] = []): string {
  return [...roles].sort().join();
}
