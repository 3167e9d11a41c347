import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { TextValues } from '../database/ledger';
import type { Schema } from '../database/schema';
import { withoutNulls, type Nullable } from '../database/values';
import type { NoticeRef } from './delivery';

/** A notice as one customer reads it, to one of our own people, who asked for it. */
export interface LetterTest {
  id: string;
  incident: IncidentId;
  notice: number;
  person: PersonId;
  name: string;
  address: string;
  language: string;
  values: TextValues;
  attempts: number;
  possibleRepeat: boolean;
}

export interface AskedTest extends NoticeRef {
  person: { id: PersonId; name: string; email: string };
  language: string;
  /** With what the letter is filled in. */
  values: TextValues;
  textSha256: string;
}

export interface TestSent {
  id: string;
  person: PersonId;
  customer: string;
  language: string;
  state: 'planned' | 'claimed' | 'accepted' | 'refused';
  textSha256: string;
  askedAt: Instant;
  finishedAt?: Instant;
  serverWords?: string;
}

/** In the ledger, as sendings of their own: no question about an incident's notices finds them, and they are erased with it. */
export interface LetterTests {
  /** @returns the id, or undefined where that person asked for too many in the last hour */
  ask(test: AskedTest): Promise<string | undefined>;
  /** Nobody else gets them for a quarter of an hour; then they are owed again, as possible repeats. */
  claim(limit: number): Promise<LetterTest[]>;
  end(id: string, outcome: 'accepted' | 'refused', words: string): Promise<void>;
  /** Owed again after a minute. `unsure`: the server may have it already. */
  defer(id: string, unsure: boolean): Promise<void>;
  list(notice: NoticeRef): Promise<TestSent[]>;
}

const TESTS_PER_HOUR = 30;
const UNFINISHED = sql`state in ('planned', 'claimed')`;

export function letterTestsIn(db: Kysely<Schema>): LetterTests {
  return {
    ask: (test) => ask(db, test),
    claim: (limit) => claim(db, limit),
    end: async (id, outcome, words) => {
      await sql`update recipients set state = ${outcome}, server_words = ${words}, attempts = attempts + 1, next_at = null,
        finished_at = clock_timestamp() where id = ${id} and ${UNFINISHED}`.execute(db);
    },
    defer: async (id, unsure) => {
      await sql`update recipients set next_at = clock_timestamp() + interval '1 minute', attempts = attempts + 1,
        possible_repeat = possible_repeat or ${unsure} where id = ${id} and ${UNFINISHED}`.execute(db);
    },
    list: (notice) => list(db, notice),
  };
}

async function ask(db: Kysely<Schema>, test: AskedTest): Promise<string | undefined> {
  const { incident, notice, person, language, values, textSha256 } = test;
  const subject = `${incident}#test/${randomUUID()}`;
  const { rows } = await sql<{ id: string }>`
    with asked as (
      insert into sendings (subject, number, kind)
      select ${subject}, ${notice}, 'test' where (
        select count(*) from recipients r join sendings s on s.subject = r.subject and s.number = r.number and s.kind = 'test'
        where r.endpoint = ${person.id} and r.planned_at > clock_timestamp() - interval '1 hour') < ${TESTS_PER_HOUR}
      returning subject, number)
    insert into recipients (id, subject, number, endpoint, address, name, language, state, "values", text_sha256)
    select ${subject}, subject, number, ${person.id}, ${person.email}, ${person.name}, ${language}, 'planned', ${JSON.stringify(values)}::jsonb, ${textSha256}
    from asked returning id`.execute(db);
  return rows[0]?.id;
}

async function claim(db: Kysely<Schema>, limit: number): Promise<LetterTest[]> {
  const { rows } = await sql<LetterTest & { subject: string }>`
    with due as (
      select r.id, r.state = 'claimed' as was_claimed from sendings s join recipients r on r.subject = s.subject and r.number = s.number
      where s.kind = 'test' and r.finished_at is null and (r.next_at is null or r.next_at <= clock_timestamp())
      order by r.planned_at limit ${limit} for update of r skip locked)
    update recipients r set state = 'claimed', next_at = clock_timestamp() + interval '15 minutes'
    from due where due.id = r.id
    returning r.id, r.subject, r.number as notice, r.endpoint as person, r.name, r.address, r.language, r."values", r.attempts,
      r.possible_repeat as "possibleRepeat"`.execute(db);
  return rows.map(({ subject, ...row }) => ({
    ...row,
    incident: subject.slice(0, subject.indexOf('#')) as IncidentId,
  }));
}

async function list(db: Kysely<Schema>, { incident, notice }: NoticeRef): Promise<TestSent[]> {
  const { rows } = await sql<Nullable<TestSent>>`
    select r.id, r.endpoint as person, r."values"->>'customer' as customer, r.language, r.state, r.text_sha256 as "textSha256",
      r.planned_at as "askedAt", r.finished_at as "finishedAt", r.server_words as "serverWords"
    from recipients r where starts_with(r.subject, ${`${incident}#test/`}) and r.number = ${notice}
    order by r.planned_at desc limit 100`.execute(db);
  return rows.map((row) => withoutNulls(row));
}
