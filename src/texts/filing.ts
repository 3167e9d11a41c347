import {
  FACT_FIELDS,
  type Amount,
  type Fact,
  type FactField,
  type FactSheet,
  type KnownFact,
  type Period,
  type Worded,
} from '../domain/notices/facts';
import type { Instant } from '../domain/primitives/instant';
import { KINDS, type NoticeKind } from '../domain/notices/kinds';
import type { Recipient } from './placeholders';
import type { Sender } from './sender';
import { isSameLanguage } from './page';

/** What a controller takes over into its own notification to an authority (Art. 33(3)) and to data subjects (Art. 34(2)). */
export interface Filing {
  schema: 'tocsin-filing-1';
  incident: string;
  /** Of the notice, as the customer reads it. */
  notice: number;
  kind: NoticeKind;
  language: string;
  controller: { name: string; accounts: string };
  processor: Sender;
  instants: { detected?: Instant; aware?: Instant; declared?: Instant };
  /** By field: what is known, in the language of the notice, or why not. The controller's own value stands before that of all. */
  facts: Partial<Record<FactField, FilingFact>>;
  /** Art. 33(3)(a) to (d) and 34(2), each with the fields that answer it, and those of them that are not known yet. */
  articles: Record<Article, { fields: FactField[]; open: FactField[] }>;
}

export type FilingFact =
  | {
      status: 'known';
      text: string;
      language: string;
      own?: true;
      amount?: Amount;
      period?: Period;
      confidence?: KnownFact['confidence'];
    }
  | { status: 'unknown'; until?: Instant }
  | { status: 'not-disclosed' }
  | { status: 'not-applicable' };

const ARTICLES = {
  '33(3)(a)': [
    ...['nature', 'breachKind', 'exposure', 'dataCategories', 'personCategories'],
    ...['personsAffected', 'personsExposed', 'volumeAffected', 'volumeExposed'],
  ],
  '33(3)(b)': ['contactPoint'],
  '33(3)(c)': ['consequences'],
  '33(3)(d)': ['mitigation', 'measuresProposed', 'containment'],
  '34(2)': ['nature', 'contactPoint', 'consequences', 'mitigation', 'measuresProposed', 'customerAction'],
} as const satisfies Record<string, readonly FactField[]>;
export type Article = keyof typeof ARTICLES;

export interface FilingMatter {
  incident: string;
  notice: number;
  kind: NoticeKind;
  language: string;
  facts: FactSheet;
  withheld?: readonly FactField[];
  instants: Filing['instants'];
  sender: Sender;
  values: Recipient;
}

export function filingOf({ facts, values, withheld = [], sender, ...matter }: FilingMatter): Filing {
  const { kind, language } = matter;
  const told = Object.fromEntries(
    FACT_FIELDS.filter((field) => KINDS[kind].fields.includes(field)).map((field) => [
      field,
      ownFact(field, values, language) ?? filingFact(facts[field], language, withheld.includes(field)),
    ]),
  ) as Filing['facts'];
  const isOpen = (field: FactField) => !['known', 'not-applicable'].includes(told[field]?.status ?? '');
  const articles = Object.fromEntries(
    Object.entries(ARTICLES).map(([article, fields]) => [
      article,
      { fields: [...fields], open: fields.filter(isOpen) },
    ]),
  ) as Filing['articles'];
  return {
    ...{ schema: 'tocsin-filing-1', ...matter, controller: { name: values.customer, accounts: values.account } },
    ...{ processor: sender, facts: told, articles },
  };
}

/** `data` and `volume` are what customers call the categories, and how much. */
function ownFact(field: FactField, values: Recipient, language: string): FilingFact | undefined {
  const text = values[field] ?? (field === 'dataCategories' ? values.data : undefined);
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
