import { elapsed, type Instant } from '../../../domain/primitives/instant';
import type { IncidentView } from '../../../domain/view';

/** Every clock of an incident, running ones first, each with its remaining time in whole seconds; negative once it is late. */
export function clocksOf({ anchors, obligations, headline, lateness }: IncidentView, now: Instant) {
  const running = obligations.filter(({ status }) => status === 'open').sort((a, b) => (a.due < b.due ? -1 : 1));
  const ended = obligations.filter(({ status }) => status !== 'open');
  return {
    due: headline.due,
    late: headline.late,
    anchors,
    items: [
      ...running.map((clock) => ({ ...clock, secondsLeft: Math.floor(elapsed(now, clock.due) / 1000) })),
      ...ended,
    ],
    lateness,
  };
}
