import { raise } from '../../alerts/alerts';
import type { IncidentId } from '../../case/state';
import type { EffectId } from '../../effects/state';
import type { Event } from '../../events';
import type { Instant } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, SYSTEM_DOOR, type CommandRule } from '../../rule';
import type { IncidentState } from '../../state';
import { unfinished } from '../unfinished';
import { ofItself } from './link';

export interface MergeInto {
  incident: string;
  reason: string;
}

export const mergeInto: CommandRule<MergeInto> = {
  description:
    'Merge this duplicate into another incident, which takes over its report, customers and facts; the earliest instants win. Until the other has answered, nobody changes this one; then it is closed.',
  roles: ['lead', 'privacy'],
  doors: API_ONLY,
  decide: ({ state, nextId }, { incident, reason }) => {
    const fault = ofItself(state, incident);
    if (fault) return fault;
    if (state.report.exercise) return refuse('wrong-stage', 'An exercise is merged into nothing.');
    if (state.withdrawn)
      return refuse('withdrawn', 'A declaration that was withdrawn is no duplicate. Link the two (link-incident).');
    const open = unfinished(state);
    if (open.length > 0) return refuse('still-open', `This cannot be merged yet: ${open.join('; ')}.`, open);
    return [{ type: 'merge-asked', effect: nextId(), related: incident as IncidentId, reason }];
  },
};

export interface MergeAnswered {
  offer: string;
  /** Why the other one refused; left out, it has taken everything over. */
  why?: string;
}

export const mergeAnswered: CommandRule<MergeAnswered> = {
  description: 'The other incident has taken this duplicate over, or has not.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state, said, nextId }, { offer, why }) => {
    const effect = state.outbox.find(({ id }) => id === offer);
    if (effect?.kind !== 'offer-merge') return [];
    const { id, into: related } = effect;
    if (why !== undefined)
      return [{ type: 'merge-declined', effect: id, related, why }, ...alertOfDecline(state, why, said.at, nextId)];
    const ended = state.obligations
      .filter(({ status }) => status === 'open')
      .map((it): Event => ({ type: 'obligation-voided', obligation: it.id, why: ELSEWHERE }));
    return [...ended, { type: 'merged', effect: id, related }, { type: 'closed', outcome: MERGED }];
  },
};

/** Whoever offered it. */
function alertOfDecline(
  { merging, ...state }: IncidentState,
  why: string,
  at: Instant,
  nextId: () => EffectId,
): Event[] {
  if (!merging) return [];
  const options = { detail: { about: 'merge', why } as const };
  return [raise(state, at, nextId(), 'merge-declined', { persons: [merging.by] }, options)];
}

/** These name no incident: who may not see the other one reads them, too. */
const MERGED = 'Merged into another incident as its duplicate.';
const ELSEWHERE = 'owed by the incident that this one was merged into';
