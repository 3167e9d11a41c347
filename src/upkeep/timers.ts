import type { temporal } from '@temporalio/proto';
import { alarmsOf, commitmentAlarms, nextAlarmAt } from '../domain/clocks/alarms';
import { instantAt, millisecondsOf, type Instant } from '../domain/primitives/instant';
import type { IncidentState } from '../domain/state';

/** How late a timer may be set to strike: the time between asking for it and its beginning, with a worker that was slow. */
const TIMER_TOLERANCE_MS = 60_000;
/** From when an alarm is due until its page is in the register, with workers that were slow. */
const PAGE_WITHIN_MS = 10 * 60_000;

/** When the timers will fire that have neither fired nor been cancelled. */
export function pendingIn(events: temporal.api.history.v1.IHistoryEvent[]): number[] {
  const pending = new Map<string, number>();
  for (const { eventTime, timerStartedEventAttributes: started, ...event } of events) {
    if (started) pending.set(String(started.timerId), inMs(eventTime) + inMs(started.startToFireTimeout));
    const ended = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (ended) pending.delete(String(ended.timerId));
  }
  return [...pending.values()];
}

/** Every commitment must have a timer, and every timer something in the state that it is for: a commitment, or whatever else comes next. */
export function timerFaults(state: IncidentState, pending: number[]): string[] {
  const missing = commitmentAlarms(state).filter(({ at }) => !pending.some((strike) => isFor(at, strike)));
  const alarms = alarmsOf(state);
  const unknown = pending.filter((strike) => !alarms.some(({ at }) => isFor(at, strike)));
  return [
    ...missing.map(({ at }) => `its workflow runs, and no timer is pending for the commitment due ${at}`),
    ...unknown.map(
      (strike) => `a timer of its workflow is pending for ${named(strike)}, when nothing is due in the register`,
    ),
  ];
}

/** An alarm that passed has made a page, or its timer was lost; or the register was not given the page. */
export function lostTimerFaults(state: IncidentState, nowMs: number): string[] {
  const at = nextAlarmAt(state);
  if (!at || millisecondsOf(at) > nowMs - PAGE_WITHIN_MS) return [];
  return [`its alarm of ${at} has passed, and the register has no page of what came of it`];
}

function isFor(at: Instant, strike: number): boolean {
  const wanted = millisecondsOf(at);
  return strike >= wanted - 1 && strike <= wanted + TIMER_TOLERANCE_MS;
}

function named(strike: number): Instant {
  return instantAt(Math.round(strike));
}

function inMs(time?: { seconds?: unknown; nanos?: number | null } | null): number {
  return Number(time?.seconds ?? 0) * 1_000 + (time?.nanos ?? 0) / 1_000_000;
}
