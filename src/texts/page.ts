import { escapeHtml } from '../primitives/html';

/** The parts of a mail: written once, rendered as plain text and as simple HTML that a screen reader can navigate. */
export type Part =
  | { heading: string }
  /** `linked`: addresses in it are links; for words of ours only. */
  | { paragraph: string; linked?: true }
  | { rows: [label: string, value: string][] }
  | { command: string }
  | { link: string; words: string };

export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The first of these languages that is written in one of the BCP 47 tags, else English. */
export function languageAmong(languages: readonly string[], ...tags: string[]): string {
  const [found = 'en'] = tags.flatMap((tag) => languages.filter((language) => isSameLanguage(language, tag)));
  return found;
}

/** Whatever the regions and scripts of two BCP 47 tags. */
export function isSameLanguage(one: string, other: string): boolean {
  return baseOf(one) === baseOf(other);
}

/** `pt` of `pt-BR`. */
export function baseOf(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}

/** The language of the first BCP 47 tag that we support, else English. */
export function languageOf(...tags: string[]): Language {
  return languageAmong(LANGUAGES, ...tags) as Language;
}

export function asText(language: Language, parts: Part[]): string {
  return `${parts.map((part) => textOf(part, COLON[language])).join('\n\n')}\n`;
}

/** French puts a no-break space before the colon. */
const COLON: Record<Language, string> = { en: ': ', fr: '\u00a0: ' };

export function asHtml(language: Language, title: string, parts: Part[]): string {
  return [
    '<!doctype html>',
    `<html lang="${language}">`,
    `<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    '<body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:42em">',
    ...parts.map(htmlOf),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** For text from outside: keeps line breaks and tabs, removes other control and direction-changing characters. */
export function stripControlChars(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, '')
    .trim();
}

const LINE_LENGTH = 200;

/** What somebody without an account says of themselves, in one line. */
export function lineOf(text: string): string {
  return stripControlChars(text).replace(/\s+/g, ' ').slice(0, LINE_LENGTH);
}

function textOf(part: Part, colon: string): string {
  if ('heading' in part) return `${part.heading}\n${'-'.repeat(part.heading.length)}`;
  if ('paragraph' in part) return part.paragraph;
  if ('rows' in part) return part.rows.map(([label, value]) => `${label}${colon}${value}`).join('\n');
  if ('command' in part) return `  ${part.command}`;
  return `${part.words}${colon}${part.link}`;
}

function htmlOf(part: Part): string {
  if ('heading' in part) return `<h2 style="font-size:1.1em">${escapeHtml(part.heading)}</h2>`;
  if ('paragraph' in part) return `<p>${part.linked ? withLinks(lines(part.paragraph)) : lines(part.paragraph)}</p>`;
  if ('rows' in part) return `<table>${part.rows.map(rowOf).join('')}</table>`;
  if ('command' in part) return `<pre style="white-space:pre-wrap">${escapeHtml(part.command)}</pre>`;
  return `<p><a href="${escapeHtml(part.link)}">${escapeHtml(part.words)}</a></p>`;
}

function rowOf([label, value]: [string, string]): string {
  return `<tr><th scope="row" style="text-align:left;vertical-align:top;padding-right:1em">${escapeHtml(label)}</th><td style="vertical-align:top">${lines(value)}</td></tr>`;
}

/** The full stop of its sentence is no part of an address. */
function withLinks(html: string): string {
  return html.replace(/https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]/g, (url) => `<a href="${url}">${url}</a>`);
}

export function lines(text: string): string {
  return escapeHtml(text).replace(/\n/g, '<br>');
}
