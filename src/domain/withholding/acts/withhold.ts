import { raise } from '../../alerts/alerts';
import { reviewOpened } from '../../clocks/withholding-review';
import { withholdingDetail } from '../../clocks/await-second-person';
import type { FactField } from '../../notices/facts';
import { instantFrom } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, RESPONDERS, type CommandRule } from '../../rule';
import { APPROVING, standing, type Ground } from '../state';

export interface Withhold {
  field: FactField;
  ground: Ground;
  /** With `other`. */
  why?: string;
  /** Of the words, which the API has kept. */
  seal: string;
  reviewBy: string;
}

export const withhold: CommandRule<Withhold> = {
  description:
    'Keep words from customers at this stage: with the ground, and when it is looked at again. From now on nothing that contains them goes out. Legal and an executive approve it, neither of them who asks. Customers read "not disclosed at this stage".',
  roles: [...RESPONDERS, 'executive'],
  doors: API_ONLY,
  decide: ({ state, said, nextId }, { field, ground, why, seal, reviewBy: until }) => {
    const reviewBy = instantFrom(until);
    if (!reviewBy || reviewBy <= said.at)
      return refuse('impossible-instant', '"reviewBy" must be an instant to come.', ['/reviewBy']);
    if (ground === 'other' && why === undefined)
      return refuse('missing', 'The ground "other" needs why, in words.', ['/why']);
    const same = standing(state).find((one) => one.seal === seal);
    if (same) return refuse('already-so', `Withholding ${same.number} keeps these words already.`);
    const withholding = state.withholdings.length + 1;
    const options = { detail: withholdingDetail({ number: withholding, field, askedBy: said.by }) };
    return [
      {
        ...{ type: 'withholding-asked', withholding, field, ground, ...(why !== undefined && { why }) },
        ...{ seal, reviewBy },
      },
      reviewOpened(withholding, said.at, reviewBy, 1),
      raise(state, said.at, nextId(), 'second-person-needed', { roles: [...APPROVING] }, options),
    ];
  },
};
