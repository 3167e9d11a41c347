import { raise } from '../alerts/alerts';
import { awaitApproval } from '../clocks/await-approval';
import type { Event } from '../events';
import type { CommandContext } from '../rule';
import { rolesToApprove, textOf } from './notices';

/**
 * An approval counts as long as who gave it is among our people: after whoever approved was deactivated the text is asked for anew, from the
 * side that lacks it. Who was never on the roster that this incident had, such as somebody new, has not left it.
 */
export function approvalsLapsed({ state, said, nextId, after }: CommandContext, change: Event): Event[] {
  const { roster } = after([change]);
  const isGone = (person: string) => Object.hasOwn(state.roster, person) && !Object.hasOwn(roster, person);
  if (!state.rules.attention) return [];
  const lapsed = state.notices
    .filter(({ status }) => status === 'drafted' || status === 'approved')
    .flatMap(({ number, approvals }) =>
      approvals.filter(({ by }) => isGone(by)).map(({ by }) => ({ notice: number, person: by })),
    )
    .map((one) => ({ type: 'approval-lapsed', ...one }) as const);
  const owed = [...lapsed, ...(lapsed.length > 0 ? awaitApproval.follows(after([change, ...lapsed]), said.at) : [])];
  const asked = after([change, ...owed]);
  const alerts = asked.notices
    .filter(({ number }) => lapsed.some(({ notice }) => notice === number))
    .map((notice): Event => {
      const roles = rolesToApprove(asked, notice);
      const detail = textOf(notice);
      return raise(asked, said.at, nextId(), 'notice-awaits-approval', { roles }, { detail });
    });
  return [...owed, ...alerts];
}
