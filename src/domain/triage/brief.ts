import { shortened } from '../primitives/shortened';
import type { IncidentState } from '../state';
import type { ReportBrief } from './report';

/** What was seen, by whom, and its number in the system that it came from, for mail to our own people. */
export function briefOf({ report, rules }: Pick<IncidentState, 'report' | 'rules'>): ReportBrief {
  if (!rules.attention) return {};
  const { seen, reporter: seenBy, externalReference } = report;
  return { seen: shortened(seen), seenBy, ...(externalReference && { externalReference }) };
}
