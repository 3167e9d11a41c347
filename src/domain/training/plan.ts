import { HOUR, plus, type Instant } from '../primitives/instant';
import type { Course } from './course';

/** What a wave sends, and when: the number orders them and names the sending. */
export interface Step {
  number: number;
  kind: StepKind;
  at: Instant;
}

/**
 * `invite`: the link, to everybody. `remind`: to who has not passed. `manager`: who of theirs is overdue, to managers. `check`: the later questions, to
 * who passed. `settle`: whoever did not pass those takes the course again.
 */
export type StepKind = 'invite' | 'remind' | 'manager' | 'check' | 'settle';

const DAY = 24 * HOUR;

/** All that a wave will do, from when it was opened. One that follows up is not followed up again. */
export function stepsOf({ due, check }: Pick<Course, 'due' | 'check'>, openedAt: Instant, isFollowUp: boolean): Step[] {
  const dueAt = dueOf({ due }, openedAt);
  const reminders = [...due.remindDaysBefore]
    .sort((a, b) => b - a)
    .filter((days) => days < due.days)
    .map((days) => ({ kind: 'remind' as const, at: plus(dueAt, -days * DAY) }));
  const managersAt = plus(dueAt, due.managerDaysAfter * DAY);
  const checkAt = check && plus(managersAt, check.afterDays * DAY);
  const later: Omit<Step, 'number'>[] =
    check && checkAt && !isFollowUp
      ? [
          { kind: 'check', at: checkAt },
          { kind: 'settle', at: plus(checkAt, check.withinDays * DAY) },
        ]
      : [];
  const steps: Omit<Step, 'number'>[] = [
    { kind: 'invite', at: openedAt },
    ...reminders,
    { kind: 'manager', at: managersAt },
    ...later,
  ];
  return steps.map((step, index) => ({ number: index + 1, ...step }));
}

export function dueOf({ due }: Pick<Course, 'due'>, openedAt: Instant): Instant {
  return plus(openedAt, due.days * DAY);
}
