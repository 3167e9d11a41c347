import { CsvError, parse } from 'csv-parse/sync';
import express, { type Request, type RequestHandler } from 'express';
import type { z } from 'zod';
import { asking, escaped, faultsOf, readJson, textIn } from './input';
import { Problem, type FaultPoint } from './problem';

/** Thousands of rows. JSON names the fields in every row and takes twice the room. */
const CSV_LIMIT = '4mb';
const LIST_LIMIT = '8mb';
const MAX_FAULTS = 20;

/** For routes that take either format. */
export const csvOrJson: RequestHandler[] = [
  asking('application/json', 'text/csv'),
  readJson(LIST_LIMIT),
  express.raw({ limit: CSV_LIMIT, type: 'text/csv' }),
];

export function isCsv(request: Request): boolean {
  return request.is('text/csv') !== false && Buffer.isBuffer(request.body);
}

interface Expected<Schema extends z.ZodType> {
  /** One row keyed by column, all values text. */
  row: Schema;
  columns: readonly string[];
  rowsMax: number;
  /** Maps the pointer of a field to its column, if the names differ. */
  columnOf?: (pointer: string) => string;
}

/**
 * Reads the rows of a CSV file in UTF-8 with a heading, separated by comma or, as some spreadsheets write it, semicolon.
 * @throws Problem bad-rows with pointers `/<row>/<column>`; rows count from 1, the heading is 0
 */
export function rowsOf<Schema extends z.ZodType>(
  request: Request,
  { row, columns, rowsMax, columnOf = (pointer) => pointer.slice(1) }: Expected<Schema>,
): z.output<Schema>[] {
  const records = recordsOf(textOf(request), columns);
  if (records.length === 0) throw ofTheWhole('bad-rows', 'has no rows below its heading');
  if (records.length > rowsMax)
    throw ofTheWhole('too-large', `has ${records.length} rows; this route takes ${rowsMax} at once`);
  const errors: FaultPoint[] = [];
  const rows: z.output<Schema>[] = [];
  for (const [index, record] of records.entries()) {
    const parsed = row.safeParse(record);
    if (parsed.success) rows.push(parsed.data);
    else
      errors.push(
        ...parsed.error.issues
          .flatMap(faultsOf)
          .map(({ pointer, detail }) => ({ pointer: `/${index + 1}/${columnOf(pointer ?? '')}`, detail })),
      );
    if (errors.length >= MAX_FAULTS) break;
  }
  if (errors.length > 0)
    throw new Problem('bad-rows', `${errors[0]?.pointer ?? ''} ${errors[0]?.detail ?? ''}.`, { errors });
  return rows;
}

function ofTheWhole(code: 'bad-rows' | 'too-large', detail: string): Problem {
  return new Problem(code, `The file ${detail}.`, { errors: [{ pointer: '', detail }] });
}

function textOf(request: Request): string {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body)) throw ofTheWhole('bad-rows', 'is empty');
  const text = textIn(body);
  if (text === undefined) throw ofTheWhole('bad-rows', 'is not in UTF-8');
  return text;
}

function recordsOf(text: string, columns: readonly string[]): Record<string, string>[] {
  const heading = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const read = () =>
    parse(text, {
      delimiter: heading.includes(';') ? ';' : ',',
      columns: (names: string[]) => checked(names, columns),
      skip_empty_lines: true,
      trim: true,
    });
  try {
    return read().map((record) => ({ ...(record as Record<string, string>) }));
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    throw new Problem('bad-rows', `The file is not CSV: ${fault.message}.`, {
      errors: [{ pointer: `/${rowAt(fault)}`, detail: fault.message }],
    });
  }
}

/** A fault without a column name is in the heading. */
function rowAt(fault: CsvError): number {
  const { column, records } = fault as { column?: unknown; records?: unknown };
  return typeof column === 'string' ? Number(records) + 1 : 0;
}

function checked(names: string[], columns: readonly string[]): string[] {
  const strange = names.filter((name, place) => !columns.includes(name) || names.indexOf(name) !== place);
  if (strange.length === 0) return names;
  const detail = 'is not known, or stands twice';
  throw new Problem(
    'bad-rows',
    `The heading has columns that are not known or stand twice. Known are: ${columns.join(', ')}.`,
    {
      errors: strange.map((name) => ({ pointer: `/0/${escaped(name)}`, detail })),
    },
  );
}
