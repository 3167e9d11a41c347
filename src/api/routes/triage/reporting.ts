import type { Request, RequestHandler, Response } from 'express';
import { reportBody, type ReportBody } from '../../../contract/triage/reports';
import { instantFrom, plus, type Instant } from '../../../domain/primitives/instant';
import { ROLES, type PersonId } from '../../../domain/primitives/people';
import type { Report } from '../../../domain/triage/report';
import { namingFault, type Naming } from '../../../domain/restriction/restricting';
import type { IncidentView } from '../../../domain/view';
import { sightOf } from '../../../domain/visibility';
import type { Person } from '../../../register';
import type { Rules } from '../../../domain/case/rules';
import type { Spent } from '../../../register';
import type { ApiDeps } from '../../deps';
import { answerOnce, type Reply } from '../../http/idempotency';
import { bodyAs } from '../../http/input';
import { Problem, problemOf } from '../../http/problem';
import { requireRole, personOf } from '../../http/sign-in';
import { firstView, open, openingOf } from '../../incidents/waiting';

/** Everyone who may act may report; auditors only read. */
export const mayReport: RequestHandler = requireRole(...ROLES.filter((role) => role !== 'auditor'));

/**
 * Stores a report and opens its incident. Once the register has the report it is safe: an incident that cannot be opened now is opened
 * later.
 */
export function takeReport(deps: ApiDeps): RequestHandler {
  return async (request: Request, response: Response) => {
    const body = bodyAs(reportBody, request);
    await answerOnce(deps, request, response, body, ({ key }) => opened(deps, personOf(response), body, key));
  };
}

async function opened(deps: ApiDeps, person: Person, body: ReportBody, request: string): Promise<Reply> {
  const { id: by } = person;
  const receivedAt = deps.clock();
  if (body.restrict) await requireMembers(deps, body.restrict);
  const report: Report = {
    ...(await ofStore(deps, body)),
    reporter: by,
    detectedAt: detectedAt(deps.rules, body, receivedAt),
    reportedAt: receivedAt,
  };
  const kept = await deps.register.reports.acceptWithin({ report, by, receivedAt, request }, deps.reportBudgets);
  if ('spent' in kept) throw await tooManyReports(deps, by, kept);
  const opening = await openingOf(deps, kept);
  const { id } = opening;
  const started = await open(deps, opening);
  const headers = { Location: `/api/incidents/${id}` };
  const state = shownTo(person, firstView(opening), receivedAt);
  if (started.outcome === 'started') return { status: 201, headers, body: { id, sequence: state.sequence, state } };
  deps.log.warn({ incident: id, why: started.why }, 'a report waits to be opened');
  return { status: 202, headers, body: { id, sequence: 0, state } };
}

/** @throws Problem if it names a store that is not in the inventory */
async function ofStore({ register }: ApiDeps, body: ReportBody): Promise<ReportBody> {
  if (body.store === undefined) return body;
  const store = await register.dataStores.get(body.store);
  const detail = 'must be the id of a store: take it from GET /api/data-stores';
  if (!store) throw new Problem('malformed', `store ${detail}.`, { errors: [{ pointer: '/store', detail }] });
  const suspectedProduct = body.suspectedProduct ?? store.product;
  return { ...body, ...(suspectedProduct !== undefined && { suspectedProduct }) };
}

/** Operators hear of it by the watch, past Temporal. */
async function tooManyReports({ register }: ApiDeps, by: PersonId, { spent, roomInMs }: Spent): Promise<Problem> {
  const within = spent.withinMs > 60_000 ? 'hour' : 'minute';
  const sentence = `made ${spent.count} reports within one ${within}; the next ones are refused until there is room again`;
  await register.findings.note({ subject: `person ${by}`, kind: 'reports', sentence });
  return new Problem('too-many-reports', `You made ${spent.count} reports within one ${within}.`, {
    headers: { 'Retry-After': String(Math.max(1, Math.ceil(roomInMs / 1_000))) },
  });
}

/** @throws Problem if nobody would be left who could act */
async function requireMembers({ register }: ApiDeps, naming: Naming): Promise<void> {
  const { roster } = await register.people.roster();
  const fault = namingFault(roster, naming);
  if (fault) throw problemOf({ ...fault, points: fault.points?.map((point) => `/restrict${point}`) });
}

/** Whoever reports an incident that is restricted from the first instant need not know its members. */
function shownTo(person: Person, view: IncidentView, now: Instant): IncidentView {
  if (!view.restriction || sightOf(person, view, now) === 'whole') return view;
  const { restriction: _, ...rest } = view;
  return { ...rest, alerts: [], next: [] };
}

function detectedAt({ futureToleranceSeconds }: Rules, { detectedAt: text }: ReportBody, receivedAt: Instant): Instant {
  const detected = text === undefined ? receivedAt : instantFrom(text);
  const latest = plus(receivedAt, futureToleranceSeconds * 1000);
  if (detected !== undefined && detected <= latest) return detected;
  const detail = 'must be an instant that has passed';
  throw new Problem('impossible-instant', `detectedAt ${detail}.`, { errors: [{ pointer: '/detectedAt', detail }] });
}
