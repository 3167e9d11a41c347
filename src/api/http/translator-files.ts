import { stringify } from 'csv-stringify/sync';
import express, { type Request, type RequestHandler } from 'express';
import { js2xliff, xliff2js, type Xliff } from 'xliff';
import { TRANSLATION_COLUMNS, translationCells, XLIFF } from '../../contract/notices/translations';
import { readRows } from './csv';
import { asking, textIn, whole } from './input';
import { Problem } from './problem';

/** What a translator gets of one text. */
export interface GivenUnit {
  unit: string;
  source: string;
  target?: string;
}

/** As a file names it: it may be no unit of ours. */
export interface FileUnit {
  unit: string;
  source: string;
  target: string;
}

export interface Languages {
  from: string;
  language: string;
}

const TYPES = [XLIFF, 'text/csv'];

export const translatorFile: RequestHandler[] = [asking(...TYPES), whole(express.raw({ limit: '1mb', type: TYPES }))];

/** No cell begins as a formula does: a spreadsheet would run it. */
export function csvOf(units: readonly GivenUnit[]): string {
  return stringify([...units], { columns: [...TRANSLATION_COLUMNS], header: true, bom: true, escape_formulas: true });
}

/** XLIFF 2.0. */
export function xliffOf(units: readonly GivenUnit[], file: string, { from, language }: Languages): Promise<string> {
  const each = units.map(({ unit, source, target }) => {
    const texts = { source: literal(source), ...(target !== undefined && { target: literal(target) }) };
    return [unit, texts] as const;
  });
  const resources = { [file]: Object.fromEntries(each) };
  return js2xliff({ sourceLanguage: from, targetLanguage: language, resources }, { targetXliffVersion: '2.0' });
}

/** The writer takes `&amp;` for an ampersand that somebody has escaped. */
function literal(text: string): string {
  return text.replaceAll('&', '&amp;');
}

/** @throws Problem bad-rows for what is no such file */
export async function unitsIn(request: Request, file: string, languages: Languages): Promise<FileUnit[]> {
  return request.is(XLIFF) ? fromXliff(await parsed(request), file, languages) : fromCsv(request);
}

async function fromCsv(request: Request): Promise<FileUnit[]> {
  const columns = { names: TRANSLATION_COLUMNS, required: TRANSLATION_COLUMNS, others: 'ignored' } as const;
  const { rows } = await readRows(request, { row: translationCells, columns, rowsMax: UNITS_MAX });
  return rows.map(({ value: { unit, source, target } }) => ({
    unit,
    source: unescaped(source),
    target: unescaped(target),
  }));
}

/** What a formula began with, without the mark that keeps it from running. */
function unescaped(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/, '');
}

/** Of one file. */
const UNITS_MAX = 1_000;
/** Each unit has some, begun and ended: the parser reads them at one go. */
const ELEMENTS_MAX = 10 * UNITS_MAX;

async function parsed({ body }: Request): Promise<Xliff> {
  const text = Buffer.isBuffer(body) ? textIn(body) : undefined;
  if ((text?.split('<', ELEMENTS_MAX + 2).length ?? 0) > ELEMENTS_MAX + 1)
    throw notXliff(`has more than ${ELEMENTS_MAX} elements`);
  try {
    return await xliff2js(text?.replace(/^\uFEFF/, '') ?? '');
  } catch {
    throw notXliff('is no XLIFF 2.0 in UTF-8');
  }
}

function fromXliff(content: Xliff, file: string, { from, language }: Languages): FileUnit[] {
  const { sourceLanguage, targetLanguage, resources = {} } = content;
  if (sourceLanguage !== from || targetLanguage !== language)
    throw notXliff(
      `is from ${sourceLanguage ?? '?'} into ${targetLanguage ?? '?'}, and not from ${from} into ${language}`,
    );
  const other = Object.keys(resources).find((one) => one !== file);
  if (other !== undefined) throw notXliff(`is of ${other}, and not of ${file}`);
  return Object.entries(resources[file] ?? {}).map(([unit, { source, target = '' }]) => {
    if (typeof source === 'string' && typeof target === 'string') return { unit, source, target: target.trim() };
    throw notXliff(`has elements inside the text of ${unit}; write it as plain text`);
  });
}

function notXliff(detail: string): Problem {
  return new Problem('bad-rows', `The file ${detail}.`, { errors: [{ pointer: '', detail }] });
}
