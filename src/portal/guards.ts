import type { RequestHandler } from 'express';
import { sendProblem } from '../web/plain-problem';
import { strangerIn, type OwnNames } from '../web/stranger';

/** Nothing keeps or indexes a page that its link alone protects, and errors know only the pattern of its path. */
export function forLinkHolders(path: string): RequestHandler {
  return (_request, response, next) => {
    response.locals.place = { route: path };
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' });
    next();
  };
}

export function ownHost(names: OwnNames): RequestHandler {
  return ({ method, headers: { host }, socket }, response, next) => {
    const stranger = strangerIn({ method, headers: { host }, socket }, names);
    if (stranger) sendProblem(response, stranger.code, stranger.why);
    else next();
  };
}
