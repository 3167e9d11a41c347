import type { Express, Request, RequestHandler, Response } from 'express';
import { openedOrExplained, seal } from '../../codec';
import { wirePayloads, type WirePayload } from '../../contract/codec';
import type { IncidentId } from '../../domain/case/state';
import type { Person } from '../../register';
import { openedJson, shownTo, WITHHELD } from './codec-sight';
import { workflowPlace } from '../../domain/primitives/seal';
import type { ApiDeps } from '../deps';
import { asking, bodyAs, readJson } from '../http/input';
import { SMALL_SHAPE } from '../http/json-shape';
import { noteReading } from '../http/readings';
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
interface Asked {
  payloads: WirePayload[];
  person: Person;
  place: Request['params'];
}

/** With the incidents of which something is shown. */
interface Recoded {
  payloads: WirePayload[];
  incidents?: IncidentId[];
}
type Recoding = (deps: ApiDeps, asked: Asked) => Promise<Recoded>;

/**
 * What is encoded is sealed as written by whoever is signed in, for the one incident and command that the path names. Without these it is
 * encrypted, and no incident takes it.
 */
const RECODINGS: Record<string, Recoding> = {
  encode: ({ keyRing, namespace }, { payloads, person: { id, roles }, place: { incident, command } }) => {
    const place = typeof incident === 'string' ? workflowPlace(namespace, incident) : '';
    const by = { id, roles, command: typeof command === 'string' ? command : '' };
    const sealed = payloads.map((payload) => toWire(seal(keyRing, fromWire(payload), { by, for: place })));
    return Promise.resolve({ payloads: sealed });
  },
  decode: decoded,
};

/** The paths that pages of Temporal's UI may also send to. */
export const SHARED_WITH_UI: ReadonlySet<string> = new Set(Object.keys(RECODINGS).map((path) => `/codec/${path}`));

function recoding(deps: ApiDeps, turn: Recoding): RequestHandler {
  return async (request, response) => {
    const { payloads } = bodyAs(wirePayloads, request);
    const asked = { payloads, person: personOf(response), place: request.params };
    const { incidents = [], ...answer } = await turn(deps, asked);
    await noteAccess(deps, request, response);
    for (const id of incidents) await noteReading(deps, request, response, 'history', { id });
    if (incidents.length > 0) await deps.readings.settled();
    response.json(answer);
  };
}

/** What is hidden from a person stays so here; what comes in the clear they have already. */
async function decoded({ keyRing, register, clock }: ApiDeps, { payloads, person }: Asked): Promise<Recoded> {
  const hidden = await register.incidents.hiddenFrom(person.id, clock());
  const incidents = new Set<IncidentId>();
  const shown = payloads.map((payload) => {
    const sealed = fromWire(payload);
    const clear = openedOrExplained(keyRing, sealed);
    if (clear === sealed || !clear.data?.length) return toWire(clear);
    const opened = openedJson(clear.data, sealed);
    const json = shownTo(person, hidden, opened);
    if (json !== WITHHELD) opened.incidents.forEach((id) => incidents.add(id));
    return toWire(json === opened.json ? clear : { ...AS_JSON, data: Buffer.from(JSON.stringify(json)) });
  });
  return { payloads: shown, incidents: [...incidents] };
}

const AS_JSON = { metadata: { encoding: Buffer.from('json/plain') } };

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
