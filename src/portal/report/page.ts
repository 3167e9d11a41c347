import type { Instant } from '../../domain/primitives/instant';
import type { Exchanged } from '../../register';
import { escapeHtml } from '../../primitives/html';
import type { Language } from '../../texts/page';
import { utc } from '../../texts/time';
import { REPORT_WORDS, type Said } from './words';

export interface ReportState {
  firstAt: Instant;
  isOpen: boolean;
  /** Since then, the oldest first. */
  exchanged: Exchanged[];
}

/** What somebody just did, and what came of it. */
export interface Answer {
  said?: Said;
  reference?: string;
  state?: ReportState;
}

const DONE: readonly Said[] = ['taken', 'added', 'state'];

export function reportPage(language: Language, { said, reference, state }: Answer, once: string): string {
  const words = REPORT_WORDS[language];
  return `<h1>${escapeHtml(words.title)}</h1>
<p class="soft"><a href="?lang=${words.other}" hreflang="${words.other}">${escapeHtml(words.otherName)}</a></p>
${said ? `<p class="said${DONE.includes(said) ? '' : ' fault'}" role="status">${escapeHtml(words.said[said])}</p>` : ''}
${reference && said !== 'too-long' ? receipt(language, reference, state) : ''}
<section><h2>${escapeHtml(words.report)}</h2><p class="soft">${escapeHtml(words.hint)}</p>
<form method="post"><input type="hidden" name="act" value="report"><input type="hidden" name="once" value="${once}">
<label>${escapeHtml(words.seen)}<textarea name="seen" maxlength="4000" required></textarea></label>
<label>${escapeHtml(words.name)}<input type="text" name="name" autocomplete="name" maxlength="200"></label>
<label>${escapeHtml(words.answerTo)}<input type="text" name="answerTo" maxlength="200"></label>
<button>${escapeHtml(words.send)}</button></form></section>
<section class="second"><h2>${escapeHtml(words.follow)}</h2>
<form method="post"><input type="hidden" name="act" value="follow">
<label>${escapeHtml(words.reference)}<input type="text" name="reference" value="${escapeHtml(reference ?? '')}" autocomplete="off" maxlength="40" required></label>
<label>${escapeHtml(words.more)}<textarea name="words" maxlength="3000"></textarea></label>
<button>${escapeHtml(words.ask)}</button></form></section>`;
}

function receipt(language: Language, reference: string, state?: ReportState): string {
  const words = REPORT_WORDS[language];
  return `<section><h2>${escapeHtml(words.receipt)}</h2><p><strong>${escapeHtml(reference)}</strong></p>
<p class="soft">${escapeHtml(words.keep)}</p>
${state ? `<p>${escapeHtml(words.since(utc(state.firstAt)))} ${escapeHtml(state.isOpen ? words.isOpen : words.isClosed)}</p>` : ''}</section>${state ? thread(language, state.exchanged) : ''}`;
}

function thread(language: Language, exchanged: readonly Exchanged[]): string {
  const words = REPORT_WORDS[language];
  const items = exchanged.map(
    ({ at, exchange, text }) =>
      `<li><p class="soft">${escapeHtml(words.by[exchange])}, ${escapeHtml(utc(at))}</p><pre>${escapeHtml(text)}</pre></li>`,
  );
  return items.length === 0 ? '' : `<section><h2>${escapeHtml(words.thread)}</h2><ol>${items.join('')}</ol></section>`;
}

export function goneFormPage(language: Language): string {
  const { gone } = REPORT_WORDS[language];
  return `<h1>${escapeHtml(gone.title)}</h1><section><p>${escapeHtml(gone.text)}</p></section>`;
}
