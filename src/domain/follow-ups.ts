import { raise, stakeholdersOf } from './alerts/alerts';
import { fulfilment, graceMs, isLateForEvent, observationToAll, scopePending } from './clocks/commitment';
import { nextDecision, openDecisions } from './clocks/decision';
import type { Event } from './events';
import { expiries, keptInTime } from './clocks/expiry';
import { HOUR, plus, type Instant } from './primitives/instant';
import { triageMissing } from './case/missing';
import { isOwedToCustomers } from './clocks/obligations';
import type { IncidentState, Obligation } from './state';

/** What follows by itself from the state as it now stands; asked again until nothing does. */
export function followUps(state: IncidentState, at: Instant, nextId: () => string): Event[] {
  if (state.stage.stage === 'closed') return [];
  for (const rule of [
    stakeholdersToAlert,
    triageEnd,
    decisionMade,
    confirmationMade,
    observationVoid,
    observationOwed,
    lateObservationsOwed,
    withdrawalOwed,
    expiries,
    commitmentsMet,
  ]) {
    const events = rule(state, at, nextId);
    if (events.length > 0) return events;
  }
  return [];
}

function stakeholdersToAlert(state: IncidentState, at: Instant, nextId: () => string): Event[] {
  if (!state.triage.severity) return [];
  const roles = stakeholdersOf(state);
  const named = state.triage.stakeholders.roles;
  const fresh = roles.filter((role) => !named.includes(role));
  if (fresh.length === 0) return [];
  return [
    { type: 'stakeholders-named', roles: [...named, ...fresh] },
    raise(state, at, nextId(), 'stakeholders', { roles: fresh }),
  ];
}

function triageEnd(state: IncidentState, at: Instant): Event[] {
  if (state.triageEndedAt || triageMissing(state).length > 0) return [];
  return [{ type: 'triage-ended' }, ...met(state, 'triage', at)];
}

function decisionMade(state: IncidentState, at: Instant): Event[] {
  if (state.classification.class === 'undetermined') {
    const owes = triageIsOver(state) && openDecisions(state).length === 0;
    return owes ? [nextDecision(state, at)] : [];
  }
  return openDecisions(state).map((obligation) => metAt(obligation, at));
}

/** It ended, or its time did. */
function triageIsOver({ triageEndedAt, obligations }: IncidentState): boolean {
  return triageEndedAt !== undefined || obligations.some(({ kind, lateSince }) => kind === 'triage' && lateSince);
}

function confirmationMade(state: IncidentState, at: Instant): Event[] {
  return state.declaration?.confirmedBy ? met(state, 'confirm-declaration', at) : [];
}

/** A case that is neither event nor incident any more owes no notice of what was observed. */
function observationVoid({ obligations, classification: { class: now } }: IncidentState): Event[] {
  if (now === 'event' || now === 'incident') return [];
  return obligations
    .filter(({ kind, status }) => kind === 'tell-observation' && status === 'open')
    .map(({ id }) => ({ type: 'obligation-voided', obligation: id, why: `reclassified as ${now}` }));
}

/**
 * An event of the customer's owes the customer a notice of what we saw, on a clock of its own: a service target. A case that becomes an event
 * a second time has the clock of the first.
 */
function observationOwed({ obligations, classification, rules }: IncidentState, at: Instant): Event[] {
  const before = obligations.filter(({ kind, cohort }) => kind === 'tell-observation' && !cohort);
  if (classification.class !== 'event' || before.some(({ status }) => status !== 'void')) return [];
  const { since, due } = before[0] ?? { since: at, due: plus(at, rules.eventNoticeHours * HOUR) };
  const obligation = `observation/${before.length + 1}`;
  return [{ type: 'obligation-opened', obligation, kind: 'tell-observation', since, due }];
}

function lateObservationsOwed(state: IncidentState): Event[] {
  const toAll = observationToAll(state);
  if (!toAll) return [];
  return state.cohorts
    .filter(({ addedAt }) => isLateForEvent(state, addedAt))
    .map(({ id: cohort, addedAt }) => ({ cohort, addedAt, obligation: `${toAll.id}/${cohort}` }))
    .filter(({ obligation }) => !state.obligations.some(({ id }) => id === obligation))
    .map(({ cohort, addedAt, obligation }) => ({
      type: 'obligation-opened',
      obligation,
      kind: 'tell-observation',
      since: addedAt,
      due: plus(addedAt, graceMs(state.rules, toAll)),
      cohort,
    }));
}

/** Whoever was told of an incident is told that it is none after all. */
function withdrawalOwed(state: IncidentState, at: Instant): Event[] {
  const anyoneTold = state.withdrawalCount.owed > 0;
  if (!state.withdrawn || !anyoneTold || state.obligations.some((obligation) => obligation.kind === 'tell-withdrawal'))
    return [];
  return [
    {
      type: 'obligation-opened',
      obligation: 'withdrawal',
      kind: 'tell-withdrawal',
      since: at,
      due: plus(at, state.rules.withdrawalNoticeHours * HOUR),
    },
  ];
}

/** A promise is judged by the instants at which mail servers accepted, not by when we came to know of it. */
function commitmentsMet(state: IncidentState, at: Instant): Event[] {
  return state.obligations.filter(isOwedToCustomers).flatMap((obligation): Event[] => {
    const { done, told, waived } = fulfilment(state, obligation);
    if (obligation.status === 'open' && done)
      return [
        {
          type: 'obligation-met',
          obligation: obligation.id,
          ...(told > 0 ? { inTime: keptInTime(state, obligation, at) } : {}),
          ...(waived > 0 ? { waived } : {}),
        },
      ];
    return obligation.status === 'met' && !done && mayReopen(state, obligation)
      ? [{ type: 'obligation-reopened', obligation: obligation.id }]
      : [];
  });
}

/** A withdrawn declaration owes its customers nothing more, nor a class that was left; a scope being worked out says nothing yet. */
function mayReopen(state: IncidentState, { kind }: Obligation): boolean {
  if (scopePending(state)) return false;
  if (kind === 'tell-customers') return !state.withdrawn;
  return (
    kind === 'tell-withdrawal' || state.classification.class === 'event' || state.classification.class === 'incident'
  );
}

function met(state: IncidentState, kind: Obligation['kind'], at: Instant): Event[] {
  return state.obligations
    .filter((obligation) => obligation.kind === kind && obligation.status === 'open')
    .map((obligation) => metAt(obligation, at));
}

function metAt(obligation: Obligation, at: Instant): Event {
  return { type: 'obligation-met', obligation: obligation.id, inTime: at < obligation.due };
}
