import { declaredLate } from './case/gap';
import { closingBlockers, standsOpen } from './case/missing';
import type { Alert } from './alerts/state';
import type { IncidentState } from './state';
import type { Obligation } from './clocks/state';
import { nextBestOf } from './next-best';
import { otherwiseIn, sentenceIn } from './next-words';
import { openActionsOf, type OpenAction } from './open-actions';
import { headlineOf } from './case/headline';
import { isStale } from './notices/notices';
import { unknownNames } from './scope/unregistered';
import { lacksOf } from './restriction/lacks';
import { dutiesOf } from './regimes/duties';
import type { JudgedRegime } from './regimes/state';
import type { Restriction } from './restriction/state';
import { adviceOn } from './severity/edpb';
import { triageMissing } from './triage/missing';
import type { Scored } from './triage/state';

/** Presents one incident to its readers: the state without its machinery, by the fields that the API's description names. */
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
    declaredLate: declaredLate(state),
    withdrawn: state.withdrawn,
    assignees: state.assignees,
    triage: { ...state.triage, missing: triageMissing(state), endedAt: state.triageEndedAt },
    facts: state.facts,
    alerts: state.alerts.map(alertView),
    obligations: state.obligations.map(obligationView),
    owed: state.outbox.map(({ id, kind }) => ({ id, kind })),
    scope: {
      cohorts: state.cohorts,
      asOf: state.scopeAsOf,
      revision: state.scopeRevision,
      unknownCustomers: unknownNames(state, 'customer'),
      unknownProducts: unknownNames(state, 'product'),
      unreachable: state.unreachable,
      unreachableCustomers: state.unreachableCustomers,
      withdrawal: state.withdrawalCount,
      cleared: state.cleared,
    },
    notices: state.notices.map((notice) => ({ ...notice, stale: isStale(state, notice) })),
    withholdings: state.withholdings,
    ...(state.ourRole && { ourRole: state.ourRole }),
    ...(state.filings && { filings: state.filings }),
    help: state.help,
    questions: state.questions,
    assistance: state.assistance,
    lateness: state.lateness && latenessView(state.lateness),
    asked: state.asked,
    ...(state.privilegedFacts && { privilegedFacts: state.privilegedFacts }),
    ...(state.restriction && { restriction: restrictionView(state, state.restriction) }),
    ...(state.scoring && { scoring: scoringView(state, state.scoring) }),
    tasks: state.tasks,
    departments: state.departments,
    evidence: state.evidence,
    ...(state.regimes.length > 0 && { regimes: state.regimes.map((one) => regimeView(state, one)) }),
    ...(state.bridge && { bridge: state.bridge }),
    ...(state.procedures && { procedures: state.procedures }),
    ...(state.playbook && { playbook: state.playbook }),
    ...(state.postMortem && { postMortem: state.postMortem }),
    rules: state.rules.version,
    ...bestView(state),
    next: openActionsOf(state).map(actionView),
    standsOpen: standsOpen(state),
    blockers: closingBlockers(state),
  };
}
export type IncidentView = ReturnType<typeof viewOf>;

function restrictionView(state: IncidentState, { told: _, ...restriction }: Restriction) {
  return { ...restriction, lacking: lacksOf(state) };
}

function regimeView(state: IncidentState, { regime, done: _, ...judged }: JudgedRegime) {
  const { name, title } = regime;
  const owed = dutiesOf(state).filter(({ of }) => of === name);
  const duties = owed.map(({ duty, due, doneAt }) => ({
    ...{ id: duty.id, title: duty.title, recipient: duty.recipient },
    ...(due && { due }),
    ...(doneAt && { doneAt }),
  }));
  return { name, title, ...judged, duties };
}

/** With what it suggests to the customer, who decides. */
function scoringView({ triage }: IncidentState, scored: Scored) {
  return { ...scored, advice: adviceOn(scored.scoring, scored.score, triage.scenario) };
}

function alertView({ id, kind, raisedAt, level, to, reached, escalatesAt }: Alert) {
  return { id, kind, raisedAt, level, to, reached, escalatesAt };
}

function obligationView({ id, kind, cohort, customer, subject, notice, field, since, due, term, ...how }: Obligation) {
  const { status, endedAt, why, lateSince, warned } = how;
  const about = { cohort, customer, subject, notice, field };
  return { id, kind, ...about, since, due, term, status, endedAt, why, lateSince, warned };
}

/** In English: whoever reads another language words it anew from what stands beside. */
function bestView(state: IncidentState) {
  const best = nextBestOf(state);
  if (!best) return {};
  const otherwise = { ...best.otherwise, sentence: otherwiseIn('en', best) };
  return { best: { ...best, sentence: sentenceIn('en', best), otherwise } };
}

function latenessView({ since, nextDemandAt, reasons }: NonNullable<IncidentState['lateness']>) {
  return { since, nextDemandAt, reasons };
}

function actionView({ command, body, roles, why, due }: OpenAction) {
  return { command, body, roles: [...roles], why, due };
}
