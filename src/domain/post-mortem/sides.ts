import { SIDES } from '../notices/notices';
import type { Side } from '../notices/state';
import type { Role } from '../primitives/people';
import type { Approval, PostMortemRules } from './state';

/** The side for which these roles may approve next; none where it has approved. */
export function nextSide(
  { approvers }: Pick<PostMortemRules, 'approvers'>,
  approvals: readonly Approval[],
  roles: readonly Role[],
): Side | undefined {
  const sides = approvers ?? SIDES;
  const isOpen = (side: Side) => !approvals.some((one) => one.side === side);
  return (['law', 'lead'] as const).find((side) => isOpen(side) && sides[side].some((role) => roles.includes(role)));
}
