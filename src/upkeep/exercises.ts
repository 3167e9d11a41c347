import type { Instant } from '../domain/primitives/instant';
import type { Register } from '../register';

/** Of which departments an exercise is overdue, each in a sentence; and which resolutions are. */
export async function overdueExercises(
  { exercises }: Pick<Register, 'exercises'>,
  planned: readonly string[],
  now: Instant,
): Promise<string[]> {
  const departments = await exercises.departments(planned, now);
  const resolutions = await exercises.overdueFindings(now);
  return [
    ...departments
      .filter(({ isOverdue }) => isOverdue)
      .map(
        ({ department, last, due }) =>
          `Exercises: ${department} ${last ? `had its last one ${last}` : 'never had one'}, and one was due by ${due}; plan it by POST /api/exercises`,
      ),
    ...resolutions.map(
      ({ exercise, finding, owner, due }) =>
        `Exercises: what was agreed on finding ${finding} of ${exercise} was due by ${due}; ${owner} does it, and says so by resolve-finding`,
    ),
  ];
}
