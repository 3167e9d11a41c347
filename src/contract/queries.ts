import { z } from 'zod';
import type { ZodOpenApiOverride } from 'zod-openapi';
import { PERSON_COMMANDS } from '../domain/commands';
import { instantFrom } from '../domain/primitives/instant';
import { SEVERITIES } from '../domain/triage/report';
import { POST_MORTEM_STATUSES } from '../domain/post-mortem/view';
import { OPEN_STAGES } from '../domain/case/state';
import { CLASSES } from '../domain/triage/triage';
import { instant, line, personId, recordId, sha256 } from './words';

const LIMIT_MAX = 200;
const LIMIT_STANDARD = 50;

const limit = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, 'must be a number from 1 to 200')
  .transform(Number)
  .refine((wanted) => wanted <= LIMIT_MAX, 'must be a number from 1 to 200')
  .default(LIMIT_STANDARD)
  .meta({
    description: 'At most so many.',
    override: whole({ minimum: 1, maximum: LIMIT_MAX, default: LIMIT_STANDARD }),
  });
const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,2000}$/, 'must be the `next` of an earlier answer')
  .optional()
  .meta({ description: 'The `next` of an earlier answer with the same filters.' });

/** A query is text, and its pattern is about text; whoever reads the description is told of the number. */
export function whole(bounds: { minimum: number; maximum?: number; default?: number }): ZodOpenApiOverride {
  return ({ jsonSchema }) => {
    delete jsonSchema.pattern;
    Object.assign(jsonSchema, { type: 'integer', ...bounds });
  };
}

/** How any list is read, page by page. */
export const listQuery = z.strictObject({ limit, cursor });

/** Of all post-mortems, or a sample that anybody draws again with the same seed. */
export const postMortemQuery = z.strictObject({
  sample: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'must be a number from 1 to 999')
    .transform(Number)
    .optional()
    .meta({ description: 'So many of them, drawn by the seed.', examples: [5] }),
  seed: line('What the sample is drawn by.', '2026, second quarter').optional(),
});

export const timelineQuery = listQuery.extend({
  reference: sha256('Only what came of this request, by the `reference` of its answer.').optional(),
  customer: recordId('Only what names this customer.', 'customer-17').optional(),
  actor: z
    .enum(['person', 'system'])
    .optional()
    .meta({ description: 'Only what people did, or only what timers and deliveries did.' }),
});

export const deliveryQuery = listQuery.extend({
  notice: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'must be the number of a notice')
    .transform(Number)
    .optional()
    .meta({ description: 'Of one notice only.', override: whole({ minimum: 1 }) }),
});

export const scopeQuery = listQuery.extend({
  unreachable: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional()
    .meta({
      description: 'Whether nobody could be reached by a notice, of those not told.',
      override: { type: 'boolean' },
    }),
});

export const noticeQuery = z.strictObject({
  language: z
    .string()
    .regex(/^[a-z]{2}$/, 'must be a language of two letters, such as en')
    .optional()
    .meta({ description: 'In this language; left out, in the recipient’s.', examples: ['en'] }),
  customer: recordId('As this customer of the scope reads it; left out, as the first.', 'customer-17').optional(),
});

export const noticeChangesQuery = z.strictObject({
  since: z.enum(['notice', 'draft']).default('notice').meta({
    description: 'Since the last notice that went out before it, or since the last draft.',
  }),
  language: noticeQuery.shape.language,
});

export const proofPackQuery = z.strictObject({
  customer: recordId('Only what went to this customer of the scope.', 'customer-17').optional(),
});

function moment(description: string) {
  return instant(description)
    .transform((text) => instantFrom(text))
    .optional();
}

export const INCIDENT_VIEWS = [
  'open',
  'mine',
  'due-soon',
  'awaiting-my-approval',
  'late',
  'unassigned',
  'closed',
  'exercises',
] as const;

const SORTS = ['openedAt', 'updatedAt', 'due', 'clock', 'severity'] as const;

