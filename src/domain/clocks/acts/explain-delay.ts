import { HOUR, plus } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import { EVERY_DOOR, type CommandRule } from '../../rule';

export const DELAY_CODES = [
  'phased-scope-unknown',
  'processor-late',
  'law-enforcement-hold',
  'bundled',
  'contact-unreachable',
  'investigation-complex',
  'internal-failure',
  'other',
] as const;

export interface ExplainDelay {
  code: (typeof DELAY_CODES)[number];
  text: string;
}

export const explainDelay: CommandRule<ExplainDelay> = {
  description: 'Give the reason why customers are told late. Quiets the demand for 24 hours; the clock goes on.',
  roles: ['lead', 'privacy'],
  doors: EVERY_DOOR,
  decide: ({ state, said }, { code, text }) => {
    if (!state.lateness) return refuse('nothing-open', 'Nothing is late, so there is no delay to explain.');
    return [{ type: 'delay-explained', code, text, nextDemandAt: plus(said.at, state.rules.reasonQuietHours * HOUR) }];
  },
};
