import type { Express, Request, RequestHandler, Response } from 'express';
import { staffId } from '../../contract/training/staff';
import { SYSTEM } from '../../domain/primitives/people';
import type { Provisioned, ProvisionOutcome } from '../../register';
import type { ApiDeps } from '../deps';
import { refuseWrites } from '../http/clock-gate';
import type { Refuse } from '../http/failed-sign-ins';
import { scimBody } from '../http/input';
import { mount } from '../http/routing';
import { keyProofs } from '../http/sign-in';
import { clientOf, listOf, send } from './answers';
import { limitCalls } from './call-limit';
import { resourceTypes, schemasOf, serviceProviderConfig } from './discovery';
import { answerScimFaults, ScimFault } from './fault';
import { openGroups } from './groups';
import { patched } from './patch';
import { asked, queryOf } from './query';
import { memberOf, resourceOf, type Resource } from './user';

const AT = '/scim/v2';

/**
 * The staff list as identity providers keep it: SCIM 2.0 (RFC 7643 and 7644), users and groups. Its tokens open nothing else, and nothing else opens it.
 */
export function openScim(app: Express, deps: ApiDeps, refuse: Refuse): void {
  const base = `${deps.publicUrl}${AT}`;
  app.use(AT, refuseWrites(deps), byToken(deps, refuse), limitCalls(deps.scimCallsAMinute));
  mount(app, `${AT}/ServiceProviderConfig`, { get: showing(serviceProviderConfig(base)) });
  for (const [path, all] of [
    ['ResourceTypes', resourceTypes(base)],
    ['Schemas', schemasOf(base)],
  ] as const) {
    mount(app, `${AT}/${path}`, { get: showing(listOf(all)) });
    mount(app, `${AT}/${path}/:id`, { get: showingOne(all) });
  }
  mount(app, `${AT}/Users`, { get: list(deps, base), post: [...scimBody, add(deps, base)] });
  mount(app, `${AT}/Users/:id`, {
    get: read(deps, base),
    put: [...scimBody, replace(deps, base)],
    patch: [...scimBody, patch(deps, base)],
    delete: remove(deps),
  });
  openGroups(app, AT, deps, base);
  app.use(AT, () => {
    throw new ScimFault(404, 'There is nothing at this address.');
  });
  app.use(AT, answerScimFaults(deps));
}

function byToken({ register }: ApiDeps, refuse: Refuse): RequestHandler {
  return async (request, response, next) => {
    const [proof] = keyProofs([request.get('authorization')]);
    const client = proof && (await register.scimClients.byToken(proof.hash));
    if (!client)
      return refuse(request, response, 'This token is not known, or was ended: see POST /api/scim-clients.', {
        isWhole: true,
      });
    response.locals.scimClient = client;
    next();
  };
}

function showing(resource: Resource): RequestHandler {
  return (_request, response) => send(response, resource);
}

function showingOne(all: readonly Resource[]): RequestHandler {
  return ({ params }, response) => {
    const one = all.find(({ id }) => id === params.id);
    if (!one) throw new ScimFault(404, 'There is nothing at this address.');
    send(response, one);
  };
}

function list({ register }: ApiDeps, base: string): RequestHandler {
  return async (request, response) => {
    const { having, startIndex, count } = queryOf(request);
    const { total, rows } = await register.provisioning.list({ having, offset: startIndex - 1, limit: count });
    const resources = rows.map((row) => asked(resourceOf(row, base), request));
    send(response, listOf(resources, { totalResults: total, startIndex }));
  };
}

function read(deps: ApiDeps, base: string): RequestHandler {
  return async (request, response) => send(response, asked(await resourceIn(deps, request, base), request));
}

function add({ register, clock }: ApiDeps, base: string): RequestHandler {
  return async (request, response) => {
    const member = memberOf(request.body);
    const author = { person: SYSTEM, at: clock() };
    settled(await register.provisioning.add(member, clientOf(response).id, author), member);
    await answer({ register }, response.status(201), base, member.id);
  };
}

function replace(deps: ApiDeps, base: string): RequestHandler {
  return async (request, response) => {
    await store(deps, response, memberOf(request.body, idIn(request)), base);
  };
}

function patch(deps: ApiDeps, base: string): RequestHandler {
  return async (request, response) => {
    const after = patched(await resourceIn(deps, request, base), request.body);
    await store(deps, response, memberOf(after, idIn(request)), base);
  };
}

function remove({ register, clock }: ApiDeps): RequestHandler {
  return async (request, response) => {
    const author = { person: SYSTEM, at: clock() };
    const id = idIn(request);
    if (!(await register.provisioning.remove(id, clientOf(response).id, author))) throw nobody();
    response.status(204).end();
  };
}

async function store({ register, clock }: ApiDeps, response: Response, member: Provisioned, base: string) {
  const author = { person: SYSTEM, at: clock() };
  settled(await register.provisioning.replace(member, clientOf(response).id, author), member);
  await answer({ register }, response, base, member.id);
}

async function answer({ register }: Pick<ApiDeps, 'register'>, response: Response, base: string, id: string) {
  const stored = await register.provisioning.get(id);
  if (!stored) throw nobody();
  const resource = resourceOf(stored, base);
  response.location((resource.meta as { location: string }).location);
  send(response, resource);
}

/** @throws ScimFault unless it was stored */
function settled(outcome: ProvisionOutcome, { id, userName, manager }: Provisioned): void {
  switch (outcome) {
    case 'stored':
      return;
    case 'id-taken':
      throw new ScimFault(409, `There is a user ${id} already: look it up by userName, and change it.`, 'uniqueness');
    case 'name-taken':
      throw new ScimFault(409, `Another user is called ${userName}.`, 'uniqueness');
    case 'unknown-manager':
      throw new ScimFault(400, `The manager ${manager ?? ''} is no other user: add them first.`, 'invalidValue');
    default:
      throw nobody();
  }
}

async function resourceIn({ register }: ApiDeps, request: Request, base: string): Promise<Resource> {
  const stored = await register.provisioning.get(idIn(request));
  if (!stored) throw nobody();
  return resourceOf(stored, base);
}

function idIn({ params }: Request): string {
  const { success, data } = staffId().safeParse(params.id);
  if (!success) throw nobody();
  return data;
}

function nobody(): ScimFault {
  return new ScimFault(404, 'There is no user with this id.');
}
