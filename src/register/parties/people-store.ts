import { sql, type Selectable, type Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import { takesTwoPeople } from '../../domain/administration/two-people';
import { SYSTEM, type PersonId, type RosterChange } from '../../domain/primitives/people';
import { mailboxOf } from '../../primitives/mailbox';
import { endGrants } from '../administration/codes';
import { askFor, type Asked } from '../administration/pending';
import { peopleActs } from '../administration/people-acts';
import { writeActs } from '../administration/story';
import { MailboxTaken, RegisterConflict } from '../database/faults';
import type { Schema } from '../database/schema';
import { anyOf, INSERTED } from '../database/sql';
import { recordset } from '../database/values';
import { bumpRevision, DETAILS, lockRevision, PEOPLE } from '../scope/revisions';
import { endAccessOfInactive } from './ended-access';
import { operatorsIn, refuseToBeLeft, type Operators } from './operators';
import { withRosterChange } from './roster';

export type Person = Selectable<Schema['people']>;

export interface Stored {
  added: number;
  changed: number;
  roster?: RosterChange;
}

export async function add(
  trx: Transaction<Schema>,
  person: Person,
  author: Author,
): Promise<'already-there' | Asked | { roster?: RosterChange }> {
  await lockRevision(trx, PEOPLE);
  const [known] = await personsIn(trx, [person.id]);
  if (known) return 'already-there';
  const stored = await upsertMany(trx, [person], author);
  if ('asked' in stored) return stored;
  return { ...(stored.roster && { roster: stored.roster }) };
}

/** Where the act of one person does not suffice for any of them, all of it waits for a second. */
export async function upsertMany(
  trx: Transaction<Schema>,
  people: Person[],
  author: Author,
  source?: string,
): Promise<Stored | Asked> {
  const ids = people.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw givenTwice(ids);
  await lockRevision(trx, PEOPLE);
  const before = await personsIn(trx, ids);
  if (author.person !== SYSTEM) await refuseTakenMailboxes(trx, before, people);
  const isAlone = author.person !== SYSTEM && author.confirmed === undefined;
  const was = new Map(before.map((person) => [person.id, person]));
  if (isAlone && people.some((person) => takesTwoPeople(was.get(person.id), person))) {
    const act = { kind: 'people', people, ...(source !== undefined && { source }) } as const;
    return await askFor(trx, author, { act, preview: peopleActs(before, people, source), persons: before });
  }
  return await updateOrInsert(trx, people, author, source);
}

/** Two that each take one of the last two operators away wait for each other: the second sees what the first did. */
export async function updateOrInsert(
  trx: Transaction<Schema>,
  people: Person[],
  author: Author,
  source?: string,
): Promise<Stored> {
  const ids = people.map(({ id }) => id);
  let before: { operators: Operators; persons: Person[] } | undefined;
  const { done: rows, roster } = await withRosterChange(trx, ids, async () => {
    before = { operators: await operatorsIn(trx), persons: await personsIn(trx, ids) };
    // Also before: whatever an inactive person still has must not revive with them.
    await endAccessOfInactive(trx, ids);
    const rows = await upserted(trx, people);
    await endAccessOfInactive(trx, ids);
    return rows;
  });
  if (rows.length > 0) await bumpRevision(trx, DETAILS);
  if (before) {
    await refuseToBeLeft(trx, before.operators);
    await endGrants(trx, whoseGrantsEnd(before.persons, people));
    const acts = peopleActs(before.persons, people, source);
    const isFounding = author.person === SYSTEM;
    await writeActs(trx, author, isFounding ? acts.map(({ hears: _, ...act }) => act) : acts);
  }
  const added = rows.filter((row) => row.added).length;
  return { added, changed: rows.length - added, ...(roster && { roster }) };
}

function whoseGrantsEnd(before: readonly Person[], after: readonly Person[]): PersonId[] {
  const is = new Map(after.map((person) => [person.id, person]));
  const ofWeight = ({ email, active, roles }: Person) => JSON.stringify([email, active, [...roles].sort()]);
  return before.filter((was) => ofWeight(was) !== ofWeight(is.get(was.id) ?? was)).map(({ id }) => id);
}

export async function personsIn(trx: Transaction<Schema>, ids: PersonId[]): Promise<Person[]> {
  return await trx.selectFrom('people').selectAll().where('id', '=', anyOf(ids)).execute();
}

/** One human is one approval: who is added, activated or given another address shares it with nobody who is active. @throws MailboxTaken */
async function refuseTakenMailboxes(trx: Transaction<Schema>, before: Person[], after: Person[]): Promise<void> {
  const was = new Map(before.map((person) => [person.id, person]));
  const isNew = ({ id, active, email }: Person) => {
    const old = was.get(id);
    return active && (!old?.active || mailboxOf(old.email) !== mailboxOf(email));
  };
  if (!after.some(isNew)) return;
  const given = new Set(after.map(({ id }) => id));
  const others = await trx.selectFrom('people').select(['id', 'email']).where('active', '=', true).execute();
  const holders = new Map(others.filter(({ id }) => !given.has(id)).map(({ id, email }) => [mailboxOf(email), id]));
  for (const person of after.filter(({ active }) => active)) {
    const mailbox = mailboxOf(person.email);
    const holder = holders.get(mailbox);
    if (holder !== undefined && (isNew(person) || given.has(holder))) throw new MailboxTaken(person.id, holder);
    holders.set(mailbox, person.id);
  }
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
