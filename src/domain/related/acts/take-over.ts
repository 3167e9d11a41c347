import { anchorsOf } from '../../clocks/promise';
import { obligationIdOf } from '../../clocks/state';
import { movedDues } from '../../clocks/tell-customers';
import { declared } from '../../case/declaring';
import type { AnchorName, IncidentId } from '../../case/state';
import type { Event } from '../../events';
import type { Fact, FactField } from '../../notices/facts';
import type { Instant } from '../../primitives/instant';
import { SYSTEM_DOOR, type CommandContext, type CommandRule } from '../../rule';
import { counted, type ScopeCount } from '../../scope/counted';
import type { IncidentState } from '../../state';
import { membersOf } from '../../visibility';
import type { Handover } from '../state';

/** As it comes in. */
export type Offered = Omit<Handover, 'from'> & { from: string };

export const mergeOffered: CommandRule<Offered> = {
  description: 'A duplicate offers its report, customers and facts.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, offered) => {
    const { state, nextId } = hearing;
    const handover: Handover = { ...offered, from: offered.from as IncidentId };
    const { from: related, offer } = handover;
    const answered = answeredBefore(state, handover);
    if (answered) return answered.isUnderWay ? [] : [answerOwed(hearing, handover, answered.why)];
    const why = whyNot(state, handover);
    return why === undefined
      ? takenOver(hearing, handover)
      : [{ type: 'duplicate-refused', effect: nextId(), related, offer, why }];
  },
};

/** Merging 1. */
function answeredBefore(
  { duplicates, refusedOffers, outbox }: IncidentState,
  { offer }: Handover,
): { isUnderWay: boolean; why?: string } | undefined {
  const refused = refusedOffers.find((one) => one.offer === offer);
  if (!refused && !duplicates.some((one) => one.offer === offer)) return undefined;
  const isUnderWay = outbox.some(
    (owed) => (owed.kind === 'take-over' || owed.kind === 'answer-merge') && owed.offer === offer,
  );
  return { isUnderWay, ...(refused && { why: refused.why }) };
}

function answerOwed({ nextId }: CommandContext, { from: related, offer }: Handover, why?: string): Event {
  return { type: 'merge-answered', effect: nextId(), related, offer, ...(why !== undefined && { why }) };
}

const DUPLICATES_MAX = 20;

/** Why this incident does not take the duplicate over; none where it does. */
function whyNot(state: IncidentState, { members, declaration }: Handover): string | undefined {
  if (state.stage.stage === 'closed') return 'It is closed; open it again first (reopen).';
  if (state.merging) return 'It is being merged into another one itself.';
  if (state.withdrawn) return 'Its declaration was withdrawn.';
  if (state.report.exercise) return 'It is an exercise.';
  if (state.duplicates.length >= DUPLICATES_MAX) return `It has taken over ${DUPLICATES_MAX} already; link this one.`;
  if (Object.values(state.triage.definition).some(({ answer }) => answer === 'no') && declaration)
    return 'Its triage says that it is no incident of ours; assess it again first.';
  if (isShorter(declaration?.policyHours, state.declaration)) return 'The duplicate goes by a policy of fewer hours.';
  return restrictionFault(state, members);
}

function isShorter(hours: number | undefined, ours: IncidentState['declaration']): boolean {
  return ours !== undefined && hours !== undefined && hours < (ours.policyHours ?? Number.POSITIVE_INFINITY);
}

/** Nobody learns by a merge what they might not see before. */
function restrictionFault({ restriction }: IncidentState, members: string[] | undefined): string | undefined {
  if (!restriction && !members) return undefined;
  if (!members) return 'It is restricted, and the duplicate is not: restrict that one to the same people first.';
  if (!restriction) return 'The duplicate is restricted, and this one is not: restrict this one first.';
  return membersOf(restriction).every((person) => members.includes(person))
    ? undefined
    : 'Its members are others than those of the duplicate: make them the same first.';
}

function takenOver(hearing: CommandContext, handover: Handover): Event[] {
  const { from: related, offer, report, cohorts } = handover;
  const first: Event[] = [
    { type: 'duplicate-accepted', effect: hearing.nextId(), related, offer, report, cohorts },
    ...factsOf(hearing.state, handover),
    ...promisesOf(hearing, handover),
  ];
  const steps = [detectedOf, awareOf, declaredOf];
  return steps.reduce((events, step) => [...events, ...step(hearing, handover, hearing.after(events))], first);
}

function factsOf({ facts }: IncidentState, handover: Handover): Event[] {
  const handed = Object.entries(handover.facts) as [FactField, Fact][];
  return handed
    .filter(([field]) => facts[field] === undefined || facts[field].status === 'unknown')
    .map(([field, fact]) => ({ type: 'fact-set', field, fact }));
}

/** They count from the merge on: what this incident sent before went to others. */
function promisesOf({ said }: CommandContext, { from, promises }: Handover): Event[] {
  return promises.map(({ id, kind, due, field }) => ({
    ...{
      type: 'obligation-opened',
      obligation: obligationIdOf(`${id}/${from}`),
      kind,
      since: said.at,
      due,
      subject: from,
    },
    ...(field && { field }),
  }));
}

type Step = (hearing: CommandContext, handover: Handover, state: IncidentState) => Event[];

const detectedOf: Step = (_, { detectedAt }, state) => earlier(state, 'detected', detectedAt);
const awareOf: Step = (_, { awareAt }, state) => (state.declaration ? earlier(state, 'aware', awareAt) : []);

const declaredOf: Step = (hearing, { declaration, declaredAt, awareAt }, state) => {
  if (!declaration || !declaredAt || !awareAt) return [];
  if (state.declaration) return earlier(state, 'declared', declaredAt);
  return declared({ ...hearing, state }, declaration, { declaredAt, awareAt });
};

const AS_OF_ITS_DUPLICATE = 'As it stands in the duplicate that was merged into this incident.';

function earlier(state: IncidentState, anchor: AnchorName, to: Instant | undefined): Event[] {
  const stands = state.anchors[anchor]?.at;
  if (!to || !stands || to >= stands) return [];
  const dues = movedDues(state, { ...anchorsOf(state), [anchor]: to });
  return [{ type: 'anchor-corrected', anchor, from: stands, to, reason: AS_OF_ITS_DUPLICATE, dues }];
}

export interface TakenOver extends ScopeCount {
  effect: string;
  customers: number;
}

export const duplicateTakenOver: CommandRule<TakenOver> = {
  description: 'The register counts the customers of a duplicate to this incident.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, answer) => {
    const { state, nextId } = hearing;
    const effect = state.outbox.find(({ id }) => id === answer.effect);
    if (effect?.kind !== 'take-over') return [];
    const { id, from: related, offer } = effect;
    return [
      { type: 'duplicate-taken-over', effect: id, related, customers: answer.customers },
      ...counted(state, answer),
      { type: 'merge-answered', effect: nextId(), related, offer },
    ];
  },
};

export const mergeAnswerSent: CommandRule<{ effect: string }> = {
  description: 'The duplicate has the answer.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state }, { effect: answer }) => {
    const effect = state.outbox.find(({ id }) => id === answer);
    return effect?.kind === 'answer-merge'
      ? [{ type: 'merge-answer-sent', effect: effect.id, related: effect.to }]
      : [];
  },
};
