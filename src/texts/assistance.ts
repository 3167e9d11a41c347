import type { FactField } from '../domain/notices/facts';
import type { Article, Filing, FilingFact } from '../domain/notices/filing';
import type { Instant } from '../domain/primitives/instant';
import { ASSISTANCE_WORDS, type AssistanceWords } from './assistance-words';
import { isSameLanguage, languageOf } from './page';
import { pdfOf, type Block } from './pdf';
import { filling } from './placeholders';
import { writtenOut } from './time';
import { figuresIn, isOfFigures } from './values';

/** All that Art. 33(3) asks a controller for, as a PDF: its own values, and what is still open. */
export async function filingSheet(filing: Filing, madeAt: Instant): Promise<Buffer> {
  const language = languageOf(filing.language);
  const words = ASSISTANCE_WORDS[language];
  const title = filing.exercise === undefined ? words.sheet.title : `${filing.exercise}: ${words.sheet.title}`;
  return pdfOf({ title, language, madeAt, mark: filing.exercise, blocks: sheetBlocks(filing, words) });
}

export function sheetBlocks(filing: Filing, words: AssistanceWords): Block[] {
  const articles = Object.entries(filing.articles) as [Article, { fields: FactField[] }][];
  return [
    { paragraph: words.sheet.about },
    { table: headRows(filing, words) },
    ...articles.flatMap(([article, { fields }]): Block[] => {
      const rows = fields.flatMap((field) => rowOf(filing, field, words));
      return rows.length === 0 ? [] : [{ heading: words.articles[article] }, { table: rows }];
    }),
  ];
}

function headRows(
  { incident, notice, controller, processor, instants }: Filing,
  { rows, instants: names, figures }: AssistanceWords,
) {
  const dated = (Object.keys(names) as (keyof typeof names)[]).flatMap((name): [string, string][] => {
    const at = instants[name];
    return at ? [[names[name], written(at, figures)]] : [];
  });
  return [
    [rows.reference, `${incident}, ${notice}`],
    [rows.controller, `${controller.name}, ${controller.accounts}`],
    [rows.processor, `${processor.name}, ${processor.address}`],
    [rows.contact, `${processor.phone}, ${processor.mail}`],
    [rows.dpo, processor.dpo],
    ...dated,
  ] as [string, string][];
}

function rowOf({ facts }: Filing, field: FactField, words: AssistanceWords): [string, string][] {
  const fact = facts[field];
  return fact ? [[words.fields[field], factWords(fact, words)]] : [];
}

function factWords(fact: FilingFact, words: AssistanceWords): string {
  const { sheet, figures } = words;
  switch (fact.status) {
    case 'known':
      return knownIn(fact, words);
    case 'not-disclosed':
      return sheet.undisclosed;
    case 'not-applicable':
      return sheet.notApplicable;
    default:
      return fact.until ? `${sheet.open}, ${sheet.until} ${written(fact.until, figures)}` : sheet.open;
  }
}

type KnownFilingFact = Extract<FilingFact, { status: 'known' }>;

/** Numbers and periods in the words of the sheet, texts of another language with a mark. */
function knownIn(
  { text, language, confidence, ...fact }: KnownFilingFact,
  { figures, marks }: AssistanceWords,
): string {
  const said = figuresIn(fact, figures).map((one) => filling(one, String)(NOBODY));
  const isForeign = !isSameLanguage(language, figures.language);
  const remark = isOfFigures({ value: text, ...fact }) ? [] : [isForeign ? `${text} [${marks.untranslated}]` : text];
  const known = [...said, ...remark].join('. ');
  return confidence === 'likely' || confidence === 'reported' ? `${known} (${marks[confidence]})` : known;
}

/** Instants of a sheet are in UTC. */
const NOBODY = { customer: '', account: '' };

function written(at: Instant, { language, time }: AssistanceWords['figures']): string {
  return writtenOut(at, { language, ...time });
}

/** What Art. 34(2) has the persons concerned told, in plain language, for the controller to complete: only what is known, and said in its language. */
export function subjectLetter(filing: Filing): string {
  const { letter, fields } = ASSISTANCE_WORDS[languageOf(filing.language)];
  const said = (field: FactField) => {
    const fact = filing.facts[field];
    return fact?.status === 'known' && isSameLanguage(fact.language, filing.language)
      ? [`${fields[field]}\n${fact.text}`]
      : [];
  };
  const answers: FactField[] = ['dataCategories', 'consequences', 'mitigation', 'measuresProposed', 'customerAction'];
  const mark = filing.exercise === undefined ? [] : [filing.exercise];
  return `${[
    ...mark,
    letter.hint,
    letter.subject,
    letter.greeting,
    letter.opening,
    ...said('nature'),
    ...answers.flatMap(said),
    `${letter.questions}\n${letter.contact}`,
    letter.farewell(filing.controller.name),
    ...mark,
  ].join('\n\n')}\n`;
}
