import { reviewEnded, reviewOpened } from '../../clocks/withholding-review';
import { instantFrom } from '../../primitives/instant';
import { refuse, type Refusal } from '../../primitives/refusal';
import { API_ONLY, isSpeaker, type CommandRule } from '../../rule';
import type { IncidentState } from '../../state';
import { APPROVING, approvalsAwaited, isApproved, type Withholding } from '../state';

export interface ApproveWithholding {
  withholding: number;
  reason: string;
  /** Puts it aside: the words may go out. */
  decline?: boolean;
}

export interface ReviewWithholding {
  withholding: number;
  reason: string;
  reviewBy: string;
}

export const approveWithholding: CommandRule<ApproveWithholding> = {
  description:
    'Approve that customers are not told something at this stage, or decline it. Needs legal and an executive, two people, neither of whom asked for it.',
  roles: [...APPROVING],
  doors: API_ONLY,
  decide: ({ state, said }, { withholding: number, reason, decline }) => {
    const it = standingOf(state, number);
    if ('refused' in it) return it;
    if (decline)
      return [{ type: 'withholding-declined', withholding: number, reason }, ...reviewEnded(state, it, said.at)];
    if (isApproved(it)) return refuse('already-so', `Withholding ${number} has both approvals.`);
    const others = [it.askedBy, ...it.approvals.map(({ by }) => by)];
    if (others.some((person) => isSpeaker(said, person)))
      return refuse('second-person', 'Who asked for a withholding, or approved it, cannot give the next approval.');
    const as = approvalsAwaited(it).find((role) => said.roles.includes(role));
    return as
      ? [{ type: 'withholding-approved', withholding: number, as, reason }]
      : refuse('second-person', `What is missing is the approval of: ${approvalsAwaited(it).join(', ')}.`);
  },
};

export const reviewWithholding: CommandRule<ReviewWithholding> = {
  description: 'Say that something must still be withheld, why, and when it is looked at again.',
  roles: [...APPROVING],
  doors: API_ONLY,
  decide: ({ state, said }, { withholding: number, reason, reviewBy: until }) => {
    const it = standingOf(state, number);
    if ('refused' in it) return it;
    const reviewBy = instantFrom(until);
    if (!reviewBy || reviewBy <= said.at)
      return refuse('impossible-instant', '"reviewBy" must be an instant to come.', ['/reviewBy']);
    return [
      { type: 'withholding-reviewed', withholding: number, reviewBy, reason },
      ...reviewEnded(state, it, said.at),
      reviewOpened(number, said.at, reviewBy, state.sequence + 1),
    ];
  },
};

export function standingOf(state: IncidentState, number: number): Withholding | Refusal {
  const it = state.withholdings.find((one) => one.number === number);
  if (!it) return refuse('nothing-open', `There is no withholding ${number}.`, ['/withholding']);
  return it.status === 'standing' ? it : refuse('already-so', `Withholding ${number} is ${it.status}.`);
}
