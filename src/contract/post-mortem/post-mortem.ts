import { z } from 'zod';
import type { PostMortemCommand, PostMortemPayload } from '../../domain/post-mortem/commands';
import { CAUSES, QUESTIONS, VERDICTS } from '../../domain/post-mortem/state';
import { POST_MORTEM_STATUSES, type PostMortemRecord, type PostMortemView } from '../../domain/post-mortem/view';
import type { Agrees } from '../same-fields';
import { count, effectId, instant, line, oneOf, personId, storedInstant, text } from '../words';

const number = z
  .int()
  .min(1)
  .max(999)
  .meta({ description: 'The number of the action.', examples: [1] });
const verdict = oneOf(VERDICTS, 'Whether it was good enough; of the changes, whether any are needed.');
const reason = text('Why.', 'An audit of the year looks at it.');

const takenUpBy = z
  .object({
    kind: z.enum(['procedure', 'playbook', 'rules']),
    name: z.string(),
    sha256: z.string().optional(),
  })
  .meta({ description: 'The document whose version took the change up.' });

/** What a person may say to a post-mortem, by command. */
const personPayloads = {
  annotate: z.strictObject({
    sequence: z
      .int()
      .min(1)
      .meta({ description: "The page of the incident's timeline.", examples: [3] }),
    index: z
      .int()
      .min(0)
      .max(999)
      .meta({ description: 'The event in it, from 0.', examples: [0] }),
    words: text('What is to be said of it.', 'The alarm lay in a mailbox that nobody reads at night.'),
  }),
  'answer-question': z.strictObject({
    question: oneOf(QUESTIONS, 'Which question.'),
    verdict: verdict.optional(),
    kinds: z
      .array(oneOf(CAUSES, 'Where what went wrong lay.'))
      .min(1)
      .max(CAUSES.length)
      .optional()
      .meta({ description: 'Of the causes: their kinds, so that a review finds those that come back.' }),
    words: text('The answer.', 'Customers were told in time, and the cause was found a day late.'),
  }),
  'judge-step': z.strictObject({
    step: line('The step, as `procedure` names it.', 'triage'),
    verdict,
    words: text('Why.', 'The questions of the playbook led to the list of recipients at once.'),
  }),
  'add-action': z.strictObject({
    change: text('What is to change.', 'Have alarms of the night go to the on-call telephone.'),
    procedure: line('The document that is to take it up.', 'standard operating procedure'),
    owner: personId('Who makes the change.', 'responder'),
    due: instant('Until when.', '2027-01-15T12:00:00Z'),
    effect: text('What is to be better afterwards.', 'An alarm of the night is read within 15 minutes.'),
    checkBy: instant('When that is looked at.', '2027-03-01T12:00:00Z'),
  }),
  'finish-action': z.strictObject({
    action: number,
    version: line('The version of the document that took it up.', '2.4'),
    words: text('What was changed.', 'Section 3 names the telephone.').optional(),
    document: takenUpBy.optional(),
  }),
  'verify-action': z.strictObject({
    action: number,
    worked: z.boolean().meta({ description: 'Whether it had the effect it was made for.', examples: [true] }),
    words: text('How that was seen.', 'Three alarms of the night were read within five minutes.'),
    due: instant('Where it did not work: until when it is done otherwise.', '2027-04-15T12:00:00Z').optional(),
    checkBy: instant('And when that is looked at.', '2027-05-15T12:00:00Z').optional(),
  }),
  'approve-post-mortem': z.strictObject({ version: count('The version that you read.', 12) }),
  'write-synthesis': z.strictObject({
    cause: line('What the cause was, for customers.', 'A list was taken from the completion of an address'),
    done: line('What was done.', 'The recipient deleted it, and confirmed that in writing'),
    prevention: line(
      'What is done against it from now on.',
      'Mails with lists leave only after a second person looked',
    ),
  }),
  'approve-synthesis': z.strictObject({ version: count('The version of the text that you read.', 1) }),
  'admit-member': z.strictObject({ person: personId('Who reads and writes it from now on.'), reason }),
  'dismiss-member': z.strictObject({ person: personId('Who does so no more.'), reason }),
  'name-auditor': z.strictObject({
    person: personId('An auditor.', 'auditor'),
    until: instant('Until when they read it.', '2027-02-01T00:00:00Z'),
    reason,
  }),
  acknowledge: z.strictObject({ alert: effectId('One alert; left out, every alert that waits.').optional() }),
} satisfies Record<PostMortemCommand, z.ZodType>;

export const postMortemBodies = {
  ...personPayloads,
  // The API looks for the document; nobody sends one of their own.
  'finish-action': personPayloads['finish-action'].omit({ document: true }),
};

const { acknowledge: _asOfIncidents, ...ownPayloads } = personPayloads;

