import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Course } from '../domain/training/course';
import { readCourse } from '../rules/course';
import { ConfigFault } from './config';

export const SHIPPED_COURSES = join(__dirname, '..', '..', 'courses');

/**
 * All versions of all courses: the shipped ones, or a company's own in their place.
 * @throws ConfigFault with the place of each fault
 */
export function coursesIn(own: string | undefined): readonly Course[] {
  const read = courseFolders(own ?? SHIPPED_COURSES).map(readFolder);
  const faults = read.flatMap((one) => ('faults' in one ? one.faults : []));
  if (faults.length > 0) throw new ConfigFault(faults);
  return read.flatMap((one) => ('course' in one ? [one.course] : []));
}

/** Each version of each course: `<folder>/<id>/<version>`. @throws ConfigFault */
export function courseFolders(folder: string): string[] {
  try {
    return foldersIn(folder)
      .flatMap(foldersIn)
      .filter((version) => existsSync(join(version, STRUCTURE)));
  } catch {
    throw new ConfigFault([`TOCSIN_COURSES names a folder that cannot be read: ${folder}.`]);
  }
}

/** One version of a course, whose folders are called as its id and version are. */
export function readFolder(folder: string): { course: Course } | { faults: string[] } {
  const file = join(folder, STRUCTURE);
  const languages = readdirSync(folder).flatMap((name) => /^([a-z]{2})\.md$/.exec(name)?.[1] ?? []);
  const read = readCourse(
    { file, text: readFileSync(file, 'utf8') },
    languages.map((language) => {
      const spoken = join(folder, `${language}.md`);
      return { language, file: spoken, text: readFileSync(spoken, 'utf8') };
    }),
  );
  if ('faults' in read) return read;
  const { id, version } = read.course;
  const isNamed = basename(folder) === version && basename(dirname(folder)) === id;
  return isNamed ? read : { faults: [`${file}:1:1: The course must lie in ${join(id, version)}, as it is called.`] };
}

const STRUCTURE = 'course.yaml';

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .sort();
}
