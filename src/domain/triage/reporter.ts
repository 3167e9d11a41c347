import type { Addressees } from '../alerts/state';
import type { IncidentState } from '../state';
import type { Channel } from './report';

/** Through which a person tells us what they saw; through the others a system or the team does. */
const OF_PEOPLE: readonly Channel[] = ['staff', 'third-party'];

/** The colleague who reported and waits to hear what comes of it: who handles incidents reads them as they are. */
export function reporterToTell({
  report,
  roster,
  rules,
}: Pick<IncidentState, 'report' | 'roster' | 'rules'>): Addressees | undefined {
  const { reporter, channel } = report;
  const roles = (Object.hasOwn(roster, reporter) && roster[reporter]) || [];
  const isColleague = roles.every((role) => role === 'reporter');
  return rules.attention && OF_PEOPLE.includes(channel) && isColleague ? { persons: [reporter] } : undefined;
}
