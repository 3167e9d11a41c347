import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import { databaseNow, writeActs } from '../administration/story';
import { lockTraining } from '../database/locks';
import type { Schema } from '../database/schema';
import { withoutNulls, type Nullable } from '../database/values';
import type { StaffInput } from './staff';

/** One of the staff as an identity provider calls them. */
export interface Provisioned extends StaffInput {
  /** Of whom no identity provider said one, the mail address. */
  userName: string;
  externalId?: string;
  employeeNumber?: string;
  givenName?: string;
  familyName?: string;
  /** False: has left. */
  active: boolean;
}

export type ProvisionedMember = Provisioned & { joinedAt: Instant; leftAt?: Instant };

export type Found = 'id' | 'userName' | 'externalId' | 'email' | 'manager' | 'active';

export type ProvisionOutcome = 'stored' | 'id-taken' | 'name-taken' | 'unknown-manager' | 'not-there';

/**
 * The staff list kept one by one, by the rules of a file: who is no longer active has left, and who comes back has joined anew. Somebody whom a
 * file brought is taken over under the same id.
 */
export interface Provisioning {
  get(id: string): Promise<ProvisionedMember | undefined>;
  /** Those with all of these values, by id; `offset` from 0. */
  list(query: {
    having: readonly { attribute: Found; value: string }[];
    offset: number;
    limit: number;
  }): Promise<{ total: number; rows: ProvisionedMember[] }>;
  add(member: Provisioned, client: string, author: Author): Promise<ProvisionOutcome>;
  replace(member: Provisioned, client: string, author: Author): Promise<ProvisionOutcome>;
  /** Has left, and is unknown to identity providers from now on. What they were taught stays. */
  remove(id: string, client: string, author: Author): Promise<boolean>;
}

export function provisioningIn(db: Kysely<Schema>): Provisioning {
  const inOne = <T>(act: (trx: Transaction<Schema>) => Promise<T>) => db.transaction().execute(act);
  return {
    get: async (id) => (await found(db, sql`s.id = ${id}`, { offset: 0, limit: 1 }))[0],
    list: async ({ having, ...page }) => {
      const equal = having.map(({ attribute, value }) => CONDITIONS[attribute](value));
      const condition = sql.join([sql<boolean>`true`, ...equal], sql` and `);
      return { total: await counted(db, condition), rows: await found(db, condition, page) };
    },
    add: (member, client, author) => inOne((trx) => store(trx, member, { isNew: true, client }, author)),
    replace: (member, client, author) => inOne((trx) => store(trx, member, { isNew: false, client }, author)),
    remove: (id, client, author) => inOne((trx) => remove(trx, id, client, author)),
  };
}

const USER_NAME = sql`lower(coalesce(x.user_name, s.email))`;

/** Names and addresses are compared without regard to case (RFC 7643, 4.1.1), ids with it (3.1). */
const CONDITIONS: Record<Found, (value: string) => RawBuilder<boolean>> = {
  id: (value) => sql`s.id = ${value}`,
  userName: (value) => sql`${USER_NAME} = lower(${value})`,
  externalId: (value) => sql`x.external_id = ${value}`,
  email: (value) => sql`lower(s.email) = lower(${value})`,
  manager: (value) => sql`lower(s.manager) = lower(${value})`,
  active: (value) => sql`(s.left_at is null)::text = lower(${value})`,
};

const KNOWN = sql`from staff s left join staff_scim x on x.staff = s.id where (s.left_at is null or x.staff is not null)`;

async function counted(db: Kysely<Schema>, condition: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ total: number }>`select count(*)::int as total ${KNOWN} and ${condition}`.execute(db);
  return rows[0]?.total ?? 0;
}

async function found(
  db: Kysely<Schema>,
  condition: RawBuilder<unknown>,
  { offset, limit }: { offset: number; limit: number },
): Promise<ProvisionedMember[]> {
  const { rows } = await sql<Nullable<ProvisionedMember>>`
    select s.id, s.name, s.email, s.department, s.manager, s.language, s.roles, s.joined_at as "joinedAt", s.left_at as "leftAt",
      s.left_at is null as active, coalesce(x.user_name, s.email) as "userName", x.external_id as "externalId", x.given_name as "givenName",
      x.family_name as "familyName", x.employee_number as "employeeNumber"
    ${KNOWN} and ${condition} order by s.id limit ${limit} offset ${offset}`.execute(db);
  return rows.map((row) => withoutNulls(row) as ProvisionedMember);
}

