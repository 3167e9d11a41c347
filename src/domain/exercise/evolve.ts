import { foldedBy } from '../fold';
import { mailOwed } from '../effects/acts/fold';
import type { Provenance } from '../events';
import { rosterAfter } from '../primitives/roster';
import { keysAfter } from '../recent-keys';
import type { ExerciseEvent, ExercisePage } from './events';
import type { ExerciseEffect, ExerciseState } from './state';

/** Folds one page into the state: total and pure, as that of an incident. */
export function evolveExercise(state: ExerciseState | undefined, page: ExercisePage): ExerciseState {
  const after = foldedExercise(state, page.events, page);
  if (!after) throw new Error(`The first page of ${page.incident} does not plan it`);
  return { ...after, sequence: page.sequence, recentKeys: keysAfter(after.recentKeys, page) };
}

export const foldedExercise = foldedBy<ExerciseState, ExerciseEvent>({ begun: planned, apply });

function planned(event: ExerciseEvent, { at, by }: Provenance): ExerciseState | undefined {
  if (event.type !== 'exercise-planned') return undefined;
  const { type: _, ...opening } = event;
  return {
    ...opening,
    ...{ stateVersion: 1, sequence: 0, recentKeys: [], plannedAt: at, plannedBy: by, phase: 'planned' },
    ...{ injects: [], confirmations: [], attendance: [], findings: [], reasks: [], outbox: [] },
  };
}

function apply(state: ExerciseState, event: ExerciseEvent, provenance: Provenance): ExerciseState {
  return {
    ...state,
    ...courseAfter(state, event, provenance),
    ...teamAfter(state, event, provenance),
    ...findingsAfter(state, event, provenance),
    outbox: outboxAfter(state, event, provenance),
  };
}

/** How far it is. */
function courseAfter(state: ExerciseState, event: ExerciseEvent, { at }: Provenance): Partial<ExerciseState> {
  switch (event.type) {
    case 'exercise-begun':
      return { phase: 'running' };
    case 'incident-opened':
      return { incident: event.incident, beganAt: event.at };
    case 'inject-owed':
      return { injects: [...state.injects, { inject: event.inject, at: event.at }] };
    case 'exercise-ended':
      return { phase: 'ended', endedAt: at };
    case 'exercise-scored':
      return { score: event.score };
    case 'exercise-concluded':
    case 'exercise-cancelled':
      return { phase: 'concluded', concludedAt: at };
    case 'reasked':
      return { reasks: [...state.reasks.filter(({ subject }) => subject !== event.subject), event] };
    default:
      return {};
  }
}

function teamAfter(state: ExerciseState, event: ExerciseEvent, { at, by }: Provenance): Partial<ExerciseState> {
  switch (event.type) {
    case 'role-confirmed': {
      const { words } = event;
      return { confirmations: [...state.confirmations, { person: by, at, ...(words && { words }) }] };
    }
    case 'attendance-recorded': {
      const { type: _, ...recorded } = event;
      const others = state.attendance.filter(({ person }) => person !== event.person);
      return { attendance: [...others, { ...recorded, by }] };
    }
    case 'roster-adopted':
    case 'roster-changed':
    case 'roster-missed':
      return rosterAfter(state.roster, event);
    default:
      return {};
  }
}

function findingsAfter(
  { findings }: ExerciseState,
  event: ExerciseEvent,
  { at, by }: Provenance,
): Partial<ExerciseState> {
  if (event.type === 'finding-added') {
    const { type: _, ...finding } = event;
    return { findings: [...findings, { ...finding, by, at }] };
  }
  if (event.type !== 'finding-resolved') return {};
  const done = { words: event.words, by, at };
  return { findings: findings.map((one) => (one.number === event.finding ? { ...one, done } : one)) };
}

function outboxAfter(state: ExerciseState, event: ExerciseEvent, provenance: Provenance): ExerciseEffect[] {
  const { outbox } = state;
  switch (event.type) {
    case 'alert-raised': {
      const mail = mailOwed({ rules: state.rules, alerts: [], assignees: [] }, event, provenance);
      return mail ? [...outbox, mail] : outbox;
    }
    case 'exercise-begun':
      return [...outbox, { id: event.effect, kind: 'open-incident' }];
    case 'inject-owed':
      return [...outbox, { id: event.effect, kind: 'play-inject', inject: event.inject }];
    case 'exercise-ended':
      return [...outbox, { id: event.effect, kind: 'end-incident', outcome: event.outcome }];
    case 'alert-delivered':
    case 'incident-opened':
    case 'inject-played':
    case 'exercise-scored':
      return outbox.filter(({ id }) => id !== event.effect);
    default:
      return outbox;
  }
}
