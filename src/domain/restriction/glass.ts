import type { Event } from '../events';
import type { Instant } from '../primitives/instant';
import type { IncidentState } from '../state';

/** It ends by itself; sight ends with the instant, and this keeps it in the story. */
export function glassEnded({ restriction }: IncidentState, at: Instant): Event[] {
  const over = restriction?.glass.filter(({ until }) => until <= at) ?? [];
  return over.map(({ person }) => ({ type: 'glass-ended', person }));
}
