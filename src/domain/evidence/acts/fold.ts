import type { Fold } from '../../fold';
import type { EvidenceSlice } from '../state';

/** What was secured, and through whose hands it went. */
export const foldEvidence: Fold<EvidenceSlice> = ({ evidence }, event, { at, by }) => {
  switch (event.type) {
    case 'evidence-recorded': {
      const { type: _, ...recorded } = event;
      const first = { holder: recorded.collectedBy, at: recorded.collectedAt, by };
      return { evidence: [...evidence, { ...recorded, custody: [first] }] };
    }
    case 'evidence-passed': {
      const { to: holder, reason } = event;
      const passed = { holder, at, by, reason };
      return {
        evidence: evidence.map((one) =>
          one.number === event.evidence ? { ...one, custody: [...one.custody, passed] } : one,
        ),
      };
    }
    default:
      return {};
  }
};