async function store(
  trx: Transaction<Schema>,
  member: Provisioned,
  { isNew, client }: { isNew: boolean; client: string },
  author: Author,
): Promise<ProvisionOutcome> {
  await lockTraining(trx);
  const before = await standing(trx, member.id);
  const fault = await faultOf(trx, member, isNew, before);
  if (fault) return fault;
  const at = author.at ?? (await databaseNow(trx));
  await put(trx, member, at);
  const { id, active } = member;
  const wasHere = before !== undefined && !before.hasLeft;
  if (wasHere || active) await note(trx, author, id, { client, what: whatOf(wasHere, active) });
  return 'stored';
}

function whatOf(wasHere: boolean, active: boolean): string {
  if (!active) return 'left';
  return wasHere ? 'changed' : 'joined';
}

async function standing(trx: Transaction<Schema>, id: string) {
  const { rows } = await sql<{ hasLeft: boolean; isKept: boolean }>`
    select s.left_at is not null as "hasLeft", x.staff is not null as "isKept"
    from staff s left join staff_scim x on x.staff = s.id where s.id = ${id}`.execute(trx);
  return rows[0];
}

type Standing = Awaited<ReturnType<typeof standing>>;

async function faultOf(
  trx: Transaction<Schema>,
  { id, userName, manager }: Provisioned,
  isNew: boolean,
  before: Standing,
): Promise<Exclude<ProvisionOutcome, 'stored'> | undefined> {
  if (!isNew && !before) return 'not-there';
  if (isNew && before?.isKept && !before.hasLeft) return 'id-taken';
  const { rows: same } = await sql`
    select s.id ${KNOWN} and s.id <> ${id} and ${USER_NAME} = lower(${userName}) limit 1`.execute(trx);
  if (same.length > 0) return 'name-taken';
  if (manager === undefined) return undefined;
  const { rows } = await sql`select id from staff where id = ${manager} and id <> ${id}`.execute(trx);
  return rows.length === 0 ? 'unknown-manager' : undefined;
}

async function put(trx: Transaction<Schema>, member: Provisioned, at: Instant): Promise<void> {
  const { id, name, email, department, manager = null, language, roles, active } = member;
  await sql`
    insert into staff as s (id, name, email, department, manager, language, roles, joined_at, left_at)
    values (${id}, ${name}, ${email}, ${department}, ${manager}, ${language}, ${roles}::text[], ${at}::timestamptz, case when not ${active} then ${at}::timestamptz end)
    on conflict (id) do update set name = excluded.name, email = excluded.email, department = excluded.department, manager = excluded.manager,
      language = excluded.language, roles = excluded.roles,
      joined_at = case when ${active} and s.left_at is not null then excluded.joined_at else s.joined_at end,
      left_at = case when ${active} then null else coalesce(s.left_at, excluded.left_at) end`.execute(trx);
  const { userName, externalId = null, givenName = null, familyName = null, employeeNumber = null } = member;
  const row = { userName, externalId, givenName, familyName, employeeNumber };
  await trx
    .insertInto('staffScim')
    .values({ staff: id, ...row })
    .onConflict((conflict) => conflict.column('staff').doUpdateSet(row))
    .execute();
}

async function remove(trx: Transaction<Schema>, id: string, client: string, author: Author): Promise<boolean> {
  await lockTraining(trx);
  const before = await standing(trx, id);
  if (!before || (before.hasLeft && !before.isKept)) return false;
  const at = author.at ?? (await databaseNow(trx));
  await trx.deleteFrom('staffScim').where('staff', '=', id).execute();
  await trx.deleteFrom('staffGroupMembers').where('staff', '=', id).execute();
  await trx.updateTable('staff').set({ leftAt: at }).where('id', '=', id).where('leftAt', 'is', null).execute();
  await note(trx, author, id, { client, what: 'left' });
  return true;
}

async function note(
  trx: Transaction<Schema>,
  author: Author,
  id: string,
  change: Record<string, unknown>,
): Promise<void> {
  await writeActs(trx, author, [{ act: 'staff-provisioned', subject: `staff/${id}`, change }]);
}
