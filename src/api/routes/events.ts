import type { RequestHandler, Response } from 'express';
import { sightOf } from '../../domain/visibility';
import type { Changed, Person } from '../../register';
import type { ApiDeps } from '../deps';
import { Problem } from '../http/problem';
import { personOf } from '../http/sign-in';

const HEARTBEAT_MS = 15_000;
/** Then the browser comes again by itself, and whoever was signed out meanwhile hears no more. */
const STREAM_MS = 5 * 60_000;

/** Server-sent events: which incidents changed, of those that the person sees. What changed is read from the incident itself. */
export const streamEvents = (deps: ApiDeps, heartbeatMs = HEARTBEAT_MS): RequestHandler => {
  return async (request, response) => {
    const person = personOf(response);
    const write = inTurn(deps, response);
    const listener = {
      changed: (news: Changed, cursor: string) =>
        write(async () => ((await sees(deps, person, news)) ? eventOf('incident', news, cursor) : undefined)),
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

async function sees({ register, clock }: ApiDeps, person: Person, { id }: Changed): Promise<boolean> {
  const now = clock();
  const known = await register.incidents.sight(id, person.id, now);
  if (!known) return false;
  return (known.restricted ? known.own : sightOf(person, { report: { reporter: known.reporter } }, now)) !== 'none';
}

function eventOf(name: string, data: object, cursor: string): string {
  return `event: ${name}\nid: ${cursor}\ndata: ${JSON.stringify(data)}\n\n`;
}
