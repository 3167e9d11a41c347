import { HOUR, plus, type Instant } from '../primitives/instant';
import { isPending } from './obligations';
import type { Role } from '../primitives/people';
import type { Warning } from './clock';
import { customersClockOf, foremostOf } from './table';
import type { AlertKind } from '../alerts/state';
import type { IncidentState } from '../state';
import type { Obligation } from './state';

export interface WarningDue {
  due: Instant;
  obligations: Obligation[];
  alert: AlertKind;
  hoursBefore: number;
  /** All that this one stands for. */
  passed: number[];
  tell: Role[];
  /** No other comes before the due. */
  isLast: boolean;
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
    const alert = foremostOf(obligations)?.warnings.alert;
    if (!newest || !alert || due <= at) return [];
    return [
      {
        due,
        obligations,
        alert,
        hoursBefore: newest.hoursBefore,
        tell: newest.tell,
        isLast: obligations.every((obligation) => lastOf(state, obligation) >= newest.hoursBefore),
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

function lastOf(state: IncidentState, obligation: Obligation): number {
  return Math.min(...warningsOf(state, obligation).map(({ hoursBefore }) => hoursBefore));
}

/** A warning that would come before the clock began is none. */
function warningsOf({ rules }: IncidentState, obligation: Obligation): Warning[] {
  const lists = customersClockOf(obligation)?.warnings.lists(rules) ?? [];
  const fitting = lists.map((warnings) =>
    warnings.filter(({ hoursBefore }) => warnsAt(obligation, hoursBefore) > obligation.since),
  );
  return fitting.find((warnings) => warnings.length > 0) ?? [];
}

/** When a warning of an obligation strikes. */
export function warnsAt(obligation: Pick<Obligation, 'due'>, hoursBefore: number): Instant {
  return plus(obligation.due, -hoursBefore * HOUR);
}
