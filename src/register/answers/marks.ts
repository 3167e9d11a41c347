import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { NoticeMarks, WaitingQuestion } from '../../domain/notices/state';
import type { Schema } from '../database/schema';
import { storable } from '../database/values';
import type { MarkKind } from '../database/ledger';
import { instantFrom } from '../../domain/primitives/instant';
import type { LinkOf } from './links';
import type { DeliveryId } from '../../domain/primitives/parties';

export interface Mark extends LinkOf {
  kind: MarkKind;
  at: Instant;
  /** As they were given: of whom confirms, or of a server. */
  words?: string;
}

/** What came back of an incident's notices, in absolute numbers. */
export interface MarkCounts {
  notices: NoticeMarks[];
  /** The first questions that nobody has answered. */
  questions: WaitingQuestion[];
  waiting: number;
}

/** More of them wait for nobody longer: each answer lets the next one in. */
const QUESTIONS_NAMED = 20;

/** Opened, confirmed and the wrong person are marked once. @returns whether it is news */
export async function addMark(
  db: Kysely<Schema>,
  { incident, notice, delivery, kind, at, words }: Mark,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('marks')
    .values({ incident, notice, recipient: delivery, kind, at, evidence: JSON.stringify({ words: storable(words) }) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

export async function marksOf(db: Kysely<Schema>, delivery: DeliveryId): Promise<{ kind: MarkKind; at: Instant }[]> {
  return await db.selectFrom('marks').select(['kind', 'at']).where('recipient', '=', delivery).orderBy('id').execute();
}

/** Incidents that have not been told of all that came back. */
export async function uncounted(db: Kysely<Schema>): Promise<IncidentId[]> {
  const { rows } = await sql<{ incident: IncidentId }>`
    select incident from marks where not counted
    union select incident from questions where not counted order by incident`.execute(db);
  return rows.map(({ incident }) => incident);
}

/** With the newest mark and question that they count, by which `setCounted` ends the round. */
export async function countMarks(
  db: Kysely<Schema>,
  incident: IncidentId,
): Promise<MarkCounts & { upTo: { mark: number; question: number } }> {
  const { rows } = await sql<{
    notices: NoticeMarks[] | null;
    questions: (Omit<WaitingQuestion, 'askedAt'> & { askedAt: string })[] | null;
    waiting: number;
    mark: number;
    question: number;
  }>`
    select
      (select json_agg(n order by n.notice) from (
        select notice, count(distinct recipient) filter (where kind = 'opened') as opened,
          count(distinct recipient) filter (where kind = 'confirmed') as confirmed,
          count(distinct recipient) filter (where kind = 'wrong-person') as "wrongPerson",
          count(distinct recipient) filter (where kind = 'bounced') as bounced
        from marks where incident = ${incident} and kind in ('opened', 'confirmed', 'wrong-person', 'bounced') group by notice) n) as notices,
      (select json_agg(q) from (
        select id, notice, customer, asked_at as "askedAt" from questions
        where incident = ${incident} and answered_at is null order by id limit ${sql.lit(QUESTIONS_NAMED)}) q) as questions,
      (select count(*) from questions where incident = ${incident} and answered_at is null) as waiting,
      coalesce((select max(id) from marks where incident = ${incident}), 0) as mark,
      coalesce((select max(id) from questions where incident = ${incident}), 0) as question`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A count without a group gives one row.');
  const { notices, questions, waiting, mark, question } = row;
  const named = (questions ?? []).map((one) => ({ ...one, askedAt: instantFrom(one.askedAt) as Instant }));
  return { notices: notices ?? [], questions: named, waiting, upTo: { mark, question } };
}

/** What was answered since the count stays uncounted, for it may be older than the newest question. */
export async function setCounted(
  db: Kysely<Schema>,
  incident: IncidentId,
  { upTo, questions }: Pick<Awaited<ReturnType<typeof countMarks>>, 'upTo' | 'questions'>,
): Promise<void> {
  await sql`update marks set counted = true
    where incident = ${incident} and id <= ${upTo.mark} and not counted`.execute(db);
  await sql`update questions set counted = true
    where incident = ${incident} and id <= ${upTo.question} and not counted
      and (answered_at is null or not (id = any(${questions.map(({ id }) => id)}::bigint[])))`.execute(db);
}
