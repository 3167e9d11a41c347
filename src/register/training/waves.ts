import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Author } from '../../domain/administration/story';
import { instantFrom, type Instant } from '../../domain/primitives/instant';
import type { Course } from '../../domain/training/course';
import { dueOf, stepsOf } from '../../domain/training/plan';
import { databaseNow, writeActs } from '../administration/story';
import { lockTraining } from '../database/locks';
import type { Schema } from '../database/schema';
import { recordset, withoutNulls, type Present } from '../database/values';
import { cursorOf, positionOf, sliceOf } from '../read/cursor';
import { whoNeeds } from './needs';
import type { Audience, WaveReason } from './tables';

export type Wave = Present<Selectable<Schema['trainingWaves']>>;
/** How far those are who take it. */
export interface WaveCounts {
  assigned: number;
  open: number;
  passed: number;
  failed: number;
  overdue: number;
  /** Of those who passed, who was asked again later, and how that ended. */
  checkAsked: number;
  checkPassed: number;
  checkFailed: number;
  surveyed: number;
  /** Whom a mail of it did not reach. */
  unreached: number;
}

export interface Waves {
  /** Gives a course to whoever needs it for that reason, and to nobody who has it open. Undefined if that is nobody. */
  open(
    course: Course,
    why: { reason: WaveReason; audience?: Audience },
    author: Author,
  ): Promise<(Wave & { assigned: number }) | undefined>;
  get(id: string): Promise<Wave | undefined>;
  counts(id: string, at: Instant): Promise<WaveCounts>;
  /** The newest first. @throws BadCursor */
  list(page: { limit: number; cursor?: string }): Promise<{ rows: Wave[]; next?: string }>;
  /** Those that no workflow has taken up. */
  unstarted(): Promise<Wave[]>;
  started(id: string, at: Instant): Promise<void>;
  ended(id: string, at: Instant): Promise<void>;
  /** Nothing more of it is sent. False for an unknown one, or one that is over. */
  stop(id: string, author: Author): Promise<boolean>;
  /** Of those without a link the next, by id. */
  withoutLink(id: string, limit: number): Promise<string[]>;
  setLinks(id: string, ringKey: string, links: readonly { staff: string; link: string }[]): Promise<void>;
  /** Who was asked later and did not answer. @returns how many */
  settleChecks(id: string, at: Instant): Promise<number>;
}

export function wavesIn(db: Kysely<Schema>): Waves {
  return {
    open: (course, why, author) => db.transaction().execute((trx) => open(trx, course, why, author)),
    get: (id) => get(db, id),
    counts: (id, at) => counts(db, id, at),
    list: (page) => list(db, page),
    unstarted: async () => {
      const waiting = db.selectFrom('trainingWaves').selectAll().where('startedAt', 'is', null);
      return (await waiting.where('stoppedAt', 'is', null).orderBy('id').execute()).map(withoutNulls);
    },
    started: (id, at) => setOnce(db, id, 'startedAt', at),
    ended: (id, at) => setOnce(db, id, 'endedAt', at),
    stop: (id, author) => db.transaction().execute((trx) => stop(trx, id, author)),
    withoutLink: async (id, limit) => {
      const rows = db
        .selectFrom('trainingAssignments')
        .select('staff')
        .where('wave', '=', id)
        .where('link', 'is', null);
      return (await rows.orderBy('staff').limit(limit).execute()).map(({ staff }) => staff);
    },
    setLinks: async (id, ringKey, links) => {
      await sql`
        update training_assignments a set link = l.link, ring_key = ${ringKey}
        from json_to_recordset(${recordset(links)}::json) as l(staff text, link text)
        where a.wave = ${id} and a.staff = l.staff and a.link is null`.execute(db);
    },
    settleChecks: (id, at) => settleChecks(db, id, at),
  };
}

