import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OWN_ORIGIN } from './api';

/** A real OpenID Connect provider in this process, at which `account` is signed in already. */
export interface TestProvider {
  issuer: string;
  client: { clientId: string; clientSecret: string };
  account: { email: string; email_verified: boolean };
  /** Goes where the browser is sent, through the provider and back. @returns the path at which it comes back to us */
  visit: (url: string) => Promise<string>;
  stop: () => Promise<void>;
}

const CLIENT = { clientId: 'tocsin', clientSecret: 'a-secret-of-the-tests-which-is-long-enough' };

export async function startProvider(): Promise<TestProvider> {
  const listener: { handle?: (request: IncomingMessage, response: ServerResponse) => unknown } = {};
  const server = createServer((request, response) => void listener.handle?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const account = { email: '', email_verified: true };
  const provider = await providerOf(issuer, account);
  const callback = provider.callback();
  listener.handle = (request, response) =>
    request.url?.startsWith('/interaction/')
      ? provider.interactionFinished(request, response, { login: { accountId: 'somebody' } })
      : callback(request, response);
  return {
    ...{ issuer, client: CLIENT, account, visit: (url) => visit(url) },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function providerOf(issuer: string, account: TestProvider['account']) {
  // It warns of all that a real one would have to set.
  for (const level of ['warn', 'info'] as const) jest.spyOn(console, level).mockImplementation(() => undefined);
  const { default: Provider } = await import('oidc-provider');
  return new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [`${OWN_ORIGIN}/sign-in/callback`],
      },
    ],
    claims: { email: ['email', 'email_verified'] },
    cookies: { keys: ['of the tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId, ...account }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: CLIENT.clientId, accountId: 'somebody' });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
}

async function visit(url: string): Promise<string> {
  const jar = new Map<string, string>();
  let at = url;
  while (!at.startsWith(OWN_ORIGIN)) {
    const answer = await fetch(at, { redirect: 'manual', headers: { Cookie: [...jar.values()].join('; ') } });
    for (const cookie of answer.headers.getSetCookie()) jar.set(cookie.split('=')[0] ?? '', cookie.split(';')[0] ?? '');
    const next = answer.headers.get('location');
    if (!next) throw new Error(`The provider stays at ${at}: ${await answer.text()}`);
    at = new URL(next, at).href;
  }
  return at.slice(OWN_ORIGIN.length);
}
