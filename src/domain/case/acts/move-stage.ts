import { refuse } from '../../primitives/refusal';
import type { OpenStage } from '../state';
import { triageMissing } from '../../triage/missing';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';

export interface MoveStage {
  to: OpenStage;
  why?: string;
}

export const moveStage: CommandRule<MoveStage> = {
  description:
    'Move between triage, investigation, containment, recovery and review, forwards or back. Leaving triage needs its five entries.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state }, { to, why }) => {
    if (state.stage.stage === 'closed') return refuse('wrong-stage', 'This incident is closed.');
    if (state.stage.stage === to) return refuse('already-so', `The stage is ${to} already.`);
    const missing = triageMissing(state);
    if (state.stage.stage === 'triage' && missing.length > 0)
      return refuse('missing', `Triage has not ended; it still needs: ${missing.join('; ')}.`, missing);
    return [{ type: 'stage-moved', from: state.stage.stage, to, why }];
  },
};
