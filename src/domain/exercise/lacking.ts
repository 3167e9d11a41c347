import type { ExerciseState } from './state';

/** What an exercise needs before it can be concluded. */
export function lackingInExercise({ score, team, attendance, departments }: ExerciseState): string[] {
  const recorded = (person: string) => attendance.find((one) => one.person === person)?.attended;
  const unrecorded = team.filter(({ person }) => recorded(person) === undefined).map(({ person }) => person);
  const without = departments.filter(
    (department) =>
      !team.some((one) => one.department === department && ['present', 'excused'].includes(recorded(one.person) ?? '')),
  );
  return [
    ...(score ? [] : ['the score card is being made']),
    ...(unrecorded.length > 0 ? [`the attendance of ${unrecorded.join(', ')} is not recorded`] : []),
    ...(unrecorded.length === 0 && without.length > 0
      ? [`nobody of ${without.join(', ')} was present or excused`]
      : []),
  ];
}
