import type { ExerciseView } from '../domain/exercise/view';
import { elapsed, HOUR, type Instant } from '../domain/primitives/instant';
import { exerciseMark } from './exercise';
import { asHtml, asText, type Language, type Part } from './page';
import { REPORT_WORDS, type ReportWords } from './exercise-words';
import { pdfOf, type Block } from './pdf';
import { utc } from './time';

/** What an exercise showed: for people, as a page without scripts and as plain text. */
export function exerciseReport(view: ExerciseView, language: Language, nameOf: Named) {
  const { subject, parts } = partsOf(view, language, nameOf);
  return { subject, text: asText(language, parts), html: asHtml(language, subject, parts) };
}

/** The same to print and to file. */
export function exerciseReportPdf(
  view: ExerciseView,
  language: Language,
  nameOf: Named,
  madeAt: Instant,
): Promise<Buffer> {
  const { subject, parts } = partsOf(view, language, nameOf);
  return pdfOf({ title: subject, language, madeAt, mark: exerciseMark(language), blocks: parts.flatMap(blocksOf) });
}

function blocksOf(part: Part): Block[] {
  if ('rows' in part) return [{ table: part.rows }];
  if ('heading' in part) return [{ heading: part.heading }];
  return 'paragraph' in part ? [{ paragraph: part.paragraph }] : [];
}

function partsOf(view: ExerciseView, language: Language, nameOf: Named): { subject: string; parts: Part[] } {
  const words = REPORT_WORDS[language];
  const mark = { paragraph: exerciseMark(language) };
  const subject = `${view.id} ${exerciseMark(language)}: ${view.scenario.title}`;
  const parts: Part[] = [
    mark,
    { heading: subject },
    { paragraph: view.scenario.objective },
    { rows: aboutRows(view, words, nameOf) },
    ...section(words.headings.score, scoreRows(view, words)),
    ...section(words.headings.team, teamRows(view, words, nameOf)),
    ...section(words.headings.injects, injectRows(view, words)),
    ...section(words.headings.findings, findingRows(view, words, nameOf)),
    ...section(
      words.headings.lacking,
      view.lacking.map((line, index): [string, string] => [`${index + 1}`, line]),
    ),
    mark,
  ];
  return { subject, parts };
}

type Rows = [string, string][];
type Named = (person: string) => string;

function section(heading: string, rows: Rows): Part[] {
  return rows.length > 0 ? [{ heading }, { rows }] : [];
}

function aboutRows(view: ExerciseView, { labels, phases, natures, pace }: ReportWords, nameOf: Named): Rows {
  const { scenario, incident, beganAt, endedAt } = view;
  return [
    [labels.phase, phases[view.phase]],
    [labels.nature, natures[scenario.nature]],
    [labels.scenario, `${scenario.name}, ${scenario.version}`],
    [labels.facilitator, nameOf(view.facilitator)],
    [labels.departments, view.departments.join(', ')],
    ...optional(labels.incident, incident),
    ...optional(labels.began, beganAt && utc(beganAt)),
    ...optional(labels.ended, endedAt && utc(endedAt)),
    [labels.pace, pace(view.factor)],
  ];
}

function optional(label: string, value: string | undefined): Rows {
  return value ? [[label, value]] : [];
}

function scoreRows({ score }: ExerciseView, words: ReportWords): Rows {
  const { steps, expected, done, notDone, met, missed } = words;
  if (score.length === 0) return [];
  const inTime = score.filter(({ met: isMet }) => isMet).length;
  return [
    [words.inTime, words.ofSteps(inTime, score.length)],
    ...score.map(({ step, withinHours, afterHours, met: isMet }): [string, string] => [
      steps[step],
      `${expected(withinHours)}, ${afterHours === undefined ? notDone : done(afterHours)}: ${isMet ? met : missed}`,
    ]),
  ];
}

function teamRows({ team }: ExerciseView, words: ReportWords, nameOf: Named): Rows {
  return team.map(({ person, department, roles, confirmedAt, attended, excuse }) => [
    nameOf(person),
    [
      `${department} (${roles.join(', ')})`,
      confirmedAt ? words.confirmed(utc(confirmedAt)) : words.unconfirmed,
      attended ? words.attended[attended] : words.notRecorded,
      ...(excuse ? [excuse] : []),
    ].join('; '),
  ]);
}

/** By the hour of the story, which is what a score card counts in. */
function injectRows({ injects, pace }: ExerciseView, { after }: ReportWords): Rows {
  return injects.map(({ at, from, words }) => {
    const hours = pace && Math.round((elapsed(pace.origin, at) / HOUR) * 10) / 10;
    return [hours === undefined ? utc(at) : after(hours), `${from}: ${words}`];
  });
}

function findingRows({ findings }: ExerciseView, words: ReportWords, nameOf: Named): Rows {
  return findings.map(({ number, words: seen, resolution, owner, due, done }) => [
    `${number}`,
    [seen, `${resolution} (${nameOf(owner)}, ${utc(due)})`, done ? words.resolved(done.words) : words.open].join('\n'),
  ]);
}
