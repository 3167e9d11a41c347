import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './install.mjs';
import { run } from './processes.mjs';
import { Fault } from './say.mjs';
import { filesIn, hashOf, verdictsOf } from './verdicts.mjs';

/** What bears on every file beside the packages: the rules and the compiler's settings. */
const COMMON = [
  'eslint.config.mjs',
  'scripts/doors-rule.mjs',
  'scripts/doors.cjs',
  'tsconfig.json',
  'tsconfig.all.json',
  'src/console/tsconfig.json',
];
const LINTED = /^(?!.*\.generated\.)[^.].*\.([cm]?[jt]s|tsx)$/;

/**
 * Lints what was not yet found clean. ESLint's own cache looks at a file alone, while typed rules follow types into what the file imports:
 * here a verdict holds as long as none of these files has changed.
 * @throws Fault with what ESLint said
 */
export async function lint() {
  const hashes = hashesOf(filesIn('.').filter((path) => LINTED.test(path)));
  const { isClean, keep } = verdictsOf('lint');
  const stale = Object.keys(hashes).filter((file) => !isClean(hashes[file]));
  if (stale.length === 0) return;
  const program = join(root, 'node_modules/eslint/bin/eslint.js');
  const args = [program, '--max-warnings', '0', '--no-warn-ignored', ...stale];
  const { code, output } = await run('nice', ['-n', '10', process.execPath, ...args], { cwd: root });
  if (code !== 0) throw new Fault(output);
  keep(Object.values(hashes));
}

/** For each file, a hash over all that its verdict depends on. */
function hashesOf(files) {
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  const isAmbient = ([file, text]) => file.endsWith('.d.ts') || /^declare (global|module)\b/m.test(text);
  const common = [...COMMON, ...[...texts].filter(isAmbient).map(([file]) => file)];
  const imports = new Map([...texts].map(([file, text]) => [file, importsOf(file, text)]));
  return Object.fromEntries(files.map((file) => [file, hashOf([file, ...common, ...reachable(file, imports)])]));
}

function reachable(file, imports) {
  const seen = new Set([file]);
  for (const one of seen) for (const next of imports.get(one) ?? []) seen.add(next);
  return [...seen].sort();
}

function importsOf(file, text) {
  return [...text.matchAll(/(?:from|import|require)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)]
    .map(([, path]) => relative(root, join(root, dirname(file), path)))
    .flatMap((path) =>
      [path, `${path}.ts`, `${path}.tsx`, `${path}.d.ts`, `${path}/index.ts`].filter((one) => /\.\w+$/.test(one)),
    )
    .filter((path) => existsSync(join(root, path)));
}
