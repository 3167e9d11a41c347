import type { Calendars } from '../clocks/holidays';
import { endByNextWorkingDay, endOf, type Anchors, type NextWorkingDay, type Period } from '../clocks/terms';
import { HOUR, instantFrom, plus, type Instant } from '../primitives/instant';

/** What a law, or a contract of ours, wants of us where it applies. As a file says it, copied into each incident for which somebody judged it. */
export interface Regime {
  name: string;
  version: string;
  title: string;
  /** What somebody must find out to say whether it applies. */
  test: string;
  /** Of the law, not of the file. */
  effectiveFrom: string;
  effectiveTo?: string;
  status: 'active' | 'pending';
  source: string;
  checkedOn: string;
  duties: Duty[];
}

export interface Duty {
  id: string;
  title: string;
  recipient: string;
  /** The first to end holds. */
  terms: DutyTerm[];
  /** No later than this, unless it was over before `terms` began (DORA: 4 h from classifying, 24 h from awareness at most). */
  cap?: DutyTerm;
  /** The law says "without undue delay": the figure is ours. */
  isOwnFigure?: true;
  evidence: string;
  /** What else in the incident meets it. */
  metBy?: (typeof DUTY_MET_BY)[number];
}

export const DUTY_MET_BY = ['customers-told', 'filing'] as const;

/** `year-end` is that of the year in which it was detected; `classified` is when somebody found that the regime applies. */
export const DUTY_ANCHORS = ['detected', 'aware', 'declared', 'classified', 'year-end'] as const;
export type DutyAnchor = (typeof DUTY_ANCHORS)[number];

/** From an instant of the incident, or from when another duty of the regime was done. */
export type DutyTerm = { period: Period; nextWorkingDay?: NextWorkingDay } & ({ from: DutyAnchor } | { after: string });

export interface Counting {
  anchors: Anchors;
  classifiedAt: Instant;
  /** When each duty that is done was done, by its id. */
  done: Readonly<Record<string, Instant>>;
  calendars: Calendars;
}

export interface Running {
  since: Instant;
  due: Instant;
}

/** None while what it counts from is not known. */
export function dueOfDuty({ terms, cap }: Duty, counting: Counting): Running | undefined {
  const [first] = terms.flatMap((term) => runningOf(term, counting) ?? []).sort((a, b) => (a.due < b.due ? -1 : 1));
  const capped = cap && runningOf(cap, counting);
  return first && capped && capped.due > first.since && capped.due < first.due ? capped : first;
}

function runningOf(term: DutyTerm, counting: Counting): Running | undefined {
  const since = 'after' in term ? counting.done[term.after] : anchorOf(term.from, counting);
  return since && { since, due: endOfTerm(term, since, counting.calendars) };
}

function endOfTerm({ period, nextWorkingDay }: DutyTerm, since: Instant, calendars: Calendars): Instant {
  return nextWorkingDay
    ? endByNextWorkingDay(period, since, nextWorkingDay, calendars)
    : endOf(period, since, calendars);
}

function anchorOf(from: DutyAnchor, { anchors, classifiedAt }: Counting): Instant | undefined {
  if (from === 'classified') return classifiedAt;
  return from === 'year-end' ? anchors.detected && yearEndAfter(anchors.detected) : anchors[from];
}

const EARLIEST_ZONE_HOURS = 12;

/** By the zone in which the year is the last to change, so that nowhere the year after is taken. */
function yearEndAfter(at: Instant): Instant | undefined {
  const year = Number(plus(at, -EARLIEST_ZONE_HOURS * HOUR).slice(0, 4));
  return instantFrom(`${year + 1}-01-01T00:00:00.000Z`);
}
