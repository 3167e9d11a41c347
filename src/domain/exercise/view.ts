import type { ExercisePage } from './events';
import { unconfirmedOf, paceIn } from './clocks';
import { lackingInExercise } from './lacking';
import type { ExerciseState, ScoreLine } from './state';

/** As everybody but reporters has it; what the scenario still holds is the facilitator's to know. */
export function exerciseView(state: ExerciseState) {
  const { id, sequence, phase, plan, departments, factor, startsAt, facilitator, customers } = state;
  const { name, version, title, nature, objective, hours } = state.scenario;
  const { plannedAt, plannedBy, incident, beganAt, endedAt, concludedAt } = state;
  return {
    ...{ id, sequence, phase, plan, departments, factor, startsAt, facilitator, customers },
    scenario: { name, version, title, nature, objective, hours },
    ...{ plannedAt, plannedBy, incident, beganAt, endedAt, concludedAt },
    pace: paceIn(state),
    team: state.team.map((player) => ({
      ...player,
      confirmedAt: state.confirmations.find(({ person }) => person === player.person)?.at,
      attended: state.attendance.find(({ person }) => person === player.person)?.attended,
      excuse: state.attendance.find(({ person }) => person === player.person)?.reason,
    })),
    unconfirmed: unconfirmedOf(state),
    injects: playedIn(state),
    score: (state.score ?? []).map((line) => ({ ...line, met: isMet(line) })),
    findings: state.findings,
    lacking: state.phase === 'ended' ? lackingInExercise(state) : [],
  };
}
export type ExerciseView = ReturnType<typeof exerciseView>;

/** Those that the players had so far. */
function playedIn({ injects, scenario }: ExerciseState) {
  return injects.flatMap(({ inject, at }) => {
    const of = scenario.injects.find(({ id }) => id === inject);
    return of ? [{ id: inject, at, kind: of.kind, from: of.from, words: of.words }] : [];
  });
}

function isMet({ afterHours, withinHours }: ScoreLine): boolean {
  return afterHours !== undefined && afterHours <= withinHours;
}

/** The answer to an accepted command. */
export interface ExerciseAnswer {
  state: ExerciseView;
  sequence: number;
  events: ExercisePage['events'];
}

export function exerciseAnswer(state: ExerciseState, page?: Pick<ExercisePage, 'sequence' | 'events'>): ExerciseAnswer {
  const { sequence, events } = page ?? { sequence: state.sequence, events: [] };
  return { state: exerciseView(state), sequence, events };
}

/** It runs until the last agreed resolution is done. */
export function isExerciseOver({ phase, findings }: ExerciseState): boolean {
  return phase === 'concluded' && findings.every(({ done }) => done);
}
