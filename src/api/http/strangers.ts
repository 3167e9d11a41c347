import type { RequestHandler } from 'express';
import { strangerIn } from '../../web/stranger';
import type { ApiDeps } from '../deps';
import { Problem } from './problem';

/** @param sharedWithUi paths that pages of Temporal's UI may also send to */
export function refuseStrangers(
  { ownNames, uiOrigin }: Pick<ApiDeps, 'ownNames' | 'uiOrigin'>,
  sharedWithUi: ReadonlySet<string>,
): RequestHandler {
  const withUi = { ...ownNames, origins: [...ownNames.origins, uiOrigin] };
  return (request, _response, next) => {
    const stranger = strangerIn(request, sharedWithUi.has(request.path) ? withUi : ownNames);
    if (stranger) throw new Problem(stranger.code, stranger.why);
    next();
  };
}
