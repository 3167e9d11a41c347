import {
  FACT_FIELDS,
  type DraftUnit,
  type DraftWords,
  type FactSheet,
  type KnownFact,
  type Translated,
  type UnitName,
} from '../domain/notices/facts';
import { isSameLanguage } from './page';
import { isOfFigures, messagesOf, statedOf } from './values';

/** What a translator gets of one text. */
export interface Unit {
  unit: UnitName;
  source: string;
  target?: string;
}

/** What persons wrote in one language, as it stands in another: known facts, and what was written into a draft. A number or a period alone needs no translation. */
export function unitsOf(facts: FactSheet, draft: DraftWords, { from, language }: { from: string; language: string }) {
  return textsIn(facts, draft).flatMap(([unit, [original, ...others]]): Unit[] => {
    if (!original || !isSameLanguage(original.lang, from)) return [];
    const target = others.find(({ lang }) => isSameLanguage(lang, language))?.text;
    return [{ unit, source: original.text, ...(target !== undefined && { target }) }];
  });
}

/** Each with its original first. */
function textsIn(facts: FactSheet, draft: DraftWords): [UnitName, Translated[]][] {
  const ofFacts = FACT_FIELDS.map((field): [UnitName, Translated[]] => {
    const fact = facts[field];
    return [field, fact?.status === 'known' && !isOfFigures(fact) ? statedOf(fact) : []];
  });
  return [...ofFacts, ['message', messagesOf(draft)], ['reason', draft.reason ?? []]];
}

/** The fact with those words, which say their language and their file. */
export function withTranslation(fact: KnownFact, words: Translated): KnownFact {
  return { ...fact, lang: fact.lang ?? 'en', translations: added(fact.translations, words) };
}

/** A draft with what of it was translated. */
export function withTranslations<Draft extends DraftWords>(
  draft: Draft,
  { message, reason }: Partial<Record<DraftUnit, Translated>>,
): Draft {
  return {
    ...draft,
    ...(message && { messages: added(draft.messages, message) }),
    ...(reason && { reason: added(draft.reason, reason) }),
  };
}

function added(texts: readonly Translated[] = [], words: Translated): Translated[] {
  return [...texts.filter(({ lang }) => !isSameLanguage(lang, words.lang)), words];
}
