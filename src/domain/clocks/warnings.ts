import { HOUR, plus, type Instant } from '../primitives/instant';
import { isPending } from './obligations';
import type { Role } from '../primitives/people';
import type { Rules } from '../case/rules';
import type { IncidentState, Obligation } from '../state';

export interface WarningDue {
  due: Instant;
  obligations: Obligation[];
  hoursBefore: number;
  /** All that this one stands for. */
  passed: number[];
  tell: Role[];
}

/** The newest warning whose instant has come, one for each due instant. */
export function warningsDue(state: IncidentState, at: Instant): WarningDue[] {
  const running = state.obligations.filter(isPending);
  const dues = [...new Set(running.map((obligation) => obligation.due))].sort();
  return dues.flatMap((due) => {
    const obligations = running.filter((obligation) => obligation.due === due);
    const passed = obligations.flatMap((obligation) =>
      pending(state, obligation).filter(({ hoursBefore }) => warnsAt(obligation, hoursBefore) <= at),
    );
    const newest = passed.sort((a, b) => a.hoursBefore - b.hoursBefore)[0];
    if (!newest || due <= at) return [];
    return [
      {
        due,
        obligations,
        hoursBefore: newest.hoursBefore,
        tell: newest.tell,
        passed: [...new Set(passed.map(({ hoursBefore }) => hoursBefore))],
      },
    ];
  });
}

/** The instants at which warnings are still to be given. */
export function warningInstants(state: IncidentState): Instant[] {
  return state.obligations
    .filter(isPending)
    .flatMap((obligation) => pending(state, obligation).map(({ hoursBefore }) => warnsAt(obligation, hoursBefore)));
}

function pending(state: IncidentState, obligation: Obligation) {
  return warningsOf(state, obligation).filter(({ hoursBefore }) => !obligation.warned.includes(hoursBefore));
}

/** A warning that would come before the clock began is none. */
function warningsOf({ rules }: IncidentState, obligation: Obligation) {
  const fitting = (warnings: Rules['commitmentWarnings']) =>
    warnings.filter(({ hoursBefore }) => warnsAt(obligation, hoursBefore) > obligation.since);
  if (obligation.kind !== 'tell-customers') return fitting(rules.eventWarnings);
  const usual = fitting(rules.commitmentWarnings);
  return usual.length > 0 ? usual : fitting(rules.closeWarnings);
}

/** When a warning of an obligation strikes. */
export function warnsAt(obligation: Pick<Obligation, 'due'>, hoursBefore: number): Instant {
  return plus(obligation.due, -hoursBefore * HOUR);
}
