import { refuse } from '../../primitives/refusal';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';

export interface PassEvidence {
  evidence: number;
  to: string;
  reason: string;
}

export const passEvidence: CommandRule<PassEvidence> = {
  description: 'Say who has a piece of evidence from now on, and why. Its trail keeps everyone who had it.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state }, { evidence: number, to, reason }) => {
    const found = state.evidence.find((one) => one.number === number);
    if (!found)
      return refuse(
        'nothing-open',
        `This incident has no evidence ${number}; it has ${state.evidence.length} pieces.`,
        ['/evidence'],
      );
    return found.custody.at(-1)?.holder === to
      ? refuse('already-so', `${to} has evidence ${number} already.`)
      : [{ type: 'evidence-passed', evidence: number, to, reason }];
  },
};
