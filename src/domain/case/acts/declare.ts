import type { Event } from '../../events';
import { instantFrom, plus, type Instant } from '../../primitives/instant';
import { refuse, type Refusal } from '../../primitives/refusal';
import { declared } from '../declaring';
import { beforeDetectionFault, notAfter } from '../gap';
import { BASES, type Declaration } from '../state';
import type { IncidentState } from '../../state';
import { DEFINITION_TESTS } from '../../triage/triage';
import { EVERY_DOOR, type CommandRule, type CommandContext, type Origin } from '../../rule';

export interface Declare {
  basis: (typeof BASES)[number];
  facts: string;
  /** When the declaration was made; the commitment counts from here. */
  declaredAt: string;
  awareAt: string;
  gdpr: Declaration['gdpr'];
  policy?: string;
  policyHours?: number;
  /** Why we were aware, or declared, before the report says that it was detected. */
  beforeDetection?: string;
}

export const declare: CommandRule<Declare> = {
  description:
    'Declare a data-protection incident, on reasonable suspicion if need be. Starts the 72-hour commitment, from any stage. Said again signed in, it confirms a declaration that came by signal.',
  roles: ['responder', 'lead', 'privacy', 'legal', 'executive'],
  doors: EVERY_DOOR,
  decide: (hearing, order) => {
    const { state, said } = hearing;
    const { stampedAt, ...payload } = timed(hearing, order);
    if (state.withdrawn)
      return refuse(
        'withdrawn',
        'This declaration was withdrawn. Report the matter again: it becomes another incident, with a clock and notices of its own.',
      );
    if (state.declaration) return confirm(hearing, state.declaration, payload);
    const declaredAt = instantFrom(payload.declaredAt);
    const givenAware = instantFrom(payload.awareAt);
    if (!declaredAt || !givenAware) {
      const field = declaredAt ? 'awareAt' : 'declaredAt';
      return refuse('impossible-instant', `${field} must be an instant such as 2026-11-23T09:20:00Z.`, [`/${field}`]);
    }
    const awareAt = notAfter(state.rules, givenAware, declaredAt);
    const instants = { detected: state.anchors.detected?.at, aware: awareAt, declared: declaredAt };
    const fault =
      definitionFault(state) ??
      instantFault(hearing, declaredAt, awareAt) ??
      beforeDetectionFault(state, instants, payload.beforeDetection) ??
      policyFault(hearing, payload);
    if (fault) return fault;
    const declaration: Declaration = {
      basis: payload.basis,
      facts: payload.facts,
      gdpr: payload.gdpr,
      policy: payload.policy,
      policyHours: payload.policyHours,
      ...(payload.beforeDetection && { beforeDetection: payload.beforeDetection }),
      by: said.by,
      recordedAt: said.at,
      confirmedBy: isSignedIn(said) ? said.by : undefined,
    };
    return declared(hearing, declaration, { declaredAt, awareAt, stampedAt });
  },
};

/**
 * Where nobody named an instant, the API's clock stands in for one as far as it can be believed: nothing is declared in the future, nor
 * before it was reported. In between it is, for a message may have waited.
 */
function timed({ state, said }: CommandContext, given: Declare): Declare & { stampedAt?: Instant } {
  const stampedAt = said.stamped ? instantFrom(given.declaredAt) : undefined;
  const tolerance = state.rules.futureToleranceSeconds * 1000;
  const isBelieved =
    !stampedAt || (stampedAt <= plus(said.at, tolerance) && stampedAt >= plus(state.openedAt, -tolerance));
  return isBelieved ? given : { ...given, declaredAt: said.at, stampedAt };
}

