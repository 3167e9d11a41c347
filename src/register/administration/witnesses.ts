import { sql, type Kysely, type Transaction } from 'kysely';
import type { PersonId, Role } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import type { Person } from '../parties/people-store';
import { pagesOf, type StoryRow } from './reading';

/** Who hears of an act: whom it is about, at each address that was theirs, and whoever holds one of the roles. */
export interface Hearers {
  persons?: readonly { person: PersonId; email: string }[];
  roles?: readonly Role[];
}

export interface OwedMail {
  id: number;
  kind: 'concerned' | 'witness' | 'code';
  email: string;
  person: Person;
  /** What it tells of, the first hundred. */
  pages: StoryRow[];
  more: number;
}

/** What mails are owed for acts is written with them; the worker sends it, as often as it takes. */
export interface WitnessMails {
  /** Nobody else gets them for a quarter of an hour; then they are owed again. */
  claim(limit: number): Promise<OwedMail[]>;
  end(id: number, outcome: 'accepted' | 'refused', words: string): Promise<void>;
  /** Owed again after a minute. */
  defer(id: number): Promise<void>;
}

export function witnessMailsIn(db: Kysely<Schema>): WitnessMails {
  return {
    claim: (limit) => claim(db, limit),
    end: async (id, outcome, words) => {
      await sql`update witness_mails set ended_at = clock_timestamp(), outcome = ${outcome}, words = ${words}
        where id = ${id} and ended_at is null`.execute(db);
    },
    defer: async (id) => {
      await sql`update witness_mails set next_at = clock_timestamp() + interval '1 minute'
        where id = ${id} and ended_at is null`.execute(db);
    },
  };
}

type Owed = Pick<OwedMail, 'kind' | 'email'> & { first: number; last: number; person: PersonId };

/** One mail for each act to whom it is about, and one for all of them to each witness: a file of people is one mail to an auditor. */
export async function planMails(
  trx: Transaction<Schema>,
  acts: readonly { sequence: number; hears?: Hearers; codeFor?: PersonId }[],
): Promise<void> {
  const concerned = acts.flatMap(({ sequence, hears }) =>
    (hears?.persons ?? []).map((to): Owed => ({ kind: 'concerned', first: sequence, last: sequence, ...to })),
  );
  const mails = distinct([
    ...concerned,
    ...(await witnessMails(trx, acts, concerned)),
    ...(await codeMails(trx, acts)),
  ]);
  if (mails.length > 0)
    await trx
      .insertInto('witnessMails')
      .values(mails.map((one) => ({ ...one, ...UNSENT })))
      .execute();
}

const UNSENT = { endedAt: null, outcome: null, words: null };

async function witnessMails(
  trx: Transaction<Schema>,
  acts: readonly { sequence: number; hears?: Hearers }[],
  concerned: readonly Owed[],
): Promise<Owed[]> {
  const witnessed = acts.filter(({ hears }) => hears?.roles);
  const [first, last] = [witnessed[0]?.sequence, witnessed.at(-1)?.sequence];
  if (first === undefined || last === undefined) return [];
  const roles = [...new Set(witnessed.flatMap(({ hears }) => hears?.roles ?? []))];
  const witnesses = await trx
    .selectFrom('people')
    .select(['id as person', 'email'])
    .where('active', '=', true)
    .where(sql<boolean>`roles && ${roles}::text[]`)
    .execute();
  const hasHeard = ({ email }: { email: string }) => first === last && concerned.some((one) => one.email === email);
  return witnesses.filter((one) => !hasHeard(one)).map((one) => ({ kind: 'witness', first, last, ...one }));
}

async function codeMails(
  trx: Transaction<Schema>,
  acts: readonly { sequence: number; codeFor?: PersonId }[],
): Promise<Owed[]> {
  const owed: Owed[] = [];
  for (const { sequence, codeFor } of acts) {
    if (codeFor === undefined) continue;
    const { email } = await trx
      .selectFrom('people')
      .select('email')
      .where('id', '=', codeFor)
      .executeTakeFirstOrThrow();
    owed.push({ kind: 'code', first: sequence, last: sequence, person: codeFor, email });
  }
  return owed;
}

function distinct(mails: Owed[]): Owed[] {
  return [...new Map(mails.map((one) => [JSON.stringify([one.kind, one.first, one.person, one.email]), one])).values()];
}

async function claim(db: Kysely<Schema>, limit: number): Promise<OwedMail[]> {
  const { rows } = await sql<Owed & { id: number }>`
    with due as (
      select id from witness_mails
      where ended_at is null and next_at <= clock_timestamp() order by id limit ${limit} for update skip locked
    )
    update witness_mails m set next_at = clock_timestamp() + interval '15 minutes'
    from due where m.id = due.id
    returning m.id, m.kind, m.email, m.first, m.last, m.person`.execute(db);
  const mails = rows.sort((a, b) => a.id - b.id).map((row) => whole(db, row));
  return await Promise.all(mails);
}

const PAGES_PER_MAIL = 100;

async function whole(db: Kysely<Schema>, row: Owed & { id: number }): Promise<OwedMail> {
  const { id, kind, email, first, last } = row;
  const person = await db.selectFrom('people').selectAll().where('id', '=', row.person).executeTakeFirstOrThrow();
  const pages = await pagesOf(db, first, Math.min(last, first + PAGES_PER_MAIL - 1));
  return { id, kind, email, person, pages, more: last - first + 1 - pages.length };
}
