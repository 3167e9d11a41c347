import { sql, type Kysely } from 'kysely';
import type { IncidentId } from '../../domain/case/state';
import type { ExerciseId } from '../../domain/exercise/mark';
import type { ExerciseView } from '../../domain/exercise/view';
import { duesOfDepartments, type DepartmentDue, type DepartmentLast } from '../../domain/exercise/yearly';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Schema } from '../database/schema';
import type { CustomerId } from '../../domain/primitives/parties';

export interface PlayedMailRow {
  id: number;
  address: string;
  mime: Uint8Array;
}

/** What a department had in one year. */
export interface DepartmentYear {
  department: string;
  year: number;
  exercises: number;
  /** With somebody of it there. */
  attended: number;
  concluded: number;
  /** Of the expected steps, those done in time. */
  met: number;
  steps: number;
}

export interface OverdueFinding {
  exercise: ExerciseId;
  finding: number;
  owner: PersonId;
  due: Instant;
}

export interface Exercises {
  /** The next id of the UTC year of `at`; the same request has the same. */
  number(request: string, at: Instant): Promise<ExerciseId>;
  /** The newest first. */
  list(): Promise<ExerciseView[]>;
  get(id: ExerciseId): Promise<ExerciseView | undefined>;
  /** When each of these departments, and of those that had one, is due the next. */
  departments(planned: readonly string[], now: Instant): Promise<DepartmentDue[]>;
  /** By department and UTC year of the end. */
  coverage(): Promise<DepartmentYear[]>;
  /** Of which agreed resolutions the day has passed. */
  overdueFindings(now: Instant): Promise<OverdueFinding[]>;
  keepMail(mail: { incident: IncidentId; address: string; mime: Uint8Array }): Promise<void>;
  /** Oldest first, after this one. */
  mails(incident: IncidentId, after: number, limit: number): Promise<PlayedMailRow[]>;
  /** From now on the mailboxes of this customer refuse. */
  refuseMail(broken: { incident: IncidentId; customer: CustomerId }): Promise<void>;
  refusesMail(to: { incident: IncidentId; address: string }): Promise<boolean>;
  /** The first customers of the register, by their ids, that still are ones. */
  someCustomers(count: number): Promise<string[]>;
}

const LIST_MAX = 1_000;

export function exercisesIn(db: Kysely<Schema>): Exercises {
  return {
    number: (request, at) => number(db, request, new Date(at).getUTCFullYear()),
    list: async () => {
      const rows = await db
        .selectFrom('exercises')
        .select('view')
        .orderBy('startsAt', 'desc')
        .orderBy('id', 'desc')
        .limit(LIST_MAX)
        .execute();
      return rows.map(({ view }) => view);
    },
    get: async (id) => (await db.selectFrom('exercises').select('view').where('id', '=', id).executeTakeFirst())?.view,
    departments: async (planned, now) =>
      duesOfDepartments(planned, await lastByDepartment(db), { began: await beganAt(db, now), now }),
    coverage: () => coverage(db),
    overdueFindings: (now) => overdueFindings(db, now),
    keepMail: async (mail) => {
      await db.insertInto('exerciseMails').values(mail).execute();
    },
    mails: (incident, after, limit) =>
      db
        .selectFrom('exerciseMails')
        .select(['id', 'address', 'mime'])
        .where('incident', '=', incident)
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute(),
    refuseMail: async (broken) => {
      await db
        .insertInto('exerciseRefusals')
        .values(broken)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    refusesMail: (to) => refusesMail(db, to),
    someCustomers: async (count) => {
      const rows = await db
        .selectFrom('customers')
        .select('id')
        .where('endedAt', 'is', null)
        .orderBy('id')
        .limit(count)
        .execute();
      return rows.map(({ id }) => id);
    },
  };
}

const TRIES = 20;

/** Two who ask at once are given different numbers: who comes second tries again. */
async function number(db: Kysely<Schema>, request: string, year: number): Promise<ExerciseId> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    await sql`
      insert into exercise_numbers (year, number, request)
      select ${year}::integer, coalesce(max(number), 0) + 1, ${request} from exercise_numbers where year = ${year}::integer
      on conflict do nothing`.execute(db);
    const given = await db
      .selectFrom('exerciseNumbers')
      .select(['year', 'number'])
      .where('request', '=', request)
      .executeTakeFirst();
    if (given) return `EXE-${given.year}-${String(given.number).padStart(4, '0')}` as ExerciseId;
  }
  throw new Error('An exercise was given no number.');
}

/** One that was called off, or has not ended, counts for none. */
async function lastByDepartment(db: Kysely<Schema>): Promise<DepartmentLast[]> {
  const { rows } = await sql<DepartmentLast>`
    select department, max(ended_at) as last from exercises, unnest(departments) as department
    where ended_at is not null group by department order by department`.execute(db);
  return rows;
}

async function coverage(db: Kysely<Schema>): Promise<DepartmentYear[]> {
  const { rows } = await sql<DepartmentYear>`
    select department, extract(year from ended_at at time zone 'UTC')::int as year, count(*)::int as exercises,
      count(*) filter (where exists (select from jsonb_to_recordset(view::jsonb -> 'team') as t(department text, attended text)
        where t.department = d.department and t.attended = 'present'))::int as attended,
      count(*) filter (where phase = 'concluded')::int as concluded, sum(card.met)::int as met, sum(card.steps)::int as steps
    from exercises, unnest(departments) as d(department), lateral (select count(*) as steps, count(*) filter (where s.met) as met
      from jsonb_to_recordset(view::jsonb -> 'score') as s(met boolean)) as card
    where ended_at is not null group by department, year order by department, year`.execute(db);
  return rows;
}

async function overdueFindings(db: Kysely<Schema>, now: Instant): Promise<OverdueFinding[]> {
  const { rows } = await sql<OverdueFinding>`
    select e.id as exercise, f.number as finding, f.owner, f.due
    from exercises e, jsonb_to_recordset(e.view::jsonb -> 'findings') as f(number int, owner text, due text, done jsonb)
    where f.done is null and f.due::timestamptz < ${now}::timestamptz order by f.due, e.id, f.number limit ${LIST_MAX}`.execute(
    db,
  );
  return rows;
}

/** With the first page of the administration. */
async function beganAt(db: Kysely<Schema>, now: Instant): Promise<Instant> {
  const first = await db.selectFrom('administration').select('at').orderBy('sequence').limit(1).executeTakeFirst();
  return first?.at ?? now;
}

async function refusesMail(db: Kysely<Schema>, { incident, address }: { incident: IncidentId; address: string }) {
  const { rows } = await sql<{ refuses: boolean }>`
    select exists (select from exercise_refusals r join accounts a on a.customer = r.customer
      join contacts c on c.account = a.id
      where r.incident = ${incident} and lower(c.email) = lower(${address}::text)) as refuses`.execute(db);
  return rows[0]?.refuses ?? false;
}
