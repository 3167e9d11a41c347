import type { EffectId } from '../effects/state';
import type { Door, Role } from '../primitives/people';
import { RESPONDERS, type Origin } from '../rule';
import type { ExerciseEvent } from './events';
import type { Refusal } from '../primitives/refusal';
import type { ExerciseState, Phase } from './state';

export interface ExerciseContext {
  state: ExerciseState;
  said: Origin;
  nextId: () => EffectId;
}

export interface ExerciseRule<Payload> {
  description: string;
  roles: readonly Role[] | 'system';
  doors: readonly Door[];
  /** Whose it is beside the facilitator's: any of the team, or who leads. */
  by?: 'team' | 'owner' | 'leads';
  /** When it may be; left out, at any time. */
  phases?: readonly Phase[];
  decide: (hearing: ExerciseContext, payload: Payload) => ExerciseEvent[] | Refusal;
}

export const PLAYERS: readonly Role[] = [...RESPONDERS, 'executive', 'operator'];
/** Who plans an exercise, and answers for its report. */
export const PLANNERS: readonly Role[] = ['lead', 'privacy'];
