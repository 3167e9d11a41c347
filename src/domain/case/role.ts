import { HOUR, plus, type Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { IncidentState } from '../state';

/** Of the data concerned. The first where nobody says otherwise. */
export const OUR_ROLES = ['processor', 'controller', 'joint'] as const;
export type OurRole = (typeof OUR_ROLES)[number];

/** GDPR Art. 33(1): not later than 72 hours after having become aware. */
const AUTHORITY_HOURS = 72;
const WARNING_HOURS = 24;

/** What we told the authority, or why we need not. */
export interface Filing {
  authority: string;
  by: PersonId;
  /** When it was notified, or that it need not be was recorded. */
  at: Instant;
  reference?: string;
  lateReason?: string;
  notRequired?: string;
}

/** By when we owe the authority a notification of our own; none where we are no controller. */
export function authorityDue(state: Pick<IncidentState, 'ourRole' | 'anchors' | 'withdrawn'>): Instant | undefined {
  const { aware } = state.anchors;
  const isOurs = state.ourRole !== undefined && state.ourRole.role !== 'processor' && !state.withdrawn;
  return isOurs && aware ? plus(aware.at, AUTHORITY_HOURS * HOUR) : undefined;
}

export function authorityWarning(due: Instant): Instant {
  return plus(due, -WARNING_HOURS * HOUR);
}
