import type { RequestHandler } from 'express';
import type { Role } from '../../domain/primitives/people';
import { RegisterUnavailable, type Person } from '../../register';
import type { ApiPatience } from '../deps';
import { sha256 } from '../../primitives/hash';
import { signedInPerson, requireRole } from '../http/sign-in';
import { withinRegister } from '../http/within';

/** The number of incidents is not for everyone. */
const READERS: readonly Role[] = ['operator', 'auditor'];

/**
 * Monitoring must work while the register is down, so this endpoint caches authenticated keys: one that was valid when last checked stays
 * valid here meanwhile. No other endpoint does so.
 */
export function metricsRoute(signed: RequestHandler, { signIn }: ApiPatience): RequestHandler[] {
  const good = new Map<string, Person>();
  const remembering: RequestHandler = async (request, response, next) => {
    const key = sha256(`${request.get('authorization') ?? ''}\n${request.get('cookie') ?? ''}`);
    try {
      await withinRegister(signIn, Promise.resolve(signed(request, response, () => undefined)));
      const person = signedInPerson(response);
      if (person?.roles.some((role) => READERS.includes(role))) good.set(key, person);
      else good.delete(key);
    } catch (fault) {
      const person = good.get(key);
      if (!(fault instanceof RegisterUnavailable)) good.delete(key);
      if (!(fault instanceof RegisterUnavailable) || !person) throw fault;
      response.locals.person = person;
    }
    next();
  };
  return [remembering, requireRole(...READERS)];
}
