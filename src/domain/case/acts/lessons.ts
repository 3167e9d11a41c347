import type { Instant } from '../../primitives/instant';
import type { PersonId } from '../../primitives/people';
import { SYSTEM_DOOR, type CommandRule } from '../../rule';

export const postMortemStarted: CommandRule<{ effect: string }> = {
  description: 'The post-mortem runs as a process of its own.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state }, { effect: id }) => {
    const effect = state.outbox.find((owed) => owed.id === id);
    return effect?.kind === 'open-post-mortem' ? [{ type: 'post-mortem-started', effect: effect.id }] : [];
  },
};

/** This, and the text for customers, is all that a post-mortem ever says to its incident. */
export const postMortemApproved: CommandRule<{ approvedAt: Instant; approvedBy: PersonId[] }> = {
  description: 'Two people approved the post-mortem: closing does not wait for it any more.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state }, { approvedAt, approvedBy }) =>
    state.postMortem && !state.postMortem.approvedAt ? [{ type: 'post-mortem-approved', approvedAt, approvedBy }] : [],
};

export const synthesisOffered: CommandRule<{
  cause: string;
  done: string;
  prevention: string;
  approvedBy: PersonId[];
}> = {
  description: 'Two people approved a text of what was learnt, which notices to customers may have.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state }, { cause, done, prevention, approvedBy }) =>
    state.postMortem ? [{ type: 'synthesis-offered', cause, done, prevention, approvedBy }] : [],
};
