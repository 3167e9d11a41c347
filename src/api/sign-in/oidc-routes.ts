import type { Request, RequestHandler, Response } from 'express';
import { MINUTE } from '../../domain/primitives/instant';
import type { Person } from '../../register';
import type { ApiDeps } from '../deps';
import { hostCookie, valueOf } from '../http/cookies';
import type { Refuse } from '../http/failed-sign-ins';
import { Problem } from '../http/problem';
import { beginSession } from '../http/sessions';
import { noteSignIn } from '../routes/parties/sessions';
import type { Flow, IdentityProvider } from './oidc';
import { ownPath } from './own-path';
import { accountChoice } from './pages';
import { acceptedLanguage } from '../http/language';
import { sendPageIn } from './shell';
import { refuseSignIn, SignInProblem } from './sign-in-problem';
import { WORDS, type SignInFault } from './words';

type Serving = (deps: ApiDeps, provider: IdentityProvider | undefined, refuse: Refuse) => RequestHandler;

const ID_MAX = 200;
const FLOW_LASTS_MS = 10 * MINUTE;

/** What the browser carries through the provider: whoever alters it spoils their own sign-in alone. */
interface Carried extends Flow {
  to: string;
  /** Which of the accounts with their address they chose; taken only if it is one of them. */
  as?: string;
}

export const toProvider: Serving = (deps, provider) => async (request, response) => {
  const begun = await existing(provider).begin();
  if ('fault' in begun) throw new SignInProblem(begun.fault);
  const { as, to } = request.query;
  const carried: Carried = {
    ...begun.flow,
    to: ownPath(to),
    ...(typeof as === 'string' && { as: as.slice(0, ID_MAX) }),
  };
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
  const person = await personOf(deps, returned.email, flow.as);
  if ('fault' in person) return await refuseSignIn(refuse, request, response, person.fault);
  if ('accounts' in person) return offerAccounts(request, response, person.accounts, ownPath(flow.to));
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

/**
 * Two accounts with one address are one human's, and which of them is meant is not for us to guess: unless the browser was sent off for one of them,
 * its person chooses, and goes by the provider once more.
 */
async function personOf(
  { register }: ApiDeps,
  email: string,
  as?: string,
): Promise<Person | { accounts: Person[] } | { fault: SignInFault }> {
  const all = await register.people.byEmail(email);
  if (all.length === 0) return { fault: 'nobody' };
  const accounts = all.filter(({ roles }) => roles.length > 0);
  const [only, ...others] = accounts;
  if (!only) return { fault: 'no-role' };
  if (others.length === 0) return only;
  return accounts.find(({ id }) => id === as) ?? { accounts };
}

function offerAccounts(request: Request, response: Response, accounts: Person[], to: string): void {
  const language = acceptedLanguage(request, response);
  const { which } = WORDS[language];
  sendPageIn(language, response, `${which} – Tocsin`, accountChoice(language, accounts, to));
}
