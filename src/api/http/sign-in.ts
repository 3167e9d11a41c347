import type { Request, RequestHandler, Response } from 'express';
import type { Role } from '../../domain/primitives/people';
import type { Person } from '../../register';
import { apiKeyHash } from '../../primitives/api-key';
import type { ApiDeps } from '../deps';
import { createFailureLimiter } from './failed-sign-ins';
import { Problem } from './problem';

const BEARER = /^Bearer ([\x21-\x7e]{1,500})$/i;

/** What a request was authenticated by. `id` names it to people, and opens nothing. */
export interface Credential {
  kind: 'key' | 'session';
  id: string;
}

/**
 * Authenticates the request by API key hashes and returns the person of the first known one. @throws Problem, `too-many-attempts` if
 * sign-ins fail too often
 */
export type Authenticate = (request: Request, response: Response, hashes: string[]) => Promise<Person>;

export function createAuthenticator({ register, clock }: ApiDeps): Authenticate {
  const refuse = createFailureLimiter();
  return async (request, response, hashes) => {
    if (hashes.length === 0) return refuse(request, response, 'This request carries no key.');
    const at = clock();
    let found: { person: Person; key: { id: string } } | undefined;
    // Looked up by hash, so that timing reveals nothing about how much of a key was right.
    for (const hash of hashes) found ??= await register.keys.authenticate(hash, at);
    if (!found) return refuse(request, response, 'This key is not known, was revoked, or has expired.');
    return signIn(response, found.person, { kind: 'key', id: found.key.id });
  };
}

/** From here on the response is this person's. @throws Problem if they hold no role */
function signIn(response: Response, person: Person, credential: Credential): Person {
  response.locals.person = person;
  response.locals.credential = credential;
  if (person.roles.length === 0) throw new Problem('not-permitted', 'You hold no role here.');
  return person;
}

/** Authenticates every request against the register, so that a revoked key or a lost role counts at once. */
export function requireKey(known: Authenticate): RequestHandler {
  return async (request, response, next) => {
    const key = bearerKeyOf(request.get('authorization'));
    await known(request, response, key === undefined ? [] : [apiKeyHash(key)]);
    next();
  };
}

export function bearerKeyOf(header?: string): string | undefined {
  return BEARER.exec(header ?? '')?.[1];
}

export function refuseReporters(person: Person): void {
  if (isReporterOnly(person)) throw new Problem('not-permitted', 'This is for those who may read incidents.');
}

export function signedInPerson(response: Response): Person | undefined {
  return response.locals.person as Person | undefined;
}

/** The signed-in person of a route behind `requireKey`. */
export function personOf(response: Response): Person {
  const person = signedInPerson(response);
  if (!person) throw new Error('This route is not behind requireKey');
  return person;
}

/** What the person of a route behind `requireKey` signed in by. */
export function credentialOf(response: Response): Credential {
  const credential = response.locals.credential as Credential | undefined;
  if (!credential) throw new Error('This route is not behind requireKey');
  return credential;
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

/** A person who may only report, and read their own reports. */
export function isReporterOnly({ roles }: Person): boolean {
  return roles.every((role) => role === 'reporter');
}
