import { raise } from '../alerts';
import { cohortDue } from '../commitment';
import type { Event } from '../events';
import { applyAll } from '../evolve';
import { HOUR, instantFrom, plus, type Instant } from '../instant';
import { refuse, type Refusal } from '../refusal';
import type { BASES, Declaration, IncidentState } from '../state';
import { DEFINITION_TESTS } from '../triage';
import { EVERY_DOOR, type CommandRule, type Hearing } from './rule';

export interface Declare {
  basis: (typeof BASES)[number];
  facts: string;
  /** When the declaration was made; the commitment counts from here. */
  declaredAt: string;
  awareAt: string;
  gdpr: Declaration['gdpr'];
  policy?: string;
}

export const declare: CommandRule<Declare> = {
  description:
    'Declare a data-protection incident, on reasonable suspicion if need be. Starts the 72-hour commitment, from any stage.',
  roles: ['responder', 'lead', 'privacy', 'legal', 'executive'],
  doors: EVERY_DOOR,
  decide: (hearing, payload) => {
    const { state, said } = hearing;
    if (state.withdrawn)
      return refuse(
        'wrong-class',
        'This declaration was withdrawn. Report the matter anew, so that its customers are told anew.',
      );
    if (state.declaration) return confirm(hearing);
    const declaredAt = instantFrom(payload.declaredAt);
    const awareAt = instantFrom(payload.awareAt);
    if (!declaredAt || !awareAt)
      return refuse('impossible-instant', 'declaredAt and awareAt must be instants such as 2026-11-23T09:20:00Z.');
    const fault = definitionFault(state) ?? instantFault(hearing, declaredAt, awareAt) ?? policyFault(hearing, payload);
    if (fault) return fault;
    const declaration: Declaration = {
      basis: payload.basis,
      facts: payload.facts,
      gdpr: payload.gdpr,
      policy: payload.policy,
      by: said.by,
      recordedAt: said.at,
      confirmedBy: said.door === 'api' ? said.by : undefined,
    };
    return declared(hearing, declaration, declaredAt, awareAt);
  },
};

function declared(
  { state, said, nextId }: Hearing,
  declaration: Declaration,
  declaredAt: Instant,
  awareAt: Instant,
): Event[] {
  const dues = state.cohorts.map((cohort) => ({
    cohort: cohort.id,
    due: cohortDue(state.rules, declaredAt, cohort.termHours),
  }));
  const commitment = cohortDue(state.rules, declaredAt, state.rules.commitmentHours);
  const events: Event[] = [
    { type: 'declared', declaration, declaredAt, awareAt, dues },
    { type: 'classified', classification: { class: 'incident' }, from: state.classification.class },
    { type: 'obligation-opened', obligation: 'commitment', kind: 'tell-customers', since: declaredAt, due: commitment },
    ...dues.map(({ cohort, due }): Event => ({
      type: 'obligation-opened',
      obligation: `tell/${cohort}`,
      kind: 'tell-customers',
      since: declaredAt,
      due,
      cohort,
    })),
    ...(declaration.confirmedBy ? [] : [confirmationOwed(state, said.at)]),
  ];
  const after = applyAll(state, events, said) ?? state;
  return [
    ...events,
    raise(
      after,
      said.at,
      nextId(),
      'declared',
      { roles: ['responder', 'lead', 'privacy', 'legal', 'communications', 'executive'] },
      { acknowledge: true },
    ),
  ];
}

function confirmationOwed(state: IncidentState, at: Instant): Event {
  return {
    type: 'obligation-opened',
    obligation: 'confirm-declaration',
    kind: 'confirm-declaration',
    since: at,
    due: plus(at, state.rules.confirmDeclarationHours * HOUR),
  };
}

function confirm({ state, said }: Hearing): Event[] | Refusal {
  if (!state.declaration?.confirmedBy && said.door === 'api') return [{ type: 'declaration-confirmed' }];
  return refuse(
    'already-so',
    `This incident was declared on ${state.anchors.declared?.at ?? 'an earlier day'}; its clock runs. A wrong instant is mended by correct-anchor.`,
  );
}

function definitionFault(state: IncidentState): Refusal | undefined {
  const failed = DEFINITION_TESTS.filter((test) => state.triage.definition[test]?.answer === 'no');
  if (failed.length === 0) return undefined;
  return refuse(
    'definition-not-met',
    `The definition is answered "no" for: ${failed.join(', ')}. Assess it anew if that is wrong; otherwise this is no incident of ours.`,
    failed,
  );
}

function instantFault({ state, said }: Hearing, declaredAt: Instant, awareAt: Instant): Refusal | undefined {
  const latest = plus(said.at, state.rules.futureToleranceSeconds * 1000);
  if (declaredAt > latest || awareAt > latest)
    return refuse('impossible-instant', 'declaredAt and awareAt cannot lie in the future.');
  if (awareAt > declaredAt)
    return refuse(
      'impossible-instant',
      'We cannot have become aware after declaring; awareAt must not be later than declaredAt.',
    );
  return undefined;
}

/** Only legal may say that another policy than the 72 hours holds. */
function policyFault({ said }: Hearing, { gdpr, policy }: Declare): Refusal | undefined {
  if (gdpr !== 'no') return undefined;
  if (!said.roles.includes('legal'))
    return refuse(
      'not-permitted',
      'That this is not under GDPR is for legal to say; declare it "undetermined" and the 72 hours hold.',
    );
  return policy ? undefined : refuse('missing', 'Say which policy holds instead.', ['/policy']);
}
