import { sql, type RawBuilder } from 'kysely';
import type { Instant } from '../../domain/primitives/instant';
import type { Course } from '../../domain/training/course';
import type { Audience, WaveReason } from './tables';

type Condition = RawBuilder<boolean>;

/** The ids of the staff `s` who need the course for that reason. Whoever has it open gets it once. */
export function whoNeeds(
  course: Course,
  reason: WaveReason,
  at: Instant,
  audience: Audience = {},
): RawBuilder<unknown> {
  return sql`
    select s.id from staff s left join lateral (
      select a.state, a.valid_until, a.due_at, a.check_state from training_assignments a
      join training_waves w on w.id = a.wave and w.stopped_at is null
      where a.staff = s.id and a.course = ${course.id} and a.assigned_at >= s.joined_at
      order by a.assigned_at desc limit 1) last on true
    where s.left_at is null and ${CONDITIONS[reason](course, at)} and ${among(audience)}
      and not coalesce(last.state = 'open', false)`;
}

const CONDITIONS: Record<WaveReason, (course: Course, at: Instant) => Condition> = {
  joining: ({ assign }) =>
    assign.onJoining ? sql<boolean>`last.state is null` : sql<boolean>`last.state is null and ${worksAs(assign.roles)}`,
  yearly: ({ assign, due }, at) =>
    assign.everyMonths === undefined
      ? sql<boolean>`false`
      : sql<boolean>`last.valid_until < ${at}::timestamptz + ${due.days} * interval '1 day' and ${IS_UNDERSTOOD}`,
  'follow-up': (_, at) =>
    sql<boolean>`(last.state = 'failed' and last.due_at < ${at}::timestamptz or not ${IS_UNDERSTOOD})`,
  'by-hand': () => sql<boolean>`true`,
};

const IS_UNDERSTOOD = sql<boolean>`coalesce(last.check_state not in ('failed', 'silent'), true)`;

function among({ departments, roles, staff }: Audience): Condition {
  const of = (given: string[] | undefined, condition: (values: string[]) => Condition) =>
    given === undefined ? sql<boolean>`true` : condition(given);
  return sql<boolean>`${of(departments, isIn)}
    and ${of(roles, worksAs)}
    and ${of(staff, (values) => sql`s.id = any(${values}::text[])`)}`;
}

/** By the staff list, or by a group that stands for it. */
function worksAs(roles: readonly string[]): Condition {
  return sql<boolean>`(s.roles && ${roles}::text[] or ${inGroup(sql`g.role = any(${roles}::text[])`)})`;
}

function isIn(departments: readonly string[]): Condition {
  return sql<boolean>`(s.department = any(${departments}::text[]) or ${inGroup(sql`g.department = any(${departments}::text[])`)})`;
}

function inGroup(meant: RawBuilder<unknown>): Condition {
  return sql<boolean>`exists (select from staff_group_members m join staff_groups g on g.id = m.group_id where m.staff = s.id and ${meant})`;
}
