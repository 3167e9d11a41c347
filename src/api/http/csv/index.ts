import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import type { z } from 'zod';
import { asking, faultsOf, readJson, whole } from '../input';
import { SMALL_SHAPE } from '../json-shape';
import { longBody } from '../long-body';
import { Problem, type FaultPoint } from '../problem';
import { openSlices } from '../../../primitives/slices';
import { inHeading, matchColumns, type Columns, type Mapping, type Matched } from './columns';
import { decoded, type Decoded } from './encoding';
import { readSheet, type SheetRow } from './sheet';

/** Thousands of rows. JSON names the fields in every row and takes twice the room. */
const CSV_LIMIT = '4mb';
const MEGABYTE = 2 ** 20;
const CSV = ['text/csv', 'text/tab-separated-values'];
const JSON_TYPE = 'application/json';

/** For routes that take one thing as JSON, or many as a file. */
export const csvOrJson = [
  refuseOtherFiles,
  asking(JSON_TYPE, ...CSV),
  readJson('64kb', SMALL_SHAPE),
  csvBytes(CSV_LIMIT),
];
/** For routes that take a list as either; `readJsonList` reads the one, and `readRows` the other. */
export const csvOrList: RequestHandler[] = [
  refuseOtherFiles,
  asking(JSON_TYPE, ...CSV),
  whole(express.raw({ limit: '8mb', type: JSON_TYPE })),
  csvBytes(CSV_LIMIT),
];
/** For routes that take a hundred thousand rows. */
export const longCsvOrList: RequestHandler[] = [
  refuseOtherFiles,
  asking(JSON_TYPE, ...CSV),
  longBody(96 * MEGABYTE, [JSON_TYPE]),
  longBody(64 * MEGABYTE, CSV),
];
/** For those that take such a file alone. */
export const longCsv: RequestHandler[] = [refuseOtherFiles, asking(...CSV), longBody(64 * MEGABYTE, CSV)];

function csvBytes(limit: string): RequestHandler {
  return whole(express.raw({ limit, type: CSV }));
}

function refuseOtherFiles(request: Request, _response: Response, next: NextFunction): void {
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
 * Reads the rows of a CSV file with a heading, as spreadsheets and CRMs write it, in slices of time between which others are served.
 * @throws Problem bad-rows with pointers `/<row>/<column>`, the first thousand of them; the heading is row 1
 */
export async function readRows<Schema extends z.ZodType>(
  request: Request,
  { row, columns, rowsMax, columnOf = (pointer) => pointer.slice(1), mapping = AS_IT_STANDS }: Expected<Schema>,
): Promise<{ rows: NumberedRow<z.output<Schema>>[]; file: FileRead }> {
  const { text, encoding, isGuess } = contentOf(request);
  const rows: NumberedRow<z.output<Schema>>[] = [];
  const faults = openFaults();
  const doubtful = openDoubtful(isGuess);
  let read = { delimiter: '', cells: [] as string[], matched: NOTHING };
  let count = 0;
  await readSheet(
    inCharset(text),
    {
      rowsMax,
      heading: ({ delimiter, cells }) => {
        const matched = matchColumns(cells, columns, mapping);
        read = { delimiter, cells, matched };
        checkParameters(matched);
        faults.add(headingFaults(matched));
        doubtful.look({ number: 1, cells }, cells);
      },
      row: ({ number, cells }) => {
        count += 1;
        doubtful.look({ number, cells }, read.cells);
        const parsed = row.safeParse(recordOf(cells, read.matched, mapping));
        const ragged = raggedness(number, cells, read.cells, parsed.success);
        if (ragged) faults.add([ragged]);
        else if (parsed.success) rows.push({ number, value: parsed.data });
        else faults.add(rowFaults(number, parsed.error.issues.flatMap(faultsOf), columnOf, read.matched));
      },
    },
    openSlices(),
  );
  refuseEmpty(read.cells, count);
  faults.refuse();
  const file = { encoding, delimiter: read.delimiter, ignoredColumns: read.matched.ignored };
  return { rows, file: { ...file, ...(isGuess && { doubtful: doubtful.found }) } };
}

const NOTHING: Matched = { places: new Map(), ignored: [], missing: [], faults: [] };

/** So many are told of; a file of another kind has one in each row. */
const FAULTS_SHOWN = 1_000;

function openFaults() {
  const shown: FaultPoint[] = [];
  let count = 0;
  return {
    add: (found: FaultPoint[]) => {
      shown.push(...found.slice(0, FAULTS_SHOWN - shown.length));
      count += found.length;
    },
    refuse: () => {
      if (count > 0) throw badRows(shown, count);
    },
  };
}

const DOUBTFUL_SHOWN = 10;

function openDoubtful(isGuess = false) {
  const found: NonNullable<FileRead['doubtful']> = [];
  return {
    found,
    look: ({ number, cells }: SheetRow, heading: string[]) => {
      if (!isGuess || found.length === DOUBTFUL_SHOWN) return;
      for (const [place, text] of cells.entries())
        if (NOT_ASCII.test(text) && found.length < DOUBTFUL_SHOWN)
          found.push({ row: number, column: heading[place] ?? '', text });
    },
  };
}

const NOT_ASCII = /[^\0-\x7f]/;

/** Says how many there are before the first thousand of them. */
export function badRows(errors: FaultPoint[], count = errors.length): Problem {
  const [first] = errors;
  const many = count === 1 ? '' : `${count} faults, the first: `;
  return new Problem('bad-rows', `${many}${first?.pointer ?? ''} ${first?.detail ?? ''}.`, {
    errors,
    errorsTotal: count,
  });
}

function contentOf(request: Request): Decoded {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body)) throw ofTheWhole('bad-rows', 'is empty');
  if (WORKBOOKS.some((start) => body.subarray(0, start.length).equals(start)))
    throw ofTheWhole(
      'bad-rows',
      'is an Excel workbook; save it in Excel as "CSV UTF-8 (Comma delimited)", and send that',
    );
  return decoded(body, request);
}

function* inCharset(text: Iterable<string>): Generator<string> {
  try {
    yield* text;
  } catch {
    const detail = 'is not in the charset that its Content-Type names; leave it out, or name the right one';
    throw ofTheWhole('bad-rows', detail);
  }
}

function checkParameters({ faults }: Matched): void {
  const errors = faults.filter(({ parameter }) => parameter !== undefined);
  const [first] = errors;
  if (first) throw new Problem('bad-request', `The query has faults: ${first.detail}.`, { errors });
}

function refuseEmpty(heading: string[], count: number): void {
  if (count > 0) return;
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
