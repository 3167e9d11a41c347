import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import { isLinkToken, linkHash } from '../primitives/link-token';
import { sendProblem } from '../web/plain-problem';
import type { OwnNames } from '../web/stranger';
import { forLinkHolders, ownHost } from './guards';

interface LinkPage {
  /** With `:token` in it. */
  path: string;
  ownNames: OwnNames;
  form: { limit: string; parameterLimit?: number };
  /** Goes on if the link leads to something, and answers itself if not. */
  find: RequestHandler;
  show: RequestHandler;
  answer: RequestHandler;
  /** What may be done with the page. */
  wrongMethod: string;
}

/**
 * A page that its link alone protects. Who has the link is let in, and nothing else is asked: neither a session nor an origin, for without a referrer
 * a browser sends none with a form. Errors go to the handler behind, which knows only the pattern of the path.
 */
export function openLinkPage(app: Express, { path, ownNames, find, show, answer, ...page }: LinkPage): void {
  const form = express.urlencoded({ ...page.form, extended: false });
  app
    .route(path)
    .all(forLinkHolders(path), ownHost(ownNames))
    .get(find, show)
    .post(find, form, unreadableForm, answer)
    .all((_request, response) => {
      response.set('Allow', 'GET, HEAD, POST');
      sendProblem(response, 'wrong-method', page.wrongMethod);
    });
}

/** Undefined for what is no token of ours. */
export function linkHashIn({ params: { token } }: Request): string | undefined {
  return typeof token === 'string' && isLinkToken(token) ? linkHash(token) : undefined;
}

/** What no form of ours sends. */
const unreadableForm: ErrorRequestHandler = (_fault, _request, response, _next) => {
  response.redirect(303, '?said=not-readable');
};
