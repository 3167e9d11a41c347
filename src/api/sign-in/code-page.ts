import type { Instant } from '../../domain/primitives/instant';
import { escapeHtml } from '../../primitives/html';
import { utcDay } from '../../texts/time';
import { CODE_WORDS, type CodeFault } from './code-words';
import type { Language } from './words';

export function codeForm(language: Language, fault?: CodeFault): string {
  const words = CODE_WORDS[language];
  const said = fault ? `<p class="said fault" role="alert">${escapeHtml(words.faults[fault])}</p>` : '';
  return `<div class="card"><h1>${escapeHtml(words.title)}</h1>${said}
<form method="post" action="/sign-in/code">
<label>${escapeHtml(words.code)} <input name="code" autocomplete="one-time-code" autocapitalize="characters" autocorrect="off" spellcheck="false" maxlength="100" required autofocus aria-describedby="hint"></label>
<p class="hint" id="hint">${escapeHtml(words.codeHint)}</p>
<button class="button">${escapeHtml(words.make)}</button></form></div>
<p class="foot"><a href="/sign-in">${escapeHtml(words.haveKey)}</a></p>`;
}

/** The key stands in this answer alone; its form signs in with it. */
export function keyMade(language: Language, key: string, expiresAt: Instant): string {
  const words = CODE_WORDS[language];
  return `<div class="card"><h1>${escapeHtml(words.made)}</h1><p class="secret"><code>${escapeHtml(key)}</code></p>
<p role="status">${escapeHtml(words.keep)}</p>
<form method="post" action="/sign-in"><input type="hidden" name="key" value="${escapeHtml(key)}">
<p class="hint">${escapeHtml(`${words.until} ${utcDay(expiresAt, language)}.`)}</p>
<button class="button">${escapeHtml(words.signIn)}</button></form></div>`;
}
