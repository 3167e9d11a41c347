import { sql, type Kysely, type Transaction } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import { HOUR, MINUTE, plus, type Instant } from '../../domain/primitives/instant';
import type { Author } from '../../domain/administration/story';
import { weightyRolesOf } from '../../domain/administration/two-people';
import { SYSTEM, type PersonId, type Role } from '../../domain/primitives/people';
import { codeIdOf, grantKey, takeCode } from '../administration/codes';
import { askFor, type Asked } from '../administration/pending';
import { subjectOf, WITNESSES } from '../administration/people-acts';
import { NOBODY, writeActs, type Act } from '../administration/story';
import { RegisterConflict } from '../database/faults';
import type { Schema } from '../database/schema';
import { anyOf, ASYNC_COMMIT } from '../database/sql';
import { withoutNulls } from '../database/values';
import { sightBeside, type KnownSight } from '../read/sight';
import { lockRevision, PEOPLE } from '../scope/revisions';
import { operatorsIn, refuseToBeLeft } from './operators';
import { updateOrInsert, type Person } from './people-store';

/** The longest that a key may live, and how long it lives unless somebody says less. */
export const KEY_LIFE_MS = 365 * 24 * HOUR;
/** So long before it expires a key's person is warned. */
export const KEY_WARNING_MS = 30 * 24 * HOUR;

export interface Key {
  id: string;
  person: PersonId;
  name: string;
  createdAt: Instant;
  /** Absent: the first start, or whoever held the key ring. */
  createdBy?: PersonId;
  /** To a minute. */
  lastUsedAt?: Instant;
  expiresAt: Instant;
}

export interface NewKey {
  person: PersonId;
  /** The SHA-256 of the key, hex; the key itself is never stored. */
  hash: string;
  name: string;
  at: Instant;
  by?: PersonId;
  /** Left out, a year after `at`. */
  expiresAt?: Instant;
}

/** A key that its person is to be warned of. */
export interface ExpiringKey extends Pick<Key, 'id' | 'name' | 'expiresAt' | 'lastUsedAt'> {
  person: Person;
}

/** Who is signed in, and by which key or session. */
export interface Authenticated {
  person: Person;
  id: string;
  expiresAt: Instant;
  /** Of the incident that was asked about; null if no page of it is kept. */
  sight?: KnownSight | null;
}

export interface GrantedKey {
  person: PersonId;
  madeAt: Instant;
  grantedBy: PersonId;
}

export interface Keys {
  /** The same key is added once. Undefined if the person is not active: they get none. @throws RegisterConflict if it is somebody else's */
  add(key: NewKey, author?: Author): Promise<Key | undefined>;
  /** Mails the person a code that they turn into a key; for some that takes two people. Undefined if they are not active. */
  grant(person: PersonId, author: Author): Promise<Asked | { granted: number } | undefined>;
  /** Turns a code into a key, once. Undefined if no such code stands. */
  redeem(codeHash: string, key: Omit<NewKey, 'person' | 'by'>): Promise<Key | undefined>;
  /** Makes an active operator of the person, with this key, from the shell. */
  recoverOperator(person: Person, key: Omit<NewKey, 'person'>): Promise<void>;
  /** The keys of a person that were not revoked, expired ones too; the newest first. */
  of(person: PersonId): Promise<Key[]>;
  /** Keys that another granted to one of these people, made between; also revoked ones. */
  grantedBetween(people: PersonId[], from: Instant, to: Instant): Promise<GrantedKey[]>;
  /** Ends the sessions that were begun with it, too. False if that person has no such key. @throws NoOperatorLeft */
  revoke(person: PersonId, id: string, author?: Author): Promise<boolean>;
  /**
   * The active person whose key it is, unless it was revoked or has expired at that instant, and whether they may see the incident; notes that it was
   * used.
   */
  authenticate(hash: string, at: Instant, incident?: IncidentId): Promise<Authenticated | undefined>;
  /**
   * Claims keys of active people to warn of: nobody else gets them meanwhile, and if the mail fails they can be claimed again after five
   * minutes. Not those that were given for less than 30 days.
   */
  claimExpiring(at: Instant): Promise<ExpiringKey[]>;
  noteWarned(id: string, at: Instant): Promise<void>;
}

