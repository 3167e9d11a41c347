import type { IncidentState } from '../../state';
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
    'Move between triage, investigation, containment, recovery and review, forwards or back. Leaving triage needs its five entries, unless an incident is declared.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state }, { to, why }) => {
    if (state.stage.stage === 'closed') return refuse('wrong-stage', 'This incident is closed.');
    if (state.stage.stage === to) return refuse('already-so', `The stage is ${to} already.`);
    const missing = triageMissing(state);
    if (state.stage.stage === 'triage' && missing.length > 0 && !isFree(state))
      return refuse('missing', `Triage has not ended; it still needs: ${missing.join('; ')}.`, missing);
    return [{ type: 'stage-moved', from: state.stage.stage, to, why }];
  },
};

/** An incident that is declared is worked on at once; what its triage lacks still holds up its closing. */
function isFree({ rules, declaration, withdrawn }: IncidentState): boolean {
  return rules.attention !== undefined && declaration !== undefined && !withdrawn;
}
