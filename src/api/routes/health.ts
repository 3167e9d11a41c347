import type { RequestHandler } from 'express';
import { saidOf } from '../http/clock-gate';
import type { ApiDeps } from '../deps';

export const healthz: RequestHandler = (_request, response) => {
  response.json({ status: 'up' });
};

/**
 * Ready means: register, schema and Temporal are usable, and this machine's clock is right. The reasons go to the log, since this endpoint
 * is public.
 */
export function readyz(deps: ApiDeps): RequestHandler {
  let known: { at: number; answer: Promise<Readiness> } | undefined;
  return async (_request, response) => {
    if (!known || performance.now() - known.at >= deps.patience.readyFor)
      known = { at: performance.now(), answer: readinessOf(deps) };
    const { isReady, checks } = await known.answer;
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not ready', ...checks });
  };
}

interface Readiness {
  isReady: boolean;
  checks: Record<string, string>;
}

/** Anybody may ask, so that one answer serves all who ask within a moment. */
export async function readinessOf({ register, incidents, log, ownClock }: ApiDeps): Promise<Readiness> {
  const [schema, temporal, isOff] = await Promise.all([
    register.schemaVersion().catch(String),
    incidents.fault(),
    ownClock.isOff(),
  ]);
  const isCurrent = typeof schema !== 'string' && schema.found === schema.wanted;
  const checks = {
    register: typeof schema === 'string' ? 'away' : 'up',
    schema:
      typeof schema === 'string'
        ? 'unknown'
        : isCurrent
          ? 'current'
          : `has ${schema.found ?? 'none'}, needs ${schema.wanted}`,
    temporal: temporal === undefined ? 'up' : 'away',
    clock: isOff ? `${saidOf(ownClock.aheadMs())} the database's` : 'right',
  };
  const isReady = isCurrent && temporal === undefined && !isOff;
  if (!isReady) log.warn({ ...checks, why: typeof schema === 'string' ? schema : temporal }, 'not ready');
  return { isReady, checks };
}
