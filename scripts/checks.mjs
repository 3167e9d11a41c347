import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';
import { run } from './processes.mjs';
import { Fault } from './say.mjs';

const modules = join(root, 'node_modules');
const cache = join(modules, '.cache', 'tocsin');

/**
 * The checks in order, as `[name, commands]`. What they remember from run to run lies outside git. ESLint remembers by file, while its
 * typed rules look into other files too: where all must be certain it remembers nothing. The domain is looked at by itself, where neither Node nor Jest is known.
 */
export function checksOf({ isCertain }) {
  return Object.entries({
    format: [program('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', ...remembering('prettier'), '.')],
    lint: [program('eslint/bin/eslint.js', '.', '--max-warnings', '0', ...(isCertain ? [] : remembering('eslint')))],
    types: ['src/domain', 'tsconfig.all.json'].map(types),
    doors: [program('dependency-cruiser/bin/dependency-cruise.mjs', 'src', '--config', '.dependency-cruiser.cjs')],
    unused: [program('knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors')],
  });
}

/** One after the other, and behind the tests: who waits for an answer must not wait for a linter. @throws Fault with what a command said */
export async function runAll(commands) {
  mkdirSync(cache, { recursive: true });
  for (const args of commands) {
    const { code, output } = await run('nice', ['-n', '10', process.execPath, ...args], { cwd: root });
    if (code !== 0) throw new Fault(output);
  }
}

function program(path, ...args) {
  return [join(modules, path), ...args];
}

function remembering(name) {
  return ['--cache', '--cache-strategy', 'content', '--cache-location', join(cache, name)];
}

function types(project) {
  const remembered = join(cache, `types-${project.replaceAll(/\W+/g, '-')}.tsbuildinfo`);
  return program('typescript/bin/tsc', '-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', remembered);
}
