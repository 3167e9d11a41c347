import { dutyOwed } from '../regimes/duties';
import { heldBy } from '../case/blockers';
import type { OwnClock } from './clock';
import { regimeClock } from './regime-clock';

/** What a law that somebody judged to apply wants of us, until it is recorded as done. */
export const obeyRegime: OwnClock = {
  ...regimeClock('obey-regime', 'regime-overdue', ({ due }) => due),
  blocksClosing: (state, it) => {
    const { regime = it.subject, duty } = dutyOwed(state, it.subject) ?? {};
    return heldBy(it, 'regime-duty', { of: regime, title: duty?.title });
  },
  mayBeWaived: true,
};
