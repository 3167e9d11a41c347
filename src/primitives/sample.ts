import { sha256 } from './hash';

/** In the order of a hash over seed and id: whoever has the same population draws the same. */
export function drawnBy<T>(seed: string, all: readonly T[], count: number, idOf: (one: T) => string): T[] {
  return all
    .map((one) => ({ one, place: sha256(JSON.stringify([seed, idOf(one)])) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, count)
    .map(({ one }) => one);
}
