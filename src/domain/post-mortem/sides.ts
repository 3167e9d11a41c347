import { SIDES } from '../notices/notices';
import type { Side } from '../notices/state';
import type { PersonId, Role } from '../primitives/people';
import { refuse, type Refusal } from '../primitives/refusal';
import { isSpeaker, type Origin } from '../rule';
import type { Approval, PostMortemRules } from './state';

/** One more approval: for which side, and who has approved then. Two people approve, one on each side. */
export function agreement(
  rules: Pick<PostMortemRules, 'approvers'>,
  approvals: readonly Approval[],
  said: Origin,
): { as: Side; approvedBy: PersonId[] } | Refusal {
  if (approvals.some(({ by }) => isSpeaker(said, by)))
    return refuse('already-so', 'You have approved it; the other approval comes from another person.');
  const as = nextSide(rules, approvals, said.roles);
  if (!as) return refuse('already-so', 'Your side has approved it; the other approval comes from the other side.');
  return { as, approvedBy: [...approvals.map(({ by }) => by), said.by] };
}

/** The side for which these roles may approve next; none where it has approved. */
function nextSide(
  { approvers }: Pick<PostMortemRules, 'approvers'>,
  approvals: readonly Approval[],
  roles: readonly Role[],
): Side | undefined {
  const sides = approvers ?? SIDES;
  const isOpen = (side: Side) => !approvals.some((one) => one.side === side);
  return (['law', 'lead'] as const).find((side) => isOpen(side) && sides[side].some((role) => roles.includes(role)));
}
