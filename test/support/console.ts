import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { readConsole } from '../../src/api/http/console-files';
import { instantAt } from '../../src/domain/primitives/instant';
import { cookieOf, startService, type Service } from './api';
import { DESK, openBrowser, signIn, visit, type Visit } from './chromium';

export const CONSOLE = join(__dirname, '..', '..', 'lib/console');

type Options = Parameters<Browser['newContext']>[0];

export interface Pages {
  service: Service;
  url: string;
  /** A browser of that person's own, at that path. */
  open: (person: string, path: string, options?: Options) => Promise<OwnVisit>;
  browser: Browser;
  /** Ends the API as if it were killed. @returns what brings it back at the same address */
  end: () => Promise<() => Promise<void>>;
  close: () => Promise<void>;
}

export interface OwnVisit extends Visit {
  /** Leaves the browser to the next one who comes, as empty as a new one; whose settings were changed is closed instead. */
  close: () => Promise<void>;
}

/** The console over incidents in memory, at the time that it is: a browser's clock is its own. */
export async function openPages(): Promise<Pages> {
  const service = await startService(undefined, {
    console: readConsole(CONSOLE),
    clock: () => instantAt(Date.now()),
  });
  const { server } = service;
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const browser = await openBrowser();
  /** Whoever comes again comes by the same session. */
  const sessions = new Map([['', Promise.resolve('')]]);
  const signedIn = (person: string) => {
    const session = sessions.get(person) ?? cookieOf(service, person);
    sessions.set(person, session);
    return session;
  };
  const visits = visitsOf(browser, url);
  return {
    ...{ service, url, browser },
    open: async (person, path, options) => {
      const visited = await visits.take(options);
      await signIn(visited.context, url, await signedIn(person));
      await visited.page.goto(`${url}${path}`);
      return visited;
    },
    end: async () => {
      const ended = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await ended;
      return () => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
    },
    close: async () => {
      await browser.close();
      await service.stop();
    },
  };
}

/** An answer without scripts, from where the console is. */
const QUIET = '/healthz';

/** A new browser starts a process, and reads every script anew: one that somebody has left is taken first. */
function visitsOf(browser: Browser, url: string) {
  const left = new Map<string, Visit[]>();
  const leave = async (visited: Visit, unused: Visit[]) => {
    await visited.page.goto(`${url}${QUIET}`);
    await visited.page.evaluate('localStorage.clear(), sessionStorage.clear()');
    await visited.context.clearCookies();
    visited.faults.length = 0;
    unused.push(visited);
  };
  return {
    async take(options: Options = DESK): Promise<OwnVisit> {
      const unused = left.get(JSON.stringify(options)) ?? [];
      left.set(JSON.stringify(options), unused);
      const visited = unused.pop() ?? (await visit(browser, url, '', options));
      return { ...visited, close: () => leave(visited, unused) };
    },
  };
}
