import type { RequestHandler } from 'express';
import { pastIncidents } from '../../../contract/exports/past-incidents';
import { asNewestVeris, pastEntryOf, type VerisRecord } from '../../../domain/exports/past';
import type { ApiDeps } from '../../deps';
import { answerOnce } from '../../http/idempotency';
import { bodyAs } from '../../http/input';
import { authorOf } from '../../http/sign-in';

export function listPast({ register, clock }: ApiDeps): RequestHandler {
  return async (_request, response) => {
    response.json({ asOf: clock(), items: (await register.pastIncidents.list()).map(pastEntryOf) });
  };
}

/** Another register's records, which are kept as they came, but for the version of their schema. */
export function importPast(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const given = bodyAs(pastIncidents, request);
    await answerOnce(deps, request, response, given, async () => {
      const records = given.records.map((record) => asNewestVeris(record as VerisRecord));
      return { status: 200, body: await deps.register.pastIncidents.import(records, authorOf(deps, response)) };
    });
  };
}
