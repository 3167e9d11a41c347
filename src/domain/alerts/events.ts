import type { Headline } from '../case/state';
import type { Duty, ObligationId } from '../clocks/state';
import type { AlertId, EffectId } from '../effects/state';
import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import type { Addressees, AlertDetail, AlertKind, WhyEnded } from './state';

export type AlertEvent =
  | {
      type: 'alert-raised';
      alert: AlertId;
      kind: AlertKind;
      to: Addressees;
      acknowledge: boolean;
      escalatesAt?: Instant;
      detail?: AlertDetail;
      obligation?: ObligationId;
      duty?: Duty;
      headline: Headline;
    }
  | {
      type: 'alert-escalated';
      alert: AlertId;
      level: number;
      to: Addressees;
      escalatesAt: Instant;
      duty?: Duty;
      headline: Headline;
    }
  | { type: 'alert-delivered'; effect: EffectId; reached: PersonId[] }
  /** `reasked`: the obligation that goes on asking all the same, and when. */
  | { type: 'alert-acknowledged'; alert: AlertId; reasked?: { obligation: ObligationId; at: Instant } }
  | { type: 'alert-ended'; alert: AlertId; why: WhyEnded };
