import type { Course } from './course';

/** Of each course the newest version; versions that are numbers count as such. */
export function newestOf(courses: readonly Course[]): Course[] {
  const newest = new Map<string, Course>();
  for (const course of courses) {
    const known = newest.get(course.id);
    if (!known || isNewer(course.version, known.version)) newest.set(course.id, course);
  }
  return [...newest.values()];
}

function isNewer(version: string, than: string): boolean {
  const [one, other] = [Number(version), Number(than)];
  return Number.isNaN(one) || Number.isNaN(other) ? version > than : one > other;
}
