import { z } from 'zod';
import { COMMITMENT_HOURS_MAX } from '../domain/case/rules';
import type { CommandName, Payload, PersonCommand } from '../domain/commands';
import { DELAY_CODES } from '../domain/clocks/acts/explain-delay';
import { CONFIDENCES, FACT_FIELDS, PRECISIONS, WITHHOLDING_GROUNDS } from '../domain/notices/facts';
import { EXCHANGES, SEVERITIES } from '../domain/triage/report';
import { ANCHORS, BASES, OPEN_STAGES } from '../domain/case/state';
import { NOTICE_KINDS, type TextHash, type RecipientsHash } from '../domain/notices/state';
import { CONTACT_SUBJECTS, CONTACT_WAYS } from '../domain/scope/state';
import { SCENARIOS } from '../domain/triage/triage';
import { fastTrackOf } from './case/fast-track';
import { taskPayloads } from './tasks/payloads';
import { scoreSeverity } from './triage/severity';
import { systemPayloads } from './system';
import { relatedPayloads } from './related/related';
import { naming, people } from './restriction/restriction';
import { anyClassification, classification, definition } from './triage/triage';
import {
  count,
  decline,
  effectId,
  instant,
  languageTag,
  line,
  LIST_MAX,
  oneOf,
  personId,
  recentInstant,
  recordId,
  sha256,
  text,
  translated,
} from './words';
import { evidenceBodies, evidencePayloads } from './evidence/evidence';
import { regimePayloads } from './regimes/regimes';
import {
  judgingPayloads,
  noticeNumber,
  rolePayloads,
  withholdingBodies,
  withholdingPayloads,
} from './withholding/withholding';

/** Of one file of affected customers. */
export const SCOPE_ROWS_MAX = 100_000;

const answer = (description: string) => z.enum(['yes', 'no', 'unknown']).meta({ description, examples: ['unknown'] });

const noticeHash = sha256<TextHash>('The hash of the text as you read it: of another text nothing is done.');
const recipientsHash = sha256<RecipientsHash>(
  'The `recipientsHash` as you read it: what each recipient reads. Left out where the notice has none.',
).optional();
const beforeDetection = text(
  'Needed where we were aware, or declared, before it was detected: why that is so.',
  'The customer telephoned before our alarm went off.',
);
const privileged = oneOf(
  ['privileged'],
  'Counsel alone reads it: legal, privacy, executives, and members named counsel.',
);
const assistance = z.strictObject({
  words: text('What was said or done.', 'Offered our log analysis by telephone.').optional(),
});

