import type { Roster } from '../../src/domain/primitives/people';

/** One person for each role, with the role's name as id, as a new installation has them. */
export const ROSTER: Roster = {
  responder: ['responder'],
  lead: ['lead'],
  privacy: ['privacy'],
  legal: ['legal'],
  communications: ['communications'],
  executive: ['executive'],
  operator: ['operator'],
  auditor: ['auditor'],
};
