interface Keyed {
  key: string;
  bodyHash: string;
  sequence: number;
}

const KEYS_KEPT = 1000;

/** The last commands that carried an idempotency key, after one more page. */
export function keysAfter(
  kept: Keyed[],
  { key, sequence }: { key?: Omit<Keyed, 'sequence'>; sequence: number },
): Keyed[] {
  return key ? [...kept, { ...key, sequence }].slice(-KEYS_KEPT) : kept;
}
