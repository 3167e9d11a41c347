import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BUILDS = join(__dirname, '..', 'scripts', 'builds.mjs');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-builds-'));
  mkdirSync(join(folder, 'lib', 'inside'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As a script would, with a cache of its own. */
function run(code: string): string {
  const imported = `import { builtOnce, keepBuild } from ${JSON.stringify(BUILDS)}; ${code}`;
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') };
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', imported], {
    env,
    encoding: 'utf8',
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  return stdout.trim();
}

const keep = (from: string) => `keepBuild('build', '${from}', ${JSON.stringify(join(folder, 'lib'))});`;
const keptAt = (from: string) => `console.log(builtOnce('build', '${from}') ?? 'nowhere');`;

test('what was built is found by the sources that it was built of, as it was then, and by no others', () => {
  const file = join(folder, 'lib', 'inside', 'one.js');
  writeFileSync(file, 'first');
  run(keep('a1'));
  writeFileSync(file, 'second');
  run(keep('a1'));
  const kept = run(keptAt('a1'));
  expect(readFileSync(join(kept, 'inside', 'one.js'), 'utf8')).toBe('first');
  expect(run(keptAt('a2'))).toBe('nowhere');
  expect(readdirSync(join(kept, '..'))).toEqual(['a1']);
});

test('of what was built the newest three are kept', () => {
  run(['a', 'b', 'c', 'd'].map((from) => `${keep(from)} await new Promise((go) => setTimeout(go, 20));`).join('\n'));
  expect(['a', 'b', 'c', 'd'].filter((from) => run(keptAt(from)) !== 'nowhere')).toEqual(['b', 'c', 'd']);
});
