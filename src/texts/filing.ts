import { FACT_FIELDS, type Fact, type FactField, type FactSheet, type Worded } from '../domain/notices/facts';
import { ARTICLES, type Filing, type FilingFact } from '../domain/notices/filing';
import { KINDS, type NoticeKind } from '../domain/notices/kinds';
import type { Instant } from '../domain/primitives/instant';
import type { Recipient } from './placeholders';
import { exerciseMark } from './exercise';
import type { Sender } from './sender';
import { isSameLanguage } from './page';

export interface FilingMatter {
  incident: string;
  notice: number;
  kind: NoticeKind;
  language: string;
  /** Of an incident that is one. */
  exercise?: unknown;
  facts: FactSheet;
  withheld?: readonly FactField[];
  instants: Filing['instants'];
  sender: Sender;
  values: Recipient;
}

/** When it became known, was judged a breach and declared, as far as it was. */
export function instantsOf({
  detected,
  aware,
  declared,
}: Partial<Record<'detected' | 'aware' | 'declared', { at: Instant }>>): Filing['instants'] {
  return {
    ...{ ...(detected && { detected: detected.at }), ...(aware && { aware: aware.at }) },
    ...(declared && { declared: declared.at }),
  };
}

export function filingOf({ facts, values, withheld = [], sender, exercise, ...matter }: FilingMatter): Filing {
  const { kind, language } = matter;
  const filled = Object.fromEntries(
    FACT_FIELDS.filter((field) => KINDS[kind].fields.includes(field)).map((field) => [
      field,
      ownFact(field, values, language) ?? filingFact(facts[field], language, withheld.includes(field)),
    ]),
  ) as Filing['facts'];
  const isOpen = (field: FactField) => !['known', 'not-applicable'].includes(filled[field]?.status ?? '');
  const articles = Object.fromEntries(
    Object.entries(ARTICLES).map(([article, fields]) => [
      article,
      { fields: [...fields], open: fields.filter(isOpen) },
    ]),
  ) as Filing['articles'];
  return {
    ...{ schema: 'tocsin-filing-1', ...matter, controller: { name: values.customer, accounts: values.account } },
    ...{ processor: sender, facts: filled, articles },
    ...(exercise !== undefined && { exercise: exerciseMark(language) }),
  };
}

/** What customers call the categories, and how much. */
const CALLED: Partial<Record<FactField, 'data' | 'volume'>> = { dataCategories: 'data', volumeAffected: 'volume' };

function ownFact(field: FactField, values: Recipient, language: string): FilingFact | undefined {
  const text = values[field] ?? (CALLED[field] && values[CALLED[field]]);
  return text === undefined ? undefined : { status: 'known', text, language, own: true };
}

function filingFact(fact: Fact | undefined, language: string, isWithheld: boolean): FilingFact {
  switch (fact?.status) {
    case 'known': {
      const { value, lang = 'en', translations = [], amount, period, confidence } = fact;
      const texts: Worded[] = [{ lang, text: value }, ...translations];
      const chosen = texts.find((one) => isSameLanguage(one.lang, language)) ?? { lang, text: value };
      const figures = { ...(amount && { amount }), ...(period && { period }), ...(confidence && { confidence }) };
      return { status: 'known', text: chosen.text, language: chosen.lang, ...figures };
    }
    case 'withheld':
      return { status: 'not-disclosed' };
    case 'not-applicable':
      return { status: 'not-applicable' };
    default:
      return isWithheld
        ? { status: 'not-disclosed' }
        : { status: 'unknown', ...(fact?.until && { until: fact.until }) };
  }
}
