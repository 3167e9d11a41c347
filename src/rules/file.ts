import { z } from 'zod';
import { rules } from '../contract/case/rules';
import { CALENDAR } from '../contract/clocks/terms';
import { COMMITMENT_HOURS_MAX, type Rules } from '../domain/case/rules';
import { ROLES, type Role } from '../domain/primitives/people';
import { RESPONDERS } from '../domain/rule';
import { SIDES } from '../domain/notices/notices';
import { BASE_VERSIONS } from './shipped';

/** What stands in a file of rules: whatever it leaves out is taken, key by key, from the shipped set that it is based on. */
export type RulesFile = Partial<Rules> & Pick<Rules, 'version' | 'effectiveFrom' | 'source'> & { basedOn: string };

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** What is owed to customers may be sooner than shipped and never later; what we owe ourselves stays within a bound that still leaves time for them. */
export const LIMITS = {
  triageHours: [0.25, 24],
  decisionHours: [1, 72],
  commitmentHours: [1, COMMITMENT_HOURS_MAX],
  eventNoticeHours: [1, 72],
  withdrawalNoticeHours: [1, 72],
  lateFoundHours: [1, 24],
  confirmDeclarationHours: [0.25, 24],
  futureToleranceSeconds: [0, 600],
  reasonDemandHours: [0.25, 24],
  reasonQuietHours: [1, 168],
} as const satisfies Partial<Record<keyof Rules, readonly [number, number]>>;

/** Thirty days. */
const FINAL_NOTICE_HOURS_MAX = 720;

const someRoles = rolesOf(ROLES);
const whoCanAnswer = `must name somebody who can acknowledge: ${RESPONDERS.join(', ')}`;
const tells = someRoles.refine((roles) => roles.some((role) => RESPONDERS.includes(role)), whoCanAnswer);
const warnings = z
  .array(z.strictObject({ hoursBefore: z.number().min(0.05).max(COMMITMENT_HOURS_MAX), tell: tells }))
  .min(1);
const minutes = z.number().min(1).max(240);
const day = z.string().regex(DAY, 'must be a day, such as 2027-01-01').refine(isDay, 'is no day of the calendar');

const attention = z.strictObject({
  approvalHours: waitingHours(24),
  releaseHours: waitingHours(24),
  secondPersonHours: waitingHours(24),
  helpHours: waitingHours(72),
  declarationHours: waitingHours(72),
});

const silence = z.strictObject({
  contactHours: waitingHours(72),
  personHours: waitingHours(72),
  beforeDueHours: waitingHours(24),
  tells,
});

const holidays = z.strictObject({
  source: z.string().min(1),
  checkedOn: day,
  yearly: z.array(z.string().refine((text) => isDay(`2028-${text}`), 'must be a day of each year, such as 12-25')),
  fromEaster: z.array(z.int().min(-80).max(200)),
  dates: z.array(day),
});

const header = {
  version: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
      'must be a short name of letters, digits, dot, hyphen and underscore, such as acme-2027-01',
    ),
  effectiveFrom: day,
  source: z.string().regex(/\S/, 'must say where these rules come from').max(500),
  basedOn: z.enum(BASE_VERSIONS),
};

/** Of a rule that has no bound of its own here, the shape that commands and events have is enough. */
export const rulesFile = z.strictObject({
  ...rules.partial().shape,
  ...bounded(),
  escalation: z.strictObject({ levels: tells, minutesPerLevel: minutes, lastRepeatsMinutes: minutes }).optional(),
  commitmentWarnings: warnings.optional(),
  closeWarnings: warnings.optional(),
  eventWarnings: warnings.optional(),
  expiryTells: tells.optional(),
  removalTells: tells.optional(),
  unreachableTells: tells.optional(),
  writtenPromises: z.strictObject({ finalNoticeHours: z.number().min(1).max(FINAL_NOTICE_HOURS_MAX) }).optional(),
  calendars: z
    .record(z.string().regex(CALENDAR, 'must be a country of ISO 3166, such as FR or DE-BY'), holidays)
    .optional(),
  approvers: z
    .strictObject({ law: rolesOf([...SIDES.law, ...SIDES.lead]), lead: rolesOf([...SIDES.law, ...SIDES.lead]) })
    .optional(),
  attention: attention.optional(),
  silence: silence.optional(),
  ...header,
}) satisfies z.ZodType<RulesFile>;

function waitingHours(max: number) {
  return z.number().min(0.25).max(max);
}

function bounded() {
  const figures = Object.entries(LIMITS).map(([key, [min, max]]) => [key, z.number().min(min).max(max).optional()]);
  return Object.fromEntries(figures) as Record<keyof typeof LIMITS, z.ZodOptional<z.ZodNumber>>;
}

function rolesOf(allowed: readonly Role[]) {
  return z
    .array(z.enum(allowed as [Role, ...Role[]]))
    .min(1)
    .refine((roles) => new Set(roles).size === roles.length, 'names a role twice');
}

/** Of the calendar, too: there is no 30th of February. */
function isDay(text: string): boolean {
  return DAY.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}
