import type { IncidentId } from '../../case/state';
import type { Instant } from '../../primitives/instant';
import { SYSTEM_DOOR } from '../../rule';
import type { ExerciseRule } from '../rule';
import type { ExerciseState, ScoreLine } from '../state';

const BY_SYSTEM = { roles: 'system', doors: SYSTEM_DOOR } as const;

export const incidentOpened: ExerciseRule<{ effect: string; incident: string; at: string }> = {
  description: 'The incident of the exercise runs, by the same code as a real one. The story begins.',
  ...BY_SYSTEM,
  decide: ({ state }, { effect, incident, at }) => {
    const owed = owedIn(state, effect, 'open-incident');
    return owed
      ? [{ type: 'incident-opened', effect: owed.id, incident: incident as IncidentId, at: at as Instant }]
      : [];
  },
};

export const injectPlayed: ExerciseRule<{ effect: string }> = {
  description: 'The players hear of an inject.',
  ...BY_SYSTEM,
  decide: ({ state }, { effect }) => {
    const owed = owedIn(state, effect, 'play-inject');
    return owed ? [{ type: 'inject-played', effect: owed.id }] : [];
  },
};

export const exerciseScored: ExerciseRule<{ effect: string; score: ScoreLine[] }> = {
  description: 'When each expected step was done, read from the pages of the incident.',
  ...BY_SYSTEM,
  decide: ({ state }, { effect, score }) => {
    const owed = owedIn(state, effect, 'end-incident');
    return owed ? [{ type: 'exercise-scored', effect: owed.id, score }] : [];
  },
};

function owedIn({ outbox }: ExerciseState, effect: string, kind: ExerciseState['outbox'][number]['kind']) {
  return outbox.find((owed) => owed.id === effect && owed.kind === kind);
}
