import { z } from 'zod';
import { PERSON_COMMANDS } from '../domain/commands';
import { ROLES } from '../domain/primitives/people';
import { CHANNELS, SEVERITIES } from '../domain/triage/report';
import { ALERT_KINDS } from '../domain/alerts/state';
import { ANCHORS, OPEN_STAGES } from '../domain/case/state';
import { CONSEQUENCES } from '../domain/next-best';
import { OBLIGATION_KINDS } from '../domain/clocks/table';
import { CLASSES } from '../domain/triage/triage';
import type { IncidentView } from '../domain/view';
import { FACT_FIELDS } from '../domain/notices/facts';
import { anyClassification } from './triage/triage';
import type { Agrees } from './same-fields';
import { exerciseMark } from './exercise/exercise-mark';
import { naming, restriction } from './restriction/restriction';
import { term } from './clocks/terms';
import { ours, withholding } from './withholding/withholding-views';
import { procedure } from './programme/procedure';
import { count, storedInstant } from './words';
import { facts, notice, privilegedFact } from './notices/notice-views';

/* What readers get. Further fields may come; none of these goes or changes its meaning. */

const at = (description: string) => storedInstant(description);
const person = z.string().meta({ description: "A person's id.", examples: ['privacy'] });
const stageName = z.enum([...OPEN_STAGES, 'closed']);
const className = z.enum(CLASSES);
const classification = z.union([z.object({ class: z.literal('incident') }), anyClassification]);
const addressees = z.union([z.object({ roles: z.array(z.enum(ROLES)) }), z.object({ persons: z.array(person) })]);

export const headline = z
  .object({
    id: z.string(),
    class: className,
    stage: stageName,
    severity: z.string().optional(),
    product: z.string().optional(),
    declaredAt: at('When it was declared.').optional(),
    declaredLate: z
      .literal(true)
      .optional()
      .meta({ description: 'It was declared longer after we became aware than the rules allow.' }),
    due: at('The nearest promise to customers that is not kept yet.').optional(),
    term: term.optional().meta({ description: 'By which that is due.' }),
    late: z.boolean().meta({ description: 'A promise to customers was not kept in time.' }),
    exercise: exerciseMark.optional(),
  })
  .meta({ id: 'Headline' });

export const report = z
  .object({
    channel: z.enum(CHANNELS),
    externalReference: z.string().optional(),
    reporter: person,
    seen: z.string(),
    detectedAt: at('When it was detected.'),
    reportedAt: at('When it came in.'),
    suspectedProduct: z.string().optional(),
    store: z.string().optional(),
    suspectedCustomers: z.array(z.string()).optional(),
    severityHint: z.enum(SEVERITIES).optional(),
    outsider: z
      .object({ name: z.string(), answerTo: z.string() })
      .optional()
      .meta({ description: 'Who outside the company told us of it, and how to answer them.' }),
    restrict: naming.optional(),
    exercise: exerciseMark.optional(),
  })
  .meta({ id: 'StoredReport' });

export const anchor = z
  .object({
    at: at('When it was.'),
    by: person,
    corrections: z.array(
      z.object({
        from: at('Before.'),
        to: at('After.'),
        reason: z.string(),
        beforeDetection: z.string().optional(),
        by: person,
        confirmedBy: person.optional(),
        at: at('When it was corrected.'),
      }),
    ),
  })
  .meta({ id: 'Anchor' });

export const obligation = z
  .object({
    id: z.string(),
    kind: z.enum(OBLIGATION_KINDS),
    cohort: z.string().optional().meta({ description: 'Whom it is owed to; without one, the incident as a whole.' }),
    subject: z.string().optional().meta({ description: 'What waits, where several of a kind may.' }),
    customer: z.string().optional().meta({ description: 'The one customer it is about.' }),
    notice: z.int().optional().meta({ description: 'The notice that promises it.' }),
    field: z.enum(FACT_FIELDS).optional().meta({ description: 'The fact that it is about.' }),
    since: at('When its clock began.'),
    due: at('By when.'),
    term: term.optional().meta({ description: 'By which it is due; none where only one could be.' }),
    status: z.enum(['open', 'met', 'void']),
    endedAt: at('When it was met or became void.').optional(),
    why: z.string().optional(),
    lateSince: at('When its due instant passed unmet.').optional(),
    warned: z.array(z.number()),
  })
  .meta({ id: 'Obligation' });

