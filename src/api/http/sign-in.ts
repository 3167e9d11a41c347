import type { Request, RequestHandler, Response } from 'express';
import type { Author } from '../../domain/administration/story';
import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import type { Credential, Role } from '../../domain/primitives/people';
import { isReporterOnly } from '../../domain/visibility';
import type { KnownSight, Person } from '../../register';
import { apiKeyHash } from '../../primitives/api-key';
import type { ApiDeps } from '../deps';
import { refuseForged } from './csrf';
import type { Refuse } from './failed-sign-ins';
import { Problem } from './problem';
import { sessionHashOf } from './sessions';

const BEARER = /^Bearer ([\x21-\x7e]{1,500})$/i;

/** The hash of what a request carries. */
export interface Proof {
  kind: 'key' | 'session';
  hash: string;
}

/** Who sends a request, by what, and until when that is good. */
export interface SignedIn {
  person: Person;
  credential: Credential;
  expiresAt: Instant;
  /** Of the incident in the address, where the route asks. */
  sight?: KnownSight | null;
}

/**
 * Authenticates the request by the first proof that is known, and asks at once what they may see of the incident. @throws Problem, `too-many-attempts`
 * if sign-ins fail too often
 */
export type Authenticate = (
  request: Request,
  response: Response,
  proofs: Proof[],
  incident?: IncidentId,
) => Promise<Person>;

export function createAuthenticator(deps: ApiDeps, refuse: Refuse): Authenticate {
  return async (request, response, proofs, incident) => {
    if (proofs.length === 0) return refuse(request, response, 'This request carries neither a key nor a session.');
    let found: SignedIn | undefined;
    // Looked up by hash, so that timing reveals nothing about how much of it was right.
    for (const proof of proofs) found ??= await signedInBy(deps, proof, incident);
    if (!found) return refuse(request, response, UNKNOWN[proofs[0]?.kind ?? 'key']);
    Object.assign(response.locals, { person: found.person, signedIn: found });
    if (found.person.roles.length === 0) throw new Problem('not-permitted', 'You hold no role here.');
    return found.person;
  };
}

const UNKNOWN: Record<Proof['kind'], string> = {
  key: 'This key is not known, was revoked, or has expired.',
  session: 'This session has ended: sign in again at /sign-in.',
};

async function signedInBy(deps: ApiDeps, { kind, hash }: Proof, incident?: IncidentId): Promise<SignedIn | undefined> {
  const { register, clock, session } = deps;
  const found =
    kind === 'key'
      ? await register.keys.authenticate(hash, clock(), incident)
      : await register.sessions.authenticate(hash, clock(), session.idleMs, incident);
  return found && { ...found, credential: { kind, id: found.id } };
}

/**
 * Authenticates every request against the register, so that a revoked key, an ended session or a lost role counts at once.
 * @param incidentIn finds the incident in the address, for `mustSee`
 */
export function requireSignIn(
  deps: ApiDeps,
  known: Authenticate,
  incidentIn: (request: Request) => IncidentId | undefined = () => undefined,
): RequestHandler {
  return async (request, response, next) => {
    await known(request, response, proofsOf(deps, request), incidentIn(request));
    next();
  };
}

/** A key goes before the cookie, which counts only where no other page can have sent it. @throws Problem `csrf` */
function proofsOf(deps: ApiDeps, request: Request): Proof[] {
  const header = request.get('authorization');
  if (header !== undefined) return keyProofs([header]);
  const hash = sessionHashOf(deps, request);
  if (hash === undefined) return [];
  refuseForged(request);
  return [{ kind: 'session', hash }];
}

/** Of the headers that may hold a key as a bearer. */
export function keyProofs(headers: readonly (string | undefined)[]): Proof[] {
  const keys = headers.map((header) => BEARER.exec(header ?? '')?.[1]).filter((key) => key !== undefined);
  return keys.map((key) => ({ kind: 'key', hash: apiKeyHash(key) }));
}

export function refuseReporters(person: Person): void {
  if (isReporterOnly(person)) throw new Problem('not-permitted', 'This is for those who may read incidents.');
}

export function signedInPerson(response: Response): Person | undefined {
  return response.locals.person as Person | undefined;
}

/** The signed-in person of a route behind `requireSignIn`. */
export function personOf(response: Response): Person {
  const person = signedInPerson(response);
  if (!person) throw new Error('This route is not behind requireSignIn');
  return person;
}

/** None while nobody is signed in. */
export function credentialIn(response: Response): Credential | undefined {
  return (response.locals.signedIn as SignedIn | undefined)?.credential;
}

/** What the person of a route behind `requireSignIn` signed in by. */
export function credentialOf(response: Response): Credential {
  return signInOf(response).credential;
}

export function signInOf(response: Response): SignedIn {
  const signedIn = response.locals.signedIn as SignedIn | undefined;
  if (!signedIn) throw new Error('This route is not behind requireSignIn');
  return signedIn;
}

/** The signed-in person as whoever does what a route of the administration does. */
export function authorOf({ clock }: ApiDeps, response: Response): Author {
  return { person: personOf(response).id, credential: credentialOf(response), at: clock() };
}

export function requireRole(...roles: Role[]): RequestHandler {
  return (_request: Request, response: Response, next) => {
    const held = personOf(response).roles;
    if (!roles.some((role) => held.includes(role))) {
      throw new Problem('not-permitted', `This is for ${roles.join(', ')}; you hold: ${held.join(', ')}.`);
    }
    next();
  };
}
