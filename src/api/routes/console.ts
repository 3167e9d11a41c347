import type { Express, RequestHandler } from 'express';
import type { ApiDeps } from '../deps';
import type { Console } from '../http/console-files';
import { prefersPage } from '../http/page';
import { Problem } from '../http/problem';
import { mount } from '../http/routing';
import { openSession } from '../http/sessions';
import { front, home } from './front';

/** Where the console has pages, `/` apart. It reads itself which of them an address names. */
const PAGES = [
  ...['/incidents/:id{/*rest}', '/customers{/*rest}', '/people{/*rest}', '/operations{/*rest}', '/help'],
  ...['/exercises{/*rest}', '/training{/*rest}', '/audits{/*rest}', '/figures{/*rest}'],
  ...['/procedures{/*rest}', '/reviews{/*rest}', '/stores{/*rest}', '/register{/*rest}'],
];

/** A page loads scripts, styles and data from us alone, and runs nothing that stands in the page itself. */
const POLICY = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self'"],
  ...["frame-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"],
].join('; ');

/** The pages for people who are signed in, and what these load. */
export function openConsole(app: Express, deps: ApiDeps): void {
  mount(app, '/', { get: front(deps, page(deps)) });
  mount(app, '/account', { get: home(deps) });
  if (!deps.console) return;
  for (const path of PAGES) mount(app, path, { get: pageFor(deps) });
  mount(app, '/assets/:name', { get: asset(deps.console) });
}

function pageFor(deps: ApiDeps): RequestHandler {
  const show = page(deps);
  return async (request, response, next) => {
    if (!prefersPage(request, response)) throw new Problem('not-found', 'This address is a page for browsers.');
    if (await openSession(deps, request)) await show?.(request, response, next);
    else response.redirect(303, `/sign-in?to=${encodeURIComponent(request.originalUrl)}`);
  };
}

function page({ console }: ApiDeps): RequestHandler | undefined {
  return (
    console &&
    ((_request, response) => {
      response.set('Content-Security-Policy', POLICY).type('html').send(console.page);
    })
  );
}

/** Their names carry a hash of what is in them: what a browser has once it need not ask for again. */
function asset({ assets }: Console): RequestHandler {
  return (request, response) => {
    const file = assets.get(String(request.params.name));
    if (!file) throw new Problem('not-found', 'There is nothing at this address.');
    response.vary('Accept-Encoding');
    const encoding = (['br', 'gzip'] as const).find((one) => file.encoded[one] && request.acceptsEncodings(one));
    if (encoding) response.set('Content-Encoding', encoding);
    response.set({ 'Cache-Control': 'private, max-age=31536000, immutable', 'Content-Type': file.type });
    response.end((encoding && file.encoded[encoding]) ?? file.bytes);
  };
}
