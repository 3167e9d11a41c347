import { refuse } from '../../primitives/refusal';
import type { PersonId } from '../../primitives/people';
import { API_ONLY } from '../../rule';
import { PLAYERS, type ExerciseRule } from '../rule';

export const confirmRole: ExerciseRule<{ words?: string }> = {
  description:
    'Say that you know the escalation procedure and your own role in it. Each of the team says so for themselves, before the exercise or in it.',
  ...{ roles: PLAYERS, doors: API_ONLY, by: 'team', phases: ['planned', 'running'] },
  decide: ({ state, said }, { words }) => {
    if (!state.team.some(({ person }) => person === said.by))
      return refuse('not-permitted', `${said.by} is none of the team of ${state.id}, and has no role to confirm.`);
    if (state.confirmations.some(({ person }) => person === said.by))
      return refuse('already-so', `${said.by} has confirmed already.`);
    return [{ type: 'role-confirmed', ...(words && { words }) }];
  },
};

export interface RecordAttendance {
  person: PersonId;
  attended: 'present' | 'excused' | 'absent';
  reason?: string;
}

export const recordAttendance: ExerciseRule<RecordAttendance> = {
  description: 'Record who of the team was there, who was excused, and why.',
  ...{ roles: PLAYERS, doors: API_ONLY, by: 'leads', phases: ['running', 'ended'] },
  decide: ({ state }, { person, attended, reason }) => {
    if (!state.team.some((player) => player.person === person))
      return refuse('unknown-person', `${person} is none of the team of ${state.id}.`, ['/person']);
    if (attended === 'excused' && !reason)
      return refuse('missing', 'Say in "reason" why they are excused.', ['/reason']);
    return [{ type: 'attendance-recorded', person, attended, ...(reason && { reason }) }];
  },
};
