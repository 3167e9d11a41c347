import { SIDES } from '../notices/notices';
import type { Role } from '../primitives/people';

/** Who approves, decides in the last instance or runs the service: nobody becomes one of them, or is reached elsewhere, by one person's wish. */
export const WEIGHTY_ROLES: readonly Role[] = [...SIDES.law, ...SIDES.lead, 'executive', 'operator'];
/** Who agrees to what an operator asks for. */
export const CONFIRMING_ROLES: readonly Role[] = ['operator', 'privacy'];
export const ASKED_FOR_HOURS = 72;
export const CODE_HOURS = 24;
/** For so long after it was made for somebody by another, a key is shown beside what was approved with it. */
export const FRESH_KEY_HOURS = 24;

interface Holder {
  roles: readonly Role[];
  active: boolean;
  email: string;
}

/** Whether a change of a person gives a weighty role, by activating them too, or leads the mail of somebody who holds one elsewhere. */
export function takesTwoPeople(was: Holder | undefined, is: Holder): boolean {
  const [held, holds] = [weightyRolesOf(was), weightyRolesOf(is)];
  const isMoved = was !== undefined && was.email !== is.email;
  return holds.some((role) => !held.includes(role)) || (isMoved && holds.length > 0);
}

export function weightyRolesOf(person: Pick<Holder, 'roles' | 'active'> | undefined): Role[] {
  return person?.active ? person.roles.filter((role) => WEIGHTY_ROLES.includes(role)) : [];
}
