import type { FactSheet, NoticeMatter } from '../domain/notices/facts';
import { hashOf } from './hash';
import { noticeTexts, type NoticeText } from './notice';
import type { Sender } from './sender';
import type { TemplateSet } from './sets';

/** Who signs, and in which words. */
export interface Letters {
  sender: Sender;
  /** Of the languages that a person has approved. */
  sets: readonly TemplateSet[];
}

export interface Composed {
  texts: Record<string, NoticeText>;
  /** SHA-256, hex: what people approve. */
  hash: string;
}

/** `factsBefore`: of the notice before, where this one says what is new. */
export type Compose = (matter: NoticeMatter, factsBefore?: FactSheet) => Composed;

export function composer({ sender, sets }: Letters): Compose {
  return (matter, factsBefore) => {
    const texts = noticeTexts({ matter, sender, ...(factsBefore && { factsBefore }) }, sets);
    return { texts, hash: hashOf(texts) };
  };
}
