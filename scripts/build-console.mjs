import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { builtOnce, keepBuild } from './builds.mjs';
import { root } from './install.mjs';
import { run } from './processes.mjs';
import { Fault, say, stopwatch } from './say.mjs';

const target = join(root, 'lib', 'console');
const stamp = join(target, '.built-from');
const inputs = ['src/console', 'src/contract', 'src/domain', 'scripts/build-console.mjs', 'package-lock.json'];

/** The pages for people, in lib/console. */
export async function ensureConsole() {
  const from = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === from) return;
  rmSync(target, { recursive: true, force: true });
  const built = builtOnce('console', from);
  if (built) cpSync(built, target, { recursive: true });
  else {
    await build();
    if (fingerprint() === from) keepBuild('console', from, target);
  }
  writeFileSync(stamp, from);
}

async function build() {
  say('Building the console …');
  const elapsed = stopwatch();
  await makeForms();
  await bundle(target);
  compress(join(target, 'assets'));
  say(`  console built in ${elapsed()}`);
}

export async function ensureForms() {
  if (!existsSync(join(root, 'src/console/ui/forms.generated.json'))) await makeForms();
}

/** The forms of all commands come from the table that every other door is made from. */
async function makeForms() {
  const { code, output } = await run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/console-forms.ts'], {
    cwd: root,
  });
  if (code !== 0) throw new Fault(`The forms of the console cannot be made:\n${output}`);
}

async function bundle(outDir) {
  const vite = await import('vite');
  await vite.build({
    root: join(root, 'src/console'),
    configFile: false,
    logLevel: 'error',
    // Inlined files would be `data:` addresses, which the pages' policy does not allow.
    build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
}

function compress(folder) {
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap(filesIn).filter((path) => !path.includes('.generated.')))
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex').slice(0, 32);
}

function filesIn(path) {
  if (statSync(join(root, path)).isFile()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesIn(`${path}/${name}`));
}
