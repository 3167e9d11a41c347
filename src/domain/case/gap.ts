import { elapsed, HOUR, plus, type Instant } from '../primitives/instant';
import { refuse, type Refusal } from '../primitives/refusal';
import type { IncidentState } from '../state';
import type { AnchorName } from './state';

/* From detected to aware to declared: in this order, unless somebody says why not, and in the time that the rules give. */

type Instants = Partial<Record<AnchorName, Instant>>;

/** The hours from becoming aware to declaring, where they are more than the rules allow. */
export function declaredLate({ anchors, rules }: Pick<IncidentState, 'anchors' | 'rules'>) {
  const { aware, declared } = anchors;
  const limitHours = rules.attention?.declarationHours;
  if (!aware || !declared || limitHours === undefined) return undefined;
  const afterHours = elapsed(aware.at, declared.at) / HOUR;
  return afterHours > limitHours ? { afterHours: Math.round(afterHours * 10) / 10, limitHours } : undefined;
}

/** Nobody can know of what was not yet seen, so an instant before the detection is either a slip or wants its reason. */
export function beforeDetectionFault(
  { rules }: IncidentState,
  { detected, aware, declared }: Instants,
  beforeDetection: string | undefined,
): Refusal | undefined {
  if (!rules.attention || !detected || beforeDetection) return undefined;
  const earliest = plus(detected, -toleranceMs(rules));
  const names = [
    ...(aware && aware < earliest ? ['aware'] : []),
    ...(declared && declared < earliest ? ['declared'] : []),
  ];
  if (names.length === 0) return undefined;
  return refuse(
    'missing',
    `${names.join(' and ')} would lie before ${detected}, when it was detected. Name the right instant, correct "detected" by correct-anchor, ` +
      'or say in "beforeDetection" why it is so.',
    ['/beforeDetection'],
  );
}

/** Two instants of two clocks: within the tolerance the later one counts as the earlier. */
export function notAfter(rules: IncidentState['rules'], at: Instant, latest: Instant): Instant {
  return at > latest && at <= plus(latest, rules.attention ? toleranceMs(rules) : 0) ? latest : at;
}

export function notBefore(rules: IncidentState['rules'], at: Instant, earliest: Instant): Instant {
  return at < earliest && at >= plus(earliest, rules.attention ? -toleranceMs(rules) : 0) ? earliest : at;
}

function toleranceMs({ futureToleranceSeconds }: IncidentState['rules']): number {
  return futureToleranceSeconds * 1000;
}
