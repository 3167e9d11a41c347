import type { RequestHandler } from 'express';
import type { ApiDeps } from '../deps';
import { Problem } from './problem';

const READS = ['GET', 'HEAD', 'OPTIONS'];
const RETRY_AFTER_SECONDS = '60';

/** Refuses writes while this machine's clock is wrong. Reads continue: they do no harm. */
export function refuseWrites({ ownClock }: ApiDeps): RequestHandler {
  return async (request, _response, next) => {
    if (!READS.includes(request.method) && (await ownClock.isOff()))
      throw new Problem('clock', `The clock of this API's machine is ${saidOf(ownClock.aheadMs())} the database's.`, {
        headers: { 'Retry-After': RETRY_AFTER_SECONDS },
      });
    next();
  };
}

/** `3600 s ahead of` */
export function saidOf(aheadMs: number): string {
  return `${Math.round(Math.abs(aheadMs) / 1_000)} s ${aheadMs > 0 ? 'ahead of' : 'behind'}`;
}
