import type { AlertKind } from '../alerts/state';
import type { Event } from '../events';
import { HOUR, type Instant } from '../primitives/instant';
import { dutiesOf, dutyOwed, isAskedElsewhere, type OwedDuty } from '../regimes/duties';
import type { IncidentState } from '../state';
import type { OwnClock } from './clock';
import { metAt } from './fulfilment';
import { obligationIdOf, type Obligation } from './state';
import type { ObligationKind } from './table';

type At = (running: { since: Instant; due: Instant }) => Instant;

/** A clock of what laws want of us: one for each duty that is not done, at an instant that follows from its term. */
export function regimeClock(kind: ObligationKind, alert: AlertKind, at: At): OwnClock {
  return {
    owedTo: 'us',
    onDue: {
      alert,
      to: () => ({ roles: ['privacy', 'legal', 'lead'] }),
      detail: (state, { subject }) => {
        const { regime, duty, due } = dutyOwed(state, subject) ?? {};
        if (!regime || !duty || !due) return undefined;
        return { about: 'regime-duty', regime, duty: duty.title, recipient: duty.recipient, due };
      },
      reaskAfterMs: ({ reasonQuietHours }) => reasonQuietHours * HOUR,
      leavesUndecided: () => false,
    },
    toldBy: [],
    follows: (state) => follows(state, kind, at),
    endsWithDeclaration: true,
  };
}

function follows(state: IncidentState, kind: ObligationKind, at: At): Event[] {
  const owed = state.withdrawn ? [] : dutiesOf(state).filter(({ duty }) => !isAskedElsewhere(state, duty));
  const all = state.obligations.filter((it) => it.kind === kind);
  const open = all.filter(({ status }) => status === 'open');
  const ended = open.flatMap((it) =>
    endOf(
      it,
      owed.find(({ subject }) => subject === it.subject),
      at,
    ),
  );
  const opened = owed.flatMap((one): Event[] => {
    const { subject, since, due, doneAt } = one;
    if (!since || !due || doneAt || open.some((it) => it.subject === subject)) return [];
    const asked = at({ since, due });
    if (all.some((it) => it.subject === subject && it.due === asked)) return [];
    const obligation = obligationIdOf(`${kind}/${subject}/${state.sequence + 1}`);
    return [{ type: 'obligation-opened', obligation, kind, since, due: asked, subject }];
  });
  return [...ended, ...opened];
}

function endOf(it: Obligation, owed: OwedDuty | undefined, at: At): Event[] {
  const { since, due, doneAt } = owed ?? {};
  if (doneAt) return [metAt(it, doneAt)];
  if (since && due && at({ since, due }) === it.due) return [];
  const why = due ? 'an instant that it counts from was corrected' : 'it was judged not to apply';
  return [{ type: 'obligation-voided', obligation: it.id, why }];
}
