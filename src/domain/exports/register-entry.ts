import { isLate } from '../case/headline';
import type { FactField } from '../notices/facts';
import type { IncidentState } from '../state';

/** The facts that GDPR Art. 33(5) wants documented: what happened, its effects, and what was done about it. */
const DOCUMENTED = [
  'nature',
  'dataCategories',
  'volumeAffected',
  'volumeExposed',
  'consequences',
  'mitigation',
] as const satisfies readonly FactField[];

/** One line of the register of breaches: every report that came in, whatever it turned out to be, with the reasons. Flat, so that a table can show it. */
export function registerEntryOf(state: IncidentState) {
  return {
    ...noticing(state),
    ...judging(state),
    ...documented(state),
    ...telling(state),
    ...ending(state),
    rules: state.rules.version,
  };
}
export type RegisterEntry = ReturnType<typeof registerEntryOf>;

function noticing({ id, report, openedAt, anchors }: IncidentState) {
  return {
    id,
    openedAt,
    channel: report.channel,
    externalReference: report.externalReference,
    product: report.suspectedProduct,
    detectedAt: anchors.detected?.at,
    awareAt: anchors.aware?.at,
    declaredAt: anchors.declared?.at,
  };
}

function judging({ classification, triage, report, declaration, regimes }: IncidentState) {
  const { definition, malicious, scenario, severity } = triage;
  return {
    class: classification.class,
    reason: reasonOf(classification),
    reasonWords: 'words' in classification ? classification.words : undefined,
    ground: 'ground' in classification ? classification.ground : undefined,
    scenario,
    malicious,
    effects: definition.effect?.kinds ?? [],
    manner: definition.manner?.kind,
    severity: severity?.level ?? report.severityHint,
    severityReason: severity?.reason,
    basis: declaration?.basis,
    gdpr: declaration?.gdpr,
    regimes: regimes.map(
      ({ regime, applies, test, by }) => `${regime.name} ${applies ? 'applies' : 'not required'}, by ${by}: ${test}`,
    ),
  };
}

function reasonOf(classification: IncidentState['classification']): string | undefined {
  if ('reason' in classification) return classification.reason;
  return isNearMiss(classification) ? 'near-miss' : undefined;
}

/** What nearly was an incident is told by its class, and by what was found of it. */
export function isNearMiss(classification: IncidentState['classification']): boolean {
  return classification.class === 'not-an-incident' && classification.nearMiss === true;
}

function documented({ facts }: IncidentState): Partial<Record<(typeof DOCUMENTED)[number], string>> {
  return Object.fromEntries(
    DOCUMENTED.flatMap((field) => {
      const fact = facts[field];
      return fact?.status === 'known' ? [[field, fact.value]] : [];
    }),
  );
}

/** Customers in absolute numbers; `affected` are those who were to be told. */
function telling(state: IncidentState) {
  const { cohorts, notices, lateness } = state;
  const sum = (count: 'total' | 'told' | 'waived') => cohorts.reduce((all, cohort) => all + cohort[count], 0);
  return {
    affected: sum('total') + sum('waived'),
    told: sum('told'),
    waived: sum('waived'),
    lastToldAt: cohorts
      .flatMap(({ lastToldAt }) => lastToldAt ?? [])
      .sort()
      .at(-1),
    notices: notices.filter(({ status }) => status === 'released' || status === 'sent').length,
    late: isLate(state),
    latenessReasons: (lateness?.reasons ?? []).map(({ code, text }) => `${code}: ${text}`),
  };
}

function ending({ stage, withdrawn }: IncidentState) {
  return {
    stage: stage.stage,
    closedAt: stage.stage === 'closed' ? stage.since : undefined,
    outcome: stage.stage === 'closed' ? stage.outcome : undefined,
    withdrawnAt: withdrawn,
  };
}
