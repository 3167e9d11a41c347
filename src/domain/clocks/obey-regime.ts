import { dutyOwed } from '../regimes/duties';
import type { OwnClock } from './clock';
import { regimeClock } from './regime-clock';

/** What a law that somebody judged to apply wants of us, until it is recorded as done. */
export const obeyRegime: OwnClock = {
  ...regimeClock('obey-regime', 'regime-overdue', ({ due }) => due),
  blocksClosing: (state, { id, due, subject }) => {
    const { regime = subject ?? '', duty } = dutyOwed(state, subject) ?? {};
    return `${id}: ${duty?.title ?? 'a duty'} of ${regime} is due before ${due}: record it (record-regime-duty)`;
  },
  mayBeWaived: true,
};
