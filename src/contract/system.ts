import type { TextHash, RecipientsHash } from '../domain/notices/state';
import { z } from 'zod';
import type { ObligationId } from '../domain/clocks/state';
import type { CohortId } from '../domain/scope/state';
import type { SystemCommand } from '../domain/commands';
import { ASSISTANCE_ACTS, ASSISTANCE_KINDS } from '../domain/notices/assistance';
import { ROLES } from '../domain/primitives/people';
import { rules } from './case/rules';
import { term } from './clocks/terms';
import { marks } from './delivery/marks';
import { mergePayloads, takenOver } from './related/related';
import { count, personId, sha256, storedInstant } from './words';

/*
 * What timers and effects say. Their authors are our own lanes, so fields beyond these are let pass:
 * a newer worker's answer must not be refused by an older run, or the effect would be owed for ever.
 */

const name = z.string();
const cohortId = name as unknown as z.ZodType<CohortId>;
const obligationId = name as unknown as z.ZodType<ObligationId>;
const effect = name.meta({ description: 'The id of the effect this answers.', examples: ['INC-2026-0001#4.1'] });
const notice = z
  .int()
  .min(1)
  .meta({ description: 'The number of the notice.', examples: [1] });

const cohort = z.object({
  cohort: cohortId,
  terms: z.array(term),
  total: count('Customers in it, without the removed and the waived.'),
  told: count('Those told.'),
  lastToldAt: storedInstant('When the last of them became told.').optional(),
  observed: count('Those told of an observation.'),
  lastObservedAt: storedInstant('When the last of them was.').optional(),
  waived: count('Those given up by name.'),
  removed: count('Those who turned out not to be affected.'),
  toldByPerson: count('Those of the told whom a person told.').optional(),
  cleared: count('Those told, and not affected after all.').optional(),
});

const scope = {
  asOf: count("The register's revision of this scope.", 3),
  scopeRevision: count('Changes of who is affected, of what is said of them, and of their contacts.', 2).optional(),
  cohorts: z.array(cohort).meta({ description: 'All cohorts, in absolute numbers.' }),
  unreachable: count('Customers with nobody whom a notice could reach.'),
  unreachableCustomers: z.array(name).optional().meta({ description: 'The first of them.' }),
  withdrawal: z.object({
    owed: count('Customers of whom a mail server took word of the incident.'),
    told: count('Those of them who were told that it was withdrawn.'),
    lastToldAt: storedInstant('When the last of them was.').optional(),
  }),
  cleared: z
    .array(z.object({ customer: name, toldAt: storedInstant('When it was told so.').optional() }))
    .optional()
    .meta({ description: 'Customers told, and not affected after all.' }),
  promises: z
    .array(
      z.object({
        obligation: obligationId,
        customers: count('Customers of the notice that promised.'),
        kept: count('Those of them who have what it promised.'),
        lastKeptAt: storedInstant('When the last of them had it.').optional(),
      }),
    )
    .optional()
    .meta({ description: 'Promises that persons kept.' }),
};

const changedTerms = z.array(
  z.object({
    terms: z.array(term),
    contract: z.array(term),
    customers: z.array(name),
    more: count('Those not named here.'),
  }),
);

const counts = z.object({
  deliveries: count('All of them.'),
  accepted: count('Taken by a mail server.'),
  refused: count('Refused for good.'),
  pending: count('Still under way.'),
  customers: count('Customers this notice goes to.'),
  told: count('Those told by it.'),
  unreachable: count('Those with no usable contact.'),
  lastAcceptedAt: storedInstant('When the last of them was taken.').optional(),
});

export const systemPayloads = {
  'alarm-struck': z.object({}),
  'alert-delivered': z.object({ effect, reached: z.array(name) }),
  'scope-resolved': z.object({
    effect,
    unknown: z.array(name),
    added: count('Customers it brought in.'),
    factsChanged: count('Values of customers that became others.').optional(),
    near: z.array(name).optional().meta({ description: 'Products that the one asked for may be a misspelling of.' }),
    changedTerms: changedTerms.optional(),
    ...scope,
  }),
  'scope-marked': z.object({
    effect,
    customer: name,
    outcome: z.enum(['marked', 'already-told', 'not-told', 'not-in-scope', 'no-such-contact']),
    ...scope,
  }),
  'scope-counted': z.object(scope),
  'notice-composed': z.object({
    effect,
    notice,
    hash: sha256<TextHash>('Of the composed text.'),
    recipientsHash: sha256<RecipientsHash>('Of what each recipient reads.').optional(),
    recipients: count('How many.').optional(),
    scopeRevision: count('Of the scope that they were taken from.').optional(),
    names: z
      .array(z.object({ customer: name, where: name }))
      .optional()
      .meta({ description: 'Of other customers.' }),
    refused: z.array(name).optional().meta({ description: 'Where it holds what must not go out.' }),
  }),
  'notice-started': z.object({ effect, notice }),
  'answers-counted': z.object({
    notices: z.array(marks.extend({ notice })),
    questions: z.array(
      z.object({
        id: z.int().meta({ description: 'Of the question.', examples: [1] }),
        notice,
        customer: name,
        askedAt: storedInstant('When it was asked.'),
      }),
    ),
    waiting: count('Questions that nobody has answered.'),
  }),
  'assistance-file': z.object({
    file: name.meta({ description: 'Its id.' }),
    customer: name,
    kind: z.enum(ASSISTANCE_KINDS),
    act: z.enum(ASSISTANCE_ACTS),
    person: personId('Who offered it.').optional(),
    contact: name.optional().meta({ description: 'By whose link it was taken.' }),
    notice: notice.optional(),
  }),
  'sending-acted': z.object({ effect, notice, alone: name.optional() }),
  'silence-counted': z.object({
    effect,
    notice,
    customers: count('Who neither opened nor answered the notice.'),
    planned: count('Other contacts of theirs that get it now.'),
    forPerson: count('Customers whom only a person can try.'),
    names: z.array(name),
  }),
  'notice-returned': z.object({ notice, kind: z.enum(['bounced', 'wrong-person']), ...scope }),
  'deliveries-rolled-up': z.object({ notice, counts, finished: z.boolean(), ...scope }),
  'post-mortem-started': z.object({ effect }),
  'post-mortem-approved': z.object({
    approvedAt: storedInstant('When the second of them approved it.'),
    approvedBy: z.array(name),
  }),
  'synthesis-offered': z.object({ cause: name, done: name, prevention: name, approvedBy: z.array(name) }),
  ...mergePayloads,
  'duplicate-taken-over': z.object({ ...takenOver, ...scope }),
  'exercise-injected': z.object({ inject: name, from: name, words: name, to: z.array(z.enum(ROLES)) }),
  'exercise-over': z.object({ outcome: name }),
  'adopt-roster': z.object({
    revision: count('Of the people.', 7),
    roster: z.record(personId('A person.'), z.array(z.enum(ROLES))),
  }),
  'change-roster': z.object({
    after: count('The revision that it changes.', 6),
    revision: count('Of the people.', 7),
    changes: z.record(personId('A person.'), z.array(z.enum(ROLES))),
  }),
  'adopt-rules': z.object({ rules, operator: personId('Whose act it is.', 'operator') }),
  reconciled: z.object({
    orphaned: z.array(
      z.object({
        ref: name,
        command: name,
        by: name,
        at: storedInstant('When it was taken.'),
        content: z.array(z.unknown()),
      }),
    ),
  }),
} satisfies Record<SystemCommand, z.ZodType>;
