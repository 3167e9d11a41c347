import type { EffectId } from '../effects/state';
import { refuse, type Refusal } from '../primitives/refusal';
import type { Door, Role } from '../primitives/people';
import { RESPONDERS, type Origin } from '../rule';
import type { PostMortemEvent } from './events';
import type { Action, PostMortemState } from './state';

export interface PostMortemContext {
  state: PostMortemState;
  said: Origin;
  nextId: () => EffectId;
}

export interface PostMortemRule<Payload> {
  description: string;
  roles: readonly Role[] | 'system';
  doors: readonly Door[];
  /** `owner`: members, and who owns the action that it names. */
  by?: 'owner';
  /** What is approved stands: these are taken only before. */
  writes?: true;
  decide: (hearing: PostMortemContext, payload: Payload) => PostMortemEvent[] | Refusal;
}

export const WRITERS: readonly Role[] = [...RESPONDERS, 'executive'];
/** Who answers for who reads it. */
export const KEEPERS: readonly Role[] = ['privacy', 'legal'];

export function actionIn({ actions }: PostMortemState, number: number): Action | Refusal {
  const action = actions.find((one) => one.number === number);
  return (
    action ?? refuse('nothing-open', `This post-mortem has no action ${number}; it has ${actions.length}.`, ['/action'])
  );
}
