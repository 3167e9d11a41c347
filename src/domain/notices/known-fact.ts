import { instantFrom } from '../primitives/instant';
import { refuse, type Refusal } from '../primitives/refusal';
import type { Amount, KnownFact, Period, Worded } from './facts';

/** As somebody states it. */
export interface Stated extends Pick<KnownFact, 'lang' | 'translations' | 'amount' | 'source' | 'confidence'> {
  value?: string;
  period?: { from?: string; to?: string; ongoing?: boolean };
}

/** Words, a number with its precision, or a period; words stand beside the others as a remark. */
export function knownFact(stated: Stated): KnownFact | Refusal {
  const { value, lang, translations, amount, source, confidence } = stated;
  const period = stated.period && periodOf(stated.period);
  if (period && 'refused' in period) return period;
  const fault = (amount && amountFault(amount)) ?? translationsFault(lang, translations ?? []);
  if (fault) return fault;
  const words = value ?? (amount && amountWords(amount)) ?? (period && periodWords(period));
  if (!words)
    return refuse('missing', 'A known fact needs its value, a number with its precision, or a period.', ['/value']);
  return {
    ...{ status: 'known', value: words },
    ...(lang !== undefined && { lang }),
    ...(translations && { translations }),
    ...(amount && { amount }),
    ...(period && { period }),
    ...(source !== undefined && { source }),
    ...(confidence && { confidence }),
  };
}

/** Two translations into one language say two things. */
function translationsFault(lang: string | undefined, translations: readonly Worded[]): Refusal | undefined {
  const tags = [...(lang === undefined ? [] : [lang]), ...translations.map((one) => one.lang)];
  const twice = tags.find((tag, place) => tags.indexOf(tag) !== place);
  return twice === undefined
    ? undefined
    : refuse('missing', `There are two texts in ${twice}; leave one.`, ['/translations']);
}

function amountFault({ precision, count, to }: Amount): Refusal | undefined {
  if (precision !== 'range') return to === undefined ? undefined : refuse('missing', NO_END, ['/amount/to']);
  return to !== undefined && to > count ? undefined : refuse('missing', NO_RANGE, ['/amount/to']);
}

const NO_END = 'Only a range has an end: leave "to" out, or say that it is a range.';
const NO_RANGE = 'A range needs an end above its beginning.';

function periodOf({ from, to, ongoing }: NonNullable<Stated['period']>): Period | Refusal {
  const begin = from === undefined ? undefined : instantFrom(from);
  const end = to === undefined ? undefined : instantFrom(to);
  const isWrong = (from !== undefined && !begin) || (to !== undefined && !end) || (begin && end && end < begin);
  if (isWrong) return refuse('impossible-instant', 'A period ends after it begins.', ['/period']);
  if (end && ongoing) return refuse('impossible-instant', 'What has ended does not go on.', ['/period/ongoing']);
  if (!begin && !end) return refuse('missing', 'A period needs its beginning or its end.', ['/period']);
  return { ...(begin && { from: begin }), ...(end && { to: end }), ...(ongoing && { ongoing }) };
}

export function amountWords({ precision, count, to }: Amount): string {
  if (precision === 'range') return `${count} to ${to ?? ''}`;
  return precision === 'approximate' ? `about ${count}` : String(count);
}

export function periodWords({ from, to, ongoing }: Period): string {
  return [from && `from ${from}`, to && `to ${to}`, ongoing && 'going on'].filter(Boolean).join(' ');
}
