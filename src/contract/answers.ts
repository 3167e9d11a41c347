import { filing } from './notices/filing';
import { z } from 'zod';
import { FACT_FIELDS } from '../domain/notices/facts';
import { BY_A_DUPLICATE, CONTACT_SUBJECTS, CONTACT_WAYS, CUSTOMER_FIELDS } from '../domain/scope/state';
import { anchor, headline, headlineRow, incidentView, obligation, report } from './views';
import { notice } from './notices/notice-views';
import { term } from './clocks/terms';
import { count, sha256, storedInstant } from './words';

const next = z.string().optional().meta({ description: 'Given as `cursor`, leads on; absent on the last page.' });
const asOf = storedInstant('What is answered was so at least at this instant.');
const standing = {
  id: z.string(),
  sequence: z.int().meta({ description: 'Pages in the story that this answer covers at least.' }),
  asOf,
};

const pendingReport = z.object({
  id: z.string(),
  reporter: z.string(),
  receivedAt: storedInstant('When it came in.'),
});

export const incidentList = z
  .object({
    asOf: storedInstant('Each command that was answered before this instant is in it.'),
    items: z.array(headlineRow),
    next,
    pending: z.array(pendingReport).optional().meta({
      description:
        'Reports that were taken and are in no list yet, under no filter, 200 at most: while Temporal cannot be reached, or the register is behind. Each can be read at /api/incidents/{id}.',
    }),
  })
  .meta({ id: 'IncidentList' });

const keptDeclaration = z
  .object({
    reference: sha256('As it was answered.'),
    by: z.string(),
    declaredAt: storedInstant('When it was declared, as far as the API knows.'),
    takenAt: storedInstant('When it was taken.'),
    state: z.enum(['waiting', 'refused']),
    why: z.string().optional().meta({ description: 'Why the incident refused it.' }),
  })
  .meta({ description: 'A declaration that was taken and is not in the story: it waits, or was refused later.' });

export const seenIncident = z
  .object({
    asOf,
    ...incidentView.partial().shape,
    id: z.string(),
    sequence: z.int(),
    headline,
    report,
    keptDeclarations: z.array(keptDeclaration).optional(),
  })
  .meta({ id: 'SeenIncident' });

const event = z
  .looseObject({ type: z.string() })
  .meta({ id: 'Event', description: 'What happened; `type` says what, and what else it holds.' });

export const commandAnswer = z
  .object({
    state: incidentView,
    sequence: z.int(),
    events: z.array(event).meta({ description: 'What this command made happen; empty where it was answered before.' }),
  })
  .meta({ id: 'Answer' });

export const reportAnswer = z
  .object({
    id: z.string(),
    sequence: z.int().meta({ description: '0 while the incident is not open yet.' }),
    state: incidentView,
  })
  .meta({ id: 'ReportAnswer' });

export const signalAnswer = z
  .object({
    id: z.string(),
    timeline: z.string(),
    reference: sha256('The rows of the timeline that have it tell the outcome; none does while it is not known.'),
    declaration: z
      .object({
        declaredAt: storedInstant('When it was declared; the promise counts from here.'),
        due: storedInstant('By when customers are to be told; sooner where a contract says so.').optional(),
      })
      .optional()
      .meta({ description: 'Of a declaration that is kept and will be given to the incident as soon as it answers.' }),
  })
  .meta({ id: 'SignalAnswer' });

export const timelineRow = z.object({
  sequence: z.int(),
  index: z.int().meta({ description: 'Place in its page, from 0.' }),
  at: storedInstant('When.'),
  by: z.string(),
  door: z.enum(['api', 'update', 'signal', 'system']),
  command: z.string(),
  reference: sha256('Which request it came of; absent where it came through no API.').optional(),
  type: z.string(),
  event,
});

export const timeline = z
  .object({
    ...standing,
    items: z.array(timelineRow),
    next,
  })
  .meta({ id: 'Timeline' });

