import { escapeHtml } from '../../primitives/html';
import type { AskedContact, KnownContact } from '../../register';
import type { Language } from '../../texts/page';
import { utc } from '../../texts/time';
import { NAME_LENGTH } from '../page';
import { CONTACTS_WORDS, GOOD, type ContactsWords, type Said } from './words';

/** Forms post to the address of the page, so that the link stands nowhere in it. */
export function contactsPage(asked: AskedContact, language: Language, said?: Said): string {
  const words = CONTACTS_WORDS[language];
  const to: Language = language === 'en' ? 'fr' : 'en';
  return `<h1>${escapeHtml(words.title)}</h1>
<p class="soft"><a href="?lang=${to}" hreflang="${to}" lang="${to}">${words.other}</a></p>${saidHtml(words, said)}
<section><p>${escapeHtml(words.about(asked.customerName))}</p><p><strong>${escapeHtml(words.duty)}</strong></p></section>
${asked.answeredAt ? answered(words, asked) : form(words, asked, language)}`;
}

export function goneContactsPage(language: Language): string {
  const { title, text } = CONTACTS_WORDS[language].gone;
  return `<h1>${escapeHtml(title)}</h1><section><p>${escapeHtml(text)}</p></section>`;
}

function saidHtml({ said }: ContactsWords, which: Said | undefined): string {
  if (!which) return '';
  return `<p class="said${GOOD.includes(which) ? '' : ' fault'}" role="status">${escapeHtml(said[which])}</p>`;
}

function answered(words: ContactsWords, { answeredAt, answer = 'confirmed' }: AskedContact): string {
  return `<section><p>${escapeHtml(words.answered[answer](answeredAt ? utc(answeredAt) : ''))}</p></section>`;
}

function form(words: ContactsWords, { accounts }: AskedContact, language: Language): string {
  const each = accounts.map(
    ({ id, name, product, contacts }) => `<section><h2>${escapeHtml(`${name} (${product})`)}</h2>
${contacts.map((contact) => contactHtml(words, contact)).join('')}
<details><summary>${escapeHtml(words.add)}</summary><fieldset><legend>${escapeHtml(words.add)}</legend>
${field(words.name, `new.name.${id}`, '')}${field(words.email, `new.email.${id}`, '')}</fieldset></details></section>`,
  );
  return `<form method="post"><input type="hidden" name="act" value="contacts"><input type="hidden" name="lang" value="${language}">
${each.join('')}<section><label class="tick"><input type="checkbox" name="statement" value="yes" required><span>${escapeHtml(words.statement)}</span></label>
<label>${escapeHtml(words.reference)}<input type="text" name="reference" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" required></label>
<button>${escapeHtml(words.button)}</button></section></form>`;
}

function contactHtml(words: ContactsWords, { id, name, email, role }: KnownContact): string {
  return `<fieldset><legend>${escapeHtml(name)} <span class="soft">${escapeHtml(words.roles[role])}</span></legend>
${field(words.name, `name.${id}`, name)}${field(words.email, `email.${id}`, email)}
<label class="tick"><input type="checkbox" name="gone.${escapeHtml(id)}" value="yes"><span>${escapeHtml(words.notAny)}</span></label></fieldset>`;
}

function field(label: string, name: string, value: string): string {
  return `<label>${escapeHtml(label)}<input type="text" name="${escapeHtml(name)}" value="${escapeHtml(value)}" autocomplete="off" maxlength="${NAME_LENGTH}"></label>`;
}
