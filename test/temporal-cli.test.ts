import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTemporal } from './support/namespace';
import { temporalProgram, type TemporalServer } from './support/temporal-server';

const root = join(__dirname, '..');
const scripts = join(root, 'scripts');
/** Where there is a `'lib'`. */
const BUILT = root;

(temporalProgram ? describe : describe.skip)('npm run temporal', () => {
  let folder: string;
  let server: TemporalServer;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-cli-'));
    server = await openTemporal(folder);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('says what to do where there is no program', async () => {
    expect(await typed(['workflow', 'list'], { XDG_CACHE_HOME: join(folder, 'nothing') })).toEqual({
      code: 1,
      words: expect.stringMatching(/^tocsin: There is no temporal program here: run `npm start` once, /),
    });
  });

  test('says so where nothing is built', async () => {
    const clone = join(folder, 'clone');
    cpSync(scripts, join(clone, 'scripts'), { recursive: true });
    const { code, words } = await typed(['workflow', 'list'], {}, clone);
    expect([code, words]).toEqual([1, 'tocsin: Nothing is built yet: run `npm start` once.\n']);
  });

  test('finds what start fetched, and asks the server that start runs in its namespace', async () => {
    const { client, address, namespace } = server;
    await client.workflow.start('anything', { workflowId: 'in-the-namespace', taskQueue: 'nobody' });
    const data = startedAt(Number(address.split(':')[1]), namespace);
    const { code, words } = await typed(['workflow', 'describe', '-w', 'in-the-namespace'], withProgram(data));
    expect([code, words]).toEqual([0, expect.stringContaining('in-the-namespace')]);
  });

  test('asks another server if it is told to, and passes on how it ended', async () => {
    const elsewhere = { ...withProgram(join(folder, 'no-data')), TEMPORAL_ADDRESS: '127.0.0.1:1' };
    const { code, words } = await typed(['workflow', 'list', '--client-connect-timeout', '1s'], elsewhere);
    expect([code, words]).toEqual([1, expect.stringMatching(/server/)]);
  });

  /** A data folder as a running start has it. */
  function startedAt(port: number, namespace: string): string {
    const data = join(folder, 'data');
    const record = [join(data, 'temporal.pid'), process.pid, { port, namespace }].map((one) => JSON.stringify(one));
    const code = `import { recordPid } from ${JSON.stringify(join(scripts, 'processes.mjs'))}; recordPid(${record.join()})`;
    spawnSync(process.execPath, ['--input-type=module', '-e', code]);
    return data;
  }

  function withProgram(data: string) {
    const downloads = join(folder, 'cache', 'tocsin', 'downloads');
    rmSync(downloads, { recursive: true, force: true });
    mkdirSync(downloads, { recursive: true });
    symlinkSync(temporalProgram!, join(downloads, 'temporal-sdk-typescript'));
    return { XDG_CACHE_HOME: join(folder, 'cache'), TOCSIN_DATA: data };
  }

  function typed(args: string[], env: Record<string, string>, from = BUILT): Promise<{ code: number; words: string }> {
    const own = { PATH: '/nowhere', HOME: folder, TEMPORAL_CONFIG_FILE: join(folder, 'no.toml'), ...env };
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [join(from, 'scripts', 'temporal-cli.mjs'), ...args],
        { env: own },
        (fault, stdout, stderr) => resolve({ code: fault ? Number(fault.code) : 0, words: `${stdout}${stderr}` }),
      );
    });
  }
});
