import { cohortIdOf } from './state';
import { anchorsOf, promiseTo, type Promised } from '../clocks/promise';
import { commitmentOf, commitmentTo } from '../clocks/tell-customers';
import { isLateForEvent } from '../clocks/tell-observation';
import type { Event } from '../events';
import type { Instant } from '../primitives/instant';
import type { Clearance, CohortCount, PromiseCount, WithdrawalCount } from './state';
import type { IncidentState } from '../state';

/** The register's count of an incident's scope: all cohorts in absolute numbers, as of its revision. */
export interface ScopeCount {
  asOf: number;
  /** Left out by a worker of the release before. */
  scopeRevision?: number;
  cohorts: CohortCount[];
  unreachable: number;
  /** The first of them. */
  unreachableCustomers?: string[];
  withdrawal: WithdrawalCount;
  /** Left out where there are none. */
  cleared?: Clearance[];
  promises?: PromiseCount[];
}

/** New counts, unless newer ones are known. A cohort's due is set when it first appears, and stays. */
export function counted(state: IncidentState, answer: ScopeCount): Event[] {
  if (answer.asOf < state.scopeAsOf) return [];
  const placements = answer.cohorts.map((count) => ({ count, place: placed(state, count) }));
  const cohorts = placements.map(({ count, place: { due, lateFound, addedAt } }) => ({
    ...count,
    due,
    lateFound,
    addedAt,
  }));
  const opened = placements.flatMap(({ count: { cohort }, place: { promised } }): Event[] => {
    return promised && !commitmentOf(state, cohort) ? [commitmentTo(cohort, promised)] : [];
  });
  if (answer.asOf === state.scopeAsOf && opened.length === 0) return [];
  const { asOf, scopeRevision, unreachable, unreachableCustomers, withdrawal, cleared, promises } = answer;
  const named = {
    ...(scopeRevision !== undefined && { scopeRevision }),
    ...(unreachableCustomers && { unreachableCustomers }),
    ...(cleared && { cleared }),
    ...(promises && { promises }),
  };
  return [{ type: 'cohorts-counted', asOf, cohorts, unreachable, ...named, withdrawal }, ...opened];
}

interface Placement {
  addedAt: Instant;
  lateFound: boolean;
  due?: Instant;
  /** Where the cohort is new, and something is declared. */
  promised?: Promised;
}

function placed(state: IncidentState, count: CohortCount): Placement {
  const { cohort: id, terms } = count;
  const known = state.cohorts.find((cohort) => cohort.id === id);
  if (known) return { due: known.due, lateFound: known.lateFound, addedAt: known.addedAt };
  const { addedAt, due: handed } = namedBy(state, count);
  const own = state.withdrawn ? undefined : promiseTo(state, anchorsOf(state), { terms, addedAt });
  // Merging 4.
  const promised = own && handed && handed < own.due ? { ...own, due: handed } : own;
  if (!promised) return { lateFound: isLateForEvent(state, addedAt), addedAt };
  return { due: promised.due, lateFound: promised.lateFound, addedAt, promised };
}

/** The effect, still owed, knows when the customers of a new cohort were added; those of a duplicate are due as they were there, at the latest. */
function namedBy(state: IncidentState, { cohort, terms }: CohortCount): { addedAt: Instant; due?: Instant } {
  const effect = state.outbox.find((owed) => owed.kind === 'resolve-scope' && cohortIdOf(owed.id, terms) === cohort);
  if (effect?.kind === 'resolve-scope') return { addedAt: effect.addedAt };
  const handed = state.outbox.flatMap((owed) => (owed.kind === 'take-over' ? owed.cohorts : []));
  return handed.find(({ id }) => id === cohort) ?? { addedAt: state.openedAt };
}
