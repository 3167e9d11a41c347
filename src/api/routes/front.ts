import type { RequestHandler } from 'express';
import type { ApiDeps } from '../deps';
import { escapeHtml } from '../../primitives/html';
import { html, prefersPage, sendPage } from '../http/page';

const PLACES = {
  title: 'Tocsin',
  docs: '/api/docs',
  openapi: '/api/openapi.json',
  incidents: '/api/incidents',
  people: '/api/people',
  customers: '/api/customers',
};

/** For people who try the base address of the API. */
export const apiIndex: RequestHandler = (_request, response) => {
  response.json(PLACES);
};

/** Browsers get a page, other clients the links as JSON. */
export function front({ uiOrigin }: Pick<ApiDeps, 'uiOrigin'>): RequestHandler {
  const page = pageOf(uiOrigin);
  return (request, response) => {
    if (prefersPage(request, response)) sendPage(response, page);
    else response.json({ ...PLACES, health: '/readyz' });
  };
}

function pageOf(uiOrigin: string): string {
  return html(
    'Tocsin',
    `<h1>Tocsin</h1><p>Personal-data breaches: no customer is told late, twice, or not at all.</p>
<ul><li><a href="/api/docs">The API</a>: report, read and command.</li>
<li><a href="/codec/sign-in">Sign in to read in Temporal's UI</a>, then open <a href="${escapeHtml(uiOrigin)}">Temporal's UI</a>.</li>
<li><a href="/readyz">Health</a>: whether register, Temporal and the clock are as they should be.</li></ul>`,
  );
}
