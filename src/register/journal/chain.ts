import { sha256 } from '../../primitives/hash';

/** The chain value before an incident's first page. */
export const BEFORE_THE_FIRST = '0'.repeat(64);

/** Binds a page to all earlier ones: changing one means changing every later one. */
export function chained(previous: string, hash: string): string {
  return sha256(previous + hash);
}
