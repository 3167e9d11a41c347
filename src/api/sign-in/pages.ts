import type { Instant } from '../../domain/primitives/instant';
import { escapeHtml } from '../../primitives/html';
import type { Person } from '../../register';
import { isReporterOnly } from '../../domain/visibility';

import { CODE_WORDS } from './code-words';
import { WORDS, type Language, type SignInFault } from './words';

export interface SignInForm {
  language: Language;
  /** Where to go then, a path of ours. */
  to: string;
  /** Whether there is an identity provider. */
  hasProvider: boolean;
  said?: SignInFault | 'signed-out';
}

export function signInForm({ language, to, hasProvider, said }: SignInForm): string {
  const words = WORDS[language];
  const query = to === '/' ? '' : `?to=${encodeURIComponent(to)}`;
  const provider = hasProvider
    ? `<a class="button" href="/sign-in/oidc${query}">${escapeHtml(words.withProvider)}</a><p class="or">${words.or}</p>`
    : '';
  const field = `<input name="key" type="password" autocomplete="current-password" autocapitalize="none" spellcheck="false" maxlength="500" required aria-describedby="hint"${hasProvider ? '' : ' autofocus'}>`;
  return `<div class="card"><h1>${escapeHtml(words.signIn)}</h1>${saying(language, said)}${provider}
<form method="post" action="/sign-in"><input type="hidden" name="to" value="${escapeHtml(to)}">
<label>${escapeHtml(words.key)} ${field}</label><p class="hint" id="hint">${escapeHtml(words.keyHint)}</p>
<button class="button${hasProvider ? ' second' : ''}">${escapeHtml(words.withKey)}</button></form></div>
<p class="foot"><a href="/sign-in/code">${escapeHtml(CODE_WORDS[language].haveCode)}</a><a href="/api/docs">${escapeHtml(words.docs)}</a><a href="/readyz">${escapeHtml(words.health)}</a></p>`;
}

/** For who has several accounts under the address that the provider vouches for: each goes by the provider once more. */
export function accountChoice(language: Language, accounts: Person[], to: string): string {
  const words = WORDS[language];
  const links = accounts.map(({ id, name, roles }) => {
    const query = new URLSearchParams({ as: id, ...(to !== '/' && { to }) });
    const held = roles.map((role) => words.role[role]).join(', ');
    return linkTo(`/sign-in/oidc?${query.toString()}`, `${name} (${id})`, held);
  });
  return `<div class="card"><h1>${escapeHtml(words.which)}</h1><p class="soft">${escapeHtml(words.whichHint)}</p>
<ul class="links">${links.join('')}</ul></div>
<p class="foot"><a href="/sign-in">${escapeHtml(words.signIn)}</a></p>`;
}

function saying(language: Language, said: SignInForm['said']): string {
  if (said === undefined) return '';
  const { signedOut, faults } = WORDS[language];
  if (said === 'signed-out') return `<p class="said" role="status">${escapeHtml(signedOut)}</p>`;
  return `<p class="said fault" role="alert">${escapeHtml(faults[said])}</p>`;
}

export interface Home {
  language: Language;
  person: Person;
  expiresAt: Instant;
  uiOrigin: string;
  publicUrl: string;
}

/** What a person sees who is signed in. */
export function home({ language, person, expiresAt, uiOrigin, publicUrl }: Home): string {
  const words = WORDS[language];
  const roles = person.roles.map((role) => `<li>${escapeHtml(words.role[role])}</li>`).join('');
  const glasses = `<details><summary>${escapeHtml(words.unreadable)}</summary><p class="soft">${escapeHtml(words.glasses(`${publicUrl}/codec`))}</p></details>`;
  const links = [
    linkTo('/api/docs', words.docs, words.docsHint),
    ...(isReporterOnly(person) ? [] : [linkTo(uiOrigin, words.temporal, words.temporalHint, glasses)]),
    linkTo('/readyz', words.health, words.healthHint),
  ];
  return `<div class="card"><div class="group"><h2>${escapeHtml(words.signedInAs)}</h2><p class="person">${escapeHtml(person.name)}</p>
<p class="soft">${escapeHtml(person.email)}</p></div>
<div class="group"><h2>${escapeHtml(words.roles)}</h2><ul class="chips">${roles}</ul></div>
<div class="group"><h2>${escapeHtml(words.goOn)}</h2><ul class="links">${links.join('')}</ul></div>
<form method="post" action="/sign-out"><p class="hint">${escapeHtml(`${words.until} ${local(expiresAt, language, person.timeZone)}`)}</p>
<button class="button second">${escapeHtml(words.signOut)}</button></form></div>`;
}

function linkTo(address: string, words: string, hint: string, more = ''): string {
  return `<li><a href="${escapeHtml(address)}">${escapeHtml(words)}<span class="hint">${escapeHtml(hint)}</span></a>${more}</li>`;
}

function local(instant: Instant, language: Language, timeZone: string): string {
  const shape = { dateStyle: 'long', timeStyle: 'short', timeZone } as const;
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'fr', shape).format(new Date(instant));
}
