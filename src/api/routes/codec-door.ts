import type { Express, Request, RequestHandler, Response } from 'express';
import { openedOrExplained, seal } from '../../codec';
import { wirePayloads, type WirePayload } from '../../contract/codec';
import { workflowPlace } from '../../domain/primitives/seal';
import type { Person } from '../../register';
import type { ApiDeps } from '../deps';
import { asking, bodyAs, readJson } from '../http/input';
import { SMALL_SHAPE } from '../http/json-shape';
import { mount, routePatternOf } from '../http/routing';
import { sessionHashOf } from '../http/sessions';
import { keyProofs, personOf, refuseReporters, type Authenticate, type Proof } from '../http/sign-in';

/** A history is fetched in pieces; one is at most what Temporal sends at once. */
const LIMIT = '1mb';
const HEADERS = 'X-Namespace, Authorization, Authorization-Extras, Content-Type';
const PREFLIGHT_SECONDS = '600';

/**
 * Temporal's remote codec: its UI and command line have payloads decrypted here, and encrypt what they send. For everyone who may read
 * incidents; each use is recorded in the access log.
 */
export function openCodec(app: Express, deps: ApiDeps, known: Authenticate): void {
  const body = [asking('application/json'), readJson(LIMIT, SMALL_SHAPE)];
  const way = (turn: Recoding): RequestHandler[] => [signedIn(deps, known), ...body, recoding(deps, turn)];
  const shared = sharing(deps);
  for (const [path, turn] of Object.entries(RECODINGS)) {
    mount(app, `/codec/${path}`, { options: [shared, preflight], post: [shared, ...way(turn)] });
    mount(app, `/codec/for/:incident/:command/${path}`, { post: way(turn) });
  }
  mount(app, '/codec/sign-in', { get: (_request, response) => response.redirect(303, '/sign-in') });
}

/** What is recoded, by whom, and for what. */
interface Recoded {
  payload: WirePayload;
  person: Person;
  place: Request['params'];
}
type Recoding = (deps: ApiDeps, recoded: Recoded) => WirePayload;

/**
 * What is encoded is sealed as written by whoever is signed in, for the one incident and command that the path names. Without these it is
 * encrypted, and no incident takes it.
 */
const RECODINGS: Record<string, Recoding> = {
  encode: ({ keyRing, namespace }, { payload, person: { id, roles }, place: { incident, command } }) => {
    const place = typeof incident === 'string' ? workflowPlace(namespace, incident) : '';
    const by = { id, roles, command: typeof command === 'string' ? command : '' };
    return toWire(seal(keyRing, fromWire(payload), { by, for: place }));
  },
  decode: ({ keyRing }, { payload }) => toWire(openedOrExplained(keyRing, fromWire(payload))),
};

/** The paths that pages of Temporal's UI may also send to. */
export const SHARED_WITH_UI: ReadonlySet<string> = new Set(Object.keys(RECODINGS).map((path) => `/codec/${path}`));

function recoding(deps: ApiDeps, turn: Recoding): RequestHandler {
  return async (request, response) => {
    const { payloads } = bodyAs(wirePayloads, request);
    const person = personOf(response);
    const answer = { payloads: payloads.map((payload) => turn(deps, { payload, person, place: request.params })) };
    await noteAccess(deps, request, response);
    response.json(answer);
  };
}

/** Before the answer: without a record nothing is shown. */
async function noteAccess({ register, clock }: ApiDeps, { method }: Request, response: Response): Promise<void> {
  const { route } = routePatternOf(response);
  await register.access.write({ at: clock(), person: personOf(response).id, method, route, status: 200 });
}

/** By a key in either header; or, for the UI's page only, by the session of its browser: the page can send no header of ours. */
function signedIn(deps: ApiDeps, known: Authenticate): RequestHandler {
  return async (request, response, next) => {
    const keys = keyProofs(['authorization', 'authorization-extras'].map((name) => request.get(name)));
    const hash = request.get('origin') === deps.uiOrigin ? sessionHashOf(deps, request) : undefined;
    const sessions: Proof[] = hash === undefined ? [] : [{ kind: 'session', hash }];
    refuseReporters(await known(request, response, [...keys, ...sessions]));
    next();
  };
}

function sharing({ uiOrigin }: ApiDeps): RequestHandler {
  return (request, response, next) => {
    response.vary('Origin');
    if (request.get('origin') === uiOrigin)
      response.set({ 'Access-Control-Allow-Origin': uiOrigin, 'Access-Control-Allow-Credentials': 'true' });
    next();
  };
}

const preflight: RequestHandler = (_request, response) => {
  response
    .set({
      'Access-Control-Allow-Methods': 'POST, OPTIONS',
      'Access-Control-Allow-Headers': HEADERS,
      'Access-Control-Max-Age': PREFLIGHT_SECONDS,
    })
    .status(204)
    .end();
};

function fromWire({ metadata, data }: WirePayload) {
  return {
    metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, bytes(value)])),
    data: bytes(data),
  };
}

function toWire({ metadata, data }: ReturnType<typeof seal>): WirePayload {
  const named = Object.entries(metadata ?? {}).map(([name, value]) => [name, text(value)] as const);
  return { metadata: Object.fromEntries(named), data: text(data) };
}

function bytes(value: string): Buffer {
  return Buffer.from(value, 'base64');
}

function text(value?: Uint8Array | null): string {
  return Buffer.from(value ?? []).toString('base64');
}