const cohort = z
  .object({
    id: z.string(),
    addedAt: at('When its customers were added.'),
    terms: z.array(term).meta({ description: 'Of their contracts, as they stood when the customers were added.' }),
    lateFound: z.boolean().meta({
      description:
        'Found too late for the promise to all, and owed by a due of its own; never counted as within 72 hours or a shorter term.',
    }),
    due: at('By when they are told; none while nothing is declared.').optional(),
    ...{
      total: count('Customers, without the removed and the waived.'),
      told: count('Told.'),
      lastToldAt: at('When the last became told.').optional(),
    },
    ...{ observed: count('Told of an observation.'), lastObservedAt: at('When the last was.').optional() },
    ...{ waived: count('Given up by name.'), removed: count('Not affected after all.') },
    toldByPerson: count('Of the told, those whom a person told, by record-contact.').optional(),
    cleared: count('Told, and not affected after all.').optional(),
  })
  .meta({ id: 'Cohort' });

const alert = z.object({
  id: z.string(),
  kind: z.enum(ALERT_KINDS),
  raisedAt: at('When.'),
  level: z.int().meta({
    description:
      'The level of the escalation policy; -1 is the first addressee, past the top whoever stands in for it.',
  }),
  to: addressees,
  reached: z.array(person),
  escalatesAt: at('When it climbs.'),
});

const action = z
  .object({
    command: z.enum(PERSON_COMMANDS).meta({ description: 'To be posted to /api/incidents/{id}/{command}.' }),
    body: z
      .record(z.string(), z.unknown())
      .meta({ description: 'What is known of its body; an empty text is to be filled in.' }),
    roles: z.array(z.enum(ROLES)).meta({ description: 'Who may give it.' }),
    why: z.enum(ALERT_KINDS).meta({ description: 'Which alert asks for it, raised already or yet to come.' }),
    due: at('By when.').optional(),
  })
  .meta({ id: 'NextAction' });

const nextBest = z.object({
  ...{ command: action.shape.command, body: action.shape.body, roles: action.shape.roles },
  why: action.shape.why.optional(),
  due: action.shape.due,
  caption: z.string().meta({ description: 'Which sentence it is, for whoever words it in another language.' }),
  otherwise: z
    .object({
      then: z.enum(CONSEQUENCES),
      at: at('When that happens.').optional(),
      since: at('Since when it is late.').optional(),
      to: addressees.optional().meta({ description: 'Who is alerted then.' }),
    })
    .meta({ description: 'What happens if nobody does it.' }),
});

/** A row of the list as a reporter has it. */
export const statusRow = headline.extend({
  sequence: z.int(),
  openedAt: at('When it was opened.'),
  updatedAt: at('When its last page was stored.'),
  reporter: person,
});

/** What others read of it too. */
export const headlineRow = statusRow
  .extend({
    title: z.string().optional().meta({ description: 'The first sentence of its report, cut where it is long.' }),
    owners: z.array(person).optional().meta({ description: 'Who has it in hand.' }),
    restricted: z.boolean().optional().meta({ description: 'Only its members see it.' }),
    clock: z
      .object({
        kind: z.enum(OBLIGATION_KINDS),
        due: at('By when.'),
        lateSince: at('When it passed unmet.').optional(),
      })
      .optional()
      .meta({ description: 'Of all its clocks, those of our own too, the one that runs out first.' }),
    awaits: nextBest.optional().meta({ description: 'What it waits for first, of whom, and what happens otherwise.' }),
  })
  .meta({ id: 'HeadlineRow' });

const best = nextBest
  .extend({
    sentence: z.string().meta({ description: 'What to do first, in one sentence.' }),
    otherwise: nextBest.shape.otherwise.extend({
      sentence: z.string().meta({ description: 'The same in one sentence.' }),
    }),
  })
  .meta({ id: 'NextBestAction', description: 'What to do first; none while nothing waits for people.' });

const blocker = z
  .object({
    code: z.string(),
    clock: z
      .object({ id: z.string(), kind: z.string(), due: at('When it is due.') })
      .optional()
      .meta({ description: 'What of the clocks holds it open.' }),
    number: z.int().optional().meta({ description: 'Of a notice, a task or a withholding.' }),
    which: z.string().optional().meta({ description: 'Which entry of triage, which instant, how the notice stands.' }),
    customer: z.string().optional(),
    owner: z.string().optional().meta({ description: 'Who has it in hand.' }),
    field: z.string().optional().meta({ description: 'Which fact.' }),
    title: z.string().optional(),
    of: z.string().optional().meta({ description: 'The department, the law, or the incident that promised.' }),
    names: z.array(z.string()).optional(),
    more: z.int().optional().meta({ description: 'How many names there are beside these.' }),
    due: at('When it is due.').optional(),
    told: z.int().optional(),
    total: z.int().optional(),
  })
  .meta({ id: 'Blocker', description: 'One thing that stands in the way of closing.' });

