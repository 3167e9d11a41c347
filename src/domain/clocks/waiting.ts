import { obligationIdOf } from './state';
import type { Addressees, AlertDetail, AlertKind } from '../alerts/state';
import type { AttentionRules } from '../case/rules';
import type { Event } from '../events';
import { HOUR, plus, type Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { Obligation, ObligationId } from './state';
import type { OwnClock } from './clock';
import { metAt } from './fulfilment';
import type { ObligationKind } from './table';

/** One thing that waits for a person. */
export interface Waiting {
  /** The same as long as it waits, and compared as a whole. */
  subject: string;
  to: Addressees;
  detail?: AlertDetail;
}

interface WaitingClock {
  alert: AlertKind;
  toldBy: readonly AlertKind[];
  hours: (attention: AttentionRules) => number;
  /** All that waits, as the case stands. */
  waiting: (state: IncidentState) => Waiting[];
  /** Whether what waits no longer was answered; otherwise it became pointless. */
  isAnswered: (state: IncidentState, subject: string) => boolean;
}

/**
 * The clock of what waits for a person: it begins when the wait does, ends with it, and, once due, asks again and again, since an
 * acknowledgement is no answer. Only its beginning depends on the rules, so that what was begun also ends where they have changed.
 */
export function waitingClock(
  kind: ObligationKind,
  { alert, toldBy, hours, waiting, isAnswered }: WaitingClock,
): OwnClock {
  const one = (state: IncidentState, it: Obligation) => waiting(state).find(({ subject }) => subject === it.subject);
  const lengthMs = ({ attention }: IncidentState['rules']) => (attention ? hours(attention) * HOUR : undefined);
  return {
    owedTo: 'us',
    onDue: {
      alert,
      to: (state, it) => one(state, it)?.to ?? { roles: ['lead'] },
      detail: (state, it) => one(state, it)?.detail,
      reaskAfterMs: (rules) => lengthMs(rules) ?? rules.reasonDemandHours * HOUR,
      leavesUndecided: () => false,
    },
    toldBy,
    follows: (state, at) => {
      const open = state.obligations.filter((it) => it.kind === kind && it.status === 'open');
      const ended = open
        .filter((it) => !one(state, it))
        .map((it) => endOf(it, isAnswered(state, it.subject ?? ''), at));
      const length = lengthMs(state.rules);
      if (length === undefined) return ended;
      const begun = waiting(state).filter(({ subject }) => !open.some((it) => it.subject === subject));
      const idOf = idsFor(state, kind, at);
      return [
        ...ended,
        ...begun.map(({ subject }, index) => opening(idOf(index), kind, subject, at, plus(at, length))),
      ];
    },
    endsWithDeclaration: false,
  };
}

function endOf(it: Obligation, isAnswered: boolean, at: Instant): Event {
  return isAnswered
    ? metAt(it, at)
    : { type: 'obligation-voided', obligation: it.id, why: 'it waits for nobody any more' };
}

function opening(obligation: ObligationId, kind: ObligationKind, subject: string, since: Instant, due: Instant): Event {
  return { type: 'obligation-opened', obligation, kind, since, due, subject };
}

/** By the page that opens it, since ended ones leave the state: a count of them would give an id twice. */
function idsFor(
  { sequence, obligations }: IncidentState,
  kind: ObligationKind,
  at: Instant,
): (index: number) => ObligationId {
  const before = obligations.filter((it) => it.kind === kind && it.since === at).length;
  return (index) => obligationIdOf(`${kind}/${sequence + 1}.${before + index + 1}`);
}
