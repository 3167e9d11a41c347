import { z } from 'zod';
import { ROLES } from '../domain/primitives/people';
import { SEVERITIES } from '../domain/triage/report';
import type { Rules } from '../domain/case/rules';
import { CLASSES, SCENARIOS } from '../domain/triage/triage';

const roles = z.array(z.enum(ROLES));
const hours = z.number().gt(0).max(8_760);
const minutes = z.number().min(1).max(1_440);
const warnings = z.array(z.object({ hoursBefore: hours, tell: roles }));

/** All figures of the process. Each is checked, for an incident that took nonsense could not go on. */
export const rules = z
  .object({
    version: z.string(),
    effectiveFrom: z.string(),
    source: z.string(),
    triageHours: hours,
    decisionHours: hours,
    commitmentHours: hours,
    eventNoticeHours: hours,
    withdrawalNoticeHours: hours,
    lateFoundHours: hours,
    confirmDeclarationHours: hours,
    futureToleranceSeconds: z.number().min(0).max(3_600),
    escalation: z.object({ levels: roles.min(1), minutesPerLevel: minutes, lastRepeatsMinutes: minutes }),
    commitmentWarnings: warnings,
    closeWarnings: warnings,
    eventWarnings: warnings,
    expiryTells: roles,
    removalTells: roles,
    reasonDemandHours: hours,
    reasonQuietHours: hours,
    calendars: z.record(
      z.string(),
      z.object({
        source: z.string(),
        checkedOn: z.string(),
        yearly: z.array(z.string()),
        fromEaster: z.array(z.int()),
        dates: z.array(z.string()),
      }),
    ),
    stakeholders: z.array(
      z.object({
        when: z.object({
          class: z.array(z.enum(CLASSES)).optional(),
          severity: z.array(z.enum(SEVERITIES)).optional(),
          scenario: z.array(z.enum(SCENARIOS)).optional(),
        }),
        alert: roles,
      }),
    ),
    approvers: z.object({ law: roles, lead: roles }).optional(),
  })
  .meta({ description: 'The figures an incident is judged by.' }) satisfies z.ZodType<Rules>;
