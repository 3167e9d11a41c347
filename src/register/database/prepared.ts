import { sql } from 'kysely';
import { sha256 } from '../../primitives/hash';

/**
 * Before a statement that is asked for each group of mails: PostgreSQL keeps it parsed, and soon planned, as long as the connection lasts. Only where
 * every table is asked by its keys, so that no plan depends on how many rows there are.
 */
export const PREPARED = sql.raw('/* prepared */');

const BEGINS = /^\s*\/\* prepared \*\//;
const names = new Map<string, string>();

/** By what name the server keeps it; undefined: not at all. */
export function preparedName(text: string): string | undefined {
  if (!BEGINS.test(text)) return undefined;
  const name = names.get(text) ?? sha256(text).slice(0, 32);
  names.set(text, name);
  return name;
}
