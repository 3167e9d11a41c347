import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { root } from './install.mjs';
import { lint } from './lint.mjs';
import { run } from './processes.mjs';
import { Fault } from './say.mjs';

const modules = join(root, 'node_modules');

/**
 * The checks in order, by name. What they remember from run to run lies outside the checkout, by its path, so that a fresh clone in the same place has it too:
 * each remembers contents, and not times. The domain is looked at by itself, where neither Node nor Jest is known.
 */
export function checks() {
  const cache = cacheFolder('checks', createHash('sha256').update(root).digest('hex').slice(0, 16));
  const types = (project) => {
    const remembered = join(cache, `types-${project.replaceAll(/\W+/g, '-')}.tsbuildinfo`);
    return runNode('typescript/bin/tsc', '-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', remembered);
  };
  const prettier = ['--cache', '--cache-strategy', 'content', '--cache-location', join(cache, 'prettier')];
  return Object.entries({
    format: () => runNode('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', ...prettier, '.'),
    types: async () => {
      for (const project of ['src/domain', 'src/console', 'tsconfig.all.json']) await types(project);
    },
    lint: () => lint(join(cache, 'lint.json')),
    doors: () => runNode('dependency-cruiser/bin/dependency-cruise.mjs', 'src', '--config', '.dependency-cruiser.cjs'),
    unused: () => runNode('knip/bin/knip.js', '--no-progress', '--treat-config-hints-as-errors'),
  });
}

/** Behind the tests: who waits for an answer must not wait for a linter. @throws Fault with what the program said */
async function runNode(path, ...args) {
  const { code, output } = await run('nice', ['-n', '10', process.execPath, join(modules, path), ...args], {
    cwd: root,
  });
  if (code !== 0) throw new Fault(output);
}
