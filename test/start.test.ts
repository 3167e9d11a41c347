import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isNeverOpened, listeningOf, statusOf, successesOfStrangers } from './support/browser';
import { migratedFolder } from './support/embedded';
import { freePorts, SHORT_LIVED } from './support/program';
import { canMount, mountSmallDisk } from './support/small-disk';
import { testInTurn } from './support/turns';
import { until } from './support/until';

const root = join(__dirname, '..');
const temporalProgram = process.env['TOCSIN_TEMPORAL_PROGRAM'];

let folder: string;
let env: Record<string, string>;
let running: Started[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-start-'));
  running = [];
  const [http, temporal, ui, smtp, mailbox] = await freePorts(5);
  env = {
    PATH: [dirname(temporalProgram ?? ''), process.env['PATH'] ?? ''].join(delimiter),
    HOME: folder,
    ...SHORT_LIVED,
    TOCSIN_DATA: join(folder, 'data'),
    PORT: String(http),
    TOCSIN_TEMPORAL_PORT: String(temporal),
    TOCSIN_UI_PORT: String(ui),
    TOCSIN_SMTP_PORT: String(smtp),
    TOCSIN_MAILBOX_PORT: String(mailbox),
  };
});

afterEach(async () => {
  for (const started of running) await started.stopped('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

describe('what cannot start says why in one sentence', () => {
  test('wrong settings, all of them at once', () => {
    expect(refusal({ PORT: 'http', SMTP_URL: 'mail' })).toEqual([
      'tocsin: PORT must be a port number from 1 to 65535.',
      'tocsin: SMTP_URL must be a mail server, such as smtp://user:password@host:587.',
    ]);
  });

  test('a port in use, by its number and setting', async () => {
    const taken = createServer().listen(Number(env['TOCSIN_MAILBOX_PORT']), '127.0.0.1');
    await once(taken, 'listening');
    expect(refusal()).toEqual([
      `tocsin: Port ${env['TOCSIN_MAILBOX_PORT']} is in use: stop what listens there, or set TOCSIN_MAILBOX_PORT to a free port.`,
    ]);
    await new Promise((done) => taken.close(done));
  });

  test('a data folder that is none', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(refusal({ TOCSIN_DATA: join(folder, 'file') })).toEqual([
      expect.stringMatching(/^tocsin: The data folder .* cannot be used \(EEXIST\): .* TOCSIN_DATA/),
    ]);
  });

  test('a Temporal address where nobody answers', () => {
    expect(refusal({ TEMPORAL_ADDRESS: `127.0.0.1:${env['TOCSIN_TEMPORAL_PORT']}` })).toEqual([
      expect.stringMatching(/^tocsin: Temporal cannot be reached at .* correct TEMPORAL_ADDRESS/),
    ]);
  });

  (temporalProgram ? test : test.skip)('damaged data of Temporal', () => {
    mkdirSync(env['TOCSIN_DATA']!);
    writeFileSync(join(env['TOCSIN_DATA']!, 'temporal.db'), 'this is no database'.repeat(999));
    expect(refusal()).toEqual([
      expect.stringMatching(/^tocsin: Temporal's data in .*temporal\.db is damaged \(file is not a database\)/),
    ]);
  });
});

(temporalProgram ? describe : describe.skip)('a running installation', () => {
  testInTurn('holds its data folder, outlives its Temporal and its service, and leaves no process behind', async () => {
    await migratedFolder(join(env['TOCSIN_DATA']!, 'register'));
    const first = await started({ PATH: [stumblingTemporal(), env['PATH']].join(delimiter) });
    expect(first.output()).toContain('Temporal lost a port that it had picked to another process; starting it again');
    expect(refusal({ PORT: '1' })).toEqual([expect.stringMatching(/is in use by another Tocsin \(process \d+\)/)]);
    await answersItsOwnAlone(first);

    process.kill(pidOf('temporal'), 'SIGKILL');
    await first.says('Temporal is back.');
    expect((await fetch(`http://127.0.0.1:${env['PORT']}/readyz`)).status).toBe(200);
    const ui = `127.0.0.1:${env['TOCSIN_UI_PORT']}`;
    while ((await statusOf(ui, 'GET', '/healthz', { Host: ui })) !== 200) await pause(50);

    process.kill(pidOf('service'), 'SIGKILL');
    await first.says('The service is back.');
    const pids = ['temporal', 'mailbox', 'service'].map(pidOf);
    expect(await first.stopped('SIGINT')).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('killed, it is taken over by the next start, which goes on also when nobody reads any more what it says', async () => {
    await migratedFolder(join(env['TOCSIN_DATA']!, 'register'));
    const first = await started();
    const [temporal, old] = ['temporal', 'service'].map(pidOf);
    await first.stopped('SIGKILL');
    const second = await started();
    expect(pidOf('temporal')).toBe(temporal);
    expect(second.output()).toContain(`left running by an earlier start (process ${temporal})`);
    expect(isAlive(old!)).toBe(false);

    second.hangUp();
    const service = pidOf('service');
    process.kill(service, 'SIGKILL');
    await until('another service is ready', async () => pidOf('service') !== service && (await isReady()));
    const pids = ['temporal', 'mailbox', 'service'].map(pidOf);
    expect(await second.stopped('SIGTERM')).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  if (canMount)
    test('outlives a full data folder, and needs nothing but room', async () => {
      const disk = mountSmallDisk(folder, '256m');
      await migratedFolder(join(disk.folder, 'data', 'register'));
      const inside = ['nsenter', '--target', String(disk.pid), '--mount', '--'];
      const first = await started({}, inside);
      env['TOCSIN_DATA'] = join(disk.folder, 'data');
      const reporter = keyOf('reporter');
      const report = () => reportedBy(reporter);
      expect((await report()).status).toBe(201);
      disk.fill();
      const refused = await report();
      expect([refused.status, refused.headers.get('content-type')]).toEqual([
        503,
        expect.stringContaining('problem+json'),
      ]);
      for (const name of ['service', 'mailbox', 'temporal']) process.kill(pidOf(name), 'SIGKILL');
      await first.says('There is no room on the disk');
      disk.makeRoom();
      for (const name of ['Temporal', 'The service']) await first.says(`${name} is back.`);
      await until('reports are taken again', async () => (await report()).status === 201);
      expect(await first.stopped('SIGTERM')).toBe(0);
      disk.close();
    });
});

/** A browser is nobody: no port of ours does anything for a page of somebody else, and what operators use goes on. */
async function answersItsOwnAlone({ pid }: Started): Promise<void> {
  const listening = listeningOf([pid, ...['temporal', 'mailbox', 'service'].map(pidOf)]);
  const doors = ['PORT', 'TOCSIN_TEMPORAL_PORT', 'TOCSIN_UI_PORT', 'TOCSIN_SMTP_PORT', 'TOCSIN_MAILBOX_PORT'];
  expect(listening).toEqual(expect.arrayContaining(doors.map((name) => `127.0.0.1:${env[name]}`)));
  const tried = await Promise.all(listening.map((at) => successesOfStrangers(at, `Bearer ${keyOf('operator')}`)));
  expect(tried.flat()).toEqual([]);

  const never = await Promise.all(listening.map(isNeverOpened));
  expect(never.filter(Boolean)).toHaveLength(2);
  for (const name of ['PORT', 'TOCSIN_UI_PORT', 'TOCSIN_MAILBOX_PORT']) {
    const at = `localhost:${env[name]}`;
    expect([name, await statusOf(at, 'GET', '/healthz', { Host: at })]).toEqual([name, 200]);
  }
  await signalsThroughTheUi();
}

/** As the UI's own page does, with the cookie that it got. */
async function signalsThroughTheUi(): Promise<void> {
  const reported = await reportedBy(keyOf('reporter'));
  const { id } = (await reported.json()) as { id: string };
  const ui = `http://127.0.0.1:${env['TOCSIN_UI_PORT']}`;
  const page = await fetch(`${ui}/namespaces/default/workflows/${id}`);
  const cookie = /_csrf=[^;]+/.exec(page.headers.get('set-cookie') ?? '')?.[0] ?? '';
  const input = { payloads: [{ metadata: { encoding: btoa('json/plain') }, data: btoa('{"by":"responder"}') }] };
  const signal = await fetch(`${ui}/api/v1/namespaces/default/workflows/${id}/signal/acknowledge`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: ui, Cookie: cookie, 'X-CSRF-Token': cookie.slice(6) },
    body: JSON.stringify({ input }),
  });
  expect([page.status, signal.status]).toEqual([200, 200]);
}

async function isReady(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${env['PORT']}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

function keyOf(person: string): string {
  return (JSON.parse(readFileSync(join(env['TOCSIN_DATA']!, 'keys.json'), 'utf8')) as Record<string, string>)[person]!;
}

function reportedBy(key: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${env['PORT']}/api/incidents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'staff', seen: 'A list went astray.' }),
  });
}

/** The sentences of a start that must fail. */
function refusal(more: Record<string, string> = {}): string[] {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/start.mjs'], {
    cwd: root,
    env: { ...env, ...more },
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(status).toBe(1);
  return stderr.trim().split('\n');
}

interface Started {
  pid: number;
  output(): string;
  says(words: string): Promise<void>;
  /** Closes the pipes that it writes to. */
  hangUp(): void;
  stopped(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A folder with a `temporal` whose first server ends as one does that came too late to its port. */
function stumblingTemporal(): string {
  const bin = join(folder, 'bin');
  const stumbled = join(folder, 'stumbled');
  mkdirSync(bin);
  const script = `#!/bin/sh
if [ "$1" = server ] && [ ! -e '${stumbled}' ]; then
  : > '${stumbled}'
  echo 'time=2026-01-01T00:00:00 level=ERROR msg="Failed to start gRPC listener" error="listen tcp 127.0.0.1:1: bind: address already in use"'
  exit 1
fi
exec '${temporalProgram}' "$@"
`;
  writeFileSync(join(bin, 'temporal'), script, { mode: 0o755 });
  return bin;
}

async function started(more: Record<string, string> = {}, before: string[] = []): Promise<Started> {
  const [program, ...args] = [...before, process.execPath, join(root, 'scripts/start.mjs')];
  const child = spawn(program, args, { cwd: root, env: { ...env, ...more } });
  const one = watched(child);
  running.push(one);
  await one.says('Ctrl-C stops it.');
  return one;
}

function watched(child: ChildProcess): Started {
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  return {
    pid: child.pid!,
    output: () => output,
    async says(words) {
      await until(`it says "${words}"`, () => {
        if (output.includes(words)) return true;
        if (child.exitCode === null && child.signalCode === null) return false;
        throw new Error(`It ended without saying "${words}":\n${output}`);
      });
    },
    hangUp() {
      child.stdout!.destroy();
      child.stderr!.destroy();
    },
    async stopped(signal) {
      if (signal) child.kill(signal);
      return ended;
    },
  };
}

function pidOf(name: string): number {
  return (JSON.parse(readFileSync(join(env['TOCSIN_DATA']!, `${name}.pid`), 'utf8')) as { pid: number }).pid;
}

/** What has ended but is not yet cleared away by its new parent no longer counts. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}
