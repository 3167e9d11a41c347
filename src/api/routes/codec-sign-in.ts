import type { CookieOptions, Request, RequestHandler } from 'express';
import { sign, verify } from '../../codec';
import { codecKey } from '../../contract/codec';
import type { ApiDeps } from '../deps';
import { escapeHtml } from '../../primitives/html';
import { bodyAs } from '../http/input';
import { html, sendPage } from '../http/page';
import { answerProblemsBy } from '../http/problem-answers';
import type { Problem } from '../http/problem';
import { apiKeyHash } from '../../primitives/api-key';
import { refuseReporters, type Authenticate } from '../http/sign-in';

const COOKIE = 'tocsin_codec';
const PURPOSE = 'codec cookie';
const LASTS_MS = 12 * 3_600_000;

/** Temporal's UI has no sign-in of its own and sends no key, but it sends cookies. A browser gets one here. */
export const codecSignInPage: RequestHandler = (_request, response) => {
  sendPage(response, page(FORM), "'self'");
};

/** The cookie holds the key's hash, which every use looks up again: a revoked key counts at once. */
export function codecSignIn(deps: ApiDeps, known: Authenticate): RequestHandler {
  return async (request, response) => {
    const hash = apiKeyHash(bodyAs(codecKey, request).key);
    const person = await known(request, response, [hash]);
    refuseReporters(person);
    const at = deps.clock();
    await deps.register.access.write({ at, person: person.id, method: 'POST', route: '/codec/sign-in', status: 200 });
    const value = sign(deps.keyRing, PURPOSE, `${Date.now() + LASTS_MS}.${hash}`);
    response.cookie(COOKIE, value, { ...optionsOf(deps), maxAge: LASTS_MS });
    sendPage(response, page(signedIn(person.name, deps)), "'self'");
  };
}

/** A browser whose sign-in is refused gets the form again. */
export const showFormAgain = answerProblemsBy(
  (problem) => page(`<p>${escapeHtml(sentenceOf(problem))}</p>${FORM}`),
  "'self'",
);

function sentenceOf({ code, why, detail }: Problem): string {
  if (code === 'not-signed-in') return `${why} Check it and enter it again; an operator gives new ones.`;
  if (code === 'not-permitted') return `${why} An operator gives the role.`;
  return code === 'malformed' ? 'Enter your key, of at most 500 characters.' : detail;
}

export function codecSignOut(deps: ApiDeps): RequestHandler {
  return (_request, response) => {
    response.clearCookie(COOKIE, optionsOf(deps));
    sendPage(response, page(`<p>You are signed out.</p>${FORM}`), "'self'");
  };
}

/** @returns undefined if there is no cookie, or it is forged or expired */
export function keyHashOfCookie({ keyRing }: ApiDeps, request: Request): string | undefined {
  const cookies = (request.get('cookie') ?? '').split(/; */);
  const value = cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  const [until, hash] = verify(keyRing, PURPOSE, value ?? '')?.split('.') ?? [];
  return Number(until) > Date.now() ? hash : undefined;
}

/** Strict: sent only from pages of this host, whatever their port, as for a UI on the same machine. */
function optionsOf({ publicUrl }: ApiDeps): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', secure: publicUrl.startsWith('https:'), path: '/codec' };
}

const FORM = `<form method="post" action="/codec/sign-in"><p><label>Your key <input name="key" type="password" autocomplete="current-password" required autofocus></label>
<button>Sign in</button></p></form>`;

function page(body: string): string {
  return html(
    "Reading in Temporal's UI",
    `<h1>Reading in Temporal's UI</h1><p>What Temporal keeps is encrypted. Signed in here, this browser may read it in Temporal's UI for twelve hours.</p>${body}`,
  );
}

function signedIn(name: string, { uiOrigin, publicUrl }: ApiDeps): string {
  return `<p>You are signed in as ${escapeHtml(name)}. <a href="${escapeHtml(uiOrigin)}">Temporal's UI</a></p>
<p>Does it not show what is encrypted? Choose the glasses in its upper right corner (<em>Codec Server</em>), enter the browser endpoint <code>${escapeHtml(publicUrl)}/codec</code>, switch <em>Include cross-origin credentials</em> on, and apply. Once for each browser.</p>
<form method="post" action="/codec/sign-out"><p><button>Sign out</button></p></form>`;
}
