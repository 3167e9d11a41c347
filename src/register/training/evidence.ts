import { sql, type Kysely } from 'kysely';
import type { Author } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import { databaseNow, writeActs } from '../administration/story';
import type { Schema } from '../database/schema';
import { withoutNulls, type Nullable } from '../database/values';
import { cursorOf, positionOf, sliceOf } from '../read/cursor';
import type { WaveReason } from './tables';

/** One course given to one of the staff, and what came of it. */
export interface TrainingRow {
  staff: string;
  name: string;
  department: string;
  leftAt?: Instant;
  course: string;
  version: string;
  wave: string;
  reason: WaveReason;
  assignedAt: Instant;
  dueAt: Instant;
  state: string;
  begunAt?: Instant;
  attempts: number;
  percent?: number;
  passedAt?: Instant;
  validUntil?: Instant;
  check?: string;
  checkedAt?: Instant;
}

export interface EvidenceQuery {
  limit: number;
  cursor?: string;
  course?: string;
  wave?: string;
  department?: string;
  staff?: string;
  /** Given in this time. */
  from?: Instant;
  to?: Instant;
}

export interface DepartmentFigures {
  department: string;
  staff: number;
  /** Who passed, and what they passed has not run out. */
  trained: number;
  open: number;
  overdue: number;
  failed: number;
  never: number;
}

export interface AwarenessSession {
  id: number;
  title: string;
  heldAt: Instant;
  ledBy: string;
  attended: string[];
  words?: string;
  recordedBy: string;
  recordedAt: Instant;
}

/** A course that its person owes, from when on. */
export interface Lapsed {
  course: string;
  since: Instant;
  /** As it was given last. */
  wave: string;
  staff: string;
  ringKey?: string;
  /** It can be taken. */
  isOpen: boolean;
}

/** At an instant: what was passed counted, had run out, or was not passed. */
export interface Standing {
  standing: 'trained' | 'lapsed' | 'failed' | 'overdue' | 'open';
  wave: string;
  assignedAt: Instant;
  dueAt: Instant;
  passedAt?: Instant;
  validUntil?: Instant;
}

export interface TrainingEvidence {
  /** By staff and wave. @throws BadCursor */
  list(query: EvidenceQuery): Promise<{ rows: TrainingRow[]; next?: string }>;
  byDepartment(course: string, at: Instant): Promise<DepartmentFigures[]>;
  surveys(wave: string): Promise<Record<string, string>[]>;
  /** Of the staff with this address, which of the courses are overdue, or have run out. */
  lapsed(email: string, courses: readonly string[], at: Instant): Promise<Lapsed[]>;
  /** How one of the staff stood then in each course that they had been given. */
  standings(staff: string, at: Instant): Promise<Map<string, Standing>>;
  /** Undefined if one of those who attended is not among the staff. */
  addSession(
    session: Omit<AwarenessSession, 'id' | 'recordedBy' | 'recordedAt'>,
    author: Author,
  ): Promise<AwarenessSession | { unknown: string[] }>;
  /** The newest first. */
  sessions(page: { limit: number; cursor?: string }): Promise<{ rows: AwarenessSession[]; next?: string }>;
}

export function trainingEvidenceIn(db: Kysely<Schema>): TrainingEvidence {
  return {
    list: (query) => list(db, query),
    byDepartment: (course, at) => byDepartment(db, course, at),
    surveys: async (wave) =>
      (await db.selectFrom('trainingSurveys').select('answers').where('wave', '=', wave).orderBy('id').execute()).map(
        ({ answers }) => answers,
      ),
    lapsed: (email, courses, at) => lapsed(db, email, courses, at),
    standings: (staff, at) => standings(db, staff, at),
    addSession: (session, author) => addSession(db, session, author),
    sessions: (page) => sessions(db, page),
  };
}