const single = {
  assess: z.strictObject({
    evaluation: text(
      '(a) The event evaluated.',
      'One mail with an attached export went to a wrong address.',
    ).optional(),
    definition: definition.optional(),
    inScope: oneOf(['yes', 'no'], '(b) Whether this is ours to handle.').optional(),
    malicious: answer('(c) Whether somebody meant harm.').optional(),
    findings: text('(d) Preliminary findings.', 'The recipient has not opened the attachment.').optional(),
    severity: z
      .strictObject({
        level: oneOf(SEVERITIES, 'How grave it is.'),
        reason: text('Why.', 'Contact data of three customers, one recipient, who cooperates.'),
      })
      .optional()
      .meta({ description: '(d) How grave it is, and why.' }),
    scenario: oneOf(SCENARIOS, 'Which kind of case this is; decides who else is alerted.').optional(),
    classification: classification.optional(),
    excluded: people(
      'Under suspicion, or in it themselves: the incident is restricted at once, and they are no members.',
    ).optional(),
    alerted: z
      .array(personId('A person.'))
      .min(1)
      .max(LIST_MAX)
      .optional()
      .meta({ description: '(e) People reached by other means than our mails, such as a telephone.' }),
  }),
  assign: z.strictObject({
    persons: z
      .array(personId('A person.', 'responder'))
      .max(LIST_MAX)
      .meta({ description: 'Everyone who has it in hand from now on; an empty list is nobody.' }),
  }),
  acknowledge: z.strictObject({
    alert: effectId('One alert; left out, every alert that waits.').optional(),
  }),
  declare: z.strictObject({
    basis: oneOf(BASES, 'How sure we are.'),
    facts: text('What the declaration rests on.', 'A customer list of three customers was mailed to a stranger.'),
    declaredAt: instant('When it was declared; the commitment counts from here.'),
    awareAt: instant('When we became aware.', '2026-11-23T08:55:00Z'),
    gdpr: oneOf(['yes', 'no', 'undetermined'], 'Whether this is under GDPR; only legal may say no.'),
    policy: text('With gdpr "no": the policy that holds instead.', 'Contract annex 4 of the customer.').optional(),
    policyHours: z
      .int()
      .min(1)
      .max(COMMITMENT_HOURS_MAX)
      .optional()
      .meta({
        description:
          'With gdpr "no": the hours of that policy. Left out, our own hold, 72 unless the company has fewer; a policy can only shorten them.',
        examples: [48],
      }),
    beforeDetection: beforeDetection.optional(),
  }),
  'note-progress': z.strictObject({
    text: text('What was found or done.', 'The recipient confirmed deletion in writing.'),
    undecided: z
      .strictObject({
        missing: text('What is missing for a decision.', 'Whether the export held personal data.'),
        until: instant('Until when it is looked for.', '2026-11-24T09:00:00Z'),
      })
      .optional()
      .meta({ description: 'Why declaring or classing must wait.' }),
    section: privileged.optional(),
    exchange: oneOf(
      EXCHANGES,
      'With whoever reported it by a form or a mail: they are told it, and read it by their reference; or they said it.',
    ).optional(),
  }),
  'move-stage': z.strictObject({
    to: oneOf(OPEN_STAGES, 'The stage to work in from now on.'),
    why: text('Why.', 'The cause is known.').optional(),
  }),
  'set-fact': z.strictObject({
    field: oneOf(FACT_FIELDS, 'Which field of the fact sheet.'),
    status: oneOf(['known', 'unknown', 'withheld', 'not-applicable'], 'What can be said of it.'),
    value: text(
      'With "known": what customers will read.',
      'An export of contact data was mailed to one wrong address.',
    ).optional(),
    lang: languageTag.optional(),
    translations: translated('`value` in other languages.').optional(),
    amount: z
      .strictObject({
        precision: oneOf(PRECISIONS, 'How sure the number is.'),
        count: count('How many, or from how many.', 4_000),
        to: count('With "range": to how many.', 6_000).optional(),
      })
      .optional()
      .meta({ description: 'With "known": a number, which each language prints in its own way.' }),
    period: z
      .strictObject({
        from: instant('From when.').optional(),
        to: instant('Until when.').optional(),
        ongoing: z
          .boolean()
          .optional()
          .meta({ description: 'True: it goes on.', examples: [false] }),
      })
      .optional()
      .meta({ description: 'With "known": from when to when; each reader sees it in their own time zone.' }),
    source: line('With "known": how we know.', 'Access log of the container').optional(),
    confidence: oneOf(CONFIDENCES, 'With "known": how sure it is.').optional(),
    reason: text('With "not-applicable": why.', 'No processor of ours was involved.').optional(),
    until: instant('With "unknown" or "withheld": until when.', '2026-11-25T09:00:00Z').optional(),
    owner: personId('With "unknown": who finds out.', 'responder').optional(),
    ground: oneOf(WITHHOLDING_GROUNDS, 'With "withheld": why customers cannot be told yet.').optional(),
    section: privileged.optional(),
    instead: text(
      'The value that stands there, as you read it: where it is another by then, this is refused.',
      'An export.',
    ).optional(),
  }),
  'add-affected-customers': z.strictObject({
    customers: z
      .array(recordId("A customer's id.", 'customer-17'))
      .min(1)
      .max(LIST_MAX)
      .optional()
      .meta({ description: 'Customers by id; or else a product.' }),
    product: line('All customers with an account for this product.', 'Support Portal').optional(),
    data: text('Which data of theirs.', 'Names and business addresses of contacts.').optional(),
    volume: text('How much of it.', 'About 40 contacts.').optional(),
    exposure: text('For how long, to whom.', 'One recipient, from 08:12 to 10:40 UTC.').optional(),
  }),
  'import-scope': z.strictObject({
    file: line('Its name.', 'affected.csv'),
    sha256: sha256('Of the file, as scope/import answered it.'),
    rows: z
      .int()
      .min(1)
      .max(SCOPE_ROWS_MAX)
      .meta({ description: 'How many it has.', examples: [2] }),
  }),
  'remove-affected-customer': z.strictObject({
    customer: recordId("The customer's id.", 'customer-17').optional(),
    product: line('Instead, a product that was added and that nobody has an account for.', 'Support Portl').optional(),
    reason: text('Why it is not affected after all.', 'Its rows were filtered out of the export.'),
  }),
  'clear-customer': z.strictObject({
    customer: recordId("The customer's id.", 'customer-17'),
    reason: text('Why it is not affected after all.', 'Its rows were filtered out of the export.'),
  }),
  'record-contact': z.strictObject({
    customer: recordId("The customer's id.", 'customer-17'),
    of: oneOf(CONTACT_SUBJECTS, 'What it was told of. Left out: what the incident owes customers.').optional(),
    way: oneOf(CONTACT_WAYS, 'How it was told.'),
    whom: line('Who was told, at the customer.', 'Ada Brandt, head of IT'),
    toldBy: line('Who told them, if it was not you.', 'Nils Roth, service desk').optional(),
    at: instant('When. It counts as told from then.'),
    summary: text('In what words.', 'Told what happened, which data, and that she should change the passwords.'),
    evidence: line('Where that can be looked up.', 'Call log 2026-11-23/17'),
    facts: z
      .array(oneOf(FACT_FIELDS, 'A field of the fact sheet.'))
      .min(1)
      .max(FACT_FIELDS.length)
      .optional()
      .meta({ description: 'The facts that were told. A promise of a notice to tell one of these is kept by it.' }),
    final: z
      .boolean()
      .optional()
      .meta({ description: 'True: that was the final word, in place of a final notice.', examples: [true] }),
  }),
  'revoke-contact': z.strictObject({
    customer: recordId("The customer's id.", 'customer-17'),
    contact: effectId('The id of the record, as the list of the scope shows it.'),
    reason: text('Why it does not hold.', 'The call went to another company of the same name.'),
  }),
  ...withholdingPayloads,
  ...evidencePayloads,
  'draft-notice': z.strictObject({
    kind: oneOf(NOTICE_KINDS, 'What the notice is for.'),
    message: text('Words of our own on top of the composed text.', 'We are sorry for this mistake of ours.').optional(),
    synthesis: z
      .boolean()
      .optional()
      .meta({ description: 'True: with what was learnt, as it was approved for customers.', examples: [true] }),
    messages: translated('`message` in other languages than English.').optional(),
    reason: translated('Why an earlier notice is corrected, recalled or withdrawn, in each language.').optional(),
    about: noticeNumber.optional(),
    nextBy: instant('When we promise to write again, where no fact is dated.', '2026-11-27T16:00:00Z').optional(),
  }),
  ...judgingPayloads,
  'approve-notice': z.strictObject({ notice: noticeNumber, hash: noticeHash, recipientsHash }),
  'reject-notice': z.strictObject({
    notice: noticeNumber,
    hash: noticeHash,
    reason: text('What is wrong with it.', 'The volume is not right.'),
  }),
  'release-notice': z.strictObject({ notice: noticeNumber, hash: noticeHash, recipientsHash }),
  'pause-sending': z.strictObject({
    notice: noticeNumber,
    reason: text('Why.', 'The mail server refuses all of them.'),
  }),
  'resume-sending': z.strictObject({ notice: noticeNumber, reason: text('Why.', 'The mail server works again.') }),
  'stop-sending': z.strictObject({ notice: noticeNumber, reason: text('Why.', 'The volume in it is wrong.') }),
  'send-again': z.strictObject({
    notice: noticeNumber,
    customer: recordId('The customer who gets it again.', 'customer-17'),
    reason: text('Why.', 'It deleted the mail by mistake, and asked for it.'),
  }),
  'try-next-contact': z.strictObject({
    notice: noticeNumber,
    customer: recordId('The customer who is tried further.', 'customer-17'),
    reason: text('Why.', 'Its mail server refused the first address, and the promise ends tonight.'),
  }),
  'explain-delay': z.strictObject({
    code: oneOf(DELAY_CODES, 'The kind of reason.'),
    text: text('The reason.', 'The processor gave us the list of customers on the fourth day.'),
  }),
  'waive-customer': z.strictObject({
    customer: recordId("The customer's id.", 'customer-17'),
    reason: text('Why it is not told.', 'The customer was dissolved; nobody can be reached.'),
    decline,
  }),
  'waive-promise': z.strictObject({
    promise: line('The id of what is promised, as `obligations` of the incident names it.', 'update/1'),
    reason: text('Why it is not kept.', 'All three customers ended their contracts and asked for no more mail.'),
    decline,
  }),
  'correct-anchor': z.strictObject({
    anchor: oneOf(ANCHORS, 'Which instant is wrong.'),
    at: instant('When it was in truth.'),
    reason: text('How we know.', 'The alarm log shows the first entry two hours earlier.'),
    beforeDetection: beforeDetection.optional(),
    decline,
  }),
  reclassify: z.strictObject({
    classification: anyClassification,
    why: text('Why.', 'The data turned out to be test data.'),
  }),
  'withdraw-declaration': z.strictObject({
    reason: text('Why the declaration does not hold.', 'The export held no data of customers.'),
    becomes: classification,
    decline,
  }),
  ...rolePayloads,
  ...regimePayloads,
  'ask-help': z.strictObject({
    customer: recordId('The customer who asks.', 'customer-17'),
    words: text('What it asks for.', 'It wants the list of the records that were read.'),
    owner: personId('Who sees to it. Left out: you.', 'responder').optional(),
  }),
  'answer-help': z.strictObject({
    customer: recordId('The customer who asked.', 'customer-17'),
    words: text('What it got, or why it gets nothing.', 'The list was handed over in its portal.'),
  }),
  'offer-assistance': assistance,
  'request-assistance': assistance,
  'end-assistance': assistance,
  'score-severity': scoreSeverity,
  ...taskPayloads,
  ...relatedPayloads,
  restrict: naming.required({ reason: true }),
  'lift-restriction': z.strictObject({
    reason: text('Why it may be open to all.', 'The suspicion was unfounded.'),
    decline,
  }),
  'add-member': z.strictObject({
    person: personId('Who becomes a member.', 'communications'),
    reason: text('Why they need to know.', 'A notice to customers is due.'),
    counsel: z
      .boolean()
      .optional()
      .meta({ description: 'True: they also read what is privileged.', examples: [true] }),
  }),
  'remove-member': z.strictObject({
    person: personId('Who is no member from now on.', 'lead'),
    reason: text('Why.', 'The export was made under their account.'),
    excluded: z
      .boolean()
      .optional()
      .meta({
        description: 'True: under suspicion. They never become a member while the incident is restricted.',
        examples: [true],
      }),
  }),
  'break-glass': z.strictObject({
    reason: text('Why it cannot wait for a member.', 'No member answers, and customers are due in five hours.'),
  }),
  close: z.strictObject({
    outcome: text('How it ended, for the record.', 'All three customers told; attachment deleted by the recipient.'),
  }),
  reopen: z.strictObject({
    reason: text('Why it is taken up again.', 'A fourth customer found its contacts with the same stranger.'),
  }),
};

