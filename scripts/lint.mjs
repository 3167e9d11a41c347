import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './install.mjs';
import { run } from './processes.mjs';
import { Fault } from './say.mjs';

/** What bears on every file: the rules, the compiler's settings, the packages. */
const COMMON = [
  'eslint.config.mjs',
  'scripts/doors-rule.mjs',
  'scripts/doors.cjs',
  'tsconfig.json',
  'tsconfig.all.json',
  'src/console/tsconfig.json',
];
const LOCK = 'package-lock.json';
const IGNORED = /^(node_modules|lib|coverage|\..*)$|\.generated\./;

/**
 * Lints what changed since it was last found clean. ESLint's own cache looks at a file alone, while typed rules follow types into what the
 * file imports: here a verdict holds as long as none of these files has changed. `remembered` is where that is written down.
 * @throws Fault with what ESLint said
 */
export async function lint(remembered) {
  const keys = keysOf(filesIn('.'));
  const clean = known(remembered);
  const stale = Object.keys(keys).filter((file) => clean[file] !== keys[file]);
  if (stale.length === 0) return;
  const program = join(root, 'node_modules/eslint/bin/eslint.js');
  const args = [program, '--max-warnings', '0', '--no-warn-ignored', ...stale];
  const { code, output } = await run('nice', ['-n', '10', process.execPath, ...args], { cwd: root });
  if (code !== 0) throw new Fault(output);
  writeFileSync(remembered, JSON.stringify(keys));
}

/** For each file, a hash over all that its verdict depends on. */
function keysOf(files) {
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  const isAmbient = ([file, text]) => file.endsWith('.d.ts') || /^declare (global|module)\b/m.test(text);
  const common = [...COMMON, LOCK, ...[...texts].filter(isAmbient).map(([file]) => file)];
  const imports = new Map([...texts].map(([file, text]) => [file, importsOf(file, text)]));
  return Object.fromEntries(
    files.map((file) => {
      const hash = createHash('sha256').update(process.version);
      for (const path of [...common, ...reachable(file, imports)])
        hash.update(`${path}\0`).update(texts.get(path) ?? readFileSync(join(root, path)));
      return [file, hash.digest('hex')];
    }),
  );
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

function filesIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !IGNORED.test(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path);
      return /\.([cm]?[jt]s|tsx)$/.test(path) ? [path] : [];
    });
}

function known(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
