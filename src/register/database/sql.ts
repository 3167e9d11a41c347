import { sql } from 'kysely';

/** `column = any(array)`: one parameter, however many values. */
export function anyOf(values: readonly string[]) {
  return sql<string>`any(${values}::text[])`;
}

/** In the `returning` of an upsert: whether the row is new. */
export const INSERTED = sql<boolean>`(xmax = 0)`;

/**
 * In the `returning` of a write that a crash of the database may undo: its transaction does not wait for the disk. Whatever is written after
 * it and does wait takes it along. Only for what is known from elsewhere too, or can be done once more without harm.
 */
export const ASYNC_COMMIT = sql<string>`set_config('synchronous_commit', 'off', true)`.as('unhurried');
