import { obligationIdOf } from './state';
import type { Event } from '../events';
import { HOUR, plus, type Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { Obligation } from './state';
import type { CustomersClock } from './clock';
import { cohortsOf, fulfilmentBy, unregisteredIn, untold } from './fulfilment';
import { graceMs, isTooLate } from './late-found';

/** An event of the customer's owes the customer a notice of what we saw: a service target. */
export const tellObservation: CustomersClock = {
  owedTo: 'customers',
  warnings: { alert: 'event-warning', lists: ({ eventWarnings }) => [eventWarnings] },
  onDue: { alert: 'commitment-expired', to: ({ rules }) => ({ roles: rules.expiryTells }) },
  timerName: () => 'notice to customers due',
  fulfilled: (state, it) =>
    fulfilmentBy(state, it, {
      cohorts: cohortsOf(state, it, ({ addedAt }) => !isLateFor(state, it, addedAt)),
      reached: ({ observed }) => observed,
      lastAt: ({ lastObservedAt }) => lastObservedAt,
      unregistered: unregisteredIn(state, it, (namedAt) => !isLateFor(state, it, namedAt)),
    }),
  mayReopen: ({ classification: { class: now } }) => now === 'event' || now === 'incident',
  follows: (state, at) => [voided, owedToAll, owedToLateFound].map((rule) => rule(state, at)).find(isNews) ?? [],
  blocksClosing: (state, it) => {
    const isEvent = state.classification.class === 'event';
    return untold(state, it, ({ observed }) => observed, isEvent ? 'reclassify' : 'withdraw-declaration');
  },
  endsWithDeclaration: false,
};

/** Whether who is added to an event then comes too late for its notice to all, and is owed one on a clock of its own. */
export function isLateForEvent(state: IncidentState, addedAt: Instant): boolean {
  const toAll = state.classification.class === 'event' ? owedNow(state) : undefined;
  return toAll !== undefined && isLateFor(state, toAll, addedAt);
}

/** A case that is neither event nor incident any more owes no notice of what was observed. */
function voided(state: IncidentState): Event[] {
  const { class: now } = state.classification;
  if (now === 'event' || now === 'incident') return [];
  return observations(state)
    .filter(({ status }) => status === 'open')
    .map(({ id }) => ({ type: 'obligation-voided', obligation: id, why: `reclassified as ${now}` }));
}

/** A case that becomes an event a second time has the clock of the first. */
function owedToAll(state: IncidentState, at: Instant): Event[] {
  const before = observations(state).filter(({ cohort }) => !cohort);
  if (state.classification.class !== 'event' || before.some(({ status }) => status !== 'void')) return [];
  const { since, due } = before[0] ?? { since: at, due: plus(at, state.rules.eventNoticeHours * HOUR) };
  const obligation = obligationIdOf(`observation/${before.length + 1}`);
  return [{ type: 'obligation-opened', obligation, kind: 'tell-observation', since, due }];
}

function owedToLateFound(state: IncidentState): Event[] {
  const toAll = owedNow(state);
  if (!toAll) return [];
  return state.cohorts
    .filter(({ addedAt }) => isLateForEvent(state, addedAt))
    .map(({ id: cohort, addedAt }) => ({ cohort, addedAt, obligation: obligationIdOf(`${toAll.id}/${cohort}`) }))
    .filter(({ obligation }) => !state.obligations.some(({ id }) => id === obligation))
    .map(({ cohort, addedAt: since, obligation }) => {
      const due = plus(since, graceMs(state.rules, toAll));
      return { type: 'obligation-opened', obligation, kind: 'tell-observation', since, due, cohort };
    });
}

/** The notice that an event owes to all its customers, unless a change of class ended it. */
function owedNow(state: IncidentState): Obligation | undefined {
  return observations(state).find(({ cohort, status }) => !cohort && status !== 'void');
}

function observations({ obligations }: IncidentState): Obligation[] {
  return obligations.filter(({ kind }) => kind === 'tell-observation');
}

function isLateFor({ rules }: IncidentState, it: Obligation, namedAt: Instant): boolean {
  return namedAt > it.since && isTooLate(rules, it, namedAt);
}

function isNews(events: Event[]): boolean {
  return events.length > 0;
}
