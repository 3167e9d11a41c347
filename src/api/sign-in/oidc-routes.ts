import type { RequestHandler } from 'express';
import { MINUTE } from '../../domain/primitives/instant';
import type { Person } from '../../register';
import type { ApiDeps } from '../deps';
import { hostCookie, valueOf } from '../http/cookies';
import type { Refuse } from '../http/failed-sign-ins';
import { Problem } from '../http/problem';
import { beginSession } from '../http/sessions';
import { noteSignIn } from '../routes/sessions';
import type { Flow, IdentityProvider } from './oidc';
import { ownPath } from './own-path';
import { refuseSignIn, SignInProblem } from './sign-in-problem';
import type { SignInFault } from './words';

type Serving = (deps: ApiDeps, provider: IdentityProvider | undefined, refuse: Refuse) => RequestHandler;

const FLOW_LASTS_MS = 10 * MINUTE;

/** What the browser carries through the provider: whoever alters it spoils their own sign-in alone. */
interface Carried extends Flow {
  to: string;
}

export const toProvider: Serving = (deps, provider) => async (request, response) => {
  const begun = await existing(provider).begin();
  if ('fault' in begun) throw new SignInProblem(begun.fault);
  const carried: Carried = { ...begun.flow, to: ownPath(request.query.to) };
  const { name, options } = hostCookie('tocsin-oidc', deps);
  const value = Buffer.from(JSON.stringify(carried)).toString('base64url');
  response.cookie(name, value, { ...options, maxAge: FLOW_LASTS_MS });
  response.redirect(303, begun.url);
};

/** A person is found by the address that the provider vouches for, and never made: operators add people. */
export const returnFromProvider: Serving = (deps, provider, refuse) => async (request, response) => {
  const there = existing(provider);
  const { name, options } = hostCookie('tocsin-oidc', deps);
  const flow = carriedBy(valueOf({ name, options }, request));
  response.clearCookie(name, options);
  if (!flow) return await refuseSignIn(refuse, request, response, 'not-begun-here');
  const returned = await there.finish(new URL(request.originalUrl, deps.publicUrl), flow);
  if ('fault' in returned) return await refuseSignIn(refuse, request, response, returned.fault);
  const person = await personOf(deps, returned.email);
  if ('fault' in person) return await refuseSignIn(refuse, request, response, person.fault);
  const session = await beginSession(deps, request, response, { person: person.id });
  if (!session) return await refuseSignIn(refuse, request, response, 'nobody');
  await noteSignIn(deps, person.id, '/sign-in/callback');
  response.redirect(303, ownPath(flow.to));
};

function existing(provider: IdentityProvider | undefined): IdentityProvider {
  if (!provider) throw new Problem('not-found', 'There is no identity provider here.');
  return provider;
}

function carriedBy(value = ''): Carried | undefined {
  try {
    const carried = JSON.parse(Buffer.from(value, 'base64url').toString()) as Partial<Carried>;
    const texts = [carried.state, carried.nonce, carried.verifier];
    return texts.every((text) => typeof text === 'string' && text !== '') ? (carried as Carried) : undefined;
  } catch {
    return undefined;
  }
}

/** Two accounts with one address are one human, and it is not for us to choose between them. */
async function personOf({ register }: ApiDeps, email: string): Promise<Person | { fault: SignInFault }> {
  const [person, ...others] = await register.people.byEmail(email);
  if (!person) return { fault: 'nobody' };
  if (others.length > 0) return { fault: 'ambiguous' };
  return person.roles.length > 0 ? person : { fault: 'no-role' };
}
