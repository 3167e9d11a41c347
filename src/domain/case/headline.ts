import { earliest, isOwedToCustomers } from '../clocks/obligations';
import { declaredLate } from './gap';
import type { Headline } from './state';
import type { IncidentState } from '../state';
import type { Obligation } from '../clocks/state';

/** The case in one line: for lists, mail and search attributes. `due` is the nearest promise to customers not yet kept. */
export function headlineOf(state: IncidentState): Headline {
  const nearest = nearestPromise(state);
  return {
    id: state.id,
    class: state.classification.class,
    stage: state.stage.stage,
    severity: state.triage.severity?.level ?? state.report.severityHint,
    product: state.report.suspectedProduct,
    declaredAt: state.anchors.declared?.at,
    ...(declaredLate(state) && { declaredLate: true }),
    due: nearest?.due,
    term: nearest?.term,
    late: isLate(state),
    ...(state.report.exercise && { exercise: state.report.exercise }),
  };
}

function nearestPromise(state: IncidentState): Obligation | undefined {
  const open = state.obligations.filter((obligation) => isOwedToCustomers(obligation) && obligation.status === 'open');
  return earliest(open);
}

/** A promise to customers was broken, whether or not it has been made good since. */
export function isLate({ obligations }: Pick<IncidentState, 'obligations'>): boolean {
  return obligations.some((obligation) => isOwedToCustomers(obligation) && obligation.lateSince !== undefined);
}
