import type { Event, Told } from '../events';
import { isLate } from '../headline';
import type { IncidentState, Obligation } from '../state';

/** Obligations with their warnings, and what lateness asks for. */
export function applyObligation(state: IncidentState, event: Event, told: Told): IncidentState {
  switch (event.type) {
    case 'obligation-opened': {
      const { obligation: id, kind, cohort, since, due } = event;
      return {
        ...state,
        obligations: [...state.obligations, { id, kind, cohort, since, due, status: 'open', warned: [] }],
      };
    }
    case 'obligation-met':
      return met(state, event, told);
    case 'obligation-reopened':
      return change(state, event.obligation, () => ({ status: 'open', endedAt: undefined }));
    case 'obligation-voided':
      return change(state, event.obligation, () => ({ status: 'void', endedAt: told.at, why: event.why }));
    case 'warned':
      return event.obligations.reduce(
        (before, id) => change(before, id, ({ warned }) => ({ warned: [...warned, ...event.passed] })),
        state,
      );
    case 'anchor-corrected':
      return event.dues.reduce(
        (before, { obligation, since, due }) => change(before, obligation, () => ({ since, due })),
        state,
      );
    default:
      return applyLateness(state, event, told);
  }
}

/** Once nothing to customers is late any more, nobody is asked why. The reasons given stay in the pages. */
function met(state: IncidentState, event: Extract<Event, { type: 'obligation-met' }>, { at }: Told): IncidentState {
  const after = change(state, event.obligation, ({ lateSince, lateAgainst }) => ({
    status: 'met',
    endedAt: at,
    ...(event.inTime === true ? { lateSince: undefined, lateAgainst: undefined } : {}),
    ...(event.inTime === false ? { lateSince: lateSince ?? at, lateAgainst } : {}),
  }));
  return isLate(after) ? after : { ...after, lateness: undefined };
}

function applyLateness(state: IncidentState, event: Event, { at, by }: Told): IncidentState {
  switch (event.type) {
    case 'obligation-late': {
      const marked = change(state, event.obligation, ({ lateSince, due, lateAgainst }) => ({
        lateSince: lateSince ?? at,
        lateAgainst: lateAgainst ?? { due, customers: event.customers ?? 0 },
      }));
      if (!event.nextDemandAt) return marked;
      return { ...marked, lateness: marked.lateness ?? { since: at, nextDemandAt: event.nextDemandAt, reasons: [] } };
    }
    case 'reason-demanded':
      return state.lateness ? { ...state, lateness: { ...state.lateness, nextDemandAt: event.nextDemandAt } } : state;
    case 'delay-explained': {
      if (!state.lateness) return state;
      const reasons = [...state.lateness.reasons, { code: event.code, text: event.text, by, at }];
      return { ...state, lateness: { ...state.lateness, reasons, nextDemandAt: event.nextDemandAt } };
    }
    default:
      return state;
  }
}

function change(state: IncidentState, id: string, to: (before: Obligation) => Partial<Obligation>): IncidentState {
  return {
    ...state,
    obligations: state.obligations.map((obligation) =>
      obligation.id === id ? { ...obligation, ...to(obligation) } : obligation,
    ),
  };
}
