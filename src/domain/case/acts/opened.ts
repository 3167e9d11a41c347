import type { Event, Provenance } from '../../events';
import type { IncidentState } from '../../state';
import { STATE_VERSION } from '../../upgraded';

/** The state of an incident that was just reported. */
export function opened(event: Event, { at, by }: Provenance): IncidentState | undefined {
  if (event.type !== 'opened') return undefined;
  return {
    stateVersion: STATE_VERSION,
    id: event.id,
    sequence: 0,
    rules: event.rules,
    roster: event.roster,
    rosterRevision: event.rosterRevision,
    report: event.report,
    ...(event.procedures && { procedures: event.procedures }),
    openedAt: at,
    stage: { stage: 'triage', since: at },
    classification: { class: 'undetermined' },
    triage: { definition: {}, stakeholders: { roles: [], reached: [] } },
    anchors: { detected: { at: event.report.detectedAt, by, corrections: [] } },
    assignees: [],
    alerts: [],
    obligations: [],
    outbox: [],
    facts: {},
    factsVersion: 0,
    cohorts: [],
    scopeAsOf: 0,
    scopeRevision: 0,
    unregistered: [],
    unreachable: 0,
    unreachableCustomers: [],
    withdrawalCount: { owed: 0, told: 0 },
    cleared: [],
    promiseCounts: [],
    notices: [],
    withholdings: [],
    evidence: [],
    regimes: [],
    questions: [],
    help: [],
    tasks: [],
    departments: {},
    assistance: 'none',
    asked: { waivers: [] },
    related: [],
    duplicates: [],
    refusedOffers: [],
    recentKeys: [],
  };
}
