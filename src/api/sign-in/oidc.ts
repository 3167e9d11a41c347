import type { Configuration } from 'openid-client' with { 'resolution-mode': 'import' };
import type { ApiDeps } from '../deps';
import type { SignInFault } from './words';

type OidcSettings = NonNullable<ApiDeps['oidc']>;

/** What a browser keeps between its leaving for the identity provider and its return. */
export interface Flow {
  state: string;
  nonce: string;
  verifier: string;
}

export type Returned = { email: string } | { fault: SignInFault };

/** The identity provider, by OpenID Connect: the code flow with PKCE, state and nonce. */
export interface IdentityProvider {
  /** Where to send the browser. */
  begin(): Promise<{ url: string; flow: Flow } | { fault: SignInFault }>;
  /** @param url at which the browser came back */
  finish(url: URL, flow: Flow): Promise<Returned>;
}

const TIMEOUT_S = 5;
/** The provider's endpoints are read anew after this. */
const FRESH_FOR_MS = 3_600_000;

const CALLBACK = '/sign-in/callback';

export function createIdentityProvider(
  settings: OidcSettings,
  { publicUrl, log }: Pick<ApiDeps, 'publicUrl' | 'log'>,
): IdentityProvider {
  const discovered = discovering(settings);
  const redirectUri = `${publicUrl}${CALLBACK}`;
  const failed = (fault: unknown): { fault: SignInFault } => {
    log.warn({ err: withoutAnswer(fault) }, 'a sign-in by the identity provider failed');
    return { fault: faultOf(fault) };
  };
  return {
    begin: () =>
      discovered()
        .then((config) => begin(config, redirectUri))
        .catch(failed),
    finish: (url, flow) =>
      discovered()
        .then((config) => finish(config, url, flow))
        .catch(failed),
  };
}

/** The library is a module, which only an import at run time can load from here. */
const library = () => import('openid-client');

function discovering({ issuer, clientId, clientSecret }: OidcSettings): () => Promise<Configuration> {
  let kept: { config: Promise<Configuration>; at: number } | undefined;
  return () => {
    if (kept && performance.now() - kept.at < FRESH_FOR_MS) return kept.config;
    const config = discover(issuer, clientId, clientSecret);
    const now = { config, at: performance.now() };
    kept = now;
    config.catch(() => {
      if (kept === now) kept = undefined;
    });
    return config;
  };
}

async function discover(issuer: string, clientId: string, clientSecret: string): Promise<Configuration> {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to stand out; settings allow http on this machine alone.
  const { allowInsecureRequests, discovery } = await library();
  const url = new URL(issuer);
  const execute = url.protocol === 'http:' ? [allowInsecureRequests] : [];
  return discovery(url, clientId, clientSecret, undefined, { execute, timeout: TIMEOUT_S });
}

async function begin(config: Configuration, redirectUri: string): Promise<{ url: string; flow: Flow }> {
  const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } =
    await library();
  const flow = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
  const url = buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email',
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, flow };
}

async function finish(config: Configuration, url: URL, { state, nonce, verifier }: Flow): Promise<Returned> {
  if (url.searchParams.get('state') !== state) return { fault: 'not-begun-here' };
  const { authorizationCodeGrant, fetchUserInfo } = await library();
  const tokens = await authorizationCodeGrant(config, url, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const token = tokens.claims();
  if (!token) return { fault: 'provider-failed' };
  // Providers say the address in the token, or, asked for it, beside it.
  const claims = token.email === undefined ? await fetchUserInfo(config, tokens.access_token, token.sub) : token;
  const { email, email_verified: isVerified } = claims;
  return typeof email === 'string' && isVerified === true ? { email } : { fault: 'no-address' };
}

interface OidcError {
  name?: string;
  message?: string;
  code?: string;
  /** As the provider names it. */
  error?: string;
  cause?: OidcError & { status?: number };
}

function faultOf(fault: unknown): SignInFault {
  const error = fault as OidcError;
  if (error.name === 'AuthorizationResponseError') return 'provider-refused';
  return isAway(error) || isAway(error.cause ?? {}) ? 'provider-away' : 'provider-failed';
}

/** The library's own errors have a code, and `fetch` has none where the network fails. An answer with another status than was expected is a cause. */
function isAway({ name, code, status = 0 }: OidcError & { status?: number }): boolean {
  return code === 'OAUTH_TIMEOUT' || (name === 'TypeError' && code === undefined) || status >= 500;
}

/** The cause may be the answer itself, with a token in it. */
function withoutAnswer(fault: unknown): OidcError {
  const { name, message, code, error } = fault as OidcError;
  return { name, message, code, error };
}
