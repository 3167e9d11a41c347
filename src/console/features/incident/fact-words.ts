import type { Fact } from '../../../domain/notices/facts';
import { useFormats } from '../../ui/format';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

/** All that a fact says, in one line: value, status, source and how sure. */
export function useFactWords(): (fact: Fact | undefined) => string {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const formats = useFormats();
  return (fact) => {
    if (!fact) return words.notSet;
    if (fact.status !== 'known') {
      const until = 'until' in fact && fact.until ? ` (${words.until} ${formats.instant(fact.until)})` : '';
      return `${vocabulary.factStatus[fact.status]}${until}`;
    }
    const { value, source, confidence, translations = [] } = fact;
    const others = translations.map(({ lang, text }) => formats.labelled(lang, text));
    const said = [source, confidence && words.confidence[confidence], ...others].filter(Boolean);
    return said.length > 0 ? `${value} (${said.join('; ')})` : value;
  };
}
