import { courseShape, type CourseFile } from '../contract/training/course';
import { REQUIRED_TOPICS, type Course, type CourseWords } from '../domain/training/course';
import { readCourseWords } from './course-words';
import { sentenceOf, unknownKeys } from './sentences';
import { faultLine, readYaml, type Unlocated } from './yaml-file';

/** One file of a course: its name, as faults tell it, and what stands in it. */
export interface CourseSource {
  file: string;
  text: string;
}

/** Reads a course and its words in each language. Each fault is told with its file and line. */
export function readCourse(
  structure: CourseSource,
  languages: readonly (CourseSource & { language: string })[],
): { course: Course } | { faults: string[] } {
  const read = readYaml(structure.text, judged);
  if ('faults' in read) return { faults: read.faults.map((fault) => faultLine(structure.file, fault)) };
  const faults: string[] = [];
  const words: [string, CourseWords][] = [];
  for (const { language, file, text } of languages) {
    const found = readCourseWords(text, read.structure);
    if ('faults' in found) faults.push(...found.faults.map((fault) => faultLine(file, fault)));
    else words.push([language, found.words]);
  }
  if (languages.length === 0)
    faults.push(`${structure.file}:1:1: The course has words in no language: put en.md beside it.`);
  if (faults.length > 0) return { faults };
  return { course: { ...read.structure, words: Object.fromEntries(words) } };
}

function judged(given: Record<string, unknown> | undefined): { structure: CourseFile } | { faults: Unlocated[] } {
  if (!given)
    return {
      faults: [{ places: [[]], sentence: 'The file must be a course: id, version, parts, questions and so on.' }],
    };
  const unknown = unknownKeys(given, courseShape);
  const { success, data, error } = courseShape.safeParse(given);
  if (!success) return { faults: [...error.issues.flatMap((issue) => sentenceOf(issue, given)), ...unknown] };
  const faults = [...unknown, ...topicsMissing(data), ...twice(data), ...partsUnknown(data), ...tooMany(data)];
  return faults.length > 0 ? { faults } : { structure: data };
}

function topicsMissing({ parts }: CourseFile): Unlocated[] {
  return REQUIRED_TOPICS.filter((topic) => !parts.some((part) => part.topic === topic)).map((topic) => ({
    places: [['parts']],
    sentence: `No part teaches ${topic}: every course must teach ${REQUIRED_TOPICS.join(', ')}.`,
  }));
}

function twice(course: CourseFile): Unlocated[] {
  return (['parts', 'questions', 'survey'] as const).flatMap((list) =>
    course[list].flatMap(({ id }, index) =>
      course[list].findIndex((one) => one.id === id) < index
        ? [{ places: [[list, index, 'id']], sentence: `${id} stands there twice: each has an id of its own.` }]
        : [],
    ),
  );
}

function partsUnknown({ parts, questions }: CourseFile): Unlocated[] {
  return questions.flatMap(({ part }, index) =>
    parts.some(({ id }) => id === part)
      ? []
      : [
          {
            places: [['questions', index, 'part']],
            sentence: `There is no part ${part}; there are ${parts.map(({ id }) => id).join(', ')}.`,
          },
        ],
  );
}

function tooMany({ quiz, check, questions }: CourseFile): Unlocated[] {
  const papers = Object.entries({ quiz, ...(check && { check }) });
  return papers.flatMap(([name, { ask }]) =>
    ask > questions.length
      ? [{ places: [[name, 'ask']], sentence: `${name}.ask is ${ask}, and there are ${questions.length} questions.` }]
      : [],
  );
}
