import { raise } from './alerts';
import type { Event, Page } from './events';
import { applyAll } from './evolve';
import { HOUR, plus, type Instant } from './instant';
import type { Door, PersonId, Roster } from './people';
import type { Report } from './report';
import type { Rules } from './rules';
import type { IncidentId } from './state';

/** What an incident workflow starts with. */
export interface Opening {
  id: IncidentId;
  report: Report;
  rules: Rules;
  roster: Roster;
  rosterRevision?: number;
  by: PersonId;
  door: Door;
  at: Instant;
}

/** The first page of every incident: the triage clock runs, and the responders are called. */
export function openingPage({ id, report, rules, roster, rosterRevision, by, door, at }: Opening): Page {
  const told = { at, by };
  const first: Event[] = [
    { type: 'opened', id, report, rules, roster, rosterRevision },
    {
      type: 'obligation-opened',
      obligation: 'triage',
      kind: 'triage',
      since: at,
      due: plus(at, rules.triageHours * HOUR),
    },
  ];
  const state = applyAll(undefined, first, told);
  const alerts = state
    ? [raise(state, at, `${id}#1.1`, 'reported', { roles: ['responder'] }, { acknowledge: true })]
    : [];
  return { incident: id, sequence: 1, at, by, door, command: 'report', events: [...first, ...alerts] };
}
