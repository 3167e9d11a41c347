import { raise } from '../../alerts/alerts';
import { anchorsOf, ownTerms } from '../../clocks/promise';
import { dueOf, type Term } from '../../clocks/terms';
import type { Event } from '../../events';
import type { Addressees, AlertDetail, AlertKind } from '../../alerts/state';
import type { ChangedTerms, KeptTerms, MarkOutcome } from '../state';
import { counted, type ScopeCount } from '../counted';
import { newlyUnreachable } from '../unreachable';
import { firstNamed } from '../unregistered';
import { SYSTEM_DOOR, type CommandRule, type CommandContext } from '../../rule';
import type { CustomerId } from '../../primitives/parties';

export interface ScopeResolved extends ScopeCount {
  effect: string;
  unknown: string[];
  added: number;
  /** How many values of customers became others; left out where none did. */
  factsChanged?: number;
  /** Products that the one asked for may be a misspelling of. */
  near?: string[];
  /** None where no contract changed. */
  changedTerms?: ChangedTerms[];
}

export interface ScopeMarked extends ScopeCount {
  effect: string;
  customer: CustomerId;
  outcome: MarkOutcome;
}

export const scopeResolved: CommandRule<ScopeResolved> = {
  description: 'The register worked out which customers a selection means.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, answer) => {
    const { state } = hearing;
    const effect = state.outbox.find((owed) => owed.id === answer.effect);
    if (effect?.kind !== 'resolve-scope') return [];
    const { unknown, added, factsChanged, near, changedTerms = [] } = answer;
    const keptTerms = keptTermsOf(hearing, changedTerms);
    return [
      {
        type: 'scope-resolved',
        effect: effect.id,
        unknown,
        added,
        ...(factsChanged && { factsChanged }),
        ...(near && { near }),
        ...(keptTerms && { keptTerms }),
      },
      ...counted(state, answer),
      ...(unknown.length > 0 ? [call(hearing, 'customers-unknown', unregistered(unknown, near))] : []),
      ...newlyUnreachable(hearing, answer),
      ...(keptTerms ? [call(hearing, 'terms-kept', { about: 'kept-terms', ...keptTerms })] : []),
    ];
  },
};

/** Whose contract became shorter; what became longer, or moves no due beside our own terms, is no news. */
function keptTermsOf({ state, said }: CommandContext, changed: ChangedTerms[]): KeptTerms | undefined {
  const { aware = said.at, declared = said.at, ...others } = anchorsOf(state);
  const dueBy = (terms: Term[]) => {
    const all = [...ownTerms(state.rules, state.declaration), ...terms];
    return dueOf(all, { ...others, aware, declared }, state.rules.calendars) ?? said.at;
  };
  const shorter = changed.filter(({ terms, contract }) => dueBy(contract) < dueBy(terms));
  const named = shorter.flatMap(({ customers, terms, contract }) =>
    customers.map((customer) => ({ customer, terms, contract })),
  );
  const all = shorter.reduce((sum, { customers, more }) => sum + customers.length + more, 0);
  const first = named.sort((a, b) => (a.customer < b.customer ? -1 : 1)).slice(0, NAMES_TOLD);
  return all > 0 ? { first, more: all - first.length } : undefined;
}

/** So many names an alert tells; the case tells them all. */
const NAMES_TOLD = 10;

function unregistered(unknown: string[], near?: string[]): AlertDetail {
  const names = unknown.slice(0, NAMES_TOLD);
  return { about: 'unregistered', names, more: unknown.length - names.length, ...(near && { near }) };
}

function call({ state, said, nextId }: CommandContext, kind: AlertKind, detail: AlertDetail): Event {
  const to = { roles: ['lead', 'privacy'] } satisfies Addressees;
  return raise(state, said.at, nextId(), kind, to, { detail, acknowledge: true });
}

export const scopeMarked: CommandRule<ScopeMarked> = {
  description: 'The register removed or waived a customer, or noted who told it, or could not.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, answer) => {
    const { state, said, nextId } = hearing;
    const effect = state.outbox.find((owed) => owed.id === answer.effect);
    if (effect?.kind !== 'mark-scope') return [];
    const { customer, outcome } = answer;
    const marked: Event[] = [
      { type: 'scope-marked', effect: effect.id, customer, outcome },
      ...counted(state, answer),
      ...newlyUnreachable(hearing, answer),
    ];
    const isOfTelling = effect.mark === 'told' || effect.mark === 'untold';
    if (outcome === 'marked' || (!isOfTelling && firstNamed(state, 'customer', customer))) return marked;
    const detail = { about: 'mark', customer, outcome } as const;
    return [...marked, raise(state, said.at, nextId(), 'scope-unchanged', { persons: [...effect.by] }, { detail })];
  },
};
