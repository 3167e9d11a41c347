import type { Event, MovedDue, Provenance } from '../../events';
import { isLate } from '../../case/headline';
import type { Instant } from '../../primitives/instant';
import type { IncidentState, Obligation } from '../../state';
import { warnsAt } from '../warnings';

/** The newest; all stand in their pages. */
const REASONS_KEPT = 10;

/** Obligations with their warnings, and what lateness asks for. */
export function applyObligation(state: IncidentState, event: Event, told: Provenance): IncidentState {
  switch (event.type) {
    case 'obligation-opened': {
      const { obligation: id, kind, cohort, since, due, term } = event;
      return {
        ...state,
        obligations: [...state.obligations, { id, kind, cohort, since, due, term, status: 'open', warned: [] }],
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
    case 'alert-acknowledged':
      return event.reasked ? reasked(state, event.reasked) : state;
    case 'anchor-corrected':
      return event.dues.reduce(
        (before, due) => change(before, due.obligation, (obligation) => moved(obligation, due, told.at)),
        state,
      );
    default:
      return applyLateness(state, event, told);
  }
}

function reasked(state: IncidentState, { obligation, at }: { obligation: string; at: Instant }): IncidentState {
  return change(state, obligation, () => ({ reaskAt: at }));
}

/** What was warned of against the old due counts for the new one if its warning would have come by now, too. */
function moved({ warned, lateSince }: Obligation, { since, due, term }: MovedDue, at: Instant): Partial<Obligation> {
  return {
    since,
    due,
    term,
    warned: warned.filter((hoursBefore) => warnsAt({ due }, hoursBefore) <= at),
    rearmed: (lateSince !== undefined && due > at) || undefined,
  };
}

/** Once nothing to customers is late any more, nobody is asked why. The reasons given stay in the pages. */
function met(
  state: IncidentState,
  event: Extract<Event, { type: 'obligation-met' }>,
  { at }: Provenance,
): IncidentState {
  const after = change(state, event.obligation, ({ lateSince, breachedDue }) => ({
    status: 'met',
    endedAt: at,
    ...(event.inTime === true ? { lateSince: undefined, breachedDue: undefined } : {}),
    ...(event.inTime === false ? { lateSince: lateSince ?? at, breachedDue } : {}),
  }));
  return isLate(after) ? after : { ...after, lateness: undefined };
}

function applyLateness(state: IncidentState, event: Event, { at, by }: Provenance): IncidentState {
  switch (event.type) {
    case 'obligation-late': {
      const marked = change(state, event.obligation, ({ lateSince, due, breachedDue }) => ({
        lateSince: lateSince ?? at,
        breachedDue: breachedDue ?? { due, customers: event.customers ?? 0 },
        rearmed: undefined,
      }));
      if (!event.nextDemandAt) return marked;
      const { since, reasons } = marked.lateness ?? { since: at, reasons: [] };
      return { ...marked, lateness: { since, reasons, nextDemandAt: event.nextDemandAt, unexplained: true } };
    }
    case 'reason-demanded':
      return state.lateness ? { ...state, lateness: { ...state.lateness, nextDemandAt: event.nextDemandAt } } : state;
    case 'delay-explained': {
      if (!state.lateness) return state;
      const { since, reasons } = state.lateness;
      const { code, text, nextDemandAt } = event;
      const kept = [...reasons, { code, text, by, at }].slice(-REASONS_KEPT);
      return { ...state, lateness: { since, reasons: kept, nextDemandAt, unexplained: false } };
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
