import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import { asking, faultsOf, readJson } from '../input';
import { LARGE_SHAPE, LONG_LIST_SHAPE, type JsonShape } from '../json-shape';
import { Problem, type FaultPoint } from '../problem';
import { inHeading, matchColumns, type Columns, type Mapping, type Matched } from './columns';
import { decoded, type Decoded } from './encoding';
import { sheetOf, type Sheet } from './sheet';

/** Thousands of rows. JSON names the fields in every row and takes twice the room. */
const CSV_LIMIT = '4mb';
const LIST_LIMIT = '8mb';
const CSV = ['text/csv', 'text/tab-separated-values'];

/** For routes that take either format. */
export const csvOrJson = csvOrJsonUpTo(CSV_LIMIT, LIST_LIMIT, LARGE_SHAPE);
/** For routes that take a hundred thousand rows. */
export const longCsvOrJson = csvOrJsonUpTo('64mb', '96mb', LONG_LIST_SHAPE);
/** For those that take such a file alone. */
export const longCsv: RequestHandler[] = [
  (...given) => refuseOtherwise(...given),
  asking(...CSV),
  express.raw({ limit: '64mb', type: CSV }),
];

function csvOrJsonUpTo(csvLimit: string, jsonLimit: string, shape: JsonShape): RequestHandler[] {
  return [
    refuseOtherwise,
    asking('application/json', ...CSV),
    readJson(jsonLimit, shape),
    express.raw({ limit: csvLimit, type: CSV }),
  ];
}

function refuseOtherwise(request: Request, _response: Response, next: NextFunction): void {
  const otherwise = OTHERWISE.find(({ types }) => request.is(types));
  if (otherwise) throw new Problem('wrong-media-type', otherwise.why, { isWhole: true });
  next();
}

/** What people send in place of a CSV file. */
const OTHERWISE = [
  {
    types: ['multipart/*'],
    why: 'A form was sent, and this route takes the file alone, as text/csv. With curl: --data-binary @customers.csv -H "Content-Type: text/csv".',
  },
  {
    types: ['application/vnd.ms-excel', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    why: 'An Excel workbook is not read here. Save it in Excel as "CSV UTF-8 (Comma delimited)", and send that file as text/csv.',
  },
];

/** How files of Excel begin, the newer and the older: they are often sent as text/csv. */
const WORKBOOKS = [Buffer.from('PK\x03\x04', 'latin1'), Buffer.from('\xd0\xcf\x11\xe0', 'latin1')];

export function isCsv(request: Request): boolean {
  return request.is(CSV) !== false && Buffer.isBuffer(request.body);
}

interface Expected<Schema extends z.ZodType> {
  /** One row keyed by column, all values text. */
  row: Schema;
  columns: Columns;
  rowsMax: number;
  /** Maps the pointer of a field to its column, if the names differ. */
  columnOf?: (pointer: string) => string;
  mapping?: Mapping;
}

/** How a file was understood, for whoever sent it. */
export interface FileRead {
  encoding: string;
  delimiter: string;
  ignoredColumns: string[];
  /** Where the encoding is a guess: the first cells that would read otherwise in another. */
  doubtful?: { row: number; column: string; text: string }[];
}

/** A row's value, under the number that a spreadsheet gives the row. */
export interface NumberedRow<T> {
  number: number;
  value: T;
}

const AS_IT_STANDS: Mapping = { map: new Map(), set: new Map() };

/**
 * Reads the rows of a CSV file with a heading, as spreadsheets and CRMs write it.
 * @throws Problem bad-rows with pointers `/<row>/<column>`, every one of them; the heading is row 1
 */
export function rowsOf<Schema extends z.ZodType>(
  request: Request,
  { row, columns, rowsMax, columnOf = (pointer) => pointer.slice(1), mapping = AS_IT_STANDS }: Expected<Schema>,
): { rows: NumberedRow<z.output<Schema>>[]; file: FileRead } {
  const { text, encoding, isGuess } = contentOf(request);
  const sheet = sheetOf(text);
  const matched = matchColumns(sheet.heading, columns, mapping);
  checkParameters(matched);
  checkSize(sheet, rowsMax);
  const faults = [...headingFaults(matched)];
  const rows: NumberedRow<z.output<Schema>>[] = [];
  for (const { number, cells } of sheet.rows) {
    const parsed = row.safeParse(recordOf(cells, matched, mapping));
    const ragged = raggedness(number, cells, sheet.heading, parsed.success);
    if (ragged) faults.push(ragged);
    else if (parsed.success) rows.push({ number, value: parsed.data });
    else faults.push(...rowFaults(number, parsed.error.issues.flatMap(faultsOf), columnOf, matched));
  }
  if (faults.length > 0) throw badRows(faults);
  const read = { encoding, delimiter: sheet.delimiter, ignoredColumns: matched.ignored };
  return { rows, file: { ...read, ...(isGuess && { doubtful: doubtfulIn(sheet) }) } };
}

const DOUBTFUL_SHOWN = 10;

function doubtfulIn({ heading, rows }: Sheet): NonNullable<FileRead['doubtful']> {
  const cells = [{ number: 1, cells: heading }, ...rows].flatMap(({ number, cells: inRow }) =>
    inRow.map((text, place) => ({ row: number, column: heading[place] ?? '', text })),
  );
  return cells.filter(({ text }) => NOT_ASCII.test(text)).slice(0, DOUBTFUL_SHOWN);
}

const NOT_ASCII = /[^\0-\x7f]/;

/** Says how many there are before all of them. */
export function badRows(errors: FaultPoint[]): Problem {
  const [first] = errors;
  const count = errors.length === 1 ? '' : `${errors.length} faults, the first: `;
  return new Problem('bad-rows', `${count}${first?.pointer ?? ''} ${first?.detail ?? ''}.`, { errors });
}

function contentOf(request: Request): Decoded {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body)) throw ofTheWhole('bad-rows', 'is empty');
  if (WORKBOOKS.some((start) => body.subarray(0, start.length).equals(start)))
    throw ofTheWhole(
      'bad-rows',
      'is an Excel workbook; save it in Excel as "CSV UTF-8 (Comma delimited)", and send that',
    );
  const content = decoded(body, request);
  if (!content)
    throw ofTheWhole(
      'bad-rows',
      'is not in the charset that its Content-Type names; leave it out, or name the right one',
    );
  return content;
}

