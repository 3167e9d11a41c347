import { obligationIdOf } from '../clocks/state';
import { nextLevel } from '../alerts/alerts';
import type { AlertEvent } from '../alerts/events';
import type { Addressees, Alert, AlertDetail, AlertKind } from '../alerts/state';
import type { AlertId, EffectId } from '../effects/state';
import { MINUTE, plus, type Instant } from '../primitives/instant';
import type { PostMortemState } from './state';

type Raised = Extract<AlertEvent, { type: 'alert-raised' }>;
type Escalated = Extract<AlertEvent, { type: 'alert-escalated' }>;

/** An alert says that something is due, by number: never what a post-mortem holds. */
export function raisedFor(
  { headline }: Pick<PostMortemState, 'headline'>,
  id: EffectId,
  kind: AlertKind,
  to: Addressees,
  detail: AlertDetail,
): Raised {
  return { type: 'alert-raised', alert: id as AlertId, kind, to, acknowledge: false, detail, headline };
}

/** One that climbs until somebody answers; `subject` is what it asks for. */
export function askedFor(
  state: PostMortemState,
  at: Instant,
  alert: Pick<Raised, 'kind' | 'to' | 'detail'> & { id: EffectId; subject: string },
): Raised {
  const { id, subject, ...rest } = alert;
  const escalatesAt = plus(at, state.rules.escalation.minutesPerLevel * MINUTE);
  const { headline } = state;
  return {
    ...{
      type: 'alert-raised',
      alert: id as AlertId,
      acknowledge: true,
      escalatesAt,
      obligation: obligationIdOf(subject),
      headline,
    },
    ...rest,
  };
}

/** The next level of the incident's escalation policy; the last one repeats. */
export function escalated({ rules, headline }: PostMortemState, alert: Alert, at: Instant): Escalated {
  return { ...nextLevel(rules, alert, at), headline };
}
