import { inCharge } from '../../alerts/addressees';
import { raise } from '../../alerts/alerts';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, type CommandRule } from '../../rule';

export interface Reopen {
  reason: string;
}

/**
 * Back to work, at the stage of investigation: triage had ended, or it could not have been closed. Every promise stands as it stood. Who is
 * told was last counted at the closing, so it is counted again; what is found untold is owed at its old due.
 */
export const reopen: CommandRule<Reopen> = {
  description: 'Open a closed incident again, with its old clocks. What is owed to customers is counted again.',
  roles: ['lead', 'privacy'],
  doors: API_ONLY,
  takenBy: 'closed',
  decide: ({ state, said, nextId }, { reason }) => {
    if (state.report.exercise)
      return refuse('wrong-stage', `${state.id} was an exercise, and is over. Plan another one to play it again.`);
    if (state.mergedInto)
      return refuse('wrong-stage', `${state.id} was merged into another incident; go on with it there.`);
    const open = { ...state, stage: { stage: 'investigation', since: said.at } } as const;
    return [
      { type: 'reopened', reason, effect: nextId() },
      raise(open, said.at, nextId(), 'reopened', inCharge(state), { acknowledge: true }),
    ];
  },
};