function confirm(hearing: CommandContext, declaration: Declaration, payload: Declare): Event[] | Refusal {
  const { state, said } = hearing;
  const { aware, declared } = state.anchors;
  if (declaration.confirmedBy || !isSignedIn(said))
    return refuse(
      'already-so',
      `This incident was declared on ${declared?.at ?? 'an earlier day'}; its clock runs. Move a wrong instant by correct-anchor.`,
    );
  const fault = policyFault(hearing, payload);
  if (fault) return fault;
  const other = contested(state, declaration, payload);
  if (other.length === 0) return [{ type: 'declaration-confirmed', basis: payload.basis, facts: payload.facts }];
  const { by, basis, gdpr, policy, policyHours } = declaration;
  const stands = { basis, gdpr, policy, policyHours, awareAt: aware?.at, declaredAt: declared?.at };
  return refuse(
    'not-a-confirmation',
    `In ${other.join(', ')} you say otherwise than ${by} declared, which stands with its clock. Confirm that, leaving declaredAt out ` +
      `if you like, then correct it by correct-anchor and set-fact. What stands: ${JSON.stringify(stands)}`,
    other.map((field) => `/${field}`),
  );
}

/**
 * Where the second declaration says something else than the first: kept in silence, it would be lost. To be surer is no contradiction, nor
 * to name an instant after the first was recorded: that is when the second was made.
 */
function contested(
  { rules, anchors: { aware, declared } }: IncidentState,
  declaration: Declaration,
  { basis, gdpr, policy, policyHours, ...said }: Declare,
): string[] {
  const declaredAt = instantFrom(said.declaredAt);
  const awareAt = instantFrom(said.awareAt);
  const agrees = {
    basis: BASES.indexOf(basis) <= BASES.indexOf(declaration.basis),
    gdpr: gdpr === declaration.gdpr,
    policy: policy === declaration.policy,
    policyHours: policyHours === declaration.policyHours,
    awareAt: (awareAt && declared && notAfter(rules, awareAt, declared.at)) === aware?.at,
    declaredAt: declaredAt !== undefined && (declaredAt === declared?.at || declaredAt >= declaration.recordedAt),
  };
  return Object.entries(agrees).flatMap(([field, does]) => (does ? [] : [field]));
}

function definitionFault(state: IncidentState): Refusal | undefined {
  const failed = DEFINITION_TESTS.filter((test) => state.triage.definition[test]?.answer === 'no');
  if (failed.length === 0) return undefined;
  return refuse(
    'definition-not-met',
    `The definition is answered "no" for: ${failed.join(', ')}. Assess it again if that is wrong; otherwise this is no incident of ours.`,
    failed,
  );
}

function instantFault({ state, said }: CommandContext, declaredAt: Instant, awareAt: Instant): Refusal | undefined {
  const latest = plus(said.at, state.rules.futureToleranceSeconds * 1000);
  const early = [...(declaredAt > latest ? ['declaredAt'] : []), ...(awareAt > latest ? ['awareAt'] : [])];
  if (early.length > 0)
    return refuse(
      'impossible-instant',
      `${early.join(' and ')} ${early.length > 1 ? 'lie' : 'lies'} in the future.`,
      early.map((field) => `/${field}`),
    );
  if (awareAt > declaredAt)
    return refuse(
      'impossible-instant',
      'We cannot have become aware after declaring; awareAt must not be later than declaredAt.',
      ['/awareAt'],
    );
  return undefined;
}

/** Only legal may say that this is not under GDPR, and which policy holds instead. */
function policyFault({ state, said }: CommandContext, { gdpr, policy, policyHours }: Declare): Refusal | undefined {
  if (gdpr !== 'no')
    return policy === undefined && policyHours === undefined
      ? undefined
      : refuse('malformed', 'A policy holds only where GDPR does not: leave it out, or have legal say gdpr "no".', [
          ...(policy === undefined ? [] : ['/policy']),
          ...(policyHours === undefined ? [] : ['/policyHours']),
        ]);
  if (!said.roles.includes('legal'))
    return refuse(
      'not-permitted',
      `That this is not under GDPR is for legal to say. Have legal say so, or say "undetermined": our own ${state.rules.commitmentHours} hours then hold.`,
    );
  return policy ? undefined : refuse('missing', 'Say which policy holds instead.', ['/policy']);
}

function isSignedIn(said: Origin): boolean {
  return said.door === 'api' || said.isSignedIn === true;
}
