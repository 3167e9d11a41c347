import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { root } from './install.mjs';
import { lint } from './lint.mjs';
import { run } from './processes.mjs';
import { Fault } from './say.mjs';
import { filesIn, hashOf, verdictsOf } from './verdicts.mjs';

const modules = join(root, 'node_modules');

/**
 * The checks in order, by name. What they remember from run to run lies outside the checkout and goes by contents, so that a fresh clone has it too.
 * The domain is looked at by itself, where neither Node nor Jest is known.
 */
export function checks() {
  const all = filesIn('.').sort();
  const read = all.filter((path) => !/^docs\/|\.md$/.test(path));
  const depcruise = 'dependency-cruiser/bin/dependency-cruise.mjs';
  return Object.entries({
    format: () => format(all),
    types: () =>
      unlessClean('types', read, async () => {
        for (const project of ['src/domain', 'src/console', 'tsconfig.all.json']) await types(project);
      }),
    lint: () => lint(),
    doors: () => unlessClean('doors', read, () => runNode(depcruise, 'src', '--config', '.dependency-cruiser.cjs')),
    unused: () =>
      unlessClean('unused', read, () => runNode('knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors')),
  });
}

/** Whose verdict depends on many files together. */
async function unlessClean(name, files, check) {
  const { isClean, keep } = verdictsOf(name);
  const hash = hashOf(files);
  if (isClean(hash)) return;
  await check();
  keep([hash]);
}

async function format(files) {
  const { isClean, keep } = verdictsOf('format');
  const settings = files.filter((path) => /^\.(prettier|git)|^package\.json$/.test(path));
  const hashes = new Map(files.map((path) => [path, hashOf([...settings, path])]));
  const stale = files.filter((path) => !isClean(hashes.get(path)));
  if (stale.length === 0) return;
  await runNode('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '--ignore-unknown', ...stale);
  keep([...hashes.values()]);
}

/** TypeScript writes down what it saw by paths from there, so that it lies in each checkout at the same place. */
async function types(project) {
  const name = `types-${project.replaceAll(/\W+/g, '-')}.tsbuildinfo`;
  const folder = join(modules, '.cache', 'tocsin');
  const [here, kept] = [join(folder, name), join(cacheFolder('checks'), name)];
  mkdirSync(folder, { recursive: true });
  if (!existsSync(here) && existsSync(kept)) copyFileSync(kept, here);
  await runNode('typescript/bin/tsc', '-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', here);
  copyFileSync(here, kept);
}

/** Behind the tests: who waits for an answer must not wait for a linter. @throws Fault with what the program said */
async function runNode(path, ...args) {
  const { code, output } = await run('nice', ['-n', '10', process.execPath, join(modules, path), ...args], {
    cwd: root,
  });
  if (code !== 0) throw new Fault(output);
}
