import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { readConsole } from '../../src/api/http/console-files';
import { instantAt } from '../../src/domain/primitives/instant';
import { cookieOf, startService, type Service } from './api';
import { openBrowser, visit, type Visit } from './chromium';

export const CONSOLE = join(__dirname, '..', '..', 'lib/console');

export interface Pages {
  service: Service;
  url: string;
  /** A browser of that person's own, at that path. */
  open: (person: string, path: string, options?: Parameters<Browser['newContext']>[0]) => Promise<Visit>;
  browser: Browser;
  /** Ends the API as if it were killed. @returns what brings it back at the same address */
  end: () => Promise<() => Promise<void>>;
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
  return {
    ...{ service, url, browser },
    open: async (person, path, options) => {
      const visited = await visit(browser, url, await signedIn(person), options);
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