export function keysIn(db: Kysely<Schema>): Keys {
  return {
    add: (key, author = NOBODY) => db.transaction().execute((trx) => addKey(trx, key, author)),
    grant: (person, author) => db.transaction().execute((trx) => grant(trx, person, author)),
    redeem: (codeHash, key) => db.transaction().execute((trx) => redeem(trx, codeHash, key)),
    recoverOperator: (person, key) => db.transaction().execute((trx) => recoverOperator(trx, person, key)),
    of: (person) => keysOf(db, person),
    grantedBetween: (people, from, to) => grantedBetween(db, people, from, to),
    revoke: (person, id, author = NOBODY) => db.transaction().execute((trx) => revoke(trx, person, id, author)),
    authenticate: (hash, at, incident) => authenticate(db, hash, at, incident),
    claimExpiring: (at) => claimExpiring(db, at),
    noteWarned: async (id, at) => {
      await db.updateTable('keys').set({ warnedAt: at }).where('id', '=', id).execute();
    },
  };
}

const COLUMNS = ['id', 'person', 'name', 'createdAt', 'createdBy', 'lastUsedAt', 'expiresAt'] as const;

async function addKey(trx: Transaction<Schema>, key: NewKey, author: Author): Promise<Key | undefined> {
  const made = await insertKey(trx, key);
  if (made?.isNew) await writeActs(trx, author, [await keyAct(trx, { act: 'key-made', ...made.key }, author)]);
  return made?.key;
}

/** Where the person holds a weighty role, a second person has to agree. */
async function grant(
  trx: Transaction<Schema>,
  id: PersonId,
  author: Author,
): Promise<Asked | { granted: number } | undefined> {
  await lockRevision(trx, PEOPLE);
  const person = await trx
    .selectFrom('people')
    .selectAll()
    .where('id', '=', id)
    .where('active', '=', true)
    .executeTakeFirst();
  if (!person) return undefined;
  if (weightyRolesOf(person).length === 0) return { granted: await grantKey(trx, id, author) };
  const preview: Act = { act: 'key-granted', subject: subjectOf(id), concerns: [id] };
  return await askFor(trx, author, { act: { kind: 'key', person: id }, preview: [preview], persons: [person] });
}

async function redeem(
  trx: Transaction<Schema>,
  codeHash: string,
  given: Omit<NewKey, 'person' | 'by'>,
): Promise<Key | undefined> {
  const code = await takeCode(trx, codeHash, given.at);
  if (!code) return undefined;
  const { person, page, grantedBy } = code;
  const made = await insertKey(trx, { ...given, person, by: grantedBy });
  if (!made) return undefined;
  const author = { person, credential: { kind: 'code', id: codeIdOf(codeHash) }, at: given.at } as const;
  const change = { granted: page, grantedBy };
  await writeActs(trx, author, [await keyAct(trx, { act: 'key-made', ...made.key, change }, author)]);
  return made.key;
}

/** By the shell: everybody whose office it is hears of it. */
async function recoverOperator(trx: Transaction<Schema>, person: Person, given: Omit<NewKey, 'person'>): Promise<void> {
  const { id, email } = person;
  const roles: Role[] = [...new Set([...person.roles, 'operator'] as const)];
  await updateOrInsert(trx, [{ ...person, active: true, roles }], NOBODY);
  const made = await insertKey(trx, { ...given, person: id });
  await writeActs(trx, NOBODY, [
    {
      ...{ act: 'operator-recovered', subject: subjectOf(id), change: { key: made?.key.id }, concerns: [id] },
      hears: { persons: [{ person: id, email }], roles: [...WITNESSES, 'operator'] },
    },
  ]);
}

async function keyAct(
  trx: Transaction<Schema>,
  { act, id, person, change }: { act: 'key-made' | 'key-revoked'; id: string; person: PersonId; change?: object },
  author: Author,
): Promise<Act> {
  const { email } = await trx.selectFrom('people').select('email').where('id', '=', person).executeTakeFirstOrThrow();
  const hears = { persons: [{ person, email }], roles: WITNESSES };
  return {
    ...{ act, subject: subjectOf(person), change: { key: id, ...change }, concerns: [person] },
    ...(author.person !== SYSTEM && { hears }),
  };
}

async function insertKey(
  trx: Transaction<Schema>,
  { at, by, ...given }: NewKey,
): Promise<{ key: Key; isNew: boolean } | undefined> {
  const { expiresAt = plus(at, KEY_LIFE_MS), hash, person, name } = given;
  // Held, so that nobody makes the person inactive before the key is there to be revoked.
  const { rows } = await sql`select from people where id = ${person} and active for share`.execute(trx);
  if (rows.length === 0) return undefined;
  const { numInsertedOrUpdatedRows: inserted } = await trx
    .insertInto('keys')
    .values({ hash, person, name, createdAt: at, createdBy: by ?? null, expiresAt })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .executeTakeFirst();
  const row = await trx.selectFrom('keys').select(COLUMNS).where('hash', '=', hash).executeTakeFirstOrThrow();
  if (row.person !== person)
    throw new RegisterConflict(`This key belongs to another person than ${person}; make a new one.`);
  return { key: withoutNulls(row), isNew: Boolean(inserted) };
}

