import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { TextValues } from '../database/ledger';
import type { Schema } from '../database/schema';
import { withoutNulls, type Nullable } from '../database/values';
import type { NoticeRef } from '../delivery/delivery';
import { owedIn, type OwedLetter, type OwedLetters } from '../delivery/owed';
import type { CustomerId } from '../../domain/primitives/parties';

/** A notice as one customer reads it, to one of our own people, who asked for it. */
export interface LetterTest extends Omit<OwedLetter, 'subject' | 'number' | 'endpoint'> {
  incident: IncidentId;
  notice: number;
  person: PersonId;
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
  customer: CustomerId;
  language: string;
  state: 'planned' | 'claimed' | 'accepted' | 'refused';
  textSha256: string;
  askedAt: Instant;
  finishedAt?: Instant;
  serverWords?: string;
}

/** In the ledger, as sendings of their own: no question about an incident's notices finds them, and they are erased with it. */
export interface LetterTests extends OwedLetters<LetterTest> {
  /** @returns the id, or undefined where that person asked for too many in the last hour */
  ask(test: AskedTest): Promise<string | undefined>;
  list(notice: NoticeRef): Promise<TestSent[]>;
}

const TESTS_PER_HOUR = 30;

export function letterTestsIn(db: Kysely<Schema>): LetterTests {
  const owed = owedIn(db, 'test');
  return {
    ...owed,
    ask: (test) => ask(db, test),
    claim: async (limit) => (await owed.claim(limit)).map(testOf),
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

function testOf({ subject, number: notice, endpoint: person, ...mail }: OwedLetter): LetterTest {
  return { ...mail, incident: subject.slice(0, subject.indexOf('#')) as IncidentId, notice, person };
}

async function list(db: Kysely<Schema>, { incident, notice }: NoticeRef): Promise<TestSent[]> {
  const { rows } = await sql<Nullable<TestSent>>`
    select r.id, r.endpoint as person, r."values"->>'customer' as customer, r.language, r.state, r.text_sha256 as "textSha256",
      r.planned_at as "askedAt", r.finished_at as "finishedAt", r.server_words as "serverWords"
    from recipients r where starts_with(r.subject, ${`${incident}#test/`}) and r.number = ${notice}
    order by r.planned_at desc limit 100`.execute(db);
  return rows.map((row) => withoutNulls(row));
}
