import type { RequestHandler } from 'express';
import type { ApiDeps } from '../deps';
import { readinessOf } from './health';

export const readOperations = (deps: ApiDeps): RequestHandler => {
  return async (_request, response) => {
    const asOf = deps.clock();
    const [readiness, queues] = await Promise.all([readinessOf(deps), deps.incidents.queues()]);
    const { reports, declarations, unsentSince, pastRetention, check } = await deps.register.standing.read(asOf);
    response.json({
      ...{ asOf, ...readiness, queues, unsentSince, reports, declarations, pastRetention },
      check: check && { at: check.at, faults: check.faults },
      temporal: { ui: deps.uiOrigin, namespace: deps.namespace },
      rules: deps.rules,
    });
  };
};
