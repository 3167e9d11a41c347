import { raise } from '../../alerts/alerts';
import { isLateForEvent, dueOf } from '../../clocks/commitment';
import type { Event } from '../../events';
import type { Instant } from '../../primitives/instant';
import type {
  Addressees,
  AlertDetail,
  AlertKind,
  Cohort,
  CohortCount,
  IncidentState,
  KeptTerms,
  WithdrawalCount,
} from '../../state';
import { firstNamed } from '../unregistered';
import { SYSTEM_DOOR, type CommandRule, type CommandContext } from '../../rule';

/** The register's count of an incident's scope: all cohorts in absolute numbers, as of its revision. */
export interface ScopeCount {
  asOf: number;
  cohorts: CohortCount[];
  unreachable: number;
  withdrawal: WithdrawalCount;
}

export interface ScopeResolved extends ScopeCount {
  effect: string;
  unknown: string[];
  added: number;
  /** None where no contract became shorter. */
  keptTerms?: KeptTerms;
}

export interface ScopeMarked extends ScopeCount {
  effect: string;
  customer: string;
  outcome: 'marked' | 'already-told' | 'not-in-scope';
}

export const scopeResolved: CommandRule<ScopeResolved> = {
  description: 'The register worked out which customers a selection means.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, answer) => {
    const { state } = hearing;
    const effect = state.outbox.find((owed) => owed.id === answer.effect);
    if (effect?.kind !== 'resolve-scope') return [];
    const { unknown, added, keptTerms } = answer;
    return [
      { type: 'scope-resolved', effect: effect.id, unknown, added, ...(keptTerms && { keptTerms }) },
      ...counted(state, answer),
      ...(unknown.length > 0 ? [call(hearing, 'customers-unknown', unregistered(unknown))] : []),
      ...(keptTerms ? [call(hearing, 'terms-kept', { about: 'kept-terms', ...keptTerms })] : []),
    ];
  },
};

/** So many names an alert tells; the case tells them all. */
const NAMES_TOLD = 10;

function unregistered(unknown: string[]): AlertDetail {
  const names = unknown.slice(0, NAMES_TOLD);
  return { about: 'unregistered', names, more: unknown.length - names.length };
}

function call({ state, said, nextId }: CommandContext, kind: AlertKind, detail: AlertDetail): Event {
  const to = { roles: ['lead', 'privacy'] } satisfies Addressees;
  return raise(state, said.at, nextId(), kind, to, { detail, acknowledge: true });
}

export const scopeMarked: CommandRule<ScopeMarked> = {
  description: 'The register removed or waived a customer, or could not.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state, said, nextId }, answer) => {
    const effect = state.outbox.find((owed) => owed.id === answer.effect);
    if (effect?.kind !== 'mark-scope') return [];
    const { customer, outcome } = answer;
    const marked: Event[] = [{ type: 'scope-marked', effect: effect.id, customer, outcome }, ...counted(state, answer)];
    if (outcome === 'marked' || firstNamed(state, 'customer', customer)) return marked;
    const detail = { about: 'mark', customer, outcome } as const;
    return [...marked, raise(state, said.at, nextId(), 'scope-unchanged', { persons: effect.by }, { detail })];
  },
};

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
  const opened = placements.flatMap(({ count: { cohort }, place: { since, due } }): Event[] => {
    const obligation = `tell/${cohort}`;
    if (!since || !due || state.obligations.some(({ id }) => id === obligation)) return [];
    return [{ type: 'obligation-opened', obligation, kind: 'tell-customers', since, due, cohort }];
  });
  if (answer.asOf === state.scopeAsOf && opened.length === 0) return [];
  const { asOf, unreachable, withdrawal } = answer;
  return [{ type: 'cohorts-counted', asOf, cohorts, unreachable, withdrawal }, ...opened];
}

type Place = Pick<Cohort, 'due' | 'lateFound' | 'addedAt'> & { since?: Instant };

function placed(state: IncidentState, { cohort: id, termHours }: CohortCount): Place {
  const known = state.cohorts.find((cohort) => cohort.id === id);
  if (known) return { due: known.due, lateFound: known.lateFound, addedAt: known.addedAt };
  const addedAt = addedAtOf(state, id);
  const declaredAt = state.anchors.declared?.at;
  if (!declaredAt || state.withdrawn) return { lateFound: isLateForEvent(state, addedAt), addedAt };
  return { ...dueOf(state, declaredAt, { termHours, addedAt }), addedAt };
}

/** A cohort is named `<effect>/<term>`: the effect, still owed, knows when its customers were added. */
function addedAtOf(state: IncidentState, cohort: string): Instant {
  const effect = state.outbox.find((owed) => owed.kind === 'resolve-scope' && cohort.startsWith(`${owed.id}/`));
  return effect?.kind === 'resolve-scope' ? effect.addedAt : state.openedAt;
}
