import { reviewEnded } from '../../clocks/withholding-review';
import { unknownOwed } from '../../clocks/unknown-fact';
import type { Fact, KnownFact, Worded } from '../../notices/facts';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, type CommandRule } from '../../rule';
import { standingOf } from './judge';

export interface ReleaseWithheld {
  withholding: number;
  reason: string;
  /** As they were kept, from the register. */
  words: Worded[];
}

export const releaseWithheld: CommandRule<ReleaseWithheld> = {
  description:
    'End a withholding: its words join the fact that they belong to, so that the next update says them. Makes open drafts stale.',
  roles: ['legal', 'privacy', 'executive'],
  doors: API_ONLY,
  decide: ({ state, said }, { withholding: number, reason, words }) => {
    const it = standingOf(state, number);
    if ('refused' in it) return it;
    if (words.length === 0) return refuse('missing', 'A release needs the words that were withheld.', ['/words']);
    const { field } = it;
    const fact = joined(state.facts[field], words);
    return [
      { type: 'withheld-released', withholding: number, field, reason },
      { type: 'fact-set', field, fact },
      ...unknownOwed(state, field, fact, said.at),
      ...reviewEnded(state, it, said.at),
    ];
  },
};

/** Each text that there is goes on in its own language, where the words have it. */
function joined(before: Fact | undefined, words: readonly Worded[]): KnownFact {
  const [first, ...more] = words;
  const { lang = 'en', text = '' } = first ?? {};
  if (before?.status !== 'known')
    return { status: 'known', value: text, lang, ...(more.length > 0 && { translations: more }) };
  const inLanguage = (tag: string) => words.find((one) => one.lang === tag)?.text ?? text;
  const { translations = [], lang: own = 'en' } = before;
  const goneOn = translations.map((one) => ({ lang: one.lang, text: `${one.text}\n\n${inLanguage(one.lang)}` }));
  return {
    ...before,
    value: `${before.value}\n\n${inLanguage(own)}`,
    lang: own,
    ...(goneOn.length > 0 && { translations: goneOn }),
  };
}
