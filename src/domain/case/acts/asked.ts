import type { Fold } from '../../fold';
import type { AskedSlice } from '../state';
import type { CustomerId } from '../../primitives/parties';

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
    case 'lift-asked':
      return { asked: { ...asked, lifting: { reason: event.reason, by } } };
    case 'restriction-lifted':
      return { asked: { ...asked, lifting: undefined } };
    case 'correction-asked': {
      const { type: _, ...correction } = event;
      return { asked: { ...asked, correction: { ...correction, by } } };
    }
    case 'anchor-corrected':
      return asked.correction?.anchor === event.anchor ? { asked: { ...asked, correction: undefined } } : {};
    case 'promise-waiver-asked': {
      const { promise, reason } = event;
      return { asked: { ...asked, promises: [...(asked.promises ?? []), { promise, reason, by }] } };
    }
    case 'obligation-met':
    case 'obligation-voided':
      return withoutPromise(asked, event.obligation);
    case 'ask-declined':
      if (event.ask === 'promise') return withoutPromise(asked, event.promise);
      if (event.ask !== 'waiver') return { asked: { ...asked, [event.ask]: undefined } };
      return event.customer === undefined ? {} : withoutWaiver(asked, event.customer);
    default:
      return {};
  }
};

function withoutWaiver(asked: AskedSlice['asked'], customer: CustomerId): AskedSlice {
  return { asked: { ...asked, waivers: asked.waivers.filter((waiver) => waiver.customer !== customer) } };
}

/** Kept meanwhile, or put aside: there is nothing to confirm any more. */
function withoutPromise(asked: AskedSlice['asked'], promise: string | undefined): Partial<AskedSlice> {
  if (!asked.promises?.some((one) => one.promise === promise)) return {};
  const promises = asked.promises.filter((one) => one.promise !== promise);
  return { asked: { ...asked, promises: promises.length > 0 ? promises : undefined } };
}
