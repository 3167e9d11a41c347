import { raise } from '../../alerts/alerts';
import { holdDetail } from '../../clocks/await-second-person';
import { instantFrom } from '../../primitives/instant';
import type { PersonId, Role } from '../../primitives/people';
import { refuse, type Refusal } from '../../primitives/refusal';
import { API_ONLY, isSpeaker, type CommandContext, type CommandRule } from '../../rule';
import type { Event } from '../../events';
import { outsidersFault } from '../../visibility';
import { isUnderWay, noticeOf, settled, unknownNotice, wentOut } from '../notices';
import type { Notice } from '../state';

export interface HoldRelease {
  notice: number;
  reason: string;
  /** What may come of it that customers are told later. */
  risk?: string;
  /** Who answers for it, and is asked. */
  approver?: PersonId;
  /** When it is looked at again. */
  reviewBy?: string;
  /** The hold ends. */
  decline?: boolean;
}

/** Who may answer for it that a notice waits. */
export const HOLD_APPROVERS: readonly Role[] = ['legal', 'executive'];

export const holdRelease: CommandRule<HoldRelease> = {
  description:
    'Hold a notice back, with the reason, the risk of it, who approves that, and when it is looked at again. It holds at once; the promise to customers runs on. The approver gives the same command to confirm it, anybody of these roles ends it with "decline".',
  roles: ['legal', 'privacy', 'lead', 'executive'],
  doors: API_ONLY,
  decide: (hearing, hold) => {
    const { state, said } = hearing;
    const notice = noticeOf(state, hold.notice);
    if (!notice) return unknownNotice(state, hold.notice);
    if (!isUnderWay(notice) || wentOut(notice)) return settled(notice);
    if (hold.decline) return ended(notice, hold.reason);
    if (!notice.held) return begun(hearing, hold);
    const { approver, confirmedAt } = notice.held;
    if (confirmedAt) return refuse('already-so', `Notice ${notice.number} is held, and ${approver} confirmed it.`);
    if (!isSpeaker(said, approver))
      return refuse('second-person', `Notice ${notice.number} is held; ${approver} confirms it.`);
    return [{ type: 'hold-confirmed', notice: notice.number, reason: hold.reason }];
  },
};

function ended({ number, held }: Notice, reason: string): Event[] | Refusal {
  return held
    ? [{ type: 'hold-ended', notice: number, reason }]
    : refuse('nothing-open', `Notice ${number} is not held.`);
}

function begun({ state, said, nextId }: CommandContext, hold: HoldRelease): Event[] | Refusal {
  const { notice, reason, risk, approver } = hold;
  const lacking = (['risk', 'approver', 'reviewBy'] as const).filter((field) => hold[field] === undefined);
  if (risk === undefined || approver === undefined || hold.reviewBy === undefined)
    return refuse(
      'missing',
      `A hold needs its risk, who approves it, and when it is looked at again.`,
      lacking.map((field) => `/${field}`),
    );
  const reviewBy = instantFrom(hold.reviewBy);
  if (!reviewBy || reviewBy <= said.at)
    return refuse('impossible-instant', '"reviewBy" must be an instant to come.', ['/reviewBy']);
  const may = state.roster[approver]?.some((role) => HOLD_APPROVERS.includes(role));
  if (!may) return refuse('unknown-person', `${approver} is nobody of ${HOLD_APPROVERS.join(' or ')}.`, ['/approver']);
  if (isSpeaker(said, approver)) return refuse('second-person', 'Who holds a notice does not approve that.');
  const fault = outsidersFault(state, [approver], '/approver');
  if (fault) return fault;
  const detail = holdDetail({ number: notice, held: { by: said.by } });
  return [
    { type: 'release-held', notice, reason, risk, approver, reviewBy },
    raise(state, said.at, nextId(), 'second-person-needed', { persons: [approver] }, { detail, acknowledge: true }),
  ];
}
