import { sha256 } from './hash';

/** The chain value before an incident's first page. */
export const BEFORE_THE_FIRST = '0'.repeat(64);

/** What a page follows on. */
export interface Link {
  sequence: number;
  chain: string;
}

/** What is wrong with a stored page as it follows on the one before, each with whether it is so. */
export function chainFaults(
  { sequence, bytes, sha256: hash, chain }: Link & { bytes: Uint8Array; sha256: string },
  before: Link = { sequence: 0, chain: BEFORE_THE_FIRST },
): [boolean, string][] {
  const wanted = before.sequence + 1;
  return [
    [sequence !== wanted, `page ${wanted} is missing before it`],
    [sha256(bytes) !== hash, 'its bytes do not give its SHA-256'],
    [chained(before.chain, hash) !== chain, 'it does not continue the chain'],
  ];
}

/** Binds a page to all earlier ones: changing one means changing every later one. */
export function chained(previous: string, hash: string): string {
  return sha256(previous + hash);
}
