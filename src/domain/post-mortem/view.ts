import type { Instant } from '../primitives/instant';
import type { Reader } from '../visibility';
import type { PostMortemPage } from './events';
import { lackingIn } from './lacking';
import type { Action, PostMortemState } from './state';

export const POST_MORTEM_STATUSES = ['open', 'approved', 'followed-up'] as const;
export type PostMortemStatus = (typeof POST_MORTEM_STATUSES)[number];

export function statusOf({ approvedAt, actions }: PostMortemState): PostMortemStatus {
  if (!approvedAt) return 'open';
  return actions.every(({ verified }) => verified) ? 'followed-up' : 'approved';
}

/** As its members have it, and an auditor who was named for it. */
export function postMortemView(state: PostMortemState) {
  const { id, incident, sequence, openedAt, due, approvedAt, version, procedure, prompts } = state;
  return {
    ...{ id, incident, sequence, status: statusOf(state), openedAt, due, approvedAt, version, procedure, prompts },
    members: state.members,
    auditors: state.auditors,
    answers: state.answers,
    steps: state.steps,
    annotations: state.annotations,
    actions: state.actions,
    approvals: state.approvals,
    ...(state.synthesis && { synthesis: state.synthesis }),
    alerts: state.alerts.map(({ id: alert, kind, raisedAt, level }) => ({ id: alert, kind, raisedAt, level })),
    lacking: lackingIn(state),
  };
}
export type PostMortemView = ReturnType<typeof postMortemView>;

/** What any auditor sees: that there is one, when, by whom approved, and what became of its actions. */
export function postMortemRecord({ actions, approvals, ...view }: PostMortemView) {
  const { id, incident, sequence, status, openedAt, due, approvedAt } = view;
  return { id, incident, sequence, status, openedAt, due, approvedAt, approvals, actions: actions.map(actionRecord) };
}
export type PostMortemRecord = ReturnType<typeof postMortemRecord>;

function actionRecord({ number, change, procedure, owner, due, checkBy, done, verified }: Action) {
  const seen = verified && { by: verified.by, at: verified.at };
  return { number, change, procedure, owner, due, checkBy, done, verified: seen };
}

/** Members read and write it; an auditor who was named reads it until then. */
export function mayReadPostMortem(
  { id, roles }: Reader,
  { members, auditors }: Pick<PostMortemView, 'members' | 'auditors'>,
  now: Instant,
): boolean {
  if (members.includes(id)) return true;
  return roles.includes('auditor') && auditors.some(({ person, until }) => person === id && now < until);
}

/** The answer to an accepted command. */
export interface PostMortemAnswer {
  state: PostMortemView;
  sequence: number;
  events: PostMortemPage['events'];
}

export function postMortemAnswer(
  state: PostMortemState,
  page?: Pick<PostMortemPage, 'sequence' | 'events'>,
): PostMortemAnswer {
  const { sequence, events } = page ?? { sequence: state.sequence, events: [] };
  return { state: postMortemView(state), sequence, events };
}

/** A post-mortem is over once its actions had their effect. */
export function isFollowedUp(state: PostMortemState): boolean {
  return statusOf(state) === 'followed-up';
}
