import { lackingFacts } from './notices/needs';
import { isStale, rolesToApprove } from './notices/notices';
import type { Obligation } from './clocks/state';
import { earliest } from './clocks/obligations';
import { nextBestOf, type NextBest } from './next-best';
import type { PersonId, Role } from './primitives/people';
import type { IncidentState } from './state';
import { titleOf } from './triage/title';

/** What a list says of an incident beside its headline. */
export interface BoardRow {
  /** The first sentence of its report. */
  title: string;
  /** Who has it in hand. */
  owners: PersonId[];
  /** Of all its clocks, those of our own too, the one that runs out first. */
  clock?: Pick<Obligation, 'kind' | 'due' | 'lateSince'>;
  awaits?: NextBest;
}

export function boardRowOf(state: IncidentState): BoardRow {
  const clock = earliest(state.obligations.filter(({ status }) => status === 'open'));
  const { kind, due, lateSince } = clock ?? {};
  return {
    title: titleOf(state.report.seen),
    owners: state.assignees,
    ...(kind && due && state.stage.stage !== 'closed' && { clock: { kind, due, lateSince } }),
    awaits: nextBestOf(state),
  };
}

/** Whose approval a text waits for: these roles, but for whoever drafted or approved it. */
export function approvalsAwaited(state: IncidentState): { roles: Role[]; not: PersonId[] } {
  const waiting = state.notices.filter(
    (notice) =>
      notice.status === 'drafted' &&
      notice.hash &&
      !isStale(state, notice) &&
      lackingFacts(state, notice.kind).length === 0,
  );
  const roles = waiting.flatMap((notice) => rolesToApprove(state, notice));
  const not = waiting.flatMap(({ draftedBy, approvals }) => [draftedBy, ...approvals.map(({ by }) => by)]);
  return { roles: [...new Set(roles)], not: [...new Set(not)] };
}
