import { escapeHtml } from '../primitives/html';
import { utc } from '../texts/time';
import type { AssistanceFile } from '../register';
import { numberField } from './page';
import type { PortalWords } from './words';

/** For the controller's own duties: what may be read as often, what is handed over once, and how to ask for the list. */
export function documentsSection(words: PortalWords, files: readonly AssistanceFile[], hasSheet: boolean): string {
  const { documents, confirm } = words;
  const made = hasSheet
    ? `<p><a href="?document=sheet" rel="noreferrer">${escapeHtml(documents.sheet)}</a></p>
<p><a href="?document=letter" rel="noreferrer">${escapeHtml(documents.letter)}</a></p>`
    : '';
  return `<section><h2>${escapeHtml(documents.title)}</h2>${made}
${files.map((file) => oneFile(words, file)).join('')}
<p class="soft">${escapeHtml(documents.hint)}</p>
<form method="post"><input type="hidden" name="act" value="ask-list">${numberField(confirm.number)}<button>${escapeHtml(documents.ask)}</button></form></section>`;
}

function oneFile({ documents, confirm }: PortalWords, { id, kind, name, bytes, takenAt }: AssistanceFile): string {
  const head = `<p>${escapeHtml(`${documents.kinds[kind]} – ${name} (${Math.ceil(bytes / 1024)} kB)`)}</p>`;
  if (takenAt) return `<div>${head}<p class="soft">${escapeHtml(documents.taken(utc(takenAt)))}</p></div>`;
  return `<div>${head}<form method="post"><input type="hidden" name="act" value="take"><input type="hidden" name="statement" value="yes">
<input type="hidden" name="file" value="${escapeHtml(id)}">${numberField(confirm.number)}
<button>${escapeHtml(documents.take)}</button></form></div>`;
}
