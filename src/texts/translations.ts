import { FACT_FIELDS, type FactField, type FactSheet, type KnownFact } from '../domain/notices/facts';
import { isSameLanguage } from './page';
import { isOfFigures } from './values';

/** What a translator gets of one fact. */
export interface Unit {
  unit: FactField;
  source: string;
  target?: string;
}

/** Known facts that were written in one language, as they stand in another. A number or a period alone needs no translation. */
export function unitsOf(facts: FactSheet, from: string, language: string): Unit[] {
  return FACT_FIELDS.flatMap((field) => {
    const fact = facts[field];
    if (fact?.status !== 'known' || isOfFigures(fact) || !isSameLanguage(fact.lang ?? 'en', from)) return [];
    const target = fact.translations?.find(({ lang }) => isSameLanguage(lang, language))?.text;
    return [{ unit: field, source: fact.value, ...(target !== undefined && { target }) }];
  });
}

/** The fact with its words in that language, and from which file they are. */
export function withTranslation(fact: KnownFact, lang: string, text: string, file: string): KnownFact {
  const others = (fact.translations ?? []).filter((one) => !isSameLanguage(one.lang, lang));
  return { ...fact, lang: fact.lang ?? 'en', translations: [...others, { lang, text, file }] };
}
