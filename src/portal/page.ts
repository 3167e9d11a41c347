import { escapeHtml } from '../primitives/html';
import { lines } from '../texts/page';
import { utc } from '../texts/time';
import type { Shown } from './shown';
import { PORTAL_WORDS, type PortalWords, type Said } from './words';

const DONE: readonly Said[] = ['confirmed', 'wrong-person', 'asked'];
/** Longer ones are written in a mail. */
export const QUESTION_LENGTH = 4_000;
export const NAME_LENGTH = 200;

/** Forms post to the address of the page, so that the link stands nowhere in it. */
export function portalPage(shown: Shown, { said, documents = '' }: { said?: Said; documents?: string }): string {
  const words = PORTAL_WORDS[shown.language];
  return `<h1>${escapeHtml(shown.subject)}</h1>
${said ? `<p class="said${DONE.includes(said) ? '' : ' fault'}" role="status">${escapeHtml(words.said[said])}</p>` : ''}
<section><h2>${escapeHtml(words.notice)}</h2>
<p class="soft">${escapeHtml(words.sentTo(shown.name, shown.acceptedAt && utc(shown.acceptedAt)))}</p>
<pre>${escapeHtml(shown.text)}</pre>
<p class="soft"><a href="?format=pdf" rel="noreferrer" download>${escapeHtml(words.pdf)}</a></p>
<p class="soft"><a href="?format=json" rel="noreferrer" download>${escapeHtml(words.json)}</a></p></section>
${documents}${confirmation(words, shown)}${thread(words, shown)}${wrongPerson(words, shown)}`;
}

export function gonePage({ gone }: PortalWords): string {
  return `<h1>${escapeHtml(gone.title)}</h1><section><p>${escapeHtml(gone.text)}</p></section>`;
}

function confirmation({ confirm, confirmedAt }: PortalWords, { confirmed }: Shown): string {
  if (confirmed)
    return `<section><h2>${escapeHtml(confirm.title)}</h2><p>${escapeHtml(confirmedAt(utc(confirmed)))}</p></section>`;
  return `<section><h2>${escapeHtml(confirm.title)}</h2><p class="soft">${escapeHtml(confirm.hint)}</p>
<form method="post"><input type="hidden" name="act" value="confirm">${tick(confirm.statement)}${numberField(confirm.number)}
<label>${escapeHtml(confirm.name)}<input type="text" name="name" autocomplete="name" maxlength="${NAME_LENGTH}"></label>
<button>${escapeHtml(confirm.button)}</button></form></section>`;
}

function wrongPerson({ wrong, wrongAt, confirm }: PortalWords, { wrongPerson: at }: Shown): string {
  if (at) return `<section><p>${escapeHtml(wrongAt(utc(at)))}</p></section>`;
  return `<section class="second"><details><summary>${escapeHtml(wrong.title)}</summary><p class="soft">${escapeHtml(wrong.hint)}</p>
<form method="post"><input type="hidden" name="act" value="wrong-person">${tick(wrong.statement)}${numberField(confirm.number)}
<button>${escapeHtml(wrong.button)}</button></form></details></section>`;
}

function thread({ ask, asked, answered, notAnswered }: PortalWords, { questions }: Shown): string {
  const written = questions.map(
    (one) => `<div><p class="soft">${escapeHtml(asked(utc(one.askedAt)))}</p><p>${lines(one.words)}</p>
<p class="soft">${escapeHtml(one.answeredAt ? answered(utc(one.answeredAt)) : notAnswered)}</p>${one.answer ? `<p>${lines(one.answer)}</p>` : ''}</div>`,
  );
  return `<section class="second"><h2>${escapeHtml(ask.title)}</h2>${written.join('')}<p class="soft">${escapeHtml(ask.hint)}</p>
<form method="post"><input type="hidden" name="act" value="ask">
<label>${escapeHtml(ask.label)}<textarea name="question" maxlength="${QUESTION_LENGTH}" required></textarea></label>
<button>${escapeHtml(ask.button)}</button></form></section>`;
}

function tick(statement: string): string {
  return `<label class="tick"><input type="checkbox" name="statement" value="yes" required><span>${escapeHtml(statement)}</span></label>`;
}

/** Typed, since a program that posts forms fills in what it finds in them, and this stands in none. */
export function numberField(label: string): string {
  return `<label>${escapeHtml(label)}<input type="text" name="incident" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" required></label>`;
}
