import type { Course } from '../../src/domain/training/course';
import { drawn, type PaperKind } from '../../src/domain/training/paper';
import { seedOf } from '../../src/portal/training/papers';
import type { StaffInput } from '../../src/register';

/** So many of the staff; every twentieth manages those after it, and every third reads French. */
export function staffOf(count: number): StaffInput[] {
  return Array.from({ length: count }, (_, nth) => {
    const manager = nth - (nth % 20);
    return {
      id: `e-${nth}`,
      name: `Person ${nth}`,
      email: `e-${nth}@staff.example`,
      department: `Department ${manager / 20}`,
      language: nth % 3 === 0 ? 'fr' : 'en',
      roles: nth % 50 === 0 ? ['response'] : [],
      ...(manager !== nth && { manager: `e-${manager}` }),
    };
  });
}

export function csvOf(staff: readonly StaffInput[]): string {
  const rows = staff.map(({ id, name, email, department, manager = '', language, roles }) =>
    [id, name, email, department, manager, language, roles.join(' ')].join(','),
  );
  return ['staff_id,name,email,department,manager,language,roles', ...rows].join('\n');
}

/** All that is asked in an attempt, with the right options, or with all of them. */
export function answersTo(
  course: Course,
  kind: PaperKind,
  taker: { wave: string; staff: string },
  number: number,
  isRight = true,
) {
  return Object.fromEntries(
    drawn(course, kind, seedOf(taker, number)).map(({ question, options }) => [
      question.id,
      isRight
        ? question.right
        : question.right.length === 1
          ? options.filter((one) => one !== question.right[0]).slice(0, 1)
          : options,
    ]),
  );
}
