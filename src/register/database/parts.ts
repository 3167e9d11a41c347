import { record } from './values';

const PART_CHARACTERS = 2 ** 19;

/** Input for `json_to_recordset`, in parts: of a long list neither we nor the database's client could write the whole without keeping others waiting. */
export function* recordsets(rows: Iterable<object>): Generator<string> {
  let [part, length] = [[] as string[], 0];
  for (const row of rows) {
    const text = record(row);
    part.push(text);
    length += text.length;
    if (length < PART_CHARACTERS) continue;
    yield `[${part.join(',')}]`;
    [part, length] = [[], 0];
  }
  if (part.length > 0) yield `[${part.join(',')}]`;
}

/** A statement takes 65,535 values. */
const ROWS_PER_STATEMENT = 1_000;

/** Rows as so many statements may insert them. */
export function statementParts<Row>(rows: readonly Row[]): Row[][] {
  const parts = Math.ceil(rows.length / ROWS_PER_STATEMENT);
  return Array.from({ length: parts }, (_, nth) =>
    rows.slice(nth * ROWS_PER_STATEMENT, (nth + 1) * ROWS_PER_STATEMENT),
  );
}
