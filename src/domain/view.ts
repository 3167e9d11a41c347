import { standsOpen, triageMissing } from './missing';
import type { IncidentState } from './state';
import { headlineOf } from './headline';
import { unknownNames } from './unregistered';

/** What a reader of one incident sees: the state without its machinery. */
export function viewOf(state: IncidentState) {
  const {
    id,
    sequence,
    report,
    openedAt,
    stage,
    classification,
    triageEndedAt,
    anchors,
    declaration,
    withdrawn,
    assignees,
    facts,
  } = state;
  const {
    alerts,
    obligations,
    outbox,
    cohorts,
    scopeAsOf,
    unreachable,
    withdrawalCount,
    notices,
    assistance,
    lateness,
    asked,
  } = state;
  return {
    ...{
      id,
      sequence,
      headline: headlineOf(state),
      report,
      openedAt,
      stage,
      classification,
      anchors,
      declaration,
      withdrawn,
      assignees,
    },
    triage: { ...state.triage, missing: triageMissing(state), endedAt: triageEndedAt },
    ...{ facts, alerts, obligations, owed: outbox.map(({ id, kind }) => ({ id, kind })) },
    scope: {
      cohorts,
      asOf: scopeAsOf,
      unknownCustomers: unknownNames(state, 'customer'),
      unknownProducts: unknownNames(state, 'product'),
      unreachable,
      withdrawal: withdrawalCount,
    },
    ...{ notices, assistance, lateness, asked, rules: state.rules.version, standsOpen: standsOpen(state) },
  };
}
export type IncidentView = ReturnType<typeof viewOf>;
