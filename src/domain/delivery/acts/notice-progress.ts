import { raise } from '../../alerts/alerts';
import { awaitApproval } from '../../clocks/await-approval';
import { lackingFacts } from '../../notices/needs';
import { alertOfRejection, alertOfSending } from '../../notices/news';
import { approversOf, noticeOf, textOf } from '../../notices/notices';
import type { IncidentState } from '../../state';
import type { Event } from '../../events';
import { takenDown, type ForeignName, type NoticeCounts, type TakenDown, type TextHash } from '../../notices/state';
import { SYSTEM_DOOR, type CommandRule } from '../../rule';
import { counted, type ScopeCount } from '../../scope/counted';
import { unreachableBy } from '../../scope/unreachable';

export interface NoticeComposed extends Partial<TakenDown> {
  effect: string;
  notice: number;
  hash: TextHash;
  /** Of other customers, in what its recipients read. */
  names?: ForeignName[];
  /** Where it holds what must not go out, and nobody may approve it. */
  refused?: string[];
}

export interface NoticeStarted {
  effect: string;
  notice: number;
}

export interface DeliveriesRolledUp extends ScopeCount {
  notice: number;
  counts: NoticeCounts;
  finished: boolean;
}

export const noticeComposed: CommandRule<NoticeComposed> = {
  description: 'The text of a notice stands, with its hash; those who approve are asked.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, { effect, notice: number, hash, refused = [], names = [], ...taken }) => {
    const { state, said, nextId, after } = hearing;
    const notice = noticeOf(state, number);
    const owed = owedIn(state, 'compose-notice', effect, number);
    if (!notice || !owed) return [];
    if (refused.length > 0) {
      const reason = `${WITHHELD} ${refused.join('; ')}`;
      return [
        { type: 'notice-refused', effect: owed.id, notice: number, reason },
        ...alertOfRejection(hearing, notice, reason),
      ];
    }
    const composed: Event = {
      ...{ type: 'notice-composed', effect: owed.id, notice: number, hash, ...takenDown(taken) },
      ...(names.length > 0 && { names }),
    };
    const isApprovable = notice.status === 'composing' && lackingFacts(state, notice.kind).length === 0;
    if (!isApprovable) return [composed];
    const approvers = { roles: approversOf(state) };
    const detail = textOf({ ...notice, hash, ...takenDown(taken) });
    const events = [composed, ...awaitApproval.follows(after([composed]), said.at)];
    return [...events, raise(after(events), said.at, nextId(), 'notice-awaits-approval', approvers, { detail })];
  },
};

const WITHHELD = 'It holds words that are withheld. Take them out and draft it again:';

export const noticeStarted: CommandRule<NoticeStarted> = {
  description: 'The sending of a notice has begun as a workflow of its own.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: ({ state }, { effect, notice }) => {
    const owed = owedIn(state, 'send-notice', effect, notice);
    return owed ? [{ type: 'notice-started', effect: owed.id, notice }] : [];
  },
};

export const deliveriesRolledUp: CommandRule<DeliveriesRolledUp> = {
  description: 'How far a notice has come, and which customers count as told, in absolute numbers.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, { notice: number, counts, finished, ...scope }) => {
    const { state } = hearing;
    const notice = noticeOf(state, number);
    if (!notice || (notice.status !== 'released' && notice.status !== 'sent')) return [];
    const newlySent = finished && notice.status === 'released';
    // A straggler from before the end, heard after it, tells nothing new of the notice.
    const outdated = notice.status === 'sent' && !finished;
    const moved = newlySent || (!outdated && JSON.stringify(notice.counts) !== JSON.stringify(counts));
    return [
      ...(moved ? [{ type: 'notice-counted', notice: number, counts, finished } as const] : []),
      ...counted(state, scope),
      ...(newlySent ? [...alertOfSending(hearing, number, counts), ...unreachableBy(hearing, counts, scope)] : []),
    ];
  },
};

function owedIn({ outbox }: IncidentState, kind: 'compose-notice' | 'send-notice', effect: string, notice: number) {
  return outbox.find((owed) => owed.kind === kind && owed.id === effect && owed.notice === notice);
}
