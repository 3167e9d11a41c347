import type { Fold } from '../../fold';
import type { AskedSlice } from '../state';

/** First halves of acts that need a second person: asked, then done or declined. */
export const foldAsked: Fold<AskedSlice> = ({ asked }, event, { by }) => {
  switch (event.type) {
    case 'waiver-asked': {
      const { customer, reason } = event;
      return { asked: { ...asked, waivers: [...asked.waivers, { customer, reason, by }] } };
    }
    case 'customer-waived':
      return withoutWaiver(asked, event.customer);
    case 'withdrawal-asked':
      return { asked: { ...asked, withdrawal: { reason: event.reason, becomes: event.becomes, by } } };
    case 'declaration-withdrawn':
      return { asked: { ...asked, withdrawal: undefined } };
    case 'correction-asked': {
      const { type: _, ...correction } = event;
      return { asked: { ...asked, correction: { ...correction, by } } };
    }
    case 'anchor-corrected':
      return asked.correction?.anchor === event.anchor ? { asked: { ...asked, correction: undefined } } : {};
    case 'ask-declined':
      if (event.ask !== 'waiver') return { asked: { ...asked, [event.ask]: undefined } };
      return event.customer === undefined ? {} : withoutWaiver(asked, event.customer);
    default:
      return {};
  }
};

function withoutWaiver(asked: AskedSlice['asked'], customer: string): AskedSlice {
  return { asked: { ...asked, waivers: asked.waivers.filter((waiver) => waiver.customer !== customer) } };
}
