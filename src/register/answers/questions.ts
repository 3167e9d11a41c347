import { sql, type Kysely, type Selectable } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import { storable, withoutNulls, type Present } from '../database/values';
import type { LinkOf } from './links';
import type { CustomerId, DeliveryId } from '../../domain/primitives/parties';

/** What a recipient asked, and the answer. */
export type Question = Present<Omit<Selectable<Schema['questions']>, 'counted'>>;

const QUESTION = [
  ...(['id', 'incident', 'notice', 'delivery', 'customer', 'askedAt', 'words'] as const),
  ...(['answer', 'answeredAt', 'answeredBy'] as const),
] as const;

/** Of one link. Who asks more has asked enough for a telephone call. */
export const QUESTIONS_MAX = 20;

/** False: this link has asked as much as it may. */
export async function ask(
  db: Kysely<Schema>,
  { incident, notice, delivery, customer, words, at }: LinkOf & { customer: CustomerId; words: string; at: Instant },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    insert into questions (incident, notice, delivery, customer, asked_at, words)
    select ${incident}, ${notice}::integer, ${delivery}::text, ${customer}, ${at}::timestamptz, ${storable(words)}::text
    where (select count(*) from questions where delivery = ${delivery}::text) < ${sql.lit(QUESTIONS_MAX)}`.execute(db);
  return numAffectedRows > 0n;
}

export async function questionsOf(
  db: Kysely<Schema>,
  of: { incident: IncidentId } | { delivery: DeliveryId },
): Promise<Question[]> {
  const [column, value] =
    'incident' in of ? (['incident', of.incident] as const) : (['delivery', of.delivery] as const);
  const rows = await db
    .selectFrom('questions')
    .select(QUESTION)
    .where(column, '=', value)
    .orderBy('id')
    .limit(1_000)
    .execute();
  return rows.map(withoutNulls);
}

/** `answered`: somebody else was faster. */
export async function answerQuestion(
  db: Kysely<Schema>,
  { incident, id, words, by, at }: { incident: IncidentId; id: number; words: string; by: PersonId; at: Instant },
): Promise<Question | 'answered' | 'unknown'> {
  const answered = await db
    .updateTable('questions')
    .set({ answer: String(storable(words)), answeredBy: by, answeredAt: at, counted: false })
    .where('incident', '=', incident)
    .where('id', '=', id)
    .where('answeredAt', 'is', null)
    .returning(QUESTION)
    .executeTakeFirst();
  if (answered) return withoutNulls(answered);
  const there = await db
    .selectFrom('questions')
    .select('id')
    .where('incident', '=', incident)
    .where('id', '=', id)
    .executeTakeFirst();
  return there ? 'answered' : 'unknown';
}
