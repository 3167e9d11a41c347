import type { Amount, FactField, KnownFact, Period } from './facts';
import type { Instant } from '../primitives/instant';
import type { NoticeKind } from './kinds';

/** What a controller takes over into its own notification to an authority (Art. 33(3)) and to data subjects (Art. 34(2)). */
export interface Filing {
  schema: 'tocsin-filing-1';
  incident: string;
  /** Of the notice, as the customer reads it. */
  notice: number;
  kind: NoticeKind;
  language: string;
  /** That it is an exercise, in the language of the notice. */
  exercise?: string;
  controller: { name: string; accounts: string };
  processor: Signed;
  instants: { detected?: Instant; aware?: Instant; declared?: Instant };
  /** By field: what is known, in the language of the notice, or why not. The controller's own value stands before that of all. */
  facts: Partial<Record<FactField, FilingFact>>;
  /** Art. 33(3)(a) to (d) and 34(2), each with the fields that answer it, and those of them that are not known yet. */
  articles: Record<Article, { fields: FactField[]; open: FactField[] }>;
}

/** Who signs. */
interface Signed {
  name: string;
  mark: string;
  address: string;
  phone: string;
  mail: string;
  dpo: string;
  replyTo: string;
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

export const ARTICLES = {
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
