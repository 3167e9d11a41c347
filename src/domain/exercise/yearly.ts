import { HOUR, plus, type Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { Player } from './state';

/** An exercise that is held each year, as a file says it. */
export interface ExercisePlan {
  name: string;
  title: string;
  departments: string[];
  /** By turns, one each year. */
  scenarios: string[];
  /** In UTC: when its team is called. */
  calledOn: { month: number; day: number; hour: number; minute?: number };
  /** How long the team has for confirming their roles. */
  startsAfterDays: number;
  factor: number;
  facilitator?: PersonId;
  team?: Player[];
}

/** Of a department: when it last had an exercise that ran to its end. */
export interface DepartmentLast {
  department: string;
  last: Instant;
}

export interface DepartmentDue {
  department: string;
  last?: Instant;
  due: Instant;
  isOverdue: boolean;
}

const YEAR_MS = 365 * 24 * HOUR;

/** The scenario whose turn it is in the UTC year of this instant. */
export function scenarioOf({ scenarios }: Pick<ExercisePlan, 'scenarios'>, at: Instant): string {
  return scenarios[Number(at.slice(0, 4)) % scenarios.length] ?? '';
}

export function departmentsIn(plans: Iterable<Pick<ExercisePlan, 'departments'>>): string[] {
  return [...new Set([...plans].flatMap(({ departments }) => departments))].sort();
}

/**
 * Each department has the next exercise within a year of its last; one that never had any, within a year of the beginning of the register. A
 * department that no plan names any more is asked for all the same: leaving it out is for nobody to do by deleting a line.
 */
export function duesOfDepartments(
  planned: readonly string[],
  held: readonly DepartmentLast[],
  { began, now }: { began: Instant; now: Instant },
): DepartmentDue[] {
  const names = [...new Set([...planned, ...held.map(({ department }) => department)])].sort();
  return names.map((department) => {
    const last = held.find((one) => one.department === department)?.last;
    const due = plus(last ?? began, YEAR_MS);
    return { department, ...(last && { last }), due, isOverdue: due < now };
  });
}

/** When its team is called next: this year, or in the next. */
export function nextCall({ calledOn: { month, day, hour, minute = 0 } }: ExercisePlan, now: Instant): Instant {
  const year = Number(now.slice(0, 4));
  const [call = now] = [year, year + 1].map((one) => callIn(one, month, day, hour, minute)).filter((at) => at > now);
  return call;
}

function callIn(year: number, month: number, day: number, hour: number, minute: number): Instant {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:00.000Z` as Instant;
}
