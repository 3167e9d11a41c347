import { inCharge } from '../../alerts/addressees';
import { raise } from '../../alerts/alerts';
import type { Event } from '../../events';
import { SYSTEM_DOOR, type CommandContext, type CommandRule } from '../../rule';
import { counted, type ScopeCount } from '../../scope/counted';
import { newlyUnreachable } from '../../scope/unreachable';

export interface NoticeReturned extends ScopeCount {
  notice: number;
  kind: 'bounced' | 'wrong-person';
}

/**
 * An accepted mail did not reach whom it was for. Who has no other counts as untold from then on, at the old due; a closed incident is opened
 * again for that, by nobody's leave.
 */
export const noticeReturned: CommandRule<NoticeReturned> = {
  description: 'A mail of a notice came back after its server had taken it, or reached the wrong person.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, { notice: number, kind, ...scope }) => {
    const { state, after } = hearing;
    if (state.stage.stage !== 'closed') return [...counted(state, scope), ...newlyUnreachable(hearing, scope)];
    if (!isOwedAgain(hearing, scope)) return [];
    const reopened = reopening(hearing, number, kind);
    return [...reopened, ...counted(after(reopened), scope)];
  },
};

function isOwedAgain({ state }: CommandContext, { asOf, cohorts }: ScopeCount): boolean {
  const told = (list: readonly { told: number }[]) => list.reduce((sum, one) => sum + one.told, 0);
  return asOf >= state.scopeAsOf && told(cohorts) < told(state.cohorts);
}

function reopening({ state, said, nextId }: CommandContext, notice: number, kind: NoticeReturned['kind']): Event[] {
  const reason =
    kind === 'bounced' ? `A mail of notice ${notice} came back.` : `Notice ${notice} reached a wrong person.`;
  const open = { ...state, stage: { stage: 'investigation', since: said.at } } as const;
  return [
    { type: 'reopened', reason, effect: nextId() },
    raise(open, said.at, nextId(), 'reopened', inCharge(state), { acknowledge: true }),
  ];
}
