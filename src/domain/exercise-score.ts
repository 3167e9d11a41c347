import { evolve } from './evolve';
import type { Page } from './events';
import { elapsed, HOUR, type Instant } from './primitives/instant';
import type { IncidentState } from './state';
import type { ExerciseScenario, Step } from './exercise/scenario';
import type { ScoreLine } from './exercise/state';

const DONE: Record<Step, (state: IncidentState, page: Page) => boolean> = {
  acknowledge: (_, { command }) => command === 'acknowledge',
  assess: ({ triageEndedAt }) => triageEndedAt !== undefined,
  declare: ({ declaration }) => declaration !== undefined,
  scope: ({ cohorts }) => cohorts.some(({ total }) => total > 0),
  approve: ({ notices }) => notices.some(({ approvals }) => approvals.length >= 2),
  tell: ({ cohorts }) =>
    cohorts.some(({ total }) => total > 0) && cohorts.every(({ told, waived, total }) => told + waived >= total),
};

/** When each expected step was first seen to be done, in hours of the story since the report. */
export function scoreOf(pages: readonly Page[], expected: ExerciseScenario['expected']): ScoreLine[] {
  const began = pages[0]?.at;
  const done = new Map<Step, Instant>();
  let state: IncidentState | undefined;
  for (const page of pages) {
    const after = evolve(state, page);
    state = after;
    for (const { step } of expected) if (!done.has(step) && DONE[step](after, page)) done.set(step, page.at);
  }
  return expected.map(({ step, withinHours }) => {
    const at = done.get(step);
    return { step, withinHours, ...(at && began && { afterHours: hoursBetween(began, at) }) };
  });
}

function hoursBetween(from: Instant, to: Instant): number {
  return Math.round((elapsed(from, to) / HOUR) * 100) / 100;
}
