import type { DraftWords, FactSheet, NoticeMatter } from '../domain/notices/facts';
import { KINDS } from '../domain/notices/kinds';
import { escapeHtml } from '../primitives/html';
import { contentsOf, type Composing } from './contents';
import { exerciseMark } from './exercise';
import type { LetterPart } from './letter';
import { withLeadIns } from './lead-ins';
import { letterHtml } from './letter-html';
import { letterText } from './letter-text';
import { lines, stripControlChars } from './page';
import { filling, LINK, type Recipient } from './placeholders';
import type { TemplateSet } from './sets';
import { partsOf } from './template';
import { isFactUntranslated, isUntranslated, messagesOf } from './values';

export type { Recipient } from './placeholders';

export interface NoticeText {
  subject: string;
  text: string;
  html: string;
}

/** Once for each language, whoever it is for. Deterministic: reads neither clock nor register. */
export function noticeTexts(composing: Composing, sets: readonly TemplateSet[]): Record<string, NoticeText> {
  return Object.fromEntries(sets.map((set) => [set.language, textIn(set, composing)]));
}

/** The approved text with one recipient's names and facts filled in. */
export function filled({ subject, text, html }: NoticeText, recipient: Recipient): NoticeText {
  const [ofText, ofHtml] = [filling(text, WRITTEN.text), filling(html, WRITTEN.html)];
  return { subject, text: ofText(recipient), html: ofHtml(recipient) };
}

/** How a value looks in each medium. */
export const WRITTEN = {
  text: (value: string) => stripControlChars(value),
  html: (value: string) => lines(stripControlChars(value)),
};

/** The text with the address of one recipient's own page; what was composed before there were any has no place for it. */
export function withLink({ subject, text, html }: NoticeText, link: string): NoticeText {
  return { subject, text: text.replaceAll(LINK, () => link), html: html.replaceAll(LINK, () => escapeHtml(link)) };
}

/** By language, what readers of it get in another one: fields of the sheet, `message` and `reason`. */
export function untranslated(
  { kind, facts, ...words }: Pick<NoticeMatter, 'kind' | 'facts'> & DraftWords,
  languages: readonly string[],
): Record<string, string[]> {
  const [ours, reason] = [messagesOf(words), words.reason ?? []];
  const lacking = (language: string) => [
    ...fieldsLacking(kind, facts, language),
    ...(isUntranslated(ours, language) ? ['message'] : []),
    ...(isUntranslated(reason, language) ? ['reason'] : []),
  ];
  const each = languages.map((language) => [language, lacking(language)] as const);
  return Object.fromEntries(each.filter(([, fields]) => fields.length > 0));
}

function fieldsLacking(kind: NoticeMatter['kind'], facts: FactSheet, language: string): string[] {
  return KINDS[kind].fields.filter((field) => {
    const fact = facts[field];
    return fact?.status === 'known' && isFactUntranslated(fact, language);
  });
}

function textIn(set: TemplateSet, composing: Composing): NoticeText {
  const { words } = set;
  const { matter } = composing;
  const mark = matter.exercise && exerciseMark(set.language);
  const subject = `[${matter.incident}] ${mark ? `${mark}: ` : ''}${words.titles[matter.kind]} (${matter.sentAs ?? matter.notice})`;
  const parts = marked(withLeadIns(partsOf(set, matter.kind, contentsOf(composing, words))), mark);
  return { subject, text: letterText(parts, words.colon), html: letterHtml(parts, { ...words, title: subject }) };
}

/** At its head and its foot, so that no page of it lies about without it. */
function marked(parts: LetterPart[], mark: string | undefined): LetterPart[] {
  const line = { kind: 'paragraph', text: mark ?? '' } as const;
  return mark ? [line, ...parts, line] : parts;
}