/** What a person may say, by command. The author, and how the message came in, stand beside it: see `messages`. */
export const personPayloads = {
  ...single,
  'fast-track': fastTrackOf(single, single.declare),
} satisfies Record<PersonCommand, z.ZodType>;

const apiDeclaration = single.declare.extend({
  declaredAt: recentInstant('When it was declared; the commitment counts from here. Left out, now.').optional(),
  awareAt: recentInstant('When we became aware.', '2026-11-23T08:55:00Z'),
});

/**
 * What the API takes: as the payload, save that it knows itself when a declaration comes in, and that it takes no instant of the last
 * century for one. Incidents still do: what they once took they take whenever their history is replayed.
 */
export const commandBodies = {
  ...personPayloads,
  declare: apiDeclaration,
  ...withholdingBodies,
  ...evidenceBodies,
  // The API has the file of that name; nobody sends one of their own.
  'fast-track': fastTrackOf(single, apiDeclaration).omit({ content: true }),
  'choose-playbook': personPayloads['choose-playbook'].omit({ content: true }),
  'judge-regime': personPayloads['judge-regime'].omit({ content: true }),
  'correct-anchor': personPayloads['correct-anchor'].extend({ at: recentInstant('When it was in truth.') }),
} satisfies Record<PersonCommand, z.ZodType>;

export const payloads = { ...personPayloads, ...systemPayloads } satisfies Record<CommandName, z.ZodType>;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Telling = Exclude<CommandName, 'alarm-struck'>;
type Disagreeing = {
  [Name in Telling]: Same<z.infer<(typeof payloads)[Name]>, Payload<Name>> extends true ? never : Name;
}[Telling];
/** Does not compile while a schema and the domain's payload of the same name differ; the message names the command. */
const _agreed: [Disagreeing] extends [never] ? true : Disagreeing = true;
