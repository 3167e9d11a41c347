import type { Fold } from '../../fold';
import type { RegimesSlice } from '../state';

/** Which laws were judged to apply, and what was done by each. What was done stays, whatever is judged later. */
export const foldRegimes: Fold<RegimesSlice> = ({ regimes }, event, { at, by }) => {
  switch (event.type) {
    case 'regime-judged': {
      const { type: _, ...judged } = event;
      const { name } = event.regime;
      const done = regimes.find(({ regime }) => regime.name === name)?.done ?? [];
      return { regimes: [...regimes.filter(({ regime }) => regime.name !== name), { ...judged, by, at, done }] };
    }
    case 'regime-duty-done': {
      const { type: _, regime: name, doneAt, ...how } = event;
      return {
        regimes: regimes.map((one) =>
          one.regime.name === name ? { ...one, done: [...one.done, { ...how, at: doneAt, by }] } : one,
        ),
      };
    }
    default:
      return {};
  }
};
