import type { Fold } from '../../fold';
import type { RelatedSlice } from '../state';

/** All stand in their pages. */
const REFUSALS_KEPT = 20;

/** Which other incidents this one has to do with, and what it was merged into or took over. */
export const foldRelated: Fold<RelatedSlice> = (state, event, { at, by }) => {
  const { related: links, duplicates, refusedOffers, merging } = state;
  switch (event.type) {
    case 'incident-linked':
      return { related: [...links, { related: event.related, reason: event.reason, by, at }] };
    case 'incident-unlinked':
      return { related: links.filter(({ related }) => related !== event.related) };
    case 'merge-asked':
      return { merging: { into: event.related, reason: event.reason, by, at } };
    case 'merge-declined':
      return { merging: undefined };
    case 'merged':
      return { merging: undefined, mergedInto: merging && { ...merging, at } };
    case 'duplicate-accepted': {
      const { related, offer, report } = event;
      return { duplicates: [...duplicates, { related, offer, report, at }] };
    }
    case 'duplicate-refused':
      return { refusedOffers: [...refusedOffers, { offer: event.offer, why: event.why }].slice(-REFUSALS_KEPT) };
    default:
      return {};
  }
};
