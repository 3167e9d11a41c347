import type { Addressees } from './state';
import type { IncidentState } from '../state';

/** The people in charge: those assigned, or every responder while nobody is. */
export function inCharge(state: IncidentState): Addressees {
  return state.assignees.length > 0 ? { persons: state.assignees } : { roles: ['responder'] };
}
