import { instantFrom } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, type CommandRule } from '../../rule';
import type { Regime } from '../regime';

export interface JudgeRegime {
  regime: string;
  applies: boolean;
  test: string;
  classifiedAt?: string;
  /** As the API has it under that name: the incident keeps this copy. */
  content?: Regime;
}

export const judgeRegime: CommandRule<JudgeRegime> = {
  description:
    'Say whether a law, or a contract of ours, applies to this incident, and by which test. Where it does, its clocks begin; where it does not, what was found is on record.',
  roles: ['privacy', 'legal'],
  doors: API_ONLY,
  decide: ({ state, said }, { regime: name, applies, test, classifiedAt: stated, content }) => {
    if (!content || content.name !== name) return refuse('missing', `There is no regime "${name}".`, ['/regime']);
    const classifiedAt = stated === undefined ? said.at : instantFrom(stated);
    if (!classifiedAt || classifiedAt > said.at)
      return refuse('impossible-instant', '"classifiedAt" is when that was found.', ['/classifiedAt']);
    if (applies && content.status === 'pending')
      return refuse('nothing-open', `${content.title} is not in force yet, so that nothing is owed by it.`);
    const before = state.regimes.find(({ regime }) => regime.name === name);
    if (before?.applies === applies && before.test === test)
      return refuse('already-so', `That was judged of ${content.title} already, by ${before.by}.`);
    return [{ type: 'regime-judged', regime: content, applies, test, classifiedAt }];
  },
};
