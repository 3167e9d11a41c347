import { z } from 'zod';
import {
  DATA_KINDS,
  EFFECTS,
  EVENT_GROUNDS,
  EVENT_REASONS,
  MANNERS,
  OUT_OF_SCOPE_REASONS,
} from '../../domain/triage/triage';
import { line, LIST_MAX, oneOf, personId, text } from '../words';

const tested = z
  .enum(['yes', 'no', 'unknown'])
  .meta({ description: 'One "no" means: no incident of ours.', examples: ['yes'] });
const kindsOf = <const Kinds extends readonly [string, ...string[]]>(kinds: Kinds) =>
  z
    .array(z.enum(kinds))
    .max(kinds.length)
    .optional()
    .meta({ description: 'Which of them.', examples: [[kinds[0]]] });

/** The four tests of a data-protection incident; those left out stay as they were answered before. */
export const definition = z
  .strictObject({
    effect: z.strictObject({ answer: tested, kinds: kindsOf(EFFECTS) }).optional(),
    manner: z.strictObject({ answer: tested, kind: oneOf(MANNERS, 'Which of them.').optional() }).optional(),
    data: z.strictObject({ answer: tested, kinds: kindsOf(DATA_KINDS) }).optional(),
    processedByUs: z.strictObject({ answer: tested }).optional(),
  })
  .meta({ description: '(a) The definition tested: effect, manner, kind of data, processed by us.' });

const words = text('In words; needed with the reason "other".', 'The customer uploaded the wrong file.').optional();

const event = z.strictObject({
  class: z.literal('event'),
  ground: oneOf(EVENT_GROUNDS, 'What on the customer’s side caused it.'),
  reason: oneOf(EVENT_REASONS, 'What it is.'),
  words,
});
const outOfScope = z.strictObject({
  class: z.literal('out-of-scope'),
  reason: oneOf(OUT_OF_SCOPE_REASONS, 'Why it is not handled here.'),
  words,
  handedTo: line('Who handles it instead.', 'Customer support'),
  handedToPersons: z
    .array(personId('A person.', 'support-desk'))
    .min(1)
    .max(LIST_MAX)
    .optional()
    .meta({ description: 'Those of our people who get it in the mail: what was seen, by whom, and your words.' }),
});
const notAnIncident = z.strictObject({
  class: z.literal('not-an-incident'),
  words: text('What it is instead.', 'The mail went to the right person after all.'),
  nearMiss: z
    .boolean()
    .optional()
    .meta({ description: 'True: it nearly was one, a near miss.', examples: [true] }),
});
const undetermined = z.strictObject({ class: z.literal('undetermined') });

/** What a case can be classed as; `incident` is reached by declaring alone. */
export const classification = z
  .discriminatedUnion('class', [event, outOfScope, notAnIncident])
  .meta({ description: 'What the case is. An incident is declared, not classed.' });

export const anyClassification = z
  .discriminatedUnion('class', [undetermined, event, outOfScope, notAnIncident])
  .meta({ description: 'What the case is. An incident is declared, not classed.' });
