import { sql } from 'kysely';

/** `column = any(array)`: one parameter, however many values. */
export function anyOf(values: readonly string[]) {
  return sql<string>`any(${values}::text[])`;
}

/** In the `returning` of an upsert: whether the row is new. */
export const INSERTED = sql<boolean>`(xmax = 0)`;
