import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import { databaseNow, writeActs } from '../administration/story';
import { lockTraining } from '../database/locks';
import type { Schema } from '../database/schema';
import { withoutNulls, type Nullable } from '../database/values';

/** A group of staff, as an identity provider says it. */
export interface GroupInput {
  displayName: string;
  externalId?: string;
  /** Ids of staff. */
  members: string[];
}

/** What its members count as when courses are given, beside what the staff list says of each. */
export interface GroupMeaning {
  role?: string;
  department?: string;
}

export type StaffGroup = GroupInput & { id: string; createdAt: Instant; changedAt: Instant };

export type GroupOutcome = 'stored' | 'name-taken' | 'not-there' | { unknown: string };

export interface GroupQuery {
  /** Each of these values. */
  having: readonly { attribute: 'id' | 'displayName' | 'externalId' | 'member'; value: string }[];
  /** From 0. */
  offset: number;
  limit: number;
  withMembers: boolean;
}

export interface Groups {
  get(id: string): Promise<StaffGroup | undefined>;
  list(query: GroupQuery): Promise<{ total: number; rows: StaffGroup[] }>;
  add(id: string, group: GroupInput & GroupMeaning, by: GroupAuthor): Promise<GroupOutcome>;
  /** Changes of one group never pass each other. */
  change(id: string, change: (before: StaffGroup) => GroupInput & GroupMeaning, by: GroupAuthor): Promise<GroupOutcome>;
  remove(id: string, by: GroupAuthor): Promise<boolean>;
}

/** Of which provider the act is. */
export type GroupAuthor = Author & { client: string };

export function groupsIn(db: Kysely<Schema>): Groups {
  const inOne = <T>(act: (trx: Transaction<Schema>) => Promise<T>) =>
    db.transaction().execute(async (trx) => {
      await lockTraining(trx);
      return act(trx);
    });
  return {
    get: (id) => byId(db, id),
    list: (query) => list(db, query),
    add: (id, group, by) => inOne((trx) => store(trx, id, group, by, 'added')),
    change: (id, change, by) =>
      inOne(async (trx) => {
        const before = await byId(trx, id);
        return before ? store(trx, id, change(before), by, 'changed') : 'not-there';
      }),
    remove: (id, by) => inOne((trx) => remove(trx, id, by)),
  };
}

/** Whether a group has this value. Names are compared without regard to case, ids with it (RFC 7643, 3.1). */
const CONDITIONS: Record<GroupQuery['having'][number]['attribute'], (value: string) => RawBuilder<boolean>> = {
  id: (value) => sql`g.id = ${value}`,
  displayName: (value) => sql`lower(g.display_name) = lower(${value})`,
  externalId: (value) => sql`g.external_id = ${value}`,
  member: (value) => sql`exists (
    select from staff_group_members m where m.group_id = g.id and lower(m.staff) = lower(${value}))`,
};

async function byId(db: Kysely<Schema>, id: string): Promise<StaffGroup | undefined> {
  const query = { having: [{ attribute: 'id' as const, value: id }], offset: 0, limit: 1, withMembers: true };
  return (await list(db, query)).rows[0];
}

async function list(db: Kysely<Schema>, { having, offset, limit, withMembers }: GroupQuery) {
  const equal = having.map(({ attribute, value }) => CONDITIONS[attribute](value));
  const condition = sql.join([sql<boolean>`true`, ...equal], sql` and `);
  const members = withMembers
    ? sql`array(select m.staff from staff_group_members m where m.group_id = g.id order by m.staff)`
    : sql`'{}'::text[]`;
  const { rows } = await sql<Nullable<StaffGroup>>`
    select g.id, g.display_name as "displayName", g.external_id as "externalId", g.created_at as "createdAt", g.changed_at as "changedAt",
      ${members} as members
    from staff_groups g where ${condition} order by g.id limit ${limit} offset ${offset}`.execute(db);
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from staff_groups g where ${condition}`.execute(db);
  return { total: counted.rows[0]?.total ?? 0, rows: rows.map((row) => withoutNulls(row) as StaffGroup) };
}

async function store(
  trx: Transaction<Schema>,
  id: string,
  { members, ...group }: GroupInput & GroupMeaning,
  by: GroupAuthor,
  what: 'added' | 'changed',
): Promise<GroupOutcome> {
  const fault = await faultOf(trx, id, { members, ...group });
  if (fault) return fault;
  const at = by.at ?? (await databaseNow(trx));
  const { displayName, externalId = null, role = null, department = null } = group;
  const row = { displayName, externalId, role, department, changedAt: at };
  await trx
    .insertInto('staffGroups')
    .values({ id, ...row, createdAt: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await trx
    .deleteFrom('staffGroupMembers')
    .where('groupId', '=', id)
    .where(sql<boolean>`staff <> all(${members}::text[])`)
    .execute();
  await sql`
    insert into staff_group_members (group_id, staff) select ${id}, unnest(${members}::text[])
    on conflict do nothing`.execute(trx);
  await note(trx, by, id, { what, displayName, members: new Set(members).size });
  return 'stored';
}

async function faultOf(
  trx: Transaction<Schema>,
  id: string,
  { displayName, members }: GroupInput,
): Promise<GroupOutcome | undefined> {
  const named = await sql`
    select from staff_groups where lower(display_name) = lower(${displayName}) and id <> ${id}`.execute(trx);
  if (named.rows.length > 0) return 'name-taken';
  const { rows } = await sql<{ unknown: string }>`
    select m as unknown from unnest(${members}::text[]) m where not exists (select from staff s where s.id = m)
    limit 1`.execute(trx);
  return rows[0];
}

async function remove(trx: Transaction<Schema>, id: string, by: GroupAuthor): Promise<boolean> {
  const gone = await trx.deleteFrom('staffGroups').where('id', '=', id).returning('displayName').executeTakeFirst();
  if (gone) await note(trx, by, id, { what: 'removed', ...gone });
  return gone !== undefined;
}

async function note(
  trx: Transaction<Schema>,
  { client, ...author }: GroupAuthor,
  id: string,
  change: Record<string, unknown>,
): Promise<void> {
  const act = 'staff-provisioned' as const;
  await writeActs(trx, author, [{ act, subject: `staff/groups/${id}`, change: { client, ...change } }]);
}
