import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { onPath, run } from './processes.mjs';
import { lastLine } from './install.mjs';
import { patiently, say } from './say.mjs';

const version = '1.25.0';
const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;

/** Go of the needed version: the one on the PATH, or the release that an older one fetches, and checks, as a module. */
export async function obtainGo() {
  const present = onPath('go');
  if (!present) return undefined;
  return (await isNewEnough(present)) ? present : fetchedBy(present);
}

async function isNewEnough(go) {
  const { output } = await run(go, ['env', 'GOVERSION']);
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(output) ?? [];
  const [wantedMajor, wantedMinor] = version.split('.').map(Number);
  return Number(major) > wantedMajor || (Number(major) === wantedMajor && Number(minor) >= wantedMinor);
}

/** Go before 1.21 does not do this by itself. */
async function fetchedBy(go) {
  say(`Fetching Go ${version} through the module proxy (some 60 MB) …`);
  const env = {
    ...process.env,
    GOMODCACHE: join(cacheFolder(), 'go-modules'),
    GOFLAGS: '-modcacherw',
    GO111MODULE: 'on',
  };
  const args = ['mod', 'download', '-json', `golang.org/toolchain@v0.0.1-go${version}.${platform}`];
  const { code, output } = await patiently('Go', () =>
    run(go, args, { cwd: cacheFolder(), env, timeout: 15 * 60_000 }),
  );
  if (code !== 0) {
    say(`  not to be had there (${lastLine(output).slice(0, 160)})`);
    return undefined;
  }
  const { Dir: folder } = JSON.parse(output.slice(output.indexOf('{')));
  makeRunnable(join(folder, 'bin'));
  makeRunnable(join(folder, 'pkg', 'tool'));
  return join(folder, 'bin', 'go');
}

/** Module zips carry no permissions. */
function makeRunnable(path) {
  if (!statSync(path).isDirectory()) return chmodSync(path, 0o755);
  for (const name of readdirSync(path)) makeRunnable(join(path, name));
}
