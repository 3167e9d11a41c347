import { sql, type Kysely } from 'kysely';
import { COMMITMENT_HOURS_MAX } from '../../domain/case/rules';
import type { Figures, Span } from '../../domain/programme/figures';
import type { Schema } from '../database/schema';
import { withoutNulls } from '../database/values';
import { within, type Period } from './period';

const COMMITMENT = sql`make_interval(hours => ${sql.lit(COMMITMENT_HOURS_MAX)})`;

/** Numbers alone, restricted incidents included. An incident that was withdrawn counts as what it became. */
export async function figuresOf(db: Kysely<Schema>, period: Period): Promise<Figures> {
  return {
    reported: await reported(db, period),
    bySeverity: await bySeverity(db, period),
    ...(await declared(db, period)),
    detectedToAware: await span(db, period, sql`aware_at - detected_at`),
    awareToDeclared: await span(db, period, sql`declared_at - aware_at`),
    declaredToAllTold: await span(db, period, sql`(${ALL_TOLD_AT}) - declared_at`),
    customers: await customers(db, period),
  };
}

async function reported(db: Kysely<Schema>, period: Period): Promise<Figures['reported']> {
  const { rows } = await sql<{ class: string; incidents: number }>`
    select class, count(*) as incidents from incidents where not exercise and ${within('opened_at', period)}
    group by class order by class`.execute(db);
  return rows;
}

async function bySeverity(db: Kysely<Schema>, period: Period): Promise<Figures['bySeverity']> {
  const { rows } = await sql<{ class: string; severity: string | null; incidents: number }>`
    select class, severity, count(*) as incidents from incidents where not exercise and ${within('opened_at', period)}
    group by class, severity
    order by class, array_position(array['very-high', 'high', 'medium', 'low'], severity)`.execute(db);
  return rows.map(withoutNulls);
}

async function declared(db: Kysely<Schema>, period: Period): Promise<Pick<Figures, 'declared' | 'late'>> {
  const { rows } = await sql<{ declared: number; late: number }>`
    select count(*) as declared, count(*) filter (where late) as late from incidents i where ${declaredIn(period)}`.execute(
    db,
  );
  return rows[0] ?? { declared: 0, late: 0 };
}

function declaredIn(period: Period) {
  return sql<boolean>`i.class = 'incident' and not i.exercise and ${within('i.declared_at', period)}`;
}

const OWED = sql<boolean>`(s.mark is null or s.mark = 'cleared' and s.told_at is not null)`;
const ALL_TOLD_AT = sql`select max(s.told_at) from scope s where s.incident = i.id and ${OWED}
  having bool_and(s.told_at is not null)`;

async function span(db: Kysely<Schema>, period: Period, lasting: ReturnType<typeof sql>): Promise<Span> {
  const { rows } = await sql<Span>`
    select count(*) as incidents,
      round(cast(percentile_cont(0.5) within group (order by hours) as numeric), 2)::float8 as median,
      round(cast(percentile_cont(0.9) within group (order by hours) as numeric), 2)::float8 as p90
    from (select extract(epoch from (${lasting})) / 3600 as hours from incidents i where ${declaredIn(period)}) spans
    where hours is not null`.execute(db);
  return rows[0] ?? { incidents: 0, median: null, p90: null };
}

async function customers(db: Kysely<Schema>, period: Period): Promise<Figures['customers']> {
  const { rows } = await sql<Figures['customers']>`
    select count(*) as owed, count(s.told_at) as told,
      count(*) filter (where s.told_at <= i.declared_at + ${COMMITMENT}) as "within72hOfDeclaration",
      count(*) filter (where s.told_at <= coalesce(i.aware_at, i.declared_at) + ${COMMITMENT}) as "within72hOfAwareness"
    from incidents i join scope s on s.incident = i.id and ${OWED} where ${declaredIn(period)}`.execute(db);
  return rows[0] ?? { owed: 0, told: 0, within72hOfDeclaration: 0, within72hOfAwareness: 0 };
}
