import type { Event } from '../events';
import type { Role } from '../primitives/people';
import { refuse, type Refusal } from '../primitives/refusal';
import type { IncidentState } from '../state';
import { DEFINITION_TESTS, type Classification, type Triage } from './triage';

type Judged = Pick<Triage, 'inScope' | 'definition'>;

/** What a case is called must agree with what its triage says; words stand where a reason says "other". */
export function contradiction(
  classification: Classification,
  { inScope, definition }: Judged,
  roles: readonly Role[],
): Refusal | undefined {
  if ('reason' in classification && classification.reason === 'other' && !classification.words)
    return refuse('missing', 'The reason "other" needs words that say what it is.', ['/classification/words']);
  if (classification.class === 'out-of-scope' && inScope === 'yes')
    return refuse(
      'wrong-class',
      'The triage says that this is in scope, the class that it is not. Answer inScope "no" with the class; a class that stands is changed by reclassify, which answers inScope too.',
    );
  if (classification.class === 'event' && inScope === 'no')
    return refuse(
      'wrong-class',
      'The triage says that this is out of scope, the class that it is an event. Answer inScope "yes" with the class; a class that stands is changed by reclassify, which answers inScope too.',
    );
  const met = DEFINITION_TESTS.every((test) => definition[test]?.answer === 'yes');
  if (
    classification.class === 'not-an-incident' &&
    met &&
    !roles.some((role) => role === 'privacy' || role === 'legal')
  )
    return refuse(
      'wrong-class',
      'The definition is answered "yes" throughout, so this is an incident by our own answers. Declare it, or have privacy or legal decide that it is none.',
    );
  return undefined;
}

/** In whatever order their parts came in. */
export function sameClass(one: Classification, other: Classification): boolean {
  const [a, b] = [one, other].map((classification) => JSON.stringify(Object.entries(classification).sort()));
  return a === b;
}

/** The class, and with it the answer on scope where the new class implies another than stands. */
export function classed(state: IncidentState, classification: Classification, why: string): Event[] {
  const { class: from } = state.classification;
  const implied = scopeOf(from, classification.class);
  return [
    { type: 'classified', classification, from, why },
    ...(implied && implied !== state.triage.inScope
      ? [{ type: 'assessed', entries: { inScope: implied } } satisfies Event]
      : []),
  ];
}

/** Whatever is taken back from out of scope is ours again. */
function scopeOf(from: Classification['class'], to: Classification['class']): Triage['inScope'] {
  if (to === 'out-of-scope') return 'no';
  return to === 'event' || from === 'out-of-scope' ? 'yes' : undefined;
}

/** What the triage answers against a declaration that stands. */
export function denials({ declaration, withdrawn, triage }: IncidentState): string[] {
  if (!declaration || withdrawn) return [];
  const failed = DEFINITION_TESTS.filter((test) => triage.definition[test]?.answer === 'no');
  return triage.inScope === 'no' ? [...failed, 'inScope'] : failed;
}
