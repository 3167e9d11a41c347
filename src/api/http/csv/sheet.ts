import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { Problem } from '../problem';
import type { Pause } from '../../../primitives/slices';

/** A row as a spreadsheet numbers it: the heading is row 1, and empty rows count. */
export interface SheetRow {
  number: number;
  cells: string[];
}

export interface Heading {
  delimiter: string;
  cells: string[];
}

/** Reads a file as a spreadsheet shows it, row by row. */
export interface Reader {
  /** The first row, before all others; of an empty file it has no cells. */
  heading: (heading: Heading) => void;
  /** Each that holds anything. */
  row: (row: SheetRow) => void;
  /** So many of those it takes at most. */
  rowsMax: number;
}

const DELIMITERS = [',', ';', '\t', '|'];
/** A quote that is never closed would make the rest of the file one cell, and delimiters alone a million cells of one row. */
const MAX_RECORD_CHARACTERS = 256 * 2 ** 10;
const MAX_LINE_CHARACTERS = 64 * 2 ** 10;
/** Spreadsheets end with empty rows; so many of them to one that is taken are no spreadsheet's. */
const EMPTY_TO_ONE = 5;
const TOO_LONG = 'CSV_MAX_RECORD_SIZE';

/** @throws Problem bad-rows for what is no CSV at all */
export async function readSheet(text: Iterable<string>, reader: Reader, pause: Pause): Promise<void> {
  const { delimiter, content } = begun(text[Symbol.iterator]());
  let [number, taken] = [0, 0];
  const take = async (records: AsyncIterable<string[]>) => {
    for await (const record of records) {
      number += 1;
      const cells = record.map((cell) => cell.trim());
      const isEmpty = cells.every((cell) => cell === '');
      if (number > 1 && !isEmpty) taken += 1;
      if (taken > reader.rowsMax || number > EMPTY_TO_ONE * reader.rowsMax) throw tooMany(reader.rowsMax);
      if (number === 1) reader.heading({ delimiter, cells });
      else if (!isEmpty) reader.row({ number, cells });
      await pause();
    }
    if (number === 0) reader.heading({ delimiter, cells: [] });
  };
  try {
    await pipeline(content, parserOf(delimiter), take);
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    throw notCsv(fault, Number((fault as { records?: unknown }).records ?? number) + 1);
  }
}

function parserOf(delimiter: string) {
  return parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    trim: true,
    max_record_size: MAX_RECORD_CHARACTERS,
  });
}

/** Excel may name the delimiter in a line of its own, above the heading. */
function begun(parts: Iterator<string>): { delimiter: string; content: Iterable<string> } {
  const { value } = parts.next() as { value?: string };
  const first = value ?? '';
  const named = /^"?sep=([^\r\n])"?[^\r\n]*(?:\r\n|\r|\n)/i.exec(first);
  const rest = named ? first.slice(named[0].length) : first;
  return { delimiter: named?.[1] ?? delimiterOf(rest), content: from(rest, parts) };
}

function* from(first: string, parts: Iterator<string>): Generator<string> {
  let line = 0;
  let next: IteratorResult<string, unknown> = { value: first };
  for (; !next.done; next = parts.next()) {
    const part = next.value;
    const end = Math.max(part.lastIndexOf('\n'), part.lastIndexOf('\r'));
    line = end < 0 ? line + part.length : part.length - end - 1;
    if (line > MAX_LINE_CHARACTERS) throw tooLong('a line', MAX_LINE_CHARACTERS);
    if (part !== '') yield part;
  }
}

/** What parts most of the heading. */
function delimiterOf(text: string): string {
  const heading = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: heading.split(delimiter).length }));
  return counted.reduce((most, other) => (other.count > most.count ? other : most)).delimiter;
}

function notCsv(fault: CsvError, row: number): Problem {
  if ((fault as { code?: string }).code === TOO_LONG) return tooLong('a row', MAX_RECORD_CHARACTERS, row);
  const detail = fault.message;
  return new Problem('bad-rows', `The file is not CSV: ${detail}.`, { errors: [{ pointer: `/${row}`, detail }] });
}

function tooMany(rowsMax: number): Problem {
  const detail = `has more than ${rowsMax} rows; this route takes ${rowsMax} at once`;
  return new Problem('too-large', `The file ${detail}.`, { errors: [{ pointer: '', detail }] });
}

function tooLong(what: string, most: number, row?: number): Problem {
  const detail = `${what} has more than ${most} characters; a quote that is not closed makes one of many`;
  const pointer = row === undefined ? '' : `/${row}`;
  return new Problem('bad-rows', `The file is not CSV: ${detail}.`, { errors: [{ pointer, detail }] });
}
