import { isLoopback } from '../primitives/loopback';

/** OpenID Connect. */
export interface OidcConfig {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

const OTHERS = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

type OidcSettings = Partial<Record<'OIDC_ISSUER' | (typeof OTHERS)[number], string>>;

export function oidcOf(set: OidcSettings): { oidc?: OidcConfig } {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId = '', OIDC_CLIENT_SECRET: clientSecret = '' } = set;
  return issuer === undefined ? {} : { oidc: { issuer, clientId, clientSecret } };
}

/** One sentence each. */
export function faultsOfOidc(set: OidcSettings): string[] {
  if (set.OIDC_ISSUER === undefined)
    return OTHERS.filter((name) => set[name]).map((name) => `${name} is set without OIDC_ISSUER: set that too.`);
  const missing = OTHERS.filter((name) => !set[name]).map((name) => `${name} is missing: OIDC_ISSUER needs it.`);
  const { protocol, hostname } = new URL(set.OIDC_ISSUER);
  const isClear = protocol === 'http:' && !isLoopback(hostname.replace(/^\[|\]$/g, ''));
  return isClear ? [...missing, 'OIDC_ISSUER must begin with https://, unless it is on this machine.'] : missing;
}