export const incidentView = z
  .object({
    ...{ id: z.string(), sequence: z.int().meta({ description: 'Pages in its story so far.' }), headline, report },
    openedAt: at('When it was opened.'),
    stage: z.discriminatedUnion('stage', [
      z.object({ stage: z.enum(OPEN_STAGES), since: at('Since when.') }),
      z.object({ stage: z.literal('closed'), since: at('Since when.'), outcome: z.string() }),
    ]),
    classification,
    anchors: z.partialRecord(z.enum(ANCHORS), anchor),
    declaration: z
      .object({
        basis: z.enum(['confirmed', 'likely', 'reasonable-suspicion']),
        facts: z.string(),
        gdpr: z.enum(['yes', 'no', 'undetermined']),
        policy: z.string().optional().meta({ description: 'With gdpr "no": what holds instead.' }),
        policyHours: z.int().optional().meta({ description: 'Its hours, where they are fewer than ours.' }),
        beforeDetection: z
          .string()
          .optional()
          .meta({ description: 'Why we were aware, or declared, before it was detected.' }),
        by: person,
        recordedAt: at('When it was recorded.'),
        confirmedBy: person.optional(),
      })
      .optional(),
    declaredLate: z
      .object({ afterHours: z.number(), limitHours: z.number() })
      .optional()
      .meta({ description: 'Hours from becoming aware to declaring, where they are more than the rules allow.' }),
    withdrawn: at('When the declaration was taken back.').optional(),
    assignees: z.array(person),
    ...{ facts, alerts: z.array(alert), obligations: z.array(obligation) },
    owed: z
      .array(z.object({ id: z.string(), kind: z.string() }))
      .meta({ description: 'Effects that are not done yet.' }),
    scope: z.object({
      cohorts: z.array(cohort),
      asOf: z.int().meta({ description: "The register's revision of the scope." }),
      revision: z.int().meta({
        description: 'Grows with who is affected, with what is said of them, and with whom a notice goes to.',
      }),
      unknownCustomers: z.array(z.string()).meta({ description: 'Named as affected, and not in the register.' }),
      unknownProducts: z
        .array(z.string())
        .meta({ description: 'Named as affected, and nobody in the register has an account for it.' }),
      unreachable: count('Not told, and nobody whom a notice could reach.'),
      unreachableCustomers: z
        .array(z.string())
        .meta({ description: 'The first of them, by id; the list of the scope has all.' }),
      withdrawal: z.object({
        owed: count('Customers who are told, if the declaration is withdrawn.'),
        told: count('Those of them who were.'),
        lastToldAt: at('When the last was.').optional(),
      }),
      cleared: z
        .array(z.object({ customer: z.string(), toldAt: at('When it was told so.').optional() }))
        .meta({ description: 'Told, and not affected after all; each is told that too.' }),
    }),
    notices: z.array(notice),
    withholdings: z
      .array(withholding)
      .meta({ description: 'What customers are not told at this stage; its words stand sealed in the register.' }),
    ...ours,
    help: z
      .array(z.object({ customer: z.string(), owner: person, askedAt: at('When it asked first.') }))
      .meta({ description: 'Customers who wait for help, and who sees to it.' }),
    questions: z
      .array(z.object({ id: z.int(), notice: z.int(), customer: z.string(), askedAt: at('When.') }))
      .meta({ description: 'What recipients asked and nobody has answered: the first of them, by id.' }),
    assistance: z.enum(['none', 'offered', 'requested', 'ended']),
    lateness: z
      .object({
        since: at('Since when.'),
        nextDemandAt: at('When a reason is demanded next.'),
        reasons: z.array(z.object({ code: z.string(), text: z.string(), by: person, at: at('When.') })),
      })
      .optional(),
    asked: z.object({
      waivers: z.array(z.object({ customer: z.string(), reason: z.string(), by: person })),
      withdrawal: z.object({ reason: z.string(), becomes: classification, by: person }).optional(),
      correction: z
        .object({
          anchor: z.enum(ANCHORS),
          at: at('To when.'),
          reason: z.string(),
          beforeDetection: z.string().optional(),
          by: person,
        })
        .optional(),
      promises: z.array(z.object({ promise: z.string(), reason: z.string(), by: person })).optional(),
      lifting: z.object({ reason: z.string(), by: person }).optional(),
    }),
    privilegedFacts: z
      .partialRecord(z.enum(FACT_FIELDS), privilegedFact)
      .optional()
      .meta({ description: 'What counsel keeps beside the fact sheet; others read that it is there.' }),
    restriction: restriction.optional(),
    ...procedure,
    rules: z.string().meta({ description: 'The version of the rules it is judged by.' }),
    best: best.optional(),
    next: z.array(action).meta({ description: 'What the incident waits for people to do, and which of them may.' }),
    standsOpen: z.array(z.string()).meta({ description: 'Why it cannot be closed yet; empty if it can.' }),
    blockers: z.array(blocker).meta({ description: 'The same as values, for whoever words them in another language.' }),
  })
  .meta({ id: 'Incident' });

/** Does not compile while the domain's view lacks what is promised here, or shows more. */
const _agreed: Agrees<IncidentView, z.infer<typeof incidentView>> = true;
