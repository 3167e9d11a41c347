import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureConsole, ensureForms } from './build-console.mjs';
import { builtOnce, keepBuild } from './builds.mjs';
import { ensureInstalled, requireNode, root } from './install.mjs';
import { withLock } from './lock.mjs';
import { run } from './processes.mjs';
import { complain, Fault, say, stopwatch } from './say.mjs';

const lib = join(root, 'lib');
const stamp = join(lib, '.built-from');
const GUARD = ['workflows/guard.generated.js', 'workflows/guard.generated.d.ts'];
const inputs = ['src', 'scripts', 'tsconfig.json', 'package-lock.json'];
const isIngredient = (path) =>
  !path.includes('.generated.') &&
  !path.startsWith('src/console/') &&
  !/^scripts\/(?!build|bundle).*\.[mc]js$/.test(path);

/** Builds if any source differs from what the last build was made of; whether the types fit is a check, and takes longer than all the rest. */
export async function ensureBuilt() {
  await withLock(join(root, 'node_modules', '.tocsin-build.lock'), async () => {
    const from = fingerprint();
    if (!isFresh(from) && !takeBuilt(from)) {
      say('Building …');
      const elapsed = stopwatch();
      await build(from, '--noCheck');
      // What was edited meanwhile is built anew, and kept under no name.
      if (fingerprint() === from) keepBuild('build', from, lib);
      say(`  built in ${elapsed()}`);
    }
    await ensureConsole();
  });
}

/** @returns whether the same sources were built before */
function takeBuilt(from) {
  const built = builtOnce('build', from);
  if (!built) return false;
  rmSync(lib, { recursive: true, force: true });
  cpSync(built, lib, { recursive: true });
  takeGuard(built);
  return true;
}

function takeGuard(built) {
  for (const file of GUARD) copyFileSync(join(built, file), join(root, 'src', file));
}

async function build(from, ...options) {
  rmSync(lib, { recursive: true, force: true });
  await makeGuard();
  await step('the types do not fit', ['node_modules/typescript/bin/tsc', '-p', '.', ...options]);
  copyTheRest();
  await step('the workflows cannot be bundled', ['scripts/bundle.mjs']);
  writeFileSync(stamp, from);
}

/** Makes what the sources import of generated files, for who runs from them; a build that is fresh has made the guard. */
export async function ensureGuard() {
  await Promise.all([ensureForms(), makeGuardOnce()]);
}

async function makeGuardOnce() {
  const from = fingerprint();
  if (isFresh(from) && existsSync(join(root, 'src', GUARD[0]))) return;
  const built = builtOnce('build', from);
  if (built) takeGuard(built);
  else await makeGuard();
}

/** Signals and updates are checked inside the workflow by code made from the zod schemas. */
function makeGuard() {
  return step('the guard cannot be made', ['node_modules/tsx/dist/cli.mjs', 'scripts/guard.ts']);
}

async function step(trouble, args) {
  const { code, output } = await run(process.execPath, args, { cwd: root });
  if (code !== 0) throw new Fault(`The build failed, ${trouble}:\n${output}`);
}

/** What tsc leaves behind: the generated guard, and texts beside the code. */
function copyTheRest() {
  for (const path of filesIn('src')) {
    if (/(?<!\.generated\.d)\.ts$|tsconfig\.json$/.test(path) || path.startsWith('src/console/')) continue;
    const target = join(lib, path.slice('src/'.length));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(root, path), target);
  }
}

function isFresh(from) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === from;
}

function fingerprint() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  for (const path of inputs.flatMap(filesIn).filter(isIngredient)) {
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function filesIn(path) {
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(join(root, path), { withFileTypes: true })
    .map((entry) => ({ entry, inside: `${path}/${entry.name}` }))
    .flatMap(({ entry, inside }) => (entry.isDirectory() ? filesIn(inside) : [inside]))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    requireNode();
    await ensureInstalled();
    await build(fingerprint());
    await ensureConsole();
  } catch (error) {
    complain(error);
    process.exit(1);
  }
}
