import { obligationIdOf } from './state';
import type { AlertKind } from '../alerts/state';
import { authorityDue } from '../case/role';
import type { Event } from '../events';
import { HOUR, type Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { OwnClock } from './clock';
import { metAt } from './fulfilment';
import type { Obligation } from './state';
import type { ObligationKind } from './table';

interface Authority {
  alert: AlertKind;
  /** Of this clock, from that of the notification. */
  dueOf: (due: Instant) => Instant;
  blocksClosing?: OwnClock['blocksClosing'];
  isNotHandedOver?: true;
}

/** A clock of our own notification to an authority: it counts from awareness anew where that is corrected, and ends with the filing. */
export function authorityClock(
  kind: ObligationKind,
  { alert, dueOf, blocksClosing, isNotHandedOver }: Authority,
): OwnClock {
  return {
    owedTo: 'us',
    onDue: {
      alert,
      to: () => ({ roles: ['privacy', 'legal', 'lead'] }),
      reaskAfterMs: ({ reasonQuietHours }) => reasonQuietHours * HOUR,
      leavesUndecided: () => false,
    },
    toldBy: [],
    follows: (state) => follows(kind, dueOf, state),
    ...(blocksClosing && { blocksClosing, mayBeWaived: true }),
    endsWithDeclaration: true,
    ...(isNotHandedOver && { isNotHandedOver }),
  };
}

function follows(kind: ObligationKind, dueOf: Authority['dueOf'], state: IncidentState): Event[] {
  const owed = authorityDue(state);
  const due = owed && dueOf(owed);
  const all = state.obligations.filter((it) => it.kind === kind);
  const open = all.find(({ status }) => status === 'open');
  const [filing] = state.filings ?? [];
  if (open) return ended(open, due, filing?.at);
  const since = state.anchors.aware?.at;
  const isOver = filing !== undefined || all.some((it) => it.status !== 'open' && it.due === due);
  if (!due || !since || isOver) return [];
  return [{ type: 'obligation-opened', obligation: obligationIdOf(`${kind}/${state.sequence + 1}`), kind, since, due }];
}

function ended(open: Obligation, due: Instant | undefined, filedAt: Instant | undefined): Event[] {
  if (filedAt) return [metAt(open, filedAt)];
  if (due === open.due) return [];
  const why = due ? 'the instant of awareness was corrected' : 'we are no controller here';
  return [{ type: 'obligation-voided', obligation: open.id, why }];
}
