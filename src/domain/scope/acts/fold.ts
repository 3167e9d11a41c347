import { commitmentOf } from '../../clocks/tell-customers';
import type { Event } from '../../events';
import type { Fold, Written } from '../../fold';
import type { Cohort, ScopeSlice, Unregistered } from '../state';
import type { IncidentState } from '../../state';

/** Which customers are affected, as counts. */
export const foldScope: Fold<ScopeSlice> = (state, event) => {
  switch (event.type) {
    case 'scope-resolved':
      return { unregistered: sought(state, event) };
    case 'scope-marked':
      return isTakenOff(state, event) ? { unregistered: takenOff(state, 'customer', event.customer) } : {};
    case 'product-removed':
      return { unregistered: takenOff(state, 'product', event.product) };
    case 'cohorts-counted':
      return counted(state, event);
    case 'declared':
      return {
        cohorts: state.cohorts.map((cohort) => ({
          ...cohort,
          due: event.dues.find((due) => due.cohort === cohort.id)?.due ?? cohort.due,
          // Too late for the notice of an event, perhaps; for the incident that is declared of it, in time.
          lateFound: false,
        })),
      };
    case 'anchor-corrected':
      return { cohorts: state.cohorts.map((cohort) => moved(state, cohort, event)) };
    default:
      return {};
  }
};

function counted(state: ScopeSlice, event: Extract<Event, { type: 'cohorts-counted' }>): Written<ScopeSlice> {
  const counts = event.cohorts.map(({ cohort: id, ...count }) => ({ id, ...count }));
  const unmentioned = state.cohorts.filter(({ id }) => !counts.some((count) => count.id === id));
  const { asOf: scopeAsOf, unreachable, unreachableCustomers = [], withdrawal: withdrawalCount } = event;
  const { cleared = [], promises: promiseCounts = [], scopeRevision = state.scopeRevision } = event;
  const cohorts = [...unmentioned, ...counts];
  return {
    cohorts,
    scopeAsOf,
    scopeRevision,
    unreachable,
    unreachableCustomers,
    withdrawalCount,
    cleared,
    promiseCounts,
  };
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

/** Whether the mark that is answered says that the customer need not be told. */
function isTakenOff({ outbox }: IncidentState, event: Extract<Event, { type: 'scope-marked' }>): boolean {
  const effect = outbox.find(({ id }) => id === event.effect);
  return effect?.kind === 'mark-scope' && (effect.mark === 'removed' || effect.mark === 'waived');
}

function takenOff({ unregistered }: ScopeSlice, kind: Unregistered['kind'], name: string): Unregistered[] {
  return unregistered.map((one) => (one.kind === kind && one.name === name ? { ...one, status: 'removed' } : one));
}

function moved(state: IncidentState, cohort: Cohort, { dues }: Extract<Event, { type: 'anchor-corrected' }>): Cohort {
  const owed = commitmentOf(state, cohort.id);
  const to = dues.find(({ obligation }) => obligation === owed?.id);
  return to ? { ...cohort, due: to.due, lateFound: to.lateFound } : cohort;
}
