import type { Event, Provenance } from '../../events';
import type { Roster } from '../../primitives/people';
import type { Anchor, AnchorName, IncidentState } from '../../state';

/** The case itself: triage, class, declaration, anchors, stage, facts, assistance. */
export function applyCase(state: IncidentState, event: Event, told: Provenance): IncidentState {
  switch (event.type) {
    case 'roster-adopted':
      return { ...state, roster: event.roster, rosterRevision: event.revision };
    case 'roster-changed':
      return { ...state, roster: withChanges(state.roster, event.changes), rosterRevision: event.revision };
    case 'roster-missed':
      return { ...state, rosterMissed: event.revision };
    case 'rules-adopted':
      return { ...state, rules: event.rules };
    case 'assessed':
      return { ...state, triage: { ...state.triage, ...event.entries } };
    case 'classified':
      return { ...state, classification: event.classification };
    case 'triage-ended':
      return { ...state, triageEndedAt: told.at };
    case 'assigned':
      return { ...state, assignees: event.persons };
    case 'stakeholders-named':
      return {
        ...state,
        triage: { ...state.triage, stakeholders: { ...state.triage.stakeholders, roles: event.roles } },
      };
    case 'stakeholders-reached':
      return {
        ...state,
        triage: {
          ...state.triage,
          stakeholders: {
            ...state.triage.stakeholders,
            reached: union(state.triage.stakeholders.reached, event.persons),
          },
        },
      };
    case 'stage-moved':
      return { ...state, stage: { stage: event.to, since: told.at } };
    case 'fact-set':
      return { ...state, facts: { ...state.facts, [event.field]: event.fact }, factsVersion: state.factsVersion + 1 };
    case 'assistance-offered':
      return { ...state, assistance: 'offered' };
    case 'assistance-requested':
      return { ...state, assistance: 'requested' };
    case 'assistance-ended':
      return { ...state, assistance: 'ended' };
    case 'closed':
      return { ...state, stage: { stage: 'closed', since: told.at, outcome: event.outcome } };
    case 'reopened':
      return { ...state, stage: { stage: 'investigation', since: told.at } };
    default:
      return applyDeclaration(state, event, told);
  }
}

function withChanges(roster: Roster, changes: Roster): Roster {
  return Object.fromEntries(Object.entries({ ...roster, ...changes }).filter(([, roles]) => roles.length > 0));
}

function applyDeclaration(state: IncidentState, event: Event, { at, by }: Provenance): IncidentState {
  switch (event.type) {
    case 'declared':
      return {
        ...state,
        declaration: event.declaration,
        anchors: {
          ...state.anchors,
          aware: { at: event.awareAt, by, corrections: [] },
          declared: { at: event.declaredAt, by, corrections: [] },
        },
      };
    case 'declaration-confirmed':
      return state.declaration ? { ...state, declaration: { ...state.declaration, confirmedBy: by } } : state;
    case 'withdrawal-asked':
      return { ...state, asked: { ...state.asked, withdrawal: { reason: event.reason, becomes: event.becomes, by } } };
    case 'declaration-withdrawn':
      return { ...state, withdrawn: at, asked: { ...state.asked, withdrawal: undefined } };
    case 'correction-asked':
      return {
        ...state,
        asked: { ...state.asked, correction: { anchor: event.anchor, at: event.at, reason: event.reason, by } },
      };
    case 'ask-declined':
      return event.ask === 'waiver' ? state : { ...state, asked: { ...state.asked, [event.ask]: undefined } };
    case 'anchor-corrected':
      return {
        ...state,
        anchors: { ...state.anchors, [event.anchor]: corrected(state, event, { at, by }) },
        asked:
          state.asked.correction?.anchor === event.anchor ? { ...state.asked, correction: undefined } : state.asked,
      };
    default:
      return state;
  }
}

function corrected(
  state: IncidentState,
  event: Extract<Event, { type: 'anchor-corrected' }>,
  { at, by }: Provenance,
): Anchor {
  const name: AnchorName = event.anchor;
  const before = state.anchors[name] ?? { at: event.from, by, corrections: [] };
  const correction = {
    from: event.from,
    to: event.to,
    reason: event.reason,
    by: event.askedBy ?? by,
    confirmedBy: event.askedBy ? by : undefined,
    at,
  };
  return { ...before, at: event.to, corrections: [...before.corrections, correction] };
}

function union(a: string[], b: string[]): string[] {
  return [...new Set([...a, ...b])];
}
