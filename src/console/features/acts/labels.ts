import type { Shape } from '../../ui/forms';
import { VOCABULARY, type Vocabulary } from '../../ui/vocabulary';
import { useLanguage, useWords } from '../../ui/words';
import { DESCRIBED } from './described-words';
import { FIELD_LABELS, VALUE_WORDS } from './label-words';

/**
 * How fields and their values are called. In English a field that has no label of its own is called as the API's description calls it;
 * in French, by its name.
 */
export function useLabels() {
  const vocabulary = useWords(VOCABULARY);
  const { language } = useLanguage();
  const labels = FIELD_LABELS[language];
  const described = DESCRIBED[language];
  const values = { ...VALUE_WORDS[language], ...allWordsOf(vocabulary) };
  return {
    labelOf: (name: string, { title, description = '' }: Shape) =>
      title ??
      described[description] ??
      labels[name] ??
      ((language === 'en' && description.replace(/\.$/, '')) || name),
    /** The API has its examples in English. */
    exampleOf: ({ examples: [example] = [] }: Shape) =>
      language === 'en' && typeof example === 'string' ? example : undefined,
    wordOf: (value: string) => values[value] ?? value.replaceAll('-', ' '),
  };
}

function allWordsOf(vocabulary: Vocabulary): Record<string, string> {
  const { stage, class: classes, severity, role, channel, scenario, fact, factStatus, noticeKind } = vocabulary;
  const { anchor, answer, exchange, storeKind, detection, value } = vocabulary;
  return {
    ...{ ...role, ...stage, ...classes, ...severity, ...channel, ...scenario, ...fact },
    ...{ ...noticeKind, ...anchor, ...exchange, ...storeKind, ...detection, ...value, ...factStatus, ...answer },
  };
}
