import { randomUUID } from 'node:crypto';
import type { Express, Request, RequestHandler, Response } from 'express';
import { SYSTEM } from '../../domain/primitives/people';
import type { GroupAuthor, GroupInput, GroupOutcome } from '../../register';
import type { ApiDeps } from '../deps';
import { largeScimBody } from '../http/input';
import { mount } from '../http/routing';
import { clientOf, listOf, send } from './answers';
import { ScimFault } from './fault';
import { groupOf, groupResourceOf } from './group';
import { patched } from './patch';
import { asked, groupQueryOf, isUnwanted } from './query';
import type { Resource } from './user';

/** Groups of staff (RFC 7643, 4.2). */
export function openGroups(app: Express, at: string, deps: ApiDeps, base: string): void {
  mount(app, `${at}/Groups`, { get: list(deps, base), post: [...largeScimBody, add(deps, base)] });
  mount(app, `${at}/Groups/:id`, {
    get: async (request, response) => answer(deps, request, response, base, idIn(request)),
    put: [...largeScimBody, change(deps, base, (_before, body) => groupOf(body))],
    patch: [...largeScimBody, change(deps, base, (before, body) => groupOf(patched(before, body)))],
    delete: remove(deps),
  });
}

function list({ register }: ApiDeps, base: string): RequestHandler {
  return async (request, response) => {
    const { having, startIndex, count } = groupQueryOf(request);
    const page = { offset: startIndex - 1, limit: count, withMembers: !isUnwanted('members', request) };
    const { total, rows } = await register.groups.list({ having, ...page });
    const resources = rows.map((row) => asked(groupResourceOf(row, base), request));
    send(response, listOf(resources, { totalResults: total, startIndex }));
  };
}

function add(deps: ApiDeps, base: string): RequestHandler {
  return async (request, response) => {
    const group = groupOf(request.body);
    const id = randomUUID();
    settled(await deps.register.groups.add(id, meant(deps, group), authorOf(deps, response)), group);
    await answer(deps, request, response.status(201), base, id);
  };
}

function change(deps: ApiDeps, base: string, after: (before: Resource, body: unknown) => GroupInput): RequestHandler {
  return async (request, response) => {
    const id = idIn(request);
    const done = await deps.register.groups.change(
      id,
      (before) => meant(deps, after(groupResourceOf(before, base), request.body)),
      authorOf(deps, response),
    );
    settled(done);
    await answer(deps, request, response, base, id);
  };
}

function remove(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    if (!(await deps.register.groups.remove(idIn(request), authorOf(deps, response)))) throw none();
    response.status(204).end();
  };
}

/** With the role or department that the company's settings give a group of its name. */
function meant({ scimGroups }: ApiDeps, group: GroupInput) {
  return { ...group, ...scimGroups?.get(group.displayName.toLowerCase()) };
}

/** @throws ScimFault unless it was stored */
function settled(outcome: GroupOutcome, { displayName = 'that' }: Partial<GroupInput> = {}): void {
  if (outcome === 'stored') return;
  if (outcome === 'not-there') throw none();
  if (outcome === 'name-taken')
    throw new ScimFault(409, `Another group is called ${displayName}: look it up by displayName.`, 'uniqueness');
  throw new ScimFault(400, `The member ${outcome.unknown} is no user: add them first.`, 'invalidValue');
}

async function answer({ register }: ApiDeps, request: Request, response: Response, base: string, id: string) {
  const group = await register.groups.get(id);
  if (!group) throw none();
  const resource = groupResourceOf(group, base);
  response.location(`${base}/Groups/${id}`);
  send(response, asked(resource, request));
}

function authorOf({ clock }: ApiDeps, response: Response): GroupAuthor {
  return { person: SYSTEM, at: clock(), client: clientOf(response).id };
}

function idIn({ params: { id } }: Request): string {
  if (typeof id !== 'string') throw none();
  return id;
}

function none(): ScimFault {
  return new ScimFault(404, 'There is no group with this id.');
}
