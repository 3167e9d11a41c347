import type { Addressees, AlertDetail, AlertKind } from '../alerts/state';
import type { Alarm } from '../clocks/alarms';
import type { EffectId } from '../effects/state';
import type { Instant } from '../primitives/instant';
import { askedFor, escalated } from './alerts';
import type { PostMortemEvent } from './events';
import type { Action, PostMortemState } from './state';

/** One thing that a post-mortem waits for. */
interface Wait {
  subject: string;
  due: Instant;
  alert: AlertKind;
  to: Addressees;
  detail: AlertDetail;
}

type Clock = (state: PostMortemState) => Wait[];

/** Every clock of a post-mortem: what waits by it, until when, and who is asked for it, again and again, until it is done. */
const CLOCKS: Record<string, Clock> = { approval, action, effect };

export function waitsOf(state: PostMortemState): Wait[] {
  return Object.values(CLOCKS).flatMap((clock) => clock(state));
}

function approval({ approvedAt, due, members }: PostMortemState): Wait[] {
  if (approvedAt) return [];
  const detail = { about: 'post-mortem', due } as const;
  return [{ subject: 'approval', due, alert: 'post-mortem-overdue', to: { persons: members }, detail }];
}

function action({ actions }: PostMortemState): Wait[] {
  return actions.filter(({ done }) => !done).map((one) => waitFor(one, 'change', one.due));
}

function effect({ actions }: PostMortemState): Wait[] {
  return actions.filter(({ done, verified }) => done && !verified).map((one) => waitFor(one, 'effect', one.checkBy));
}

function waitFor({ number, owner }: Action, what: 'change' | 'effect', due: Instant): Wait {
  const detail = { about: 'action', action: number, what, due } as const;
  return { subject: `${what} ${number}`, due, alert: 'action-overdue', to: { persons: [owner] }, detail };
}

/** One timer for whatever comes next, as of an incident. */
export function postMortemAlarms(state: PostMortemState): Alarm[] {
  const instants = [
    ...waitsOf(state)
      .filter(({ subject }) => !isAsked(state, subject))
      .map((wait) => nextAskAt(state, wait)),
    ...state.alerts.map(({ escalatesAt }) => escalatesAt),
  ];
  const [at] = instants.sort();
  return at ? [{ key: `next ${at}`, at, summary: `next reminder or level ${state.id}` }] : [];
}

/** What a timer that fired means, as the state stands. */
export function struck(state: PostMortemState, at: Instant, nextId: () => EffectId): PostMortemEvent[] {
  const due = waitsOf(state).filter((wait) => !isAsked(state, wait.subject) && nextAskAt(state, wait) <= at);
  return [
    ...due.map(({ subject, alert: kind, to, detail }) =>
      askedFor(state, at, { id: nextId(), subject, kind, to, detail }),
    ),
    ...state.alerts.filter(({ escalatesAt }) => escalatesAt <= at).map((alert) => escalated(state, alert, at)),
  ];
}

/** Alerts about what waits no more climb no further. */
export function endedAlerts(state: PostMortemState): PostMortemEvent[] {
  const open = waitsOf(state).map(({ subject }) => subject);
  return state.alerts
    .filter(({ obligation = '' }) => !open.includes(obligation))
    .map(({ id }) => ({ type: 'alert-ended', alert: id, why: 'done' }));
}

function isAsked({ alerts }: PostMortemState, subject: string): boolean {
  return alerts.some(({ obligation }) => obligation === subject);
}

function nextAskAt({ reasks }: PostMortemState, { subject, due }: Wait): Instant {
  return reasks.find((one) => one.subject === subject)?.at ?? due;
}
