import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { administrationQuery } from '../../../contract/administration/administration';
import type { ApiDeps } from '../../deps';
import { bodyAs, queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { authorOf } from '../../http/sign-in';
import { publishRoster } from '../../incidents/roster';
import { presentAdministrativePage } from '../../presenters';

type Serving = (deps: ApiDeps) => RequestHandler;

const NOTHING = z.strictObject({});

export const listAdministration: Serving = (deps) => async (request, response) => {
  const { rows, next } = await deps.register.administration.list(queryAs(administrationQuery, request));
  response.json({ asOf: deps.clock(), items: rows.map(presentAdministrativePage), next });
};

export const listPending: Serving = (deps) => async (_request, response) => {
  const asOf = deps.clock();
  const acts = await deps.register.administration.pending(asOf);
  response.json({ asOf, items: acts.map(({ page, ...act }) => ({ ...act, page: presentAdministrativePage(page) })) });
};

export const confirmPending: Serving = (deps) => async (request, response) => {
  bodyAs(NOTHING, request);
  const asked = pageIn(request);
  const confirmed = await deps.register.administration.confirm(asked, authorOf(deps, response));
  switch (confirmed.outcome) {
    case 'done':
      publishRoster(deps, confirmed.roster);
      response.json({ asked });
      return;
    case 'none':
      throw nothingWaits();
    case 'overtaken':
      throw new Problem('overtaken', confirmed.why);
    case 'not-yours':
      throw new Problem('second-person', confirmed.why);
  }
};

export const declinePending: Serving = (deps) => async (request, response) => {
  bodyAs(NOTHING, request);
  const asked = pageIn(request);
  if (!(await deps.register.administration.decline(asked, authorOf(deps, response)))) throw nothingWaits();
  response.json({ asked });
};

function pageIn(request: Request): number {
  const { page } = request.params;
  if (typeof page !== 'string' || !/^[1-9]\d{0,8}$/.test(page)) throw nothingWaits();
  return Number(page);
}

function nothingWaits(): Problem {
  return new Problem('not-found', 'Nothing that was asked for in this page waits for a second person.');
}