export const clocks = z
  .object({
    ...standing,
    due: storedInstant('The nearest promise to customers that is not kept yet.').optional(),
    late: z.boolean(),
    anchors: z.partialRecord(z.enum(['detected', 'aware', 'declared']), anchor),
    items: z.array(
      obligation.extend({
        secondsLeft: z.int().optional().meta({ description: 'Of an open one; below zero it is late.' }),
      }),
    ),
    lateness: incidentView.shape.lateness,
  })
  .meta({ id: 'Clocks' });

export const notices = z.object({ ...standing, items: z.array(notice) }).meta({ id: 'Notices' });

const otherFields = Object.fromEntries(
  CUSTOMER_FIELDS.filter((field) => !['data', 'volume', 'exposure'].includes(field)).map((field) => [
    field,
    z.string().optional(),
  ]),
);

const letter = z
  .object({
    language: z.string(),
    customer: z.string().optional().meta({ description: 'Its name; none where nobody is in scope yet.' }),
    account: z.string().optional(),
    timeZone: z.string().optional().meta({ description: 'In which it writes out instants, beside UTC.' }),
    contact: z.string().optional().meta({ description: 'None where no notice could reach the customer.' }),
    data: z.string().optional(),
    volume: z.string().optional(),
    exposure: z.string().optional(),
    ...otherFields,
    address: z.string().optional().meta({ description: 'To which it was approved to go.' }),
    sha256: sha256(
      'Of the JSON list of language, subject, text and HTML, with {{link}} where the address of its own page stands.',
    ).optional(),
    approvedSha256: sha256(
      'Of what was taken down for this recipient before it was approved: the same, where nothing was altered.',
    ).optional(),
    ...{ subject: z.string(), text: z.string(), html: z.string() },
  })
  .meta({ description: 'As one recipient reads it, where `language` or `customer` asks for it.' });

export const noticeChanges = z
  .object({
    notice: z.int(),
    language: z.string(),
    since: z.int().optional().meta({ description: 'The one before; none where it is the first.' }),
    lines: z.array(z.object({ change: z.enum(['same', 'added', 'removed']), text: z.string() })),
  })
  .meta({ id: 'NoticeChanges' });

const comment = z.object({
  ...{ by: z.string(), at: storedInstant('When.'), language: z.string(), passage: z.string(), words: z.string() },
});

export const oneNotice = z
  .object({
    ...standing,
    notice,
    withoutContact: z.object({ customers: z.array(z.string()), more: z.int() }).meta({
      description:
        'Affected customers, not told, whom no notice could reach as things stand: the first by id, and how many more. Correct a contact before you release it, or tell them in another way.',
    }),
    texts: z
      .record(z.string(), z.object({ subject: z.string(), text: z.string(), html: z.string() }))
      .meta({ description: 'By language; empty while it is being composed.' }),
    facts: incidentView.shape.facts
      .optional()
      .meta({ description: 'What it was drafted from; none while it is being composed.' }),
    untranslated: z.record(z.string(), z.array(z.string())).meta({
      description:
        'By language, the facts, `message` and `reason` that its readers get in another one, which the letter marks.',
    }),
    ownUntranslated: z
      .array(
        z.object({
          language: z.string(),
          field: z.enum(CUSTOMER_FIELDS),
          customers: z.int(),
          first: z.array(z.string()),
        }),
      )
      .meta({
        description:
          'Customers whose own words are in another language than their letter, which marks them: how many, and the first by id.',
      }),
    composedAt: storedInstant('When.').optional(),
    factsBy: z.record(z.string(), z.string()).meta({
      description:
        'Who wrote each fact of the sheet that it was drafted from: whoever approves it sees whose words they are.',
    }),
    freshKeys: z.array(z.object({ person: z.string(), madeAt: storedInstant('When.'), grantedBy: z.string() })).meta({
      description:
        'Who approved it within 24 hours of a key that another had granted them. Ask them yourself whether it was they.',
    }),
    comments: z.array(comment).meta({ description: 'What was said of passages of it.' }),
    letter: letter.optional(),
    filing: filing.optional().meta({ description: 'Of the customer that was asked for.' }),
  })
  .meta({ id: 'OneNotice' });

