import type { CourseFile } from '../contract/training/course';
import type { CourseWords, QuestionWords } from '../domain/training/course';
import type { FileFault } from './yaml-file';

interface Line {
  /** From 1. */
  number: number;
  text: string;
}

/** What stands under one heading; `title` is what follows its id. */
interface Section {
  at: number;
  id: string;
  title: string;
  lines: Line[];
}

/**
 * Reads the words of a course in one language: Markdown, in which `## <id>: <title>` begins a part, `## quiz` the questions and `## survey` those of
 * the survey, each under `### <id>: <words>`.
 */
export function readCourseWords(text: string, course: CourseFile): { words: CourseWords } | { faults: FileFault[] } {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line, index) => ({ number: index + 1, text: line }));
  const faults: FileFault[] = [];
  const head = lines.find(({ text: line }) => line.trim() !== '');
  const title = /^# (.+)$/.exec(head?.text ?? '')?.[1]?.trim();
  if (title === undefined) faults.push(fault(head?.number ?? 1, 'The file must begin with its title, as in: # Title.'));
  const { before, sections } = parted('## ', lines.slice(head?.number ?? 0));
  const under = (id: string) => parted('### ', sections.find((one) => one.id === id)?.lines ?? []).sections;
  const [questions, survey] = [under('quiz'), under('survey')];
  const lessons = sections.filter(({ id }) => id !== 'quiz' && id !== 'survey');
  faults.push(...unlike('part', '##', lessons, course.parts));
  faults.push(
    ...unlike('question', '###', questions, course.questions),
    ...unlike('question of the survey', '###', survey, course.survey),
  );
  faults.push(...[...lessons, ...questions, ...survey].flatMap(untitled), ...lessons.flatMap(empty));
  const asked = questions.map((section) => ({ section, words: questionOf(section) }));
  faults.push(...asked.flatMap(({ section, words }) => optionFaults(section, words, course)));
  if (faults.length > 0) return { faults: faults.sort((a, b) => a.line - b.line) };
  return {
    words: {
      title: title ?? '',
      introduction: bodyOf(before),
      parts: byId(lessons, (section) => ({ title: section.title, lesson: bodyOf(section.lines) })),
      questions: Object.fromEntries(asked.map(({ section, words }) => [section.id, words])),
      survey: byId(survey, (section) => section.title),
    },
  };
}

function parted(mark: string, lines: Line[]): { before: Line[]; sections: Section[] } {
  const before: Line[] = [];
  const sections: Section[] = [];
  for (const line of lines) {
    if (line.text.startsWith(mark)) sections.push(headed(line, line.text.slice(mark.length)));
    else (sections.at(-1)?.lines ?? before).push(line);
  }
  return { before, sections };
}

function headed({ number }: Line, text: string): Section {
  const [, id = '', title = ''] = /^([A-Za-z0-9][\w.:-]*?)\s*(?::\s+(.*))?$/.exec(text.trim()) ?? [];
  return { at: number, id, title: title.trim(), lines: [] };
}

/** What the structure has and the file lacks, and the other way round. */
function unlike(kind: string, mark: string, found: Section[], wanted: readonly { id: string }[]): FileFault[] {
  const strange = found.filter(
    (section, index) =>
      !wanted.some(({ id }) => id === section.id) || found.findIndex(({ id }) => id === section.id) < index,
  );
  const missing = wanted.filter(({ id }) => !found.some((section) => section.id === id));
  return [
    ...strange.map(({ at, id }) =>
      fault(at, `course.yaml has no other ${kind} ${id || 'of this heading'}: its headings are ${mark} <id>: <words>.`),
    ),
    ...missing.map(({ id }) => fault(found.at(-1)?.at ?? 1, `The ${kind} ${id} is missing: ${mark} ${id}: <words>.`)),
  ];
}

function untitled({ at, id, title }: Section): FileFault[] {
  return title === '' && id !== '' ? [fault(at, `${id} has no words after its id.`)] : [];
}

function empty({ at, id, lines }: Section): FileFault[] {
  return bodyOf(lines) === '' ? [fault(at, `The part ${id} says nothing.`)] : [];
}

function questionOf({ title, lines }: Section): QuestionWords {
  const options = lines.flatMap(({ text }): [string, string][] => {
    const [, id, words] = /^- ([A-Za-z0-9]+): (.+)$/.exec(text.trim()) ?? [];
    return id !== undefined && words !== undefined ? [[id, words.trim()]] : [];
  });
  const why = lines
    .find(({ text }) => text.startsWith('> '))
    ?.text.slice(2)
    .trim();
  return { question: title, options: Object.fromEntries(options), ...(why && { why }) };
}

function optionFaults({ at, id }: Section, { options }: QuestionWords, { questions }: CourseFile): FileFault[] {
  const known = Object.keys(options);
  const missing = (questions.find((question) => question.id === id)?.right ?? []).filter(
    (right) => !known.includes(right),
  );
  return [
    ...(known.length < 2 ? [fault(at, `The question ${id} needs two options at least, each as: - a: words.`)] : []),
    ...missing.map((right) => fault(at, `The question ${id} has no option ${right}, which course.yaml says is right.`)),
  ];
}

function bodyOf(lines: Line[]): string {
  return lines
    .map(({ text }) => text.trimEnd())
    .join('\n')
    .trim();
}

function byId<T>(sections: Section[], words: (section: Section) => T): Record<string, T> {
  return Object.fromEntries(sections.map((section) => [section.id, words(section)]));
}

function fault(line: number, sentence: string): FileFault {
  return { line, column: 1, sentence };
}
