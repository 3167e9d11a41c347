import type { Fold } from '../../fold';
import type { Withholding, WithholdingSlice } from '../state';

export const foldWithholding: Fold<WithholdingSlice> = ({ withholdings }, event, { at, by }) => {
  const change = (number: number, to: (before: Withholding) => Partial<Withholding>) => ({
    withholdings: withholdings.map((one) => (one.number === number ? { ...one, ...to(one) } : one)),
  });
  switch (event.type) {
    case 'withholding-asked': {
      const { withholding: number, field, ground, why, seal, reviewBy } = event;
      const asked: Withholding = {
        ...{ number, field, ground, ...(why !== undefined && { why }), seal },
        ...{ askedBy: by, askedAt: at, approvals: [], reviewBy, status: 'standing' },
      };
      return { withholdings: [...withholdings, asked] };
    }
    case 'withholding-approved':
      return change(event.withholding, ({ approvals }) => ({ approvals: [...approvals, { by, as: event.as, at }] }));
    case 'withholding-declined':
      return change(event.withholding, () => ({ status: 'declined' }));
    case 'withholding-reviewed':
      return change(event.withholding, () => ({ reviewBy: event.reviewBy }));
    case 'withheld-released':
      return change(event.withholding, () => ({ status: 'released' }));
    default:
      return {};
  }
};