export const incidentQuery = listQuery.extend({
  stage: z.enum([...OPEN_STAGES, 'closed']).optional(),
  class: z.enum(CLASSES).optional(),
  severity: z.enum(SEVERITIES).optional(),
  late: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional()
    .meta({ description: 'Whether a promise to customers was not kept in time.', override: { type: 'boolean' } }),
  dueBefore: moment('With a promise to customers that is due before.'),
  reportedFrom: moment('Reported then or later.'),
  reportedTo: moment('Reported before.'),
  declaredFrom: moment('Declared then or later.'),
  declaredTo: moment('Declared before.'),
  reporter: personId('Reported by.', 'reporter').optional(),
  owner: personId('In the hands of.', 'responder').optional(),
  owes: z.enum(PERSON_COMMANDS).optional().meta({ description: 'Waits for somebody to give this command.' }),
  view: z.enum(INCIDENT_VIEWS).optional().meta({
    description:
      'A view of the board for you: all but `closed` and `exercises` are open. Exercises are in no other view. `due-soon`: a clock of any kind runs out within 24 hours, or has.',
  }),
  customer: recordId('With this customer in its scope, and not taken out again.', 'customer-17').optional(),
  product: line(
    'The product that the report suspects, or that an affected account is for.',
    'Support Portal',
  ).optional(),
  q: line(
    'Words that all occur in it: in its id, report, triage, declaration or outcome. "Several words" in quotation marks stand together; a minus before one leaves out what has it.',
    'wrong address',
  ).optional(),
  sort: z
    .enum([...SORTS, '-openedAt', '-updatedAt', '-due', '-clock', '-severity'])
    .default('-openedAt')
    .meta({ description: 'Descending with a minus. Those without a value come last either way.' }),
});

/** Of the register of incidents, oldest first. */
export const registerQuery = incidentQuery.omit({ sort: true, view: true }).extend({
  review: z
    .enum(['none', ...POST_MORTEM_STATUSES])
    .optional()
    .meta({
      description:
        'How far its post-mortem is: none, open, approved, or all of its actions done and their effect checked.',
    }),
});

export const flag = z.enum(['true', 'false']).transform((word) => word === 'true');

/** The same, whole, for other programs. */
export const registerExportQuery = registerQuery.omit({ limit: true, cursor: true }).extend({
  form: z.enum(['veris', 'ocsf', 'dpv']).meta({
    description: 'VERIS 1.4.1 records; OCSF Incident Findings (class 2005); DPV, as JSON-LD.',
  }),
  past: flag.default(false).meta({
    description: 'With what was imported of before, or of another register. Of VERIS alone, and whatever the filters.',
    override: { type: 'boolean' },
  }),
});

export const figuresQuery = z.strictObject({
  from: moment('Reported or declared then or later.'),
  to: moment('Reported or declared before.'),
});

/** `<column>:<what>`, once or often. */
const perColumn = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat())
  .refine(
    (given) => given.every((one) => /^[a-z_]+:./.test(one)),
    'must be <column>:<value>, such as contact_role:administrator',
  )
  .transform(
    (given) =>
      new Map(given.map((one): [string, string] => [one.replace(/:.*/s, ''), one.replace(/^[^:]*:/, '').trim()])),
  );

export const customersQuery = listQuery.extend({
  ended: flag.default(false).meta({
    description: 'Those that have ended, instead of those that stand.',
    override: { type: 'boolean', default: false },
  }),
  unreachable: flag.optional().meta({
    description:
      'Whether an account of theirs has no administrator whom a notice could reach, or they have no account.',
    override: { type: 'boolean' },
  }),
  q: line('In the name or the id.', 'school').optional(),
});

export const customerQuery = z.strictObject({
  ended: flag.default(false).meta({
    description: 'With the accounts and contacts that have ended.',
    override: { type: 'boolean', default: false },
  }),
});

export const importQuery = z.strictObject({
  dryRun: flag.default(false).meta({
    description: 'Check everything and answer as ever, and store nothing.',
    override: { type: 'boolean', default: false },
  }),
  map: perColumn.default(new Map()).meta({
    description: 'Of a CSV file: under which heading a column stands, as `<column>:<heading>`; once for each column.',
    examples: ['customer_name:Account Owner'],
    override: { type: 'array', items: { type: 'string' }, default: undefined },
  }),
  set: perColumn.default(new Map()).meta({
    description: 'Of a CSV file: one value of a column for every row, as `<column>:<value>`; once for each column.',
    examples: ['contact_role:administrator'],
    override: { type: 'array', items: { type: 'string' }, default: undefined },
  }),
});
