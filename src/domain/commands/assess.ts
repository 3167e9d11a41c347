import type { Event } from '../events';
import { triageMissing } from '../missing';
import type { PersonId } from '../people';
import { refuse } from '../refusal';
import type { Severity } from '../report';
import type { Answer, Classification, Definition, Scenario } from '../triage';
import { EVERY_DOOR, RESPONDERS, type CommandRule, type Hearing } from './rule';

export interface Assess {
  evaluation?: string;
  definition?: Partial<Definition>;
  inScope?: 'yes' | 'no';
  malicious?: Answer;
  findings?: string;
  severity?: { level: Severity; reason: string };
  scenario?: Scenario;
  /** The first classification; a later change is `reclassify`, and `incident` comes by `declare`. */
  classification?: Exclude<Classification, { class: 'incident' | 'undetermined' }>;
  /** Stakeholders reached by other means, such as a telephone. */
  alerted?: PersonId[];
}

export const assess: CommandRule<Assess> = {
  description:
    'Enter findings of the triage: evaluation, definition, scope, malice, severity, scenario, first classification, who was alerted.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: (hearing, payload) => {
    const { classification, alerted, ...entries } = payload;
    const events: Event[] = [];
    if (Object.keys(entries).length > 0)
      events.push({ type: 'assessed', entries: { ...entries, definition: mergedDefinition(hearing, payload) } });
    const strangers = (alerted ?? []).filter((person) => !Object.hasOwn(hearing.state.roster, person));
    if (strangers.length > 0)
      return refuse('unknown-person', `Nobody here has the id ${strangers.join(', ')}; see /api/people.`, ['/alerted']);
    if (alerted?.length) events.push({ type: 'stakeholders-reached', persons: alerted });
    if (classification) {
      const held = classificationFault(hearing, payload, classification);
      if (held) return held;
      events.push({ type: 'classified', classification, from: 'undetermined' });
    }
    return events.length > 0
      ? events
      : refuse('missing', 'An assessment needs at least one entry.', triageMissing(hearing.state));
  },
};

function mergedDefinition({ state }: Hearing, { definition }: Assess): Partial<Definition> {
  return { ...state.triage.definition, ...definition };
}

function classificationFault(
  { state }: Hearing,
  payload: Assess,
  classification: NonNullable<Assess['classification']>,
) {
  if (state.classification.class !== 'undetermined')
    return refuse(
      'already-so',
      `This case is classified as ${state.classification.class}; privacy or legal change that with reclassify.`,
    );
  return contradiction(classification, payload.inScope ?? state.triage.inScope);
}

/** A class must agree with the answer on scope, and words stand where a reason says "other". */
export function contradiction(classification: Classification, inScope: 'yes' | 'no' | undefined) {
  if ('reason' in classification && classification.reason === 'other' && !classification.words)
    return refuse('missing', 'The reason "other" needs words that say what it is.', ['/classification/words']);
  if (classification.class === 'out-of-scope' && inScope === 'yes')
    return refuse(
      'wrong-class',
      'The triage says that this is in scope; answer inScope "no" to class it as out of scope.',
    );
  if (classification.class === 'event' && inScope === 'no')
    return refuse(
      'wrong-class',
      'The triage says that this is out of scope; answer inScope "yes" to class it as an event.',
    );
  return undefined;
}
