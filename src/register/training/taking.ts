import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { Marked, PaperKind, Ticked } from '../../domain/training/paper';
import type { Schema } from '../database/schema';
import { withoutNulls, type Nullable } from '../database/values';

/** What a personal link opens. */
export interface Taker {
  wave: string;
  staff: string;
  name: string;
  language: string;
  department: string;
  course: string;
  version: string;
  dueAt: Instant;
  state: 'open' | 'passed' | 'failed';
  attempts: number;
  percent?: number;
  passedAt?: Instant;
  validUntil?: Instant;
  checkState?: 'asked' | 'passed' | 'failed' | 'silent';
  surveyedAt?: Instant;
}

export interface Attempt {
  kind: PaperKind;
  /** Counts up with each attempt of that kind; one that was made already changes nothing. */
  number: number;
  at: Instant;
  language: string;
  ticked: Ticked;
  marked: Marked;
  /** Then it is failed where this one is, too. */
  isLast: boolean;
  /** For how long it is passed. */
  validMonths?: number;
}

export interface Taking {
  /** Undefined for what is no link, of a wave that was stopped, or of somebody who has left. */
  open(link: string): Promise<Taker | undefined>;
  begun(taker: Taker, at: Instant): Promise<void>;
  /** @returns false if this attempt was made before, or it is over */
  attempt(taker: Taker, attempt: Attempt): Promise<boolean>;
  lastAttempt(taker: Taker, kind: PaperKind): Promise<{ number: number; ticked: Ticked; percent: number } | undefined>;
  /** Once; who said what is not kept. */
  survey(taker: Taker, answers: Record<string, string>, at: Instant): Promise<boolean>;
}

export function takingIn(db: Kysely<Schema>): Taking {
  return {
    open: (link) => open(db, link),
    begun: async ({ wave, staff }, at) => {
      await db
        .updateTable('trainingAssignments')
        .set({ begunAt: at })
        .where('wave', '=', wave)
        .where('staff', '=', staff)
        .where('begunAt', 'is', null)
        .execute();
    },
    attempt: (taker, one) => db.transaction().execute((trx) => attempt(trx, taker, one)),
    lastAttempt: async ({ wave, staff }, kind) => {
      const of = db.selectFrom('trainingAttempts').select(['number', 'ticked', 'percent']).where('wave', '=', wave);
      return await of
        .where('staff', '=', staff)
        .where('kind', '=', kind)
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
    },
    survey: (taker, answers, at) => db.transaction().execute((trx) => survey(trx, taker, answers, at)),
  };
}

async function open(db: Kysely<Schema>, link: string): Promise<Taker | undefined> {
  const { rows } = await sql<Nullable<Taker>>`
    select a.wave, a.staff, s.name, s.language, s.department, a.course, w.version, a.due_at as "dueAt", a.state, a.attempts, a.percent,
      a.passed_at as "passedAt", a.valid_until as "validUntil", a.check_state as "checkState", a.surveyed_at as "surveyedAt"
    from training_assignments a join training_waves w on w.id = a.wave join staff s on s.id = a.staff
    where a.link = ${link} and w.stopped_at is null and s.left_at is null`.execute(db);
  return rows[0] && withoutNulls(rows[0]);
}

async function attempt(trx: Transaction<Schema>, { wave, staff }: Taker, one: Attempt): Promise<boolean> {
  const { kind, number, at, language, ticked, marked } = one;
  const row = await trx
    .selectFrom('trainingAssignments')
    .select(['state', 'attempts', 'checkState'])
    .where('wave', '=', wave)
    .where('staff', '=', staff)
    .forUpdate()
    .executeTakeFirst();
  const isOpen = kind === 'quiz' ? row?.state === 'open' && row.attempts + 1 === number : row?.checkState === 'asked';
  if (!isOpen) return false;
  const { percent, passed } = marked;
  await trx
    .insertInto('trainingAttempts')
    .values({ wave, staff, kind, number, at, language, ticked: JSON.stringify(ticked) as never, percent, passed })
    .execute();
  await (kind === 'quiz' ? noteQuiz(trx, { wave, staff }, one) : noteCheck(trx, { wave, staff }, one));
  return true;
}

async function noteQuiz(
  trx: Transaction<Schema>,
  { wave, staff }: Pick<Taker, 'wave' | 'staff'>,
  { number, at, marked: { percent, passed }, isLast, validMonths = 0 }: Attempt,
): Promise<void> {
  await sql`
    update training_assignments set attempts = ${number}, percent = ${percent},
      state = ${passed ? 'passed' : isLast ? 'failed' : 'open'},
      passed_at = case when ${passed} then ${at}::timestamptz end,
      valid_until = case when ${passed} and ${validMonths} > 0 then ${at}::timestamptz at time zone 'UTC' + ${validMonths} * interval '1 month' end
        at time zone 'UTC'
    where wave = ${wave} and staff = ${staff}`.execute(trx);
}

async function noteCheck(
  trx: Transaction<Schema>,
  { wave, staff }: Pick<Taker, 'wave' | 'staff'>,
  { at, marked: { passed } }: Attempt,
): Promise<void> {
  await trx
    .updateTable('trainingAssignments')
    .set({ checkState: passed ? 'passed' : 'failed', checkedAt: at })
    .where('wave', '=', wave)
    .where('staff', '=', staff)
    .execute();
}

async function survey(
  trx: Transaction<Schema>,
  { wave, staff, department }: Taker,
  answers: Record<string, string>,
  at: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('trainingAssignments')
    .set({ surveyedAt: at })
    .where('wave', '=', wave)
    .where('staff', '=', staff)
    .where('state', '=', 'passed')
    .where('surveyedAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await trx
    .insertInto('trainingSurveys')
    .values({ wave, department, answers: JSON.stringify(answers) as never })
    .execute();
  return true;
}