async function list(db: Kysely<Schema>, query: EvidenceQuery) {
  const { limit, cursor, course, wave, department, staff, from, to } = query;
  const name = `evidence ${[course, wave, department, staff, from, to].join(' ')}`;
  const [afterStaff, afterWave] = cursor === undefined ? ['', ''] : positionOf(name, cursor, ['text', 'text']);
  const is = (column: string, value: string | undefined) =>
    value === undefined ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = ${value}`;
  const { rows } = await sql<Nullable<TrainingRow>>`
    select a.staff, s.name, s.department, s.left_at as "leftAt", a.course, w.version, a.wave, w.reason, a.assigned_at as "assignedAt",
      a.due_at as "dueAt", a.state, a.begun_at as "begunAt", a.attempts, a.percent, a.passed_at as "passedAt", a.valid_until as "validUntil",
      a.check_state as "check", a.checked_at as "checkedAt"
    from training_assignments a join staff s on s.id = a.staff join training_waves w on w.id = a.wave
    where (a.staff, a.wave) > (${afterStaff}, ${afterWave}) and ${is('a.course', course)} and ${is('a.wave', wave)}
      and ${is('s.department', department)} and ${is('a.staff', staff)}
      and a.assigned_at >= ${from ?? '-infinity'}::timestamptz and a.assigned_at < ${to ?? 'infinity'}::timestamptz
    order by a.staff, a.wave limit ${limit + 1}`.execute(db);
  return sliceOf(rows.map(withoutNulls) as TrainingRow[], limit, (row) => cursorOf(name, [row.staff, row.wave]));
}

async function byDepartment(db: Kysely<Schema>, course: string, at: Instant): Promise<DepartmentFigures[]> {
  const { rows } = await sql<DepartmentFigures>`
    select s.department, count(*)::int as staff,
      count(*) filter (where exists (select from training_assignments a where a.staff = s.id and a.course = ${course} and a.passed_at is not null
        and coalesce(a.valid_until, 'infinity') > ${at}::timestamptz))::int as trained,
      count(*) filter (where last.state = 'open')::int as open,
      count(*) filter (where last.state = 'open' and last.due_at < ${at}::timestamptz)::int as overdue,
      count(*) filter (where last.state = 'failed')::int as failed,
      count(*) filter (where last.state is null)::int as never
    from staff s left join lateral (
      select a.state, a.due_at from training_assignments a where a.staff = s.id and a.course = ${course}
      order by a.assigned_at desc limit 1) last on true
    where s.left_at is null group by s.department order by s.department`.execute(db);
  return rows;
}

async function lapsed(db: Kysely<Schema>, email: string, courses: readonly string[], at: Instant): Promise<Lapsed[]> {
  const { rows } = await sql<Nullable<Lapsed>>`
    select course, since, wave, staff, ring_key as "ringKey", state = 'open' as "isOpen" from (
      select distinct on (a.course) a.course, a.wave, a.staff, a.ring_key, a.state,
        case when a.state = 'passed' then a.valid_until else a.due_at end as since
      from training_assignments a join staff s on s.id = a.staff join training_waves w on w.id = a.wave
      where lower(s.email) = lower(${email}) and s.left_at is null and a.course = any(${courses}::text[]) and w.stopped_at is null
        and not exists (select from training_assignments p where p.staff = a.staff and p.course = a.course and p.passed_at is not null
          and coalesce(p.valid_until, 'infinity') > ${at}::timestamptz)
      order by a.course, a.assigned_at desc) newest
    where since <= ${at}::timestamptz`.execute(db);
  return rows.map(withoutNulls);
}

async function standings(db: Kysely<Schema>, staff: string, at: Instant): Promise<Map<string, Standing>> {
  const { rows } = await sql<Nullable<Standing> & { course: string }>`
    select given.course, given.wave, given.assigned_at, given.due_at, passed.passed_at, passed.valid_until,
      case when passed.valid_until > ${at}::timestamptz or passed.passed_at is not null and passed.valid_until is null then 'trained'
        when passed.passed_at is not null then 'lapsed'
        when exists (select from training_attempts t where t.wave = given.wave and t.staff = given.staff and t.kind = 'quiz' and t.at <= ${at}::timestamptz)
          and given.state = 'failed' then 'failed'
        when given.due_at < ${at}::timestamptz then 'overdue' else 'open' end as standing
    from (select distinct on (course) * from training_assignments where staff = ${staff} and assigned_at <= ${at}::timestamptz
        order by course, assigned_at desc) given
      left join lateral (select p.passed_at, p.valid_until from training_assignments p
        where p.staff = given.staff and p.course = given.course and p.passed_at <= ${at}::timestamptz order by p.passed_at desc limit 1) passed on true`.execute(
    db,
  );
  return new Map(rows.map(({ course, ...row }) => [course, withoutNulls(row)]));
}

async function addSession(
  db: Kysely<Schema>,
  { title, heldAt, ledBy, attended, words }: Omit<AwarenessSession, 'id' | 'recordedBy' | 'recordedAt'>,
  author: Author,
): Promise<AwarenessSession | { unknown: string[] }> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      select id from unnest(${attended}::text[]) as given(id) where not exists (select from staff s where s.id = given.id) limit 20`.execute(
      trx,
    );
    if (rows.length > 0) return { unknown: rows.map(({ id }) => id) };
    const recordedAt = author.at ?? (await databaseNow(trx));
    const session = { title, heldAt, ledBy, attended, words: words ?? null, recordedBy: author.person, recordedAt };
    const row = await trx.insertInto('awarenessSessions').values(session).returningAll().executeTakeFirstOrThrow();
    const change = { title, heldAt, attended: attended.length };
    await writeActs(trx, author, [
      { act: 'awareness-session-recorded', subject: `training/sessions/${row.id}`, change },
    ]);
    return withoutNulls(row);
  });
}

async function sessions(db: Kysely<Schema>, { limit, cursor }: { limit: number; cursor?: string }) {
  let found = db.selectFrom('awarenessSessions').selectAll();
  if (cursor !== undefined) found = found.where('id', '<', positionOf('sessions', cursor, ['whole'])[0]);
  const rows = await found
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return sliceOf(rows.map(withoutNulls), limit, ({ id }) => cursorOf('sessions', [id]));
}
