import { z } from 'zod';
import { CONFIDENCES, FACT_FIELDS, PRECISIONS } from '../../domain/notices/facts';
import { NOTICE_KINDS } from '../../domain/notices/kinds';
import type { Filing } from '../../domain/notices/filing';
import type { Agrees } from '../same-fields';
import { storedInstant } from '../words';

const text = (description: string) => z.string().meta({ description });
const amount = z.object({ precision: z.enum(PRECISIONS), count: z.int(), to: z.int().optional() });
const instants = ['detected', 'aware', 'declared'] as const;

const fact = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('known'),
    text: z.string(),
    language: z.string(),
    own: z.literal(true).optional().meta({ description: 'Of this controller alone.' }),
    amount: amount.optional(),
    period: z
      .object({
        from: storedInstant('From when.').optional(),
        to: storedInstant('Until when.').optional(),
        ongoing: z.boolean().optional(),
      })
      .optional(),
    confidence: z.enum(CONFIDENCES).optional(),
  }),
  z.object({ status: z.literal('unknown'), until: storedInstant('By when we tell it.').optional() }),
  z.object({ status: z.literal('not-disclosed') }),
  z.object({ status: z.literal('not-applicable') }),
]);

const article = z.object({ fields: z.array(z.enum(FACT_FIELDS)), open: z.array(z.enum(FACT_FIELDS)) });

/** What a controller takes over into its own notifications under GDPR Art. 33 and 34. */
export const filing = z
  .object({
    schema: z.literal('tocsin-filing-1'),
    incident: z.string(),
    exercise: text('Only of an exercise: that it is one.').optional(),
    notice: z.int(),
    kind: z.enum(NOTICE_KINDS),
    language: z.string(),
    controller: z.object({ name: z.string(), accounts: z.string() }),
    processor: z.object({
      ...{ name: text('In law.'), mark: z.string(), address: z.string(), phone: text('At any hour.') },
      ...{ mail: z.string(), dpo: text('The data protection officer.'), replyTo: z.string() },
    }),
    instants: z.partialRecord(z.enum(instants), storedInstant('When.')),
    facts: z.partialRecord(z.enum(FACT_FIELDS), fact),
    articles: z
      .record(z.enum(['33(3)(a)', '33(3)(b)', '33(3)(c)', '33(3)(d)', '34(2)']), article)
      .meta({ description: 'Which fields answer each, and which of them are still open.' }),
  })
  .meta({
    id: 'Filing',
    description: 'All that a controller needs of us for its own notifications to an authority and to data subjects.',
  });

/** Does not compile while what is shown differs from what is promised here. */
const _agreed: Agrees<Filing, z.infer<typeof filing>> = true;
