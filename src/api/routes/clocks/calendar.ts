import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import ical from 'ical-generator';
import type { PersonId } from '../../../domain/primitives/people';
import type { IncidentState } from '../../../domain/state';
import { isLinkToken } from '../../../primitives/link-token';
import type { ApiDeps } from '../../deps';
import { createFailureLimiter } from '../../http/failed-sign-ins';
import { Problem } from '../../http/problem';
import { personOf } from '../../http/sign-in';

type Serving = (deps: ApiDeps) => RequestHandler;

/** Only this answer holds the address. */
export const makeFeed: Serving = (deps) => async (_request, response) => {
  const token = randomBytes(32).toString('base64url');
  const { id } = personOf(response);
  await deps.register.calendarFeeds.put(id, token);
  response.status(201).json({ url: new URL(`/calendar/${token}`, deps.publicUrl).href });
};

export const readFeed: Serving = (deps) => async (_request, response) => {
  const feed = await deps.register.calendarFeeds.of(personOf(response).id);
  if (!feed) throw new Problem('not-found', 'You have no calendar feed.');
  response.json(feed);
};

export const endFeed: Serving = (deps) => async (_request, response) => {
  if (!(await deps.register.calendarFeeds.end(personOf(response).id)))
    throw new Problem('not-found', 'You have no calendar feed.');
  response.status(204).end();
};

/** For a calendar program, which has no key: whoever has the address reads numbers, kinds and instants, and nothing else. */
export function showCalendar(deps: ApiDeps): RequestHandler {
  const refuse = createFailureLimiter();
  return async (request, response) => {
    const token = String(request.params.token);
    const person = isLinkToken(token) ? await deps.register.calendarFeeds.ownerOf(token) : undefined;
    if (!person)
      return refuse(
        request,
        response,
        'There is no calendar at this address, or it has ended. Make another one by POST /api/calendar-feed.',
        { isWhole: true },
      );
    response.type('text/calendar').send(calendarOf(deps, await soonest(deps, person)));
  };
}

const INCIDENTS_MOST = 200;
const REFRESH_SECONDS = 15 * 60;

/** Open ones that the person may see whole, those whose clocks run out first. */
async function soonest({ register, clock }: ApiDeps, person: PersonId): Promise<IncidentState[]> {
  const seenBy = { person, now: clock(), sight: 'whole' as const };
  const { rows } = await register.incidents.states({ sort: 'clock', descending: false, seenBy, limit: INCIDENTS_MOST });
  return rows.filter(({ stage }) => stage.stage !== 'closed');
}

function calendarOf({ publicUrl, clock }: ApiDeps, states: IncidentState[]): string {
  const { host } = new URL(publicUrl);
  const calendar = ical({ name: 'Tocsin', prodId: { company: 'Tocsin', product: 'Deadlines' }, ttl: REFRESH_SECONDS });
  for (const { id, obligations } of states)
    for (const { id: obligation, kind, due, status } of obligations) {
      if (status !== 'open') continue;
      calendar.createEvent({
        ...{ id: `${obligation.replaceAll('/', '.')}.${id}@${host}`, stamp: new Date(clock()) },
        ...{ start: new Date(due), end: new Date(due), summary: `${id}: ${kind}` },
        url: new URL(`/incidents/${id}`, publicUrl).href,
      });
    }
  return calendar.toString();
}
