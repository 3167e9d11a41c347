import { raise } from './alerts/alerts';
import { triageOwed } from './clocks/triage';
import type { Event, Page } from './events';
import { applyAll } from './evolve';
import { elapsed, plus, type Instant } from './primitives/instant';
import type { PinnedProcedure } from './programme/procedure';
import type { Door, PersonId, Roster } from './primitives/people';
import type { IncidentState } from './state';
import type { Report } from './triage/report';
import { restrictedBy } from './restriction/restricting';
import { membersOf } from './visibility';
import { reporterToTell } from './triage/reporter';
import type { Rules } from './case/rules';
import { effectIdOf } from './effects/state';
import type { IncidentId } from './case/state';

/** What an incident workflow starts with. */
export interface Opening {
  id: IncidentId;
  report: Report;
  rules: Rules;
  roster: Roster;
  rosterRevision: number;
  by: PersonId;
  door: Door;
  at: Instant;
  /** When it went to Temporal, by the same clock as `at`; none until it is sent. */
  sentAt?: Instant;
  /** Those in force; none where the company has none here. */
  procedures?: PinnedProcedure[];
}

/**
 * The first page of every incident: the triage clock runs, and the responders are called.
 * `takenAt` is when Temporal took it: an API whose clock is far from that is not believed.
 */
export function openingPage(opening: Opening, takenAt?: Instant): Page {
  const { id, report, rules, roster, rosterRevision, by, door, at, stampedAt, procedures } = heldAgainst(
    opening,
    takenAt,
  );
  const begun = { id, report, rules, roster, rosterRevision };
  const provenance = { at, by };
  const first: Event[] = [
    { type: 'opened', ...begun, ...(stampedAt && { stampedAt }), ...(procedures && { procedures }) },
    triageOwed(rules, at),
    ...(report.restrict ? [restrictedBy(roster, report.restrict, report.restrict.reason ?? AS_REPORTED)] : []),
  ];
  const state = applyAll(undefined, first, provenance);
  const alerts = state ? alertsOn(state, at) : [];
  return { incident: id, sequence: 1, at, by, door, command: 'report', events: [...first, ...alerts] };
}

const AS_REPORTED = 'Asked for by who reported it.';

function alertsOn(state: IncidentState, at: Instant): Event[] {
  const { id, restriction } = state;
  const reporter = reporterToTell(state);
  const to = restriction ? { persons: membersOf(restriction) } : { roles: ['responder' as const] };
  return [
    raise(state, at, effectIdOf(id, 1, 1), 'reported', to, { acknowledge: true }),
    ...(reporter ? [raise(state, at, effectIdOf(id, 1, 2), 'report-received', reporter)] : []),
  ];
}

/** A report may have waited, so its age is believed where the clock that stamped it is not. */
function heldAgainst(opening: Opening, takenAt?: Instant): Opening & { stampedAt?: Instant } {
  const { at: stampedAt, sentAt, report, rules } = opening;
  if (!sentAt || !takenAt || Math.abs(elapsed(sentAt, takenAt)) <= rules.futureToleranceSeconds * 1000) return opening;
  const at = plus(takenAt, -Math.max(0, elapsed(stampedAt, sentAt)));
  const mended = (instant: Instant) => (instant === stampedAt ? at : instant);
  const { detectedAt, reportedAt } = report;
  const own = { ...report, detectedAt: mended(detectedAt), reportedAt: mended(reportedAt) };
  return { ...opening, report: own, at, stampedAt };
}
