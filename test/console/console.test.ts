import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { readConsole } from '../../src/api/http/console-files';
import { instantFrom, type Instant } from '../../src/domain/primitives/instant';
import { cookieOf, declared, startService, type Service } from '../support/api';
import { browserProgram, openBrowser, visit, type Visit } from '../support/chromium';

jest.setTimeout(60_000);

const FOLDER = join(__dirname, '..', '..', 'lib/console');
const SCRIPT_MAX = 250_000;

(browserProgram ? describe : describe.skip)('the console', () => {
  let service: Service;
  let browser: Browser;
  let url: string;
  beforeAll(async () => {
    const clock = () => instantFrom(new Date().toISOString()) as Instant;
    service = await startService(undefined, { console: readConsole(FOLDER), clock });
    url = `http://127.0.0.1:${(service.server.address() as AddressInfo).port}`;
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await service.stop();
  });

  const open = async (person: string, path: string): Promise<Visit> => {
    const visited = await visit(browser, url, await cookieOf(service, person));
    await visited.page.goto(`${url}${path}`);
    return visited;
  };

  test('whoever is not signed in signs in first, and comes to the page they asked for', async () => {
    const { page, context } = await visit(browser, url, '');
    await page.goto(`${url}/incidents/INC-2026-0001?act=acknowledge`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.getByLabel('Your key').fill('key-of-lead');
    await page.getByRole('button', { name: 'Sign in with the key' }).click();
    await page.waitForURL('**/incidents/INC-2026-0001?act=acknowledge');
    await context.close();
  });

  test('shows each incident that the person may see, with nothing from elsewhere and no fault', async () => {
    const id = await declared(service);
    const { page, context, faults } = await open('lead', '/');
    await page.getByRole('link', { name: new RegExp(id) }).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  test('loads little: the scripts of the first page are less than 250 kB compressed', async () => {
    const page = readConsole(FOLDER)!;
    const first = [...page.page.matchAll(/assets\/([\w.-]+\.js)/g)].map(([, name]) => page.assets.get(name!)!);
    const size = first.reduce((sum, { encoded }) => sum + encoded.gzip!.length, 0);
    expect(first.length).toBeGreaterThan(0);
    expect(size).toBeLessThan(SCRIPT_MAX);
  });
});