async function keysOf(db: Kysely<Schema>, person: PersonId): Promise<Key[]> {
  const rows = await db
    .selectFrom('keys')
    .select(COLUMNS)
    .where('person', '=', person)
    .where('revokedAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(withoutNulls);
}

async function grantedBetween(db: Kysely<Schema>, people: PersonId[], from: Instant, to: Instant) {
  const { rows } = await sql<GrantedKey>`
    select person, created_at as "madeAt", created_by as "grantedBy" from keys
    where person = ${anyOf(people)} and created_by <> person
      and created_at > ${from}::timestamptz and created_at <= ${to}::timestamptz
    order by created_at`.execute(db);
  return rows;
}

async function revoke(trx: Transaction<Schema>, person: PersonId, id: string, author: Author): Promise<boolean> {
  await lockRevision(trx, PEOPLE);
  const before = await operatorsIn(trx);
  const revoked = await trx
    .updateTable('keys')
    .set({ revokedAt: sql<Instant>`now()` })
    .where('id', '=', id)
    .where('person', '=', person)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  if (revoked.numUpdatedRows === 0n) return false;
  await sql`update sessions set ended_at = now() where key = ${id} and ended_at is null`.execute(trx);
  await refuseToBeLeft(trx, before);
  await writeActs(trx, author, [await keyAct(trx, { act: 'key-revoked', id, person }, author)]);
  return true;
}

/** A use within this time after the one that was noted is not noted. */
const USE_GRAIN_MS = MINUTE;

async function authenticate(db: Kysely<Schema>, hash: string, at: Instant, incident?: IncidentId) {
  const found = await db
    .selectFrom('people')
    .innerJoin('keys', 'keys.person', 'people.id')
    .selectAll('people')
    .select(['keys.id as key', 'keys.lastUsedAt', 'keys.expiresAt', sightBeside(incident, at).as('sight')])
    .where('keys.hash', '=', hash)
    .where('keys.revokedAt', 'is', null)
    .where('keys.expiresAt', '>', at)
    .where('people.active', '=', true)
    .executeTakeFirst();
  if (!found) return undefined;
  const { key: id, lastUsedAt, expiresAt, sight, ...person } = found;
  // Not waited for: a use that cannot be noted hinders nobody.
  if (!lastUsedAt || lastUsedAt <= plus(at, -USE_GRAIN_MS)) void noteUse(db, id, at).catch(() => undefined);
  return { person, id, expiresAt, ...(incident !== undefined && { sight }) };
}

/** Of several at once, one is noted. */
async function noteUse(db: Kysely<Schema>, id: string, at: Instant): Promise<void> {
  await db
    .updateTable('keys')
    .set({ lastUsedAt: at })
    .where('id', '=', id)
    .where((column) =>
      column.or([column('lastUsedAt', 'is', null), column('lastUsedAt', '<=', plus(at, -USE_GRAIN_MS))]),
    )
    .returning(ASYNC_COMMIT)
    .execute();
}

const CLAIM_LASTS_MS = 5 * MINUTE;
const CLAIMED_AT_ONCE = 50;

async function claimExpiring(db: Kysely<Schema>, at: Instant): Promise<ExpiringKey[]> {
  const life = sql`expires_at - make_interval(secs => ${KEY_WARNING_MS / 1_000})`;
  const { rows } = await sql<Omit<Key, 'person' | 'createdAt'> & { whose: PersonId; lastUsedAt: Instant | null }>`
    update keys set warning_claimed_at = ${at}
    where id in (
      select keys.id from keys join people on people.id = keys.person
      where people.active and revoked_at is null and warned_at is null
        and expires_at > ${at}::timestamptz and ${life} <= ${at}::timestamptz and ${life} > created_at
        and (warning_claimed_at is null or warning_claimed_at <= ${plus(at, -CLAIM_LASTS_MS)}::timestamptz)
      order by expires_at limit ${CLAIMED_AT_ONCE} for update of keys skip locked)
    returning id, name, expires_at, last_used_at, person as whose`.execute(db);
  const people = await db
    .selectFrom('people')
    .selectAll()
    .where('id', '=', anyOf(rows.map(({ whose }) => whose)))
    .execute();
  return rows.flatMap(({ whose, ...key }) => {
    const person = people.find(({ id }) => id === whose);
    return person ? [{ ...withoutNulls(key), person }] : [];
  });
}
