import type { RequestHandler, Response } from 'express';
import type { IncidentId } from '../../domain/case/state';
import { incidentOfPostMortem, isPostMortemId } from '../../domain/post-mortem/id';
import { ROLES, type Role } from '../../domain/primitives/people';
import { DECIDERS } from '../../domain/programme/review';
import { sightOf } from '../../domain/visibility';
import type { Changed, IncidentChanged, Person } from '../../register';
import { READERS, REGISTER_KEEPERS, STORY_READERS } from '../addresses/roles';
import type { ApiDeps } from '../deps';
import { Problem } from '../http/problem';
import { personOf } from '../http/sign-in';
import { AUDIT_FOLLOWERS } from './audit/audits';
import { seenPostMortemOf, shownTo } from './post-mortem/post-mortem';

const HEARTBEAT_MS = 15_000;
/** Then the browser comes again by itself, and whoever was signed out meanwhile hears no more. */
const STREAM_MS = 5 * 60_000;

/** Server-sent events: which incidents and subjects changed, of those that the person sees. What changed is read from them. */
export const streamEvents = (deps: ApiDeps, heartbeatMs = HEARTBEAT_MS): RequestHandler => {
  return async (request, response) => {
    const person = personOf(response);
    const write = inTurn(deps, response);
    const listener = {
      changed: (news: Changed, cursor: string) =>
        write(async () => ((await sees(deps, person, news)) ? eventOf(nameOf(news), news, cursor) : undefined)),
      missed: (cursor: string) => write(() => Promise.resolve(eventOf('missed', {}, cursor))),
    };
    response.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    const leave = await deps.events.join(listener, request.get('last-event-id'));
    if (!leave) {
      response.removeHeader('Content-Type');
      throw new Problem('unavailable', 'As many as can be served listen here already.');
    }
    // Whoever went while joining has no `close` to come.
    if (response.closed) return leave();
    response.flushHeaders();
    endWith(deps, response, leave, heartbeatMs);
  };
};

function endWith({ events }: ApiDeps, response: Response, leave: () => void, heartbeatMs: number): void {
  const heartbeat = setInterval(() => response.write(':\n\n'), heartbeatMs);
  const last = setTimeout(() => response.end(), STREAM_MS);
  const forget = events.onStop(() => response.end());
  response.once('close', () => {
    clearInterval(heartbeat);
    clearTimeout(last);
    forget();
    leave();
  });
}

/** One after another, so that cursors go up. An event that cannot be judged is one that may have been missed. */
function inTurn({ log }: ApiDeps, response: Response) {
  let last = Promise.resolve();
  return (event: () => Promise<string | undefined>): void => {
    last = last.then(async () => {
      try {
        const text = await event();
        if (text && !response.writableEnded) response.write(text);
      } catch (fault) {
        log.warn({ err: fault }, 'a stream of events is ended');
        response.end();
      }
    });
  };
}

async function sees(deps: ApiDeps, person: Person, news: Changed): Promise<boolean> {
  return 'id' in news ? await seesIncident(deps, person, news) : hearsOf(person, news.subject);
}

function nameOf(news: Changed): 'incident' | 'post-mortem' | 'subject' {
  if (!('id' in news)) return 'subject';
  return isPostMortemId(news.id) ? 'post-mortem' : 'incident';
}

/** Whoever may read what lies at `/api/<subject>`. Of a subject that a newer release tells of nobody hears. */
const HEARERS: Partial<Record<string, readonly Role[]>> = {
  procedures: READERS,
  'programme-reviews': [...DECIDERS, 'auditor'],
  audits: AUDIT_FOLLOWERS,
  exercises: READERS,
  training: READERS,
  'data-stores': ROLES,
  'detection-sources': READERS,
  customers: READERS,
  people: READERS,
  administration: STORY_READERS,
  register: REGISTER_KEEPERS,
};

function hearsOf({ roles }: Person, subject: string): boolean {
  return HEARERS[subject]?.some((role) => roles.includes(role)) ?? false;
}

async function seesIncident(deps: ApiDeps, person: Person, { id }: IncidentChanged): Promise<boolean> {
  const { register, clock } = deps;
  if (isPostMortemId(id)) return await seesPostMortem(deps, person, incidentOfPostMortem(id));
  const now = clock();
  const known = await register.incidents.sight(id, person.id, now);
  if (!known) return false;
  return (known.restricted ? known.own : sightOf(person, { report: { reporter: known.reporter } }, now)) !== 'none';
}

async function seesPostMortem(deps: ApiDeps, person: Person, id: IncidentId): Promise<boolean> {
  const view = await seenPostMortemOf(deps, id);
  return view !== undefined && shownTo(deps, person, view) !== undefined;
}

function eventOf(name: string, data: object, cursor: string): string {
  return `event: ${name}\nid: ${cursor}\ndata: ${JSON.stringify(data)}\n\n`;
}
