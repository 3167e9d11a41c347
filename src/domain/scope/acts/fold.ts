import { commitmentOf } from '../../clocks/tell-customers';
import type { Event, Provenance } from '../../events';
import type { Cohort, EffectId, IncidentState, Unregistered } from '../../state';

/** Which customers are affected, as counts. */
export function applyScope(state: IncidentState, event: Event, told: Provenance): IncidentState {
  switch (event.type) {
    case 'scope-resolved':
      return { ...state, unregistered: sought(state, event) };
    case 'scope-marked':
      return { ...state, unregistered: takenOff(state, 'customer', event.customer) };
    case 'product-removed':
      return { ...state, unregistered: takenOff(state, 'product', event.product) };
    case 'cohorts-counted':
      return counted(state, event);
    case 'declared':
      return {
        ...state,
        cohorts: state.cohorts.map((cohort) => ({
          ...cohort,
          due: event.dues.find((due) => due.cohort === cohort.id)?.due ?? cohort.due,
          // Too late for the notice of an event, perhaps; for the incident that is declared of it, in time.
          lateFound: false,
        })),
      };
    case 'anchor-corrected':
      return { ...state, cohorts: state.cohorts.map((cohort) => moved(state, cohort, event)) };
    default:
      return applyWaiver(state, event, told);
  }
}

/** Two people give up telling one customer. */
function applyWaiver(state: IncidentState, event: Event, { by }: Provenance): IncidentState {
  switch (event.type) {
    case 'waiver-asked':
      return {
        ...state,
        asked: {
          ...state.asked,
          waivers: [...state.asked.waivers, { customer: event.customer, reason: event.reason, by }],
        },
      };
    case 'customer-waived':
      return withoutWaiver(state, event.customer);
    case 'ask-declined':
      return event.ask === 'waiver' && event.customer !== undefined ? withoutWaiver(state, event.customer) : state;
    default:
      return state;
  }
}

function counted(state: IncidentState, event: Extract<Event, { type: 'cohorts-counted' }>): IncidentState {
  const counts = event.cohorts.map(({ cohort: id, ...count }) => ({ id, ...count }));
  const unmentioned = state.cohorts.filter(({ id }) => !counts.some((count) => count.id === id));
  const { asOf: scopeAsOf, unreachable, withdrawal: withdrawalCount } = event;
  return { ...state, cohorts: [...unmentioned, ...counts], scopeAsOf, unreachable, withdrawalCount };
}

/** Whoever was asked for and is found is unregistered no longer. */
function sought(
  { outbox, unregistered }: IncidentState,
  event: Extract<Event, { type: 'scope-resolved' }>,
): Unregistered[] {
  const effect = outbox.find(({ id }) => id === event.effect);
  if (effect?.kind !== 'resolve-scope') return unregistered;
  const { customers = [], product } = effect.selection;
  const kind = product === undefined ? 'customer' : 'product';
  const asked = product === undefined ? customers : [product];
  const before = unregistered.filter((one) => one.kind === kind && asked.includes(one.name));
  return [
    ...unregistered.filter((one) => !before.includes(one)),
    ...event.unknown.map((name): Unregistered => {
      const namedAt = before.find((one) => one.name === name)?.namedAt ?? effect.addedAt;
      return { kind, name, namedAt, status: 'open' };
    }),
  ];
}

function takenOff({ unregistered }: IncidentState, kind: Unregistered['kind'], name: string): Unregistered[] {
  return unregistered.map((one) => (one.kind === kind && one.name === name ? { ...one, status: 'removed' } : one));
}

function moved(state: IncidentState, cohort: Cohort, { dues }: Extract<Event, { type: 'anchor-corrected' }>): Cohort {
  const owed = commitmentOf(state, cohort.id);
  const to = dues.find(({ obligation }) => obligation === owed?.id);
  return to ? { ...cohort, due: to.due, lateFound: to.lateFound } : cohort;
}

function withoutWaiver(state: IncidentState, customer: string): IncidentState {
  return {
    ...state,
    asked: { ...state.asked, waivers: state.asked.waivers.filter((waiver) => waiver.customer !== customer) },
  };
}
