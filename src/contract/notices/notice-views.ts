import { credential } from '../parties/credential';
import { z } from 'zod';
import type { Fact } from '../../domain/notices/facts';
import { ROLES } from '../../domain/primitives/people';
import { NOTICE_KINDS, type TextHash, type RecipientsHash } from '../../domain/notices/state';
import { CONFIDENCES, FACT_FIELDS, PRECISIONS } from '../../domain/notices/facts';
import { marks, silence } from '../delivery/marks';
import { judged } from '../withholding/withholding-views';
import { count, sha256, storedInstant } from '../words';

const at = (description: string) => storedInstant(description);
const person = z.string().meta({ description: "A person's id.", examples: ['privacy'] });

const worded = z.object({ lang: z.string(), text: z.string() });
const amount = z.object({ precision: z.enum(PRECISIONS), count: z.int(), to: z.int().optional() });
const period = z.object({
  from: at('From when.').optional(),
  to: at('Until when.').optional(),
  ongoing: z.boolean().optional(),
});
export const fact: z.ZodType<Fact> = z
  .discriminatedUnion('status', [
    z.object({
      status: z.literal('known'),
      value: z.string(),
      lang: z.string().optional().meta({ description: 'Of `value`; left out, nobody said.' }),
      translations: z.array(worded.extend({ file: sha256('Of the file of the translator.').optional() })).optional(),
      amount: amount.optional(),
      period: period.optional(),
      source: z.string().optional(),
      confidence: z.enum(CONFIDENCES).optional(),
    }),
    z.object({
      status: z.literal('unknown'),
      until: at('Until when.').optional(),
      owner: person.optional().meta({ description: 'Who finds out.' }),
    }),
    z.object({
      status: z.literal('withheld'),
      until: at('Until when.'),
      ground: z.enum(['risk-for-other-customers', 'stopping-an-attacker', 'law-enforcement']),
    }),
    z.object({ status: z.literal('not-applicable'), reason: z.string().optional() }),
  ])
  .meta({ id: 'Fact' });
export const privilegedFact = z.object({ section: z.literal('privileged'), fact: fact.optional() });
export const facts = z.partialRecord(z.enum(FACT_FIELDS), fact);

const noticeCounts = z.object({
  deliveries: count('All.'),
  accepted: count('Taken by a mail server.'),
  refused: count('Refused for good.'),
  pending: count('Under way.'),
  customers: count('Customers it goes to.'),
  told: count('Told by it.'),
  unreachable: count('With no usable contact.'),
  lastAcceptedAt: at('When a mail server took the last of them.').optional(),
});

export const notice = z
  .object({
    number: z.int(),
    kind: z.enum(NOTICE_KINDS),
    sentAs: z
      .int()
      .optional()
      .meta({ description: 'The number that customers read: how many went out before it, and one.' }),
    about: z.int().optional().meta({ description: 'The notice that it corrects or recalls.' }),
    nextBy: at('When it promises another, where no fact is dated.').optional(),
    ...judged,
    draftedBy: person,
    draftedAt: at('When its facts were frozen.'),
    factsVersion: count('Version of the fact sheet it was drafted from.'),
    status: z.enum(['composing', 'drafted', 'rejected', 'superseded', 'approved', 'released', 'sent']),
    hash: sha256<TextHash>('Of the composed text in all its languages; approvals name it.').optional(),
    recipientsHash: sha256<RecipientsHash>(
      'Over each recipient, its address, and the SHA-256 of the text that it reads; approvals name it, too.',
    ).optional(),
    recipients: count('Contacts whom it goes to.').optional(),
    scopeRevision: count('Of the scope that they were taken from.').optional(),
    stale: z.boolean().meta({
      description:
        'A fact, one of the two instants, whom it goes to or what it says of them changed after drafting, or another notice went out; draft again.',
    }),
    approvals: z.array(
      z.object({
        by: person,
        as: z.enum(['law', 'lead']),
        roles: z.array(z.enum(ROLES)),
        at: at('When.'),
        credential: credential.optional(),
      }),
    ),
    lapsed: z
      .array(person)
      .optional()
      .meta({ description: 'Who approved it and was deactivated since: those approvals count no more.' }),
    staleSince: at('Since when those who approved it know that it is stale.').optional(),
    rejection: z
      .object({
        by: person,
        reason: z.string().optional().meta({ description: 'Of the newest ten; older ones stand in the timeline.' }),
        at: at('When.'),
      })
      .optional(),
    releasedBy: person.optional(),
    releasedAt: at('When.').optional(),
    sending: z
      .enum(['paused', 'stopped'])
      .optional()
      .meta({ description: 'Nothing more of it is handed over, for now or for good.' }),
    gives: z.array(z.enum(FACT_FIELDS)).optional().meta({ description: 'The facts that it gave.' }),
    sentAt: at('When the last of its deliveries had ended.').optional(),
    counts: noticeCounts.optional(),
    marks: marks.optional(),
    silence: silence.optional(),
  })
  .meta({ id: 'Notice' });
