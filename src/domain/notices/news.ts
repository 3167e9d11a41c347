import { raise } from '../alerts/alerts';
import type { AlertDetail, AlertKind, Addressees } from '../alerts/state';
import type { EffectId } from '../effects/state';
import type { Event } from '../events';
import type { Instant } from '../primitives/instant';
import type { PersonId } from '../primitives/people';
import { shortened } from '../primitives/shortened';
import type { CommandContext } from '../rule';
import type { IncidentState } from '../state';
import { factsMovedOn, isStale, textOf } from './notices';
import type { Notice, NoticeCounts } from './state';

/* What those concerned hear of a notice. News wait for no acknowledgement, and nobody hears of their own act. */

/** Who may release it hears that it has both approvals. */
export function alertOfApproval(hearing: CommandContext, approved: Event): Event[] {
  const after = hearing.after([approved]);
  const notice = after.notices.find(({ number, status }) => approvedIn(approved, number) && status === 'approved');
  if (!notice) return [];
  return news({ ...hearing, state: after }, 'notice-approved', { roles: ['lead', 'privacy'] }, textOf(notice));
}

/** The drafter, and who had approved it. */
export function alertOfRejection(hearing: CommandContext, notice: Notice, reason: string): Event[] {
  const { by } = hearing.said;
  const detail = { about: 'rejection', notice: notice.number, by, reason: shortened(reason) } as const;
  const to = concernedBut(by, notice);
  return to.persons.length > 0 ? news(hearing, 'notice-rejected', to, detail) : [];
}

export function alertOfSending(hearing: CommandContext, notice: number, counts: NoticeCounts): Event[] {
  const { customers, told, unreachable } = counts;
  return news(hearing, 'notice-sent', { roles: ['lead'] }, { about: 'sending', notice, customers, told, unreachable });
}

/** Who approved a text, and its drafter, hear once that it is stale. */
export function staleToTell(state: IncidentState, at: Instant, nextId: () => EffectId, by: PersonId): Event[] {
  if (!state.rules.attention) return [];
  return state.notices
    .filter((notice) => isStale(state, notice) && !notice.staleSince && notice.approvals.length > 0)
    .flatMap((notice): Event[] => {
      const to = concernedBut(by, notice);
      const stale: Event = { type: 'notice-stale', notice: notice.number };
      if (to.persons.length === 0) return [stale];
      return [stale, raise(state, at, nextId(), 'notice-stale', to, { detail: textOf(notice) })];
    });
}

/** Of a sending whose facts moved on, what was not handed over yet is no more what was approved. */
export function staleToStop(state: IncidentState, at: Instant, nextId: () => EffectId, by: PersonId): Event[] {
  return state.notices
    .filter((notice) => notice.recipientsHash && notice.status === 'released' && notice.sending !== 'stopped')
    .filter((notice) => factsMovedOn(state, notice))
    .flatMap((notice): Event[] => {
      const to = concernedBut(by, notice);
      const stopped = {
        type: 'sending-steered',
        effect: nextId(),
        notice: notice.number,
        to: 'stopped',
        reason: STALE,
      } as const;
      if (to.persons.length === 0) return [stopped];
      return [stopped, raise(state, at, nextId(), 'notice-stale', to, { detail: textOf(notice) })];
    });
}

const STALE = 'A fact changed while it was being sent: what was not handed over yet is drafted and approved anew.';

function news({ state, said, nextId }: CommandContext, kind: AlertKind, to: Addressees, detail: AlertDetail): Event[] {
  return state.rules.attention ? [raise(state, said.at, nextId(), kind, to, { detail })] : [];
}

function approvedIn(event: Event, number: number): boolean {
  return event.type === 'notice-approved' && event.notice === number;
}

function concernedBut(author: PersonId, { draftedBy, approvals }: Notice): { persons: PersonId[] } {
  const persons = [draftedBy, ...approvals.map(({ by }) => by)];
  return { persons: [...new Set(persons)].filter((person) => person !== author) };
}