export const delivery = z.object({
  id: z.string(),
  notice: z.int(),
  customer: z.string(),
  account: z.string(),
  contact: z.string(),
  email: z.string(),
  name: z.string(),
  language: z.string(),
  state: z.enum(['planned', 'claimed', 'handed', 'accepted', 'refused', 'deferred', 'unknown', 'cancelled']),
  nextAt: storedInstant('Not before this instant again.').optional(),
  attempts: z.int(),
  messageId: z.string().optional(),
  handedAt: storedInstant('When the server got it.').optional(),
  finishedAt: storedInstant('When it ended.').optional(),
  serverWords: z.string().optional(),
  possibleRepeat: z.boolean().meta({ description: 'An earlier attempt may have reached the server.' }),
});

export const deliveries = z
  .object({
    ...standing,
    toldByPerson: count('Customers who count as told because a person told them, and of whom no delivery tells.'),
    items: z.array(delivery),
    next,
  })
  .meta({ id: 'Deliveries' });

const contact = z
  .object({
    id: z.string().meta({ description: 'By which it is revoked.' }),
    of: z.enum(CONTACT_SUBJECTS),
    way: z.enum([...CONTACT_WAYS, BY_A_DUPLICATE]),
    whom: z.string(),
    toldBy: z.string().optional(),
    at: storedInstant('When.'),
    summary: z.string(),
    evidence: z.string(),
    facts: z.array(z.enum(FACT_FIELDS)).optional().meta({ description: 'The facts that it gave.' }),
    final: z.literal(true).optional().meta({ description: 'It was the final word.' }),
    recordedBy: z.string(),
    revoked: z.object({ by: z.string(), reason: z.string() }).optional(),
  })
  .meta({ id: 'Contact', description: 'That a person told the customer.' });

export const scopeRow = z.object({
  customer: z.string(),
  name: z.string(),
  cohort: z.string(),
  terms: z.array(term).meta({ description: 'Of its contract, as it stood when it was added.' }),
  addedAt: storedInstant('When it was first added.'),
  accounts: z.array(z.string()).optional().meta({ description: 'The affected accounts; without them, all.' }),
  mark: z.enum(['removed', 'waived', 'cleared']).optional(),
  reason: z.string().optional(),
  markedBy: z.array(z.string()).optional(),
  data: z.string().optional(),
  volume: z.string().optional(),
  exposure: z.string().optional(),
  facts: z
    .partialRecord(z.enum(CUSTOMER_FIELDS), z.union([z.string(), z.record(z.string(), z.string())]))
    .optional()
    .meta({ description: 'What is otherwise for this customer: one text for all languages, or one for each.' }),
  toldAt: storedInstant('When the last of its accounts was told.').optional(),
  toldByPerson: z.boolean().optional().meta({ description: 'It counts as told because a person told it.' }),
  observedAt: storedInstant('When it was told of an observation.').optional(),
  unreachable: z
    .boolean()
    .optional()
    .meta({ description: 'Not told, and an account of it has nobody whom a notice could reach.' }),
  contacts: z.array(contact).optional().meta({ description: 'What people told it, revoked records included.' }),
});

export const scopeRows = z
  .object({
    ...standing,
    revision: z.int(),
    cohorts: z.array(
      z.object({
        cohort: z.string(),
        terms: z.array(term),
        ...{ total: count('Customers, without the removed and the waived.'), told: count('Told.') },
        lastToldAt: storedInstant('When the last became told.').optional(),
        ...{
          observed: count('Told of an observation.'),
          lastObservedAt: storedInstant('When the last was.').optional(),
        },
        ...{ waived: count('Given up by name.'), removed: count('Not affected after all.') },
        toldByPerson: count('Of the told, those whom a person told.').optional(),
        cleared: count('Told, and not affected after all.').optional(),
      }),
    ),
    unreachable: z.int(),
    unreachableCustomers: z.array(z.string()).optional().meta({ description: 'The first of them.' }),
    items: z.array(scopeRow),
    next,
  })
  .meta({ id: 'ScopeRows' });
