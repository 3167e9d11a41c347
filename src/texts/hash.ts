import { sha256 } from '../primitives/hash';
import type { NoticeText } from './notice';

/** SHA-256, hex, of a finished text, as one recipient reads it. */
export function textHashOf(language: string, { subject, text, html }: NoticeText): string {
  return sha256(JSON.stringify([language, subject, text, html]));
}

/** SHA-256, hex, over all texts of all languages in a fixed order: what people approve. */
export function hashOf(texts: Record<string, NoticeText>): string {
  const canonical = Object.entries(texts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([language, { subject, text, html }]) => [language, subject, text, html]);
  return sha256(JSON.stringify(canonical));
}
