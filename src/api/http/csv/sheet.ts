import { CsvError, parse } from 'csv-parse/sync';
import { Problem } from '../problem';

/** A file as a spreadsheet shows it. */
export interface Sheet {
  delimiter: string;
  heading: string[];
  /** Rows that hold anything. The heading is row 1, and empty rows count, as a spreadsheet numbers them. */
  rows: { number: number; cells: string[] }[];
}

const DELIMITERS = [',', ';', '\t', '|'];

/** @throws Problem bad-rows for what is no CSV at all */
export function sheetOf(text: string): Sheet {
  const named = /^"?sep=([^\r\n])"?[^\r\n]*(?:\r\n|\r|\n)/i.exec(text);
  const content = named ? text.slice(named[0].length) : text;
  const delimiter = named?.[1] ?? delimiterOf(content);
  const [heading = [], ...rest] = recordsOf(content, delimiter).map((cells) => cells.map((cell) => cell.trim()));
  const rows = rest
    .map((cells, index) => ({ number: index + 2, cells }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  return { delimiter, heading, rows };
}

/** What parts most of the heading. */
function delimiterOf(text: string): string {
  const heading = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: heading.split(delimiter).length }));
  return counted.reduce((most, other) => (other.count > most.count ? other : most)).delimiter;
}

function recordsOf(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, trim: true });
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    const row = Number((fault as { records?: unknown }).records ?? 0) + 1;
    throw new Problem('bad-rows', `The file is not CSV: ${fault.message}.`, {
      errors: [{ pointer: `/${row}`, detail: fault.message }],
    });
  }
}
