import type { Roster } from '../../src/domain/primitives/people';

/** One person per role, with the role's name as id, as in a new installation. */
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
