import { obligationIdOf } from './state';
import type { Event } from '../events';
import { HOUR, plus, type Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { OwnClock } from './clock';
import { metAt } from './fulfilment';

/** A declaration by signal stands at once, and its author cannot be verified: a signed-in person confirms it, or asks for its withdrawal. */
export const confirmDeclaration: OwnClock = {
  owedTo: 'us',
  onDue: {
    alert: 'declaration-unconfirmed',
    to: () => ({ roles: ['lead', 'privacy', 'legal'] }),
    reaskAfterMs: ({ confirmDeclarationHours }) => confirmDeclarationHours * HOUR,
    leavesUndecided: () => false,
  },
  toldBy: ['declared'],
  follows: ({ declaration, obligations }, at) =>
    declaration?.confirmedBy
      ? obligations
          .filter(({ kind, status }) => kind === 'confirm-declaration' && status === 'open')
          .map((it) => metAt(it, at))
      : [],
  blocksClosing: () => ({ code: 'unconfirmed' }),
  endsWithDeclaration: true,
};

export function confirmationOwed({ rules }: IncidentState, since: Instant): Event {
  return {
    type: 'obligation-opened',
    obligation: obligationIdOf('confirm-declaration'),
    kind: 'confirm-declaration',
    since,
    due: plus(since, rules.confirmDeclarationHours * HOUR),
  };
}
