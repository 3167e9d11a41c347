import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { earlier, plus, type Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import { sha256 } from '../../primitives/hash';
import type { Authenticated, Session } from '../../register';
import type { ApiDeps } from '../deps';
import { hostCookie, valueOf } from './cookies';
import { userAgentOf } from './user-agent';

const SECRET_BYTES = 32;
const ID_BYTES = 6;

/** Undefined if the browser carries none; looked up by hash, so that timing reveals nothing. */
export function sessionHashOf(deps: Pick<ApiDeps, 'publicUrl'>, request: Request): string | undefined {
  const secret = valueOf(hostCookie('tocsin', deps), request);
  return secret === undefined ? undefined : sha256(secret);
}

/** Of a page that is also for those who are not signed in. */
export async function openSession(deps: ApiDeps, request: Request): Promise<Authenticated | undefined> {
  const hash = sessionHashOf(deps, request);
  return hash === undefined ? undefined : deps.register.sessions.authenticate(hash, deps.clock(), deps.session.idleMs);
}

export interface SignedInBy {
  person: PersonId;
  /** The key, and until when it is good; absent: by the identity provider. */
  key?: { id: string; expiresAt: Instant };
}

/**
 * Signs a browser in. Its secret is new each time, and what it was signed in as before ends, so that no session is handed on. Undefined if
 * the person or key was ended meanwhile.
 */
export async function beginSession(
  deps: ApiDeps,
  request: Request,
  response: Response,
  { person, key }: SignedInBy,
): Promise<Session | undefined> {
  const { register, clock, session: limits } = deps;
  const before = await openSession(deps, request);
  if (before) await register.sessions.end(before.person.id, before.id);
  const at = clock();
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const longest = plus(at, limits.lifeMs);
  const session = await register.sessions.begin({
    ...{ id: `s-${randomBytes(ID_BYTES).toString('hex')}`, hash: sha256(secret), person, createdAt: at },
    expiresAt: key ? earlier(longest, key.expiresAt) : longest,
    userAgent: userAgentOf(request.get('user-agent')),
    ...(key && { key: key.id }),
  });
  if (!session) return undefined;
  const { name, options } = hostCookie('tocsin', deps);
  response.cookie(name, secret, { ...options, maxAge: limits.lifeMs });
  return session;
}

/** With whatever the console keeps in the browser: what was typed and not sent may be confidential, and the browser somebody else's next. */
export function forgetSession(deps: ApiDeps, response: Response): void {
  const { name, options } = hostCookie('tocsin', deps);
  response.clearCookie(name, options).set('Clear-Site-Data', '"storage"');
}
