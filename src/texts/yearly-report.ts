import type { ExerciseView } from '../domain/exercise/view';
import { SPANS, type Figures } from '../domain/programme/figures';
import type { Instant } from '../domain/primitives/instant';
import type { Language } from './page';
import { pdfOf, type Block } from './pdf';
import { utc } from './time';
import { YEARLY_WORDS, type YearlyWords } from './yearly-words';

/** What a year says, in numbers and in what was found; nobody is named in it but owners of findings. */
export interface YearlyReport {
  year: number;
  asOf: Instant;
  figures: YearsFigures;
  /** Of the incidents declared in the year that the reader may see, those with a promise that was not kept in time. */
  late: readonly { id: string; reasons: readonly string[] }[];
  /** Incidents of the year that are not the reader's to see: only numbers have them. */
  restricted: number;
  exercises: readonly ExerciseView[];
  audits: readonly AuditOfYear[];
}

interface YearsFigures extends Figures {
  contacts: readonly { kind: string; customers: number }[];
  overdue: { postMortems: number; exercises: number; audits: number };
  training: readonly {
    course: string;
    departments: readonly { department: string; staff: number; trained: number; overdue: number }[];
  }[];
  exercises: readonly { department: string; exercises: number; attended: number; met: number; steps: number }[];
}

interface AuditOfYear {
  id: string;
  standard: string;
  closedAt?: Instant | undefined;
  statement?: string | undefined;
  findings: readonly {
    number: number;
    finding: string;
    action: string;
    owner: string;
    dueAt: Instant;
    doneAt?: Instant | undefined;
    doneWords?: string | undefined;
  }[];
}

/** For those who answer for it, to print and to file. */
export function yearlyReportPdf(report: YearlyReport, language: Language): Promise<Buffer> {
  const words = YEARLY_WORDS[language];
  const blocks = [
    { paragraph: words.asOf(utc(report.asOf)) },
    ...incidents(report, words),
    ...telling(report.figures, words),
    ...lateness(report, words),
    ...readiness(report.figures, words),
    ...exercises(report, words),
    ...audits(report, words),
  ];
  return pdfOf({ title: words.title(report.year), language, madeAt: report.asOf, blocks });
}

type Rows = [name: string, value: string][];

function section(heading: string, rows: Rows, { nothing }: YearlyWords): Block[] {
  return [{ heading }, rows.length > 0 ? { table: rows } : { paragraph: nothing }];
}

function incidents({ figures, restricted }: YearlyReport, words: YearlyWords): Block[] {
  const { reported, bySeverity, declared, late } = figures;
  return [
    ...section(
      words.headings.classes,
      reported.map(({ class: found, incidents: count }) => [words.classes[found] ?? found, `${count}`]),
      words,
    ),
    ...section(
      words.headings.severities,
      bySeverity.map(({ class: found, severity = 'none', incidents: count }) => [
        `${words.classes[found] ?? found}, ${words.severities[severity] ?? severity}`,
        `${count}`,
      ]),
      words,
    ),
    { paragraph: words.declared(declared, late) },
    ...(restricted > 0 ? [{ paragraph: words.restricted(restricted) }] : []),
  ];
}

const TOLD = ['told', 'within72hOfDeclaration', 'within72hOfAwareness'] as const;

function telling(figures: YearsFigures, words: YearlyWords): Block[] {
  const { owed } = figures.customers;
  return [
    ...section(
      words.headings.times,
      SPANS.map((name) => [words.spans[name], words.span(figures[name])]),
      words,
    ),
    ...section(
      words.headings.told,
      [
        [words.owed, `${owed}`],
        ...TOLD.map((name): [string, string] => [words.told[name], shareOf(figures.customers[name], owed)]),
      ],
      words,
    ),
  ];
}

function shareOf(part: number, of: number): string {
  return of > 0 ? `${part} (${Math.floor((100 * part) / of)} %)` : `${part}`;
}

function lateness({ late }: YearlyReport, words: YearlyWords): Block[] {
  return section(
    words.headings.late,
    late.map(({ id, reasons }) => [id, reasons.join('\n') || words.noReason]),
    words,
  );
}

function readiness({ contacts, overdue, training, exercises: held }: YearsFigures, words: YearlyWords): Block[] {
  return [
    ...section(
      words.headings.contacts,
      contacts.map(({ kind, customers }) => [words.unfit[kind] ?? kind, `${customers}`]),
      words,
    ),
    ...section(
      words.headings.overdue,
      (['postMortems', 'exercises', 'audits'] as const).map((name) => [words.overdue[name], `${overdue[name]}`]),
      words,
    ),
    ...training.flatMap(({ course, departments }) =>
      section(
        words.headings.training(course),
        departments.map(({ department, ...counts }) => [department, words.trained(counts)]),
        words,
      ),
    ),
    ...section(
      words.headings.coverage,
      held.map(({ department, ...counts }) => [department, words.held(counts)]),
      words,
    ),
  ];
}

function exercises({ exercises: all }: YearlyReport, words: YearlyWords): Block[] {
  return section(
    words.headings.exercises,
    all.map(({ id, scenario, phase, score, findings }) => [
      `${id}: ${scenario.title}`,
      [
        `${words.phases[phase]}, ${words.score(score.filter(({ met }) => met).length, score.length)}`,
        ...findings.map(({ words: seen, resolution, due, done }) =>
          finding({ seen, action: resolution, due, done: done?.words }, words),
        ),
      ].join('\n'),
    ]),
    words,
  );
}

function audits({ audits: all }: YearlyReport, words: YearlyWords): Block[] {
  return section(
    words.headings.audits,
    all.map(({ id, standard, closedAt, statement, findings }) => [
      `${id}: ${standard}`,
      [
        closedAt ? words.closed(utc(closedAt), statement ?? '') : words.open,
        ...findings.map(({ finding: seen, action, owner, dueAt, doneAt, doneWords }) =>
          finding({ seen, action: `${action} (${owner})`, due: dueAt, done: doneAt && (doneWords ?? '') }, words),
        ),
      ].join('\n'),
    ]),
    words,
  );
}

interface Finding {
  seen: string;
  action: string;
  due: Instant;
  done: string | undefined;
}

function finding({ seen, action, due, done }: Finding, words: YearlyWords): string {
  return `– ${seen} → ${action}: ${done === undefined ? words.due(utc(due)) : words.done(done)}`;
}
