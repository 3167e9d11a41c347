import { PROVERS, RESPONDERS } from '../../domain/rule';
import { SIDES } from '../../domain/notices/notices';
import { ROLES, type Role } from '../../domain/primitives/people';
import { requireRole } from '../http/sign-in';

export const READERS: readonly Role[] = ROLES.filter((role) => role !== 'reporter');
/** Of the story of people, keys, customers, imports and rules. */
export const STORY_READERS: readonly Role[] = ['auditor', 'operator', 'privacy'];
export const REGISTER_KEEPERS: readonly Role[] = ['auditor', 'privacy', 'legal'];

export const readers = requireRole(...READERS);
export const operator = requireRole('operator');
export const responders = requireRole(...RESPONDERS);
/** Who may have the files of evidence. */
export const secured = requireRole(...RESPONDERS, 'auditor');
export const counsel = requireRole('legal', 'privacy');
export const approvers = requireRole('legal', 'privacy', 'executive');
/** Who may have a notice's letter sent to themselves: whoever may approve it. */
export const testers = requireRole(...SIDES.law, ...SIDES.lead);
export const auditor = requireRole('auditor');
export const provers = requireRole(...PROVERS);
export const witnesses = requireRole('auditor', 'privacy', 'operator');
export const administration = requireRole('operator', 'auditor');
