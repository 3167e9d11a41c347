import type { RequestHandler } from 'express';
import type { ApiDeps } from '../deps';
import { prefersPage } from '../http/page';
import { openSession } from '../http/sessions';
import { home as homeOf } from '../sign-in/pages';
import { acceptedLanguage } from '../http/language';
import { sendPageIn } from '../sign-in/shell';

const PLACES = {
  title: 'Tocsin',
  docs: '/api/docs',
  openapi: '/api/openapi.json',
  incidents: '/api/incidents',
  people: '/api/people',
  customers: '/api/customers',
  administration: '/api/administration',
};

/** For people who try the base address of the API. */
export const apiIndex: RequestHandler = (_request, response) => {
  response.json(PLACES);
};

/** Browsers get a page, and sign in before it; other clients get the links as JSON. */
export function front(deps: ApiDeps, page: RequestHandler = home(deps)): RequestHandler {
  return async (request, response, next) => {
    if (!prefersPage(request, response)) {
      response.json({ ...PLACES, health: '/readyz' });
      return;
    }
    if (!(await openSession(deps, request))) return response.redirect(303, '/sign-in');
    await page(request, response, next);
  };
}

/** Who is signed in, until when, and what there is beside the console; without a script. */
export function home(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const open = await openSession(deps, request);
    if (!open) return response.redirect(303, '/sign-in?to=/account');
    const { uiOrigin, publicUrl } = deps;
    const language = acceptedLanguage(request, response);
    const { person, expiresAt } = open;
    sendPageIn(language, response, 'Tocsin', homeOf({ language, person, expiresAt, uiOrigin, publicUrl }));
  };
}
