import { HOUR, plus } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import type { RosterChange } from '../../primitives/people';
import { changeHeard } from '../../primitives/roster';
import { API_ONLY, SYSTEM_DOOR } from '../../rule';
import { struck } from '../clocks';
import type { PostMortemEvent } from '../events';
import { WRITERS, type PostMortemRule } from '../rule';

const DEFAULT_REASK_HOURS = 24;

export const acknowledgeAlert: PostMortemRule<{ alert?: string }> = {
  description:
    'Say "I have it": stops the escalation of one alert, or of all that wait. What is not done is asked for again.',
  ...{ roles: WRITERS, doors: API_ONLY, by: 'owner' },
  decide: ({ state, said }, { alert: wanted }) => {
    const waiting = state.alerts.filter(({ id }) => wanted === undefined || id === wanted);
    if (waiting.length === 0) return refuse('unknown-alert', 'No such alert waits for an answer.');
    const again = plus(said.at, (state.rules.postMortem?.reaskHours ?? DEFAULT_REASK_HOURS) * HOUR);
    return waiting.flatMap(({ id, obligation }): PostMortemEvent[] => [
      { type: 'alert-acknowledged', alert: id },
      ...(obligation ? [{ type: 'reasked' as const, subject: obligation, at: again }] : []),
    ]);
  },
};

export const alarmStruck: PostMortemRule<object> = {
  description: 'A timer fired. What it means is read from the state anew.',
  ...{ roles: 'system', doors: SYSTEM_DOOR },
  decide: ({ state, said, nextId }) => struck(state, said.at, nextId),
};

export const alertDelivered: PostMortemRule<{ effect: string; reached: string[] }> = {
  description: 'The mail server took an alert.',
  ...{ roles: 'system', doors: SYSTEM_DOOR },
  decide: ({ state }, { effect: id, reached }) => {
    const effect = state.outbox.find((owed) => owed.id === id);
    return effect ? [{ type: 'alert-delivered', effect: effect.id, reached }] : [];
  },
};

export const incidentTold: PostMortemRule<{ effect: string }> = {
  description: 'The incident heard that its post-mortem is approved, or is over.',
  ...{ roles: 'system', doors: SYSTEM_DOOR },
  decide: ({ state }, { effect: id }) => {
    const effect = state.outbox.find((owed) => owed.id === id);
    return effect ? [{ type: 'incident-told', effect: effect.id }] : [];
  },
};

export const adoptRoster: PostMortemRule<{ revision: number; roster: RosterChange['changes'] }> = {
  description: 'The register has other people or roles than this post-mortem knew.',
  ...{ roles: 'system', doors: SYSTEM_DOOR },
  decide: ({ state }, { roster, revision }) =>
    revision > state.rosterRevision ? [{ type: 'roster-adopted', roster, revision }] : [],
};

export const changeRoster: PostMortemRule<RosterChange> = {
  description: 'In the register people were given roles, or lost them.',
  ...{ roles: 'system', doors: SYSTEM_DOOR },
  decide: ({ state }, change) => {
    const heard = changeHeard(state, change);
    return heard ? [heard] : [];
  },
};
