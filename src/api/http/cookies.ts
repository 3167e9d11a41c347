import type { CookieOptions, Request } from 'express';
import type { ApiDeps } from '../deps';

/** A cookie that the browser gives to this very host alone, and to no script. */
export interface HostCookie {
  name: string;
  options: CookieOptions;
}

/**
 * `__Host-` keeps sibling domains from planting one; browsers want TLS for it. Lax, not Strict: who follows the link in an alert mail comes
 * from another site, and must arrive signed in.
 */
export function hostCookie(name: 'tocsin' | 'tocsin-oidc', { publicUrl }: Pick<ApiDeps, 'publicUrl'>): HostCookie {
  const secure = publicUrl.startsWith('https:');
  return {
    name: secure ? `__Host-${name}` : name,
    options: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  };
}

export function valueOf({ name }: HostCookie, request: Request): string | undefined {
  const cookies = (request.get('cookie') ?? '').split(/; */);
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) || undefined;
}
