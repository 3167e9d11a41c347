import { sql } from 'kysely';

/** `column = any(array)`: one parameter, however many values. */
export function anyOf(values: readonly string[]) {
  return sql<string>`any(${values}::text[])`;
}

/** In the `returning` of an upsert: whether the row is new. */
export const INSERTED = sql<boolean>`(xmax = 0)`;

/**
 * `synchronous_commit = off`, set in the `returning` of a write: a database crash may lose this write. A later write that does wait for the
 * disk makes it durable too. Only for what is also known from elsewhere, or can be repeated without harm.
 */
export const ASYNC_COMMIT = sql<string>`set_config('synchronous_commit', 'off', true)`.as('async_commit');
