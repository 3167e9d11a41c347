import { HOUR, plus, type Instant } from '../domain/primitives/instant';
import type { Register } from '../register';

/** Each department that had an exercise has the next within a year of it. */
const YEAR_MS = 365 * 24 * HOUR;

/** Of whom an exercise is overdue, each in a sentence. */
export async function overdueExercises({ exercises }: Pick<Register, 'exercises'>, now: Instant): Promise<string[]> {
  const all = await exercises.lastByDepartment();
  return all
    .filter(({ last }) => plus(last, YEAR_MS) < now)
    .map(
      ({ department, last }) =>
        `Exercises: ${department} had its last one ${last}, and one is due each year; plan it by POST /api/exercises`,
    );
}
