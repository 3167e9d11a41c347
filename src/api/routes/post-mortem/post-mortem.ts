import type { Request, RequestHandler, Response } from 'express';
import { postMortemBodies } from '../../../contract/post-mortem/post-mortem';
import type { PostMortemState } from '../../../domain/post-mortem/state';
import { postMortemCommands, type PostMortemCommand } from '../../../domain/post-mortem/commands';
import { evolvePostMortem } from '../../../domain/post-mortem/evolve';
import { postMortemIdOf } from '../../../domain/post-mortem/id';
import {
  mayReadPostMortem,
  postMortemRecord,
  postMortemView,
  type PostMortemView,
} from '../../../domain/post-mortem/view';
import type { IncidentId } from '../../../domain/case/state';
import type { Role } from '../../../domain/primitives/people';
import { unreachable } from '../../../domain/primitives/unreachable';
import type { Person } from '../../../register';
import type { ApiDeps } from '../../deps';
import { incidentIdOf } from '../../incidents/incident-id';
import { readableRows } from '../../incidents/related';
import { readAny } from '../../incidents/sight';
import { takenUpBy } from '../../incidents/taken-up';
import { answerOnce, type Once, type Reply } from '../../http/idempotency';
import { bodyAs, queryAs } from '../../http/input';
import { Problem, problemOf } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { personOf, requireRole } from '../../http/sign-in';
import { postMortemQuery, timelineQuery } from '../../../contract/queries';
import { drawnBy } from '../../../primitives/sample';

/*
 * Post-mortem 1. Nothing of it is shown before it is kept who reads it.
 * Post-mortem 2. What a command answers holds no word of it: answers are kept for repeats, outside its own pages.
 */

export function readPostMortem(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const id = incidentIdOf(request);
    const { cursor, ...range } = queryAs(timelineQuery, request);
    const person = personOf(response);
    const view = await seenPostMortemOf(deps, id);
    const shown = view && shownTo(deps, person, view);
    if (!shown) throw view ? notForThem() : new Problem('not-found', `${id} has no post-mortem yet.`);
    await noteReading(
      deps,
      request,
      response,
      'status' in shown && shown === view ? 'post-mortem' : SEEN_FROM_OUTSIDE,
      { id },
    );
    await deps.readings.settled();
    if (shown !== view) return void response.json(shown);
    const { rows, next } = await deps.register.incidents.timeline(id, { after: cursor, ...range });
    const incident = await readAny(deps, id);
    const timeline = await readableRows(deps, person, incident?.view ?? {}, rows);
    response.json({ ...view, timeline, timelineNext: next });
  };
}

const SEEN_FROM_OUTSIDE = 'post-mortem record';

/** Its members and named auditors all of it; auditors that it is there; whoever owns an action that action. */
export function shownTo({ clock }: Pick<ApiDeps, 'clock'>, person: Person, view: PostMortemView): object | undefined {
  if (mayReadPostMortem(person, view, clock())) return view;
  const record = postMortemRecord(view);
  if (person.roles.includes('auditor')) return record;
  const own = record.actions.filter(({ owner }) => owner === person.id);
  return own.length > 0 ? { ...record, actions: own } : undefined;
}

function notForThem(): Problem {
  return new Problem('not-permitted', 'A post-mortem is for its members; legal or privacy among them admit others.');
}

/** The newest state: from its workflow, or from its pages where that has ended or does not answer. */
export async function seenPostMortemOf(
  { register, incidents }: ApiDeps,
  incident: IncidentId,
): Promise<PostMortemView | undefined> {
  const id = postMortemIdOf(incident);
  const pages = await register.pages.ofPostMortem(id);
  const stored = pages.reduce<PostMortemState | undefined>(evolvePostMortem, undefined);
  const live = await incidents.seePostMortem(id);
  if (live && live.sequence >= (stored?.sequence ?? 0)) return live;
  return stored && postMortemView(stored);
}

/** @throws Problem bad-request for a sample without a seed */
export function listPostMortems({ register, clock }: ApiDeps): RequestHandler {
  return async (request, response) => {
    const { sample, seed } = queryAs(postMortemQuery, request);
    const all = await register.postMortems.list(personOf(response).id, clock());
    if (sample !== undefined && seed === undefined) {
      const detail = 'is missing: a sample is drawn by a seed, so that others draw the same';
      throw new Problem('bad-request', `seed ${detail}.`, { errors: [{ parameter: 'seed', detail }] });
    }
    response.json({ items: sample === undefined ? all : drawnBy(seed ?? '', all, sample, ({ incident }) => incident) });
  };
}

export function mayWritePostMortem(command: PostMortemCommand): RequestHandler {
  return requireRole(...(postMortemCommands[command].roles as readonly Role[]));
}

export function writePostMortem(deps: ApiDeps, command: PostMortemCommand): RequestHandler {
  return async (request: Request, response: Response) => {
    const id = incidentIdOf(request);
    const person = personOf(response);
    const body = bodyAs(postMortemBodies[command], request);
    const alsoAs = (await deps.register.people.sameHuman(person.id)).filter((other) => other !== person.id);
    const human = alsoAs.length > 0 ? { alsoAs } : {};
    const document = command === 'finish-action' ? await documentOf(deps, id, body) : undefined;
    await answerOnce(deps, request, response, body, (once) => {
      const message = {
        ...body,
        by: person.id,
        door: 'api',
        roles: person.roles,
        ...once,
        ...human,
        ...(document && { document }),
      };
      return answered(deps, id, command, message, once);
    });
  };
}

/** @throws Problem missing where no version of a document took the change up */
async function documentOf(deps: ApiDeps, id: IncidentId, body: object) {
  const view = await seenPostMortemOf(deps, id);
  return view && takenUpBy(deps, view, body as { action: number; version: string });
}

async function answered(
  deps: ApiDeps,
  id: IncidentId,
  command: PostMortemCommand,
  message: object,
  { key }: Once,
): Promise<Reply> {
  const result = await deps.incidents.updatePostMortem(postMortemIdOf(id), command, message, key);
  switch (result.outcome) {
    case 'done': {
      const { sequence, state } = result.answer;
      return { status: 200, body: { incident: id, sequence, version: state.version, status: state.status } };
    }
    case 'refused':
      throw problemOf(result.refusal);
    case 'gone':
      throw (await seenPostMortemOf(deps, id))
        ? new Problem('wrong-stage', `The post-mortem of ${id} is followed up: each of its actions had its effect.`)
        : new Problem('not-found', `${id} has no post-mortem yet.`);
    case 'crowded':
      throw new Problem('crowded', `Too many commands to the post-mortem of ${id} wait for their turn.`);
    case 'unknown':
      throw new Problem('outcome-unknown', 'The post-mortem did not answer in time.');
    default:
      return unreachable(result);
  }
}