/** Those whose shape is not an incident's as well. */
export const postMortemPayloads = {
  ...ownPayloads,
  'incident-told': z.object({ effect: z.string() }),
};

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Disagreeing = {
  [Name in PostMortemCommand]: Same<z.infer<(typeof personPayloads)[Name]>, PostMortemPayload<Name>> extends true
    ? never
    : Name;
}[PostMortemCommand];
const _agreed: [Disagreeing] extends [never] ? true : Disagreeing = true;

const at = (description: string) => storedInstant(description);
const person = z.string();
const judgement = z.object({
  verdict: z.enum(VERDICTS).optional(),
  kinds: z.array(z.enum(CAUSES)).optional(),
  ...{ words: z.string(), by: person },
});
const approval = z.object({ by: person, side: z.enum(['law', 'lead']), at: at('When.') });
const done = z.object({ version: z.string(), document: takenUpBy.optional(), by: person, at: at('When.') });
const actionFields = {
  number: z.int(),
  change: z.string(),
  procedure: z.string(),
  owner: person,
  due: at('Until when it is to be done.'),
  checkBy: at('When its effect is to be checked.'),
  done: done.optional(),
};
const standing = {
  id: z.string(),
  incident: z.string(),
  sequence: z.int(),
  status: z.enum(POST_MORTEM_STATUSES),
  openedAt: at('When it opened.'),
  due: at('Until when it is to be approved.'),
  approvedAt: at('When it was approved.').optional(),
  approvals: z.array(approval),
};

export const postMortem = z
  .object({
    ...standing,
    version: z.int().meta({ description: 'What an approval names.' }),
    procedure: z.array(z.string()).meta({ description: 'The steps that it judges one by one.' }),
    prompts: z.array(z.string()),
    members: z.array(person),
    auditors: z.array(z.object({ person, until: at('Until when they read it.') })),
    answers: z.partialRecord(z.enum(QUESTIONS), judgement),
    steps: z.record(z.string(), judgement),
    annotations: z.array(
      z.object({ sequence: z.int(), index: z.int(), words: z.string(), by: person, at: at('When.') }),
    ),
    actions: z.array(
      z.object({
        ...actionFields,
        effect: z.string(),
        verified: z.object({ words: z.string(), by: person, at: at('When.') }).optional(),
      }),
    ),
    alerts: z.array(z.object({ id: z.string(), kind: z.string(), raisedAt: at('When.'), level: z.int() })),
    synthesis: z
      .object({
        ...{ cause: z.string(), done: z.string(), prevention: z.string() },
        version: z.int().meta({ description: 'What an approval of it names.' }),
        by: person,
        approvals: z.array(approval),
        approvedAt: at('When the second person approved it.').optional(),
      })
      .optional()
      .meta({ description: 'What customers may read of it, once it is approved.' }),
    lacking: z.array(z.string()).meta({ description: 'What it needs before it can be approved.' }),
  })
  .meta({ id: 'PostMortem' });

export const postMortemRecord = z
  .object({
    ...standing,
    actions: z.array(z.object({ ...actionFields, verified: z.object({ by: person, at: at('When.') }).optional() })),
  })
  .meta({ id: 'PostMortemRecord', description: 'What auditors see: no word of its contents but its actions.' });

const _viewed: Agrees<PostMortemView, z.infer<typeof postMortem>> = true;
const _recorded: Agrees<PostMortemRecord, z.infer<typeof postMortemRecord>> = true;

const event = z.looseObject({ sequence: z.int(), index: z.int(), at: z.string(), type: z.string() });

/** With the timeline of the incident, which the machine made. */
export const seenPostMortem = z
  .union([postMortem.extend({ timeline: z.array(event), timelineNext: z.string().optional() }), postMortemRecord])
  .meta({ id: 'SeenPostMortem' });

/** Without a word of it: answers are kept, so that a repeat has the same one. */
export const postMortemAnswer = z
  .object({
    incident: z.string(),
    sequence: z.int(),
    version: z.int().meta({ description: 'What an approval names.' }),
    status: z.enum(POST_MORTEM_STATUSES),
  })
  .meta({ id: 'PostMortemAnswer' });

export const postMortemList = z
  .object({
    items: z.array(
      z.object({
        incident: z.string(),
        status: z.enum(POST_MORTEM_STATUSES),
        openedAt: at('When it opened.'),
        due: at('Until when it is to be approved.'),
        approvedAt: at('When it was approved.').optional(),
        approvedBy: z.array(person),
        actions: z.int(),
        actionsOpen: z.int().meta({ description: 'Those not verified yet.' }),
        nextDue: at('The nearest instant by which something is to be done or checked.').optional(),
      }),
    ),
  })
  .meta({ id: 'PostMortemList' });
