import type { PeriodUnit, Term } from '../../domain/clocks/terms';
import type { AnchorName } from '../../domain/case/state';

/** How one language says a term. */
export interface TermWords {
  lengths: Record<PeriodUnit, (count: number) => string>;
  from: Record<AnchorName, string>;
  /** By whose term. */
  sources: Record<Term['source'], string>;
}

/** Such as "3 business days (FR, Europe/Paris) from the declaration, by contract". */
export function termText({ lengths, from, sources }: TermWords, { clock, anchor, source }: Term): string {
  const where = clock.unit === 'hours' ? [] : [clock.calendar ?? [], clock.timeZone].flat();
  const length = lengths[clock.unit](clock.count);
  return `${length}${where.length > 0 ? ` (${where.join(', ')})` : ''} ${from[anchor]}, ${sources[source]}`;
}

/** Of a contract that names none, our own holds. */
export function termsText(words: TermWords, terms: readonly Term[]): string {
  return terms.length > 0 ? terms.map((term) => termText(words, term)).join('; ') : words.sources.commitment;
}
