import { z } from 'zod';
import { ROLES } from '../../domain/primitives/people';
import { SEVERITIES } from '../../domain/triage/report';
import type { Rules } from '../../domain/case/rules';
import { FACT_FIELDS } from '../../domain/notices/facts';
import { STATED } from '../../domain/notices/state';
import { CLASSES, SCENARIOS } from '../../domain/triage/triage';

const roles = z.array(z.enum(ROLES));
const hours = z.number().gt(0).max(8_760);
const fields = z.array(z.enum(FACT_FIELDS));
const needs = z.object({ known: fields, answered: fields }).optional();
const minutes = z.number().min(1).max(1_440);
const warnings = z.array(z.object({ hoursBefore: hours, tell: roles }));

/** All figures of the process. Each is checked, for an incident that took nonsense could not go on. */
export const rules = z
  .object({
    version: says(z.string(), 'Names these rules for ever: other figures need another version.'),
    effectiveFrom: says(z.string(), 'The day from which incidents are opened under them.'),
    source: says(z.string(), 'Where they come from: a decision, a contract, a policy.'),
    triageHours: says(hours, 'Hours from the report within which triage must end.'),
    decisionHours: says(hours, 'Hours after which a suspected case owes its next decision.'),
    commitmentHours: says(hours, 'Hours from the declaration within which each affected customer must be told.'),
    eventNoticeHours: says(hours, 'Hours within which customers are told of an event that they caused.'),
    withdrawalNoticeHours: says(hours, 'Hours within which they are told that a declaration was withdrawn.'),
    lateFoundHours: says(hours, 'Hours that there are at least to tell a customer who is found late.'),
    confirmDeclarationHours: says(hours, 'Hours within which a declaration from outside the API must be confirmed.'),
    futureToleranceSeconds: says(
      z.number().min(0).max(3_600),
      'Seconds that an instant which somebody names may lie in the future.',
    ),
    escalation: says(
      z.object({ levels: roles.min(1), minutesPerLevel: minutes, lastRepeatsMinutes: minutes }),
      'Who hears next of an alert that nobody acknowledges, after how many minutes; the last level hears again and again.',
    ),
    commitmentWarnings: says(warnings, 'Warnings before the promise to customers ends, and whom they reach.'),
    closeWarnings: says(warnings, 'The same for a promise too short for any of those.'),
    eventWarnings: says(warnings, 'The same for what is owed of an event or of a withdrawn declaration.'),
    expiryTells: says(roles, 'Who hears that a promise to customers ended unkept.'),
    removalTells: says(roles, 'Who hears that one person took a customer off a declared incident.'),
    unreachableTells: says(roles.optional(), 'Who hears at once of affected customers whom no notice can reach.'),
    reasonDemandHours: says(hours, 'Hours after which a promise that is late asks again why.'),
    reasonQuietHours: says(hours, 'Hours for which a reason that was given is enough.'),
    calendars: says(
      z.record(
        z.string(),
        z.object({
          source: z.string(),
          checkedOn: z.string(),
          yearly: z.array(z.string()),
          fromEaster: z.array(z.int()),
          dates: z.array(z.string()),
        }),
      ),
      'Public holidays by country, for contracts that count in days: MM-DD of each year, days from Easter Sunday, single dates.',
    ),
    stakeholders: says(
      z.array(
        z.object({
          when: z.object({
            class: z.array(z.enum(CLASSES)).optional(),
            severity: z.array(z.enum(SEVERITIES)).optional(),
            scenario: z.array(z.enum(SCENARIOS)).optional(),
          }),
          alert: roles,
        }),
      ),
      'Who must know of a case: all that stands under "when" must hold; an empty one always does.',
    ),
    approvers: says(
      z.object({ law: roles, lead: roles }).optional(),
      'Who may approve a notice: one person of each side.',
    ),
    attention: says(
      z
        .object({
          approvalHours: hours,
          releaseHours: hours,
          secondPersonHours: hours,
          helpHours: hours,
          declarationHours: hours,
        })
        .optional(),
      'Hours that a draft may wait for its approvals, an approved notice for its release, an act for its second person, a request for help for its end; and hours from awareness after which a declaration counts as late.',
    ),
    silence: says(
      z.object({ contactHours: hours, personHours: hours, beforeDueHours: hours, tells: roles }).optional(),
      'Hours from the end of a sending until customers who neither opened nor confirmed are tried by their other contacts; hours until a person is to tell them, and how often that is asked; hours before the due by which both come, where there is room; who is asked. Left out, nobody looks after them.',
    ),
    restriction: says(
      z.object({ scenarios: z.array(z.enum(SCENARIOS)), glassHours: hours }).optional(),
      'Scenarios that restrict an incident to its members by themselves, and hours for which an executive who breaks the glass is let in.',
    ),
    noticeNeeds: says(
      z
        .object({
          initial: needs,
          update: needs,
          final: needs,
          correction: needs,
          withdrawal: needs,
          clearance: needs,
          event: needs,
        })
        .optional(),
      'Mandatory facts of a notice, by kind: those that must be known, and those that must at least be answered.',
    ),
    noticeStates: says(
      z.array(z.enum(STATED)).optional(),
      'What a notice states of the case beside its facts: how serious it is, and what we are of the data. Once one of them changes, drafts are stale.',
    ),
    writtenPromises: says(
      z.object({ finalNoticeHours: hours }).optional(),
      'Hours after which the final notice that an earlier one promises is asked after.',
    ),
    postMortem: says(
      z
        .object({
          dueHours: z.object({ low: hours, medium: hours, high: hours, 'very-high': hours }),
          reaskHours: hours,
        })
        .optional(),
      'Hours from containment within which the post-mortem must be approved, by severity; and hours after which what it asks for is asked for again.',
    ),
    programmeReview: says(
      z
        .object({
          everyMonths: z.int().min(1).max(36),
          withinDays: z.int().min(1).max(365),
          tells: roles.min(1),
        })
        .optional(),
      'Months after which all post-mortems are looked over together, days within which that is approved, and who is asked for it, each day once it is overdue. ISO/IEC 27001 clause 9.3 asks for planned intervals. Left out, no review opens.',
    ),
    keepYears: says(
      z.int().min(1).max(100).optional(),
      'Years from its closing for which an incident is kept; then it may be erased, unless it is under a legal hold.',
    ),
  })
  .meta({ description: 'The figures an incident is judged by.' }) satisfies z.ZodType<Rules>;

/** A file of rules prints the words above its figure. */
function says<Schema extends z.ZodType>(schema: Schema, description: string): Schema {
  return schema.meta({ description });
}