function checkParameters({ faults }: Matched): void {
  const errors = faults.filter(({ parameter }) => parameter !== undefined);
  const [first] = errors;
  if (first) throw new Problem('bad-request', `The query has faults: ${first.detail}.`, { errors });
}

function checkSize({ heading, rows }: Sheet, rowsMax: number): void {
  if (rows.length > rowsMax)
    throw ofTheWhole('too-large', `has ${rows.length} rows; this route takes ${rowsMax} at once`);
  if (rows.length > 0) return;
  const hint =
    heading.length > 20 ? '; curl sends a file with its line ends by --data-binary, and without them by -d' : '';
  throw ofTheWhole('bad-rows', `has no rows below its heading${hint}`);
}

function ofTheWhole(code: 'bad-rows' | 'too-large', detail: string): Problem {
  return new Problem(code, `The file ${detail}.`, { errors: [{ pointer: '', detail }] });
}

function headingFaults({ faults, missing }: Matched): FaultPoint[] {
  return [...faults, ...missing.map((name) => inHeading(name, 'is missing from the heading'))];
}

function recordOf(cells: string[], { places }: Matched, { set }: Mapping): Record<string, string> {
  const found = [...places].map(([name, at]) => [
    name,
    at
      .map((place) => cells[place] ?? '')
      .join(' ')
      .trim(),
  ]);
  return Object.fromEntries([...set, ...found]) as Record<string, string>;
}

/** One for each cell; what the heading lacks is said there, and not of each row. */
function rowFaults(
  number: number,
  faults: FaultPoint[],
  columnOf: (pointer: string) => string,
  { missing }: Matched,
): FaultPoint[] {
  const byColumn = new Map(
    faults.map(({ pointer = '', detail }) => [columnOf(pointer), detail]).reverse() as [string, string][],
  );
  return [...byColumn]
    .reverse()
    .filter(([column]) => !missing.includes(column))
    .map(([column, detail]) => ({ pointer: `/${number}/${column}`, detail }));
}

/** Empty cells at the end of a row make no difference. */
function raggedness(number: number, cells: string[], heading: string[], isWhole: boolean): FaultPoint | undefined {
  const length = cells.reduce((last, cell, place) => (cell === '' ? last : place + 1), 0);
  if (length <= heading.length && (isWhole || cells.length >= heading.length)) return undefined;
  const detail = `has ${cells.length} cells, and the heading ${heading.length}; quote a cell that holds the delimiter`;
  return { pointer: `/${number}`, detail };
}
