import type { Alarm } from '../clocks/alarms';
import type { EffectId } from '../effects/state';
import { HOUR, plus, type Instant } from '../primitives/instant';
import { realTime, type Pace } from '../primitives/pace';
import type { PersonId } from '../primitives/people';
import { raisedFor } from './alerts';
import type { ExerciseEvent } from './events';
import type { Inject } from './scenario';
import type { ExerciseState } from './state';

/* An exercise keeps the world's time: it calls people who have a calendar. Its incident keeps the story's. */

/** So long before its start who has not confirmed is asked again. */
const CONFIRM_BEFORE_HOURS = 24;
/** How often an agreed resolution that is overdue is asked for. */
const REASK_HOURS = 7 * 24;
const OUTCOME = 'The exercise is over: its time has run out.';

export function paceIn({ beganAt, factor }: Pick<ExerciseState, 'beganAt' | 'factor'>): Pace | undefined {
  return beganAt && { origin: beganAt, factor };
}

interface Due {
  at: Instant;
  events: (nextId: () => EffectId) => ExerciseEvent[];
}

/** All that is to happen by itself, and when. */
function duesOf(state: ExerciseState): Due[] {
  switch (state.phase) {
    case 'planned':
      return [begin(state), ...confirmationDue(state)];
    case 'running':
      return courseDues(state);
    default:
      return resolutionDues(state);
  }
}

export function exerciseAlarms(state: ExerciseState): Alarm[] {
  const [at] = duesOf(state)
    .map((due) => due.at)
    .sort();
  return at ? [{ key: `next ${at}`, at, summary: `next inject or reminder ${state.id}` }] : [];
}

/** What a timer that fired means, as the state stands. */
export function exerciseStruck(state: ExerciseState, at: Instant, nextId: () => EffectId): ExerciseEvent[] {
  return duesOf(state)
    .filter((due) => due.at <= at)
    .flatMap(({ events }) => events(nextId));
}

function begin({ startsAt }: ExerciseState): Due {
  return { at: startsAt, events: (nextId) => [{ type: 'exercise-begun', effect: nextId() }] };
}

export function unconfirmedOf({ team, confirmations }: Pick<ExerciseState, 'team' | 'confirmations'>): PersonId[] {
  return team.map(({ person }) => person).filter((one) => !confirmations.some(({ person }) => person === one));
}

function confirmationDue(state: ExerciseState): Due[] {
  const { startsAt } = state;
  const persons = unconfirmedOf(state);
  if (persons.length === 0 || isAsked(state, 'confirm')) return [];
  return [
    {
      at: plus(startsAt, -CONFIRM_BEFORE_HOURS * HOUR),
      events: (nextId) => [
        { type: 'reasked', subject: 'confirm', at: startsAt },
        raisedFor(state, nextId(), 'exercise-unconfirmed', persons, { about: 'exercise', startsAt }),
      ],
    },
  ];
}

/** Injects in the order of the story, and its end. */
function courseDues(state: ExerciseState): Due[] {
  const pace = paceIn(state);
  if (!pace) return [];
  const played = new Set(state.injects.map(({ inject }) => inject));
  const storyAt = (hours: number) => plus(pace.origin, hours * HOUR);
  const open = state.scenario.injects.filter(({ id }) => !played.has(id));
  return [
    ...open.map((inject) => injectDue(inject, storyAt(inject.atHours), pace)),
    { at: realTime(storyAt(state.scenario.hours), pace), events: (nextId) => [ended(OUTCOME, nextId)] },
  ];
}

function injectDue({ id: inject }: Inject, story: Instant, pace: Pace): Due {
  return {
    at: realTime(story, pace),
    events: (nextId) => [{ type: 'inject-owed', effect: nextId(), inject, at: story }],
  };
}

export function ended(outcome: string, nextId: () => EffectId): ExerciseEvent {
  return { type: 'exercise-ended', effect: nextId(), outcome };
}

function resolutionDues(state: ExerciseState): Due[] {
  return state.findings
    .filter(({ done }) => !done)
    .map(({ number: finding, owner, due }) => {
      const subject = `finding ${finding}`;
      const at = state.reasks.find((one) => one.subject === subject)?.at ?? due;
      return {
        at,
        events: (nextId) => [
          { type: 'reasked', subject, at: plus(at, REASK_HOURS * HOUR) },
          raisedFor(state, nextId(), 'resolution-overdue', [owner], { about: 'resolution', finding, due }),
        ],
      };
    });
}

function isAsked({ reasks }: ExerciseState, wanted: string): boolean {
  return reasks.some(({ subject }) => subject === wanted);
}
