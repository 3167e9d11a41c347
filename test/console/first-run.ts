import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConsole } from '../../src/api/http/console-files';
import { createDemoLoader } from '../../src/demo/on-request';
import { instantAt } from '../../src/domain/primitives/instant';
import { ROLES } from '../../src/domain/primitives/people';
import { cookieOf, keyOf, startService, type Service } from '../support/api';
import { PHONE, UNTRUSTED_HOST, visit } from '../support/chromium';
import { CONSOLE } from '../support/console';
import { held, type Given } from './given';

/** The board of a register that has nothing yet. */
export function firstRun(given: () => Given): void {
  let service: Service;
  /** As within a company's own network, before it has a certificate. */
  let url: string;
  let folder: string;
  const faults: unknown[] = [];
  let stop: () => Promise<void>;
  beforeAll(async () => {
    service = await startService(undefined, { console: readConsole(CONSOLE), clock: () => instantAt(Date.now()) });
    const { port } = service.server.address() as AddressInfo;
    url = `http://${UNTRUSTED_HOST}:${port}`;
    folder = await mkdtemp(join(tmpdir(), 'tocsin-'));
    const keysFile = join(folder, 'keys.json');
    await writeFile(keysFile, JSON.stringify(Object.fromEntries(ROLES.map((role) => [role, keyOf(role)]))));
    const place = { url: `http://127.0.0.1:${port}`, keysFile, file: join(folder, 'demo.json') };
    const loader = createDemoLoader(place, (fault) => faults.push(fault));
    stop = loader.stop;
    service.deps.demo = loader;
  });
  afterAll(async () => {
    await stop();
    await service.stop();
    await rm(folder, { recursive: true });
  });
  const open = async (person: string, path: string, options?: Parameters<typeof visit>[3]) => {
    const visited = await visit(given().pages.browser, url, await cookieOf(service, person), options);
    await visited.page.goto(`${url}${path}`);
    return visited;
  };

  test('an empty board teaches three steps, and whoever is no operator loads nothing', async () => {
    const { page, context } = await open('lead', '/', PHONE);
    for (const [name, path] of [
      ['Add people', '/people'],
      ['Import customers', '/customers'],
      ['Report an incident', '/?act=report'],
    ])
      expect(await page.getByRole('link', { name }).getAttribute('href')).toBe(path);
    expect(await page.getByRole('button', { name: 'Load the demo company' }).count()).toBe(0);
    await service.as('lead').post('/api/demo').expect(403);
    await page.getByRole('link', { name: 'Report an incident' }).tap();
    await page.getByLabel('What was seen?').waitFor();
    await context.close();
  });

  test('one click of an operator loads the demo company, whose incidents appear by themselves', async () => {
    const { page, context, faults: seen } = await open('operator', '/');
    const load = page.getByRole('button', { name: 'Load the demo company' });
    await load.waitFor();
    const answer = await held(page, /\/api\/incidents\?/);
    await load.click();
    await page.getByRole('status').getByText('is being loaded').waitFor();
    await answer();
    await page.getByRole('link', { name: /One support engineer opened 340 customer cases/ }).waitFor();
    await page.getByRole('link', { name: /A security researcher could list/ }).waitFor();
    await service.as('operator').get('/api/demo').expect(200, { state: 'loading' });
    await stop();
    await service.as('operator').get('/api/demo').expect(200, { state: 'none' });
    await service.as('operator').post('/api/demo').expect(409);
    expect([...faults, ...seen]).toEqual([]);
    await context.close();
  });

  test('where real mail may leave there is no demo company, and no button', async () => {
    await given().pages.service.as('operator').get('/api/demo').expect(200, { state: 'none' });
    await given().pages.service.as('operator').post('/api/demo').expect(404);
  });
}
