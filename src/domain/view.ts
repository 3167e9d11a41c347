import { closingBlockers, triageMissing } from './case/missing';
import type { IncidentState } from './state';
import { headlineOf } from './case/headline';
import { isStale } from './notices/notices';
import { unknownNames } from './scope/unregistered';

/** What a reader of one incident sees: the state without its machinery. */
export function viewOf(state: IncidentState) {
  return {
    id: state.id,
    sequence: state.sequence,
    headline: headlineOf(state),
    report: state.report,
    openedAt: state.openedAt,
    stage: state.stage,
    classification: state.classification,
    anchors: state.anchors,
    declaration: state.declaration,
    withdrawn: state.withdrawn,
    assignees: state.assignees,
    triage: { ...state.triage, missing: triageMissing(state), endedAt: state.triageEndedAt },
    facts: state.facts,
    alerts: state.alerts,
    obligations: state.obligations,
    owed: state.outbox.map(({ id, kind }) => ({ id, kind })),
    scope: {
      cohorts: state.cohorts,
      asOf: state.scopeAsOf,
      unknownCustomers: unknownNames(state, 'customer'),
      unknownProducts: unknownNames(state, 'product'),
      unreachable: state.unreachable,
      withdrawal: state.withdrawalCount,
    },
    notices: state.notices.map((notice) => ({ ...notice, stale: isStale(state, notice) })),
    assistance: state.assistance,
    lateness: state.lateness,
    asked: state.asked,
    rules: state.rules.version,
    standsOpen: closingBlockers(state),
  };
}
export type IncidentView = ReturnType<typeof viewOf>;
