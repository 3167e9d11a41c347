import { sha256 } from '../primitives/hash';
import { WRITTEN, type NoticeText, type Recipient } from './notice';
import { filling } from './placeholders';

/** SHA-256, hex, of a finished text, as one recipient reads it. */
export function textHashOf(language: string, text: NoticeText): string {
  return sha256(textBytes(language, text));
}

/** For many recipients of one text: as `textHashOf` of what each reads, whose words around the values become JSON once for all. */
export function hasher(language: string, { subject, text, html }: NoticeText): (recipient: Recipient) => string {
  const ofText = filling(text, (value) => inJson(WRITTEN.text(value)), inJson);
  const ofHtml = filling(html, (value) => inJson(WRITTEN.html(value)), inJson);
  const head = `["${inJson(language)}","${inJson(subject)}","`;
  return (recipient) => sha256(`${head}${ofText(recipient)}","${ofHtml(recipient)}"]`);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** What is hashed of a finished text. */
export function textBytes(language: string, { subject, text, html }: NoticeText): Buffer {
  return Buffer.from(JSON.stringify([language, subject, text, html]));
}

/** SHA-256, hex, over all texts of all languages in a fixed order: what people approve. */
export function hashOf(texts: Record<string, NoticeText>): string {
  return sha256(canonicalTexts(texts));
}

/** What is hashed of the texts of all languages. */
export function canonicalTexts(texts: Record<string, NoticeText>): Buffer {
  const canonical = Object.entries(texts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([language, { subject, text, html }]) => [language, subject, text, html]);
  return Buffer.from(JSON.stringify(canonical));
}
