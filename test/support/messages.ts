import { WHOLE_TRIAGE } from './story';
import type { Incident } from './time-skipping';

/** A declaration on suspicion, without instants. */
export const DECLARATION = {
  basis: 'reasonable-suspicion',
  facts: 'A list of customers was mailed to a stranger.',
  gdpr: 'yes',
} as const;

/** Enters everything that triage needs. */
export async function triaged(incident: Incident, who: object): Promise<void> {
  await incident.say('assess', { ...who, ...WHOLE_TRIAGE });
}
