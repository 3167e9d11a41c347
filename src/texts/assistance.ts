import type { FactField } from '../domain/notices/facts';
import type { Article, Filing, FilingFact } from '../domain/notices/filing';
import type { Instant } from '../domain/primitives/instant';
import { ASSISTANCE_WORDS, type AssistanceWords } from './assistance-words';
import { isSameLanguage, languageOf } from './page';
import { pdfOf, type Block } from './pdf';
import { utc } from './time';

/** All that Art. 33(3) asks a controller for, as a PDF: its own values, and what is still open. */
export async function filingSheet(filing: Filing, madeAt: Instant): Promise<Buffer> {
  const language = languageOf(filing.language);
  const words = ASSISTANCE_WORDS[language];
  return pdfOf({ title: words.sheet.title, language, madeAt, blocks: sheetBlocks(filing, words) });
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
  { rows, instants: names }: AssistanceWords,
) {
  const dated = (Object.keys(names) as (keyof typeof names)[]).flatMap((name): [string, string][] => {
    const at = instants[name];
    return at ? [[names[name], utc(at)]] : [];
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

function rowOf({ facts }: Filing, field: FactField, { fields, sheet }: AssistanceWords): [string, string][] {
  const fact = facts[field];
  return fact ? [[fields[field], factWords(fact, sheet)]] : [];
}

function factWords(fact: FilingFact, sheet: AssistanceWords['sheet']): string {
  switch (fact.status) {
    case 'known':
      return fact.text;
    case 'not-disclosed':
      return sheet.undisclosed;
    case 'not-applicable':
      return sheet.notApplicable;
    default:
      return fact.until ? `${sheet.open}; ${sheet.until} ${utc(fact.until)}` : sheet.open;
  }
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
  const told: FactField[] = ['dataCategories', 'consequences', 'mitigation', 'measuresProposed', 'customerAction'];
  return `${[
    letter.hint,
    letter.subject,
    letter.greeting,
    letter.opening,
    ...said('nature'),
    ...told.flatMap(said),
    `${letter.questions}\n${letter.contact}`,
    letter.farewell(filing.controller.name),
  ].join('\n\n')}\n`;
}