async function open(
  trx: Transaction<Schema>,
  course: Course,
  { reason, audience }: { reason: WaveReason; audience?: Audience },
  author: Author,
) {
  await lockTraining(trx);
  const openedAt = author.at ?? (await databaseNow(trx));
  const needy = whoNeeds(course, reason, openedAt, audience);
  const any = await sql`select from (${needy}) n limit 1`.execute(trx);
  if (any.rows.length === 0) return undefined;
  const wave = {
    id: await nextId(trx, openedAt),
    ...{ course: course.id, version: course.version, reason, openedAt, openedBy: author.person },
    audience: audience ?? null,
    steps: stepsOf(course, openedAt, reason === 'follow-up'),
    dueAt: dueOf(course, openedAt),
  };
  await trx
    .insertInto('trainingWaves')
    .values({ ...wave, audience: audience && JSON.stringify(audience), steps: JSON.stringify(wave.steps) })
    .execute();
  const { numAffectedRows = 0n } = await sql`
    insert into training_assignments (wave, staff, course, assigned_at, due_at)
    select ${wave.id}, n.id, ${course.id}, ${openedAt}, ${wave.dueAt} from (${needy}) n`.execute(trx);
  const assigned = Number(numAffectedRows);
  const { id, version } = wave;
  const change = { course: course.id, version, reason, assigned, dueAt: wave.dueAt };
  await writeActs(trx, author, [{ act: 'training-given', subject: `training/waves/${id}`, change }]);
  const stored = await get(trx, id);
  return stored && { ...stored, assigned };
}

async function nextId(trx: Transaction<Schema>, at: Instant): Promise<string> {
  const year = at.slice(0, 4);
  const { rows } = await sql<{ last: number | null }>`
    select max(substring(id from 10)::int) as last from training_waves where id like ${`TRN-${year}-%`}`.execute(trx);
  return `TRN-${year}-${String((rows[0]?.last ?? 0) + 1).padStart(4, '0')}`;
}

async function get(db: Kysely<Schema>, id: string): Promise<Wave | undefined> {
  const row = await db.selectFrom('trainingWaves').selectAll().where('id', '=', id).executeTakeFirst();
  return row && withoutNulls(row);
}

async function list(db: Kysely<Schema>, { limit, cursor }: { limit: number; cursor?: string }) {
  let found = db.selectFrom('trainingWaves').selectAll();
  if (cursor !== undefined) found = found.where('id', '<', positionOf('waves', cursor, ['text'])[0]);
  const rows = await found
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  return sliceOf(rows.map(withoutNulls), limit, ({ id }) => cursorOf('waves', [id]));
}

async function counts(db: Kysely<Schema>, id: string, at: Instant): Promise<WaveCounts> {
  const { rows } = await sql<WaveCounts>`
    select count(*)::int as assigned,
      count(*) filter (where state = 'open')::int as open,
      count(*) filter (where state = 'passed')::int as passed,
      count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'open' and due_at < ${at})::int as overdue,
      count(check_state)::int as "checkAsked",
      count(*) filter (where check_state = 'passed')::int as "checkPassed",
      count(*) filter (where check_state in ('failed', 'silent'))::int as "checkFailed",
      count(surveyed_at)::int as surveyed,
      (select count(distinct r.endpoint)::int from recipients r where r.subject = ${id} and r.state = 'refused') as unreached
    from training_assignments where wave = ${id}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A count returns its row.');
  return row;
}

async function setOnce(db: Kysely<Schema>, id: string, column: 'startedAt' | 'endedAt', at: Instant): Promise<void> {
  await db
    .updateTable('trainingWaves')
    .set({ [column]: at })
    .where('id', '=', id)
    .where(column, 'is', null)
    .execute();
}

async function stop(trx: Transaction<Schema>, id: string, author: Author): Promise<boolean> {
  const at = author.at ?? (await databaseNow(trx));
  const row = await trx
    .updateTable('trainingWaves')
    .set({ stoppedAt: at })
    .where('id', '=', id)
    .where('stoppedAt', 'is', null)
    .where('endedAt', 'is', null)
    .returning(['course', 'version'])
    .executeTakeFirst();
  if (row) await writeActs(trx, author, [{ act: 'training-stopped', subject: `training/waves/${id}`, change: row }]);
  return row !== undefined;
}

async function settleChecks(db: Kysely<Schema>, id: string, at: Instant): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('trainingAssignments')
    .set({ checkState: 'silent', checkedAt: instantFrom(at) ?? null })
    .where('wave', '=', id)
    .where('checkState', '=', 'asked')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
