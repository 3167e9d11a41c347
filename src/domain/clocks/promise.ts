import type { Rules } from '../case/rules';
import { later, plus, type Instant } from '../primitives/instant';
import type { Cohort } from '../scope/state';
import type { Declaration } from '../case/state';
import type { IncidentState } from '../state';
import { graceMs, isShort, isTooLate } from './late-found';
import { runningTerms, termOf, type Anchors, type RunningTerm, type Term } from './terms';

/** By when a customer must be told, and the term by which that is so. */
export interface Promised extends RunningTerm {
  lateFound: boolean;
}

/** The terms that we set ourselves, which hold for every customer: the commitment, and the policy that legal says holds outside GDPR. */
export function ownTerms({ commitmentHours }: Rules, declaration: Declaration | undefined): Term[] {
  const fromDeclared = (source: Term['source'], count: number) =>
    termOf({ anchor: 'declared', clock: { unit: 'hours', count }, source });
  const { policyHours } = declaration ?? {};
  return [
    fromDeclared('commitment', commitmentHours),
    ...(policyHours === undefined ? [] : [fromDeclared('policy', policyHours)]),
  ];
}

export function anchorsOf({ anchors: { detected, aware, declared } }: IncidentState): Anchors {
  return { detected: detected?.at, aware: aware?.at, declared: declared?.at };
}

/** Who is named, with its contract's terms; `lateFound` is how a cohort that is known was judged when it was named. */
type Named = Pick<Cohort, 'terms' | 'addedAt'> & { lateFound?: boolean };

/**
 * When a cohort must be told if the anchors were these: when the first of its terms has run out, or, found late, after the grace of that term
 * if it comes later. None while nothing is declared.
 */
export function promiseTo(state: IncidentState, anchors: Anchors, named: Named): Promised | undefined {
  const { rules, declaration } = state;
  const { declared } = anchors;
  if (!declared) return undefined;
  const [first] = runningTerms([...ownTerms(rules, declaration), ...named.terms], anchors, rules.calendars);
  return first && judge(state, declared, first, named);
}

function judge(
  { rules, declaration }: IncidentState,
  declaredAt: Instant,
  running: RunningTerm,
  { addedAt, lateFound: known }: Named,
): Promised {
  if (!declaration || addedAt <= declaration.recordedAt) return { ...running, lateFound: false };
  const { term, since, due } = running;
  const held = { since, due, heldFrom: later(since, declaredAt) };
  // A correction does not judge a short term anew: one to an earlier instant would give it a later due, and the other way about.
  const lateFound = (isShort(rules, held) ? known : undefined) ?? isTooLate(rules, held, addedAt);
  return {
    term,
    since: later(since, addedAt),
    due: lateFound ? later(due, plus(addedAt, graceMs(rules, held))) : due,
    lateFound,
  };
}
