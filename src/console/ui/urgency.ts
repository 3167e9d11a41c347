import { HOUR_MS } from './format';

/** How near a clock is to its due: the nearer, the louder. */
export type Urgency = 'late' | 'urgent' | 'soon' | 'calm' | 'none';

const URGENT_MS = 6 * HOUR_MS;
const SOON_MS = 24 * HOUR_MS;

export function urgencyOf(due: string | undefined, now: number, isLate = false): Urgency {
  if (isLate) return 'late';
  if (due === undefined) return 'none';
  const left = Date.parse(due) - now;
  if (left <= 0) return 'late';
  if (left <= URGENT_MS) return 'urgent';
  return left <= SOON_MS ? 'soon' : 'calm';
}
