import type { Request } from 'express';
import { Problem } from './problem';

const READS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses what a page of somebody else may have made a browser send with its cookie. The header cannot be sent across origins without a
 * preflight, which nobody passes; Origin is asked for beside it, so that one of the two may fail. Reads change nothing, and no foreign page
 * sees their answers. @throws Problem
 */
export function refuseForged(request: Request): void {
  if (READS.includes(request.method)) return;
  refuseForeignForm(request);
  if (request.get('x-csrf') !== '1') throw new Problem('csrf', 'The header `X-CSRF: 1` is missing beside the cookie.');
}

/** A form cannot send a header of its own. Foreign origins were refused before; here one has to be shown. @throws Problem */
export function refuseForeignForm(request: Request): void {
  if (request.get('origin') === undefined && request.get('sec-fetch-site') !== 'same-origin')
    throw new Problem('csrf', 'Neither `Origin` nor `Sec-Fetch-Site` shows that a page of ours sent this.');
}
