import { storyTime } from '../../../domain/primitives/pace';
import type { RequestHandler } from 'express';
import { deliveryQuery, scopeQuery, timelineQuery } from '../../../contract/queries';
import { instantFrom } from '../../../domain/primitives/instant';
import type { IncidentId } from '../../../domain/case/state';
import { clocksOf } from '../clocks/clocks';
import type { ApiDeps } from '../../deps';
import { incidentIdOf } from '../../incidents/incident-id';
import { queryAs } from '../../http/input';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';
import { presentDelivery, presentScopeRow } from '../../presenters';
import { isHiddenFrom } from '../../incidents/hidden';
import { readableRows } from '../../incidents/related';
import { readLatest, readCaughtUp, type IncidentReading } from '../../incidents/sight';

type Reading = (deps: ApiDeps) => RequestHandler;

export const readIncident: Reading = (deps) => async (request, response) => {
  const person = personOf(response);
  const sight = await readLatest(deps, incidentIdOf(request), person);
  const { id, sequence, headline, report, openedAt, stage } = sight.view;
  const isStatus = sight.sight === 'status';
  await noteReading(deps, request, response, isStatus ? 'status' : 'incident', sight.view);
  const seen = isStatus ? { id, sequence, headline, report, openedAt, stage } : sight.view;
  response.json({ asOf: sight.asOf, ...seen, ...(isStatus ? {} : await keptFor(deps, id)) });
};

/** Declarations that the timeline does not show: those waiting for the incident, and those that it refused after the caller had left. */
async function keptFor({ register }: ApiDeps, id: IncidentId): Promise<object> {
  const unmet = await register.declarations.unmet(id);
  if (unmet.length === 0) return {};
  const keptDeclarations = unmet.map(({ reference, message, takenAt, state, refusal }) => ({
    ...{ reference, by: message.by, takenAt, state, why: refusal?.why },
    declaredAt: typeof message.declaredAt === 'string' ? instantFrom(message.declaredAt) : undefined,
  }));
  return { keptDeclarations };
}

export const readClocks: Reading = (deps) => async (request, response) => {
  const sight = await readCaughtUp(deps, incidentIdOf(request), personOf(response));
  await noteReading(deps, request, response, 'clocks', sight.view);
  response.json({
    ...standing(sight),
    ...clocksOf(sight.view, storyTime(deps.clock(), sight.view.report.exercise?.pace)),
  });
};

export const readTimeline: Reading = (deps) => async (request, response) => {
  const { cursor, ...range } = queryAs(timelineQuery, request);
  const id = incidentIdOf(request);
  const person = personOf(response);
  const sight = await readCaughtUp(deps, id, person);
  await noteReading(deps, request, response, 'timeline', sight.view);
  const { rows, next } = await deps.register.incidents.timeline(id, { after: cursor, ...range });
  const items = await readableRows(deps, person, sight.view, rows);
  response.json({ ...asRecorded(sight), items, next });
};

export const readRelated: Reading = (deps) => async (request, response) => {
  const id = incidentIdOf(request);
  const person = personOf(response);
  const sight = await readCaughtUp(deps, id, person);
  await noteReading(deps, request, response, 'related', sight.view);
  const isHidden = await isHiddenFrom(deps, person);
  const items = (await deps.register.incidents.related(id)).filter(({ incident }) => !isHidden(incident));
  response.json({ items });
};

export const readNotices: Reading = (deps) => async (request, response) => {
  const sight = await readCaughtUp(deps, incidentIdOf(request), personOf(response));
  await noteReading(deps, request, response, 'notices', sight.view);
  response.json({ ...standing(sight), items: sight.view.notices });
};

export const readDeliveries: Reading = (deps) => async (request, response) => {
  const { notice, ...page } = queryAs(deliveryQuery, request);
  const id = incidentIdOf(request);
  const sight = await readCaughtUp(deps, id, personOf(response));
  await noteReading(deps, request, response, 'deliveries', sight.view);
  const { rows, next } = await deps.register.deliveries.list(id, { notice, ...page });
  const toldByPerson = sight.view.scope.cohorts.reduce((sum, { toldByPerson: some = 0 }) => sum + some, 0);
  response.json({ ...asRecorded(sight), toldByPerson, items: rows.map(presentDelivery), next });
};

export const readScope: Reading = (deps) => async (request, response) => {
  const page = queryAs(scopeQuery, request);
  const id = incidentIdOf(request);
  const sight = await readCaughtUp(deps, id, personOf(response));
  await noteReading(deps, request, response, 'scope', sight.view);
  const counts = await deps.register.scope.counts(id);
  const { rows, next } = await deps.register.scope.rows(id, page);
  response.json({
    ...asRecorded(sight),
    revision: counts.asOf,
    cohorts: counts.cohorts,
    unreachable: counts.unreachable,
    unreachableCustomers: counts.unreachableCustomers,
    items: rows.map(presentScopeRow),
    next,
  });
};

export function standing({ view, asOf }: IncidentReading) {
  return { id: view.id, sequence: view.sequence, asOf };
}

/** Of what only the register has, which may be behind the incident. */
function asRecorded(sight: IncidentReading) {
  return { ...standing(sight), ...sight.recorded };
}
