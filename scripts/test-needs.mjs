import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from './install.mjs';
import { run } from './processes.mjs';
import { Fault } from './say.mjs';

/** What a test file may need, and how one knows that it does: by what it, or a helper of the tests that it imports, names. */
const signs = {
  temporal: /TOCSIN_TEMPORAL_PROGRAM/,
  sharedTemporal: /TOCSIN_TEST_TEMPORAL_ADDRESS/,
  testServer: /TOCSIN_TEST_SERVER_PROGRAM/,
  postgres: /TOCSIN_TEST_DATABASE_URL/,
  postgresPrograms: /TOCSIN_POSTGRES_PROGRAMS/,
  productionServer: /TOCSIN_TEMPORAL_SERVER_FOLDER/,
  browser: /TOCSIN_TEST_BROWSER/,
  release: /TOCSIN_TEST_RELEASE/,
  build: /['"`]lib(\/[\w./-]+)?['"`]/,
};

/** Everything that these test files need. */
export function needsOf(files) {
  const seen = new Set();
  const needs = new Set();
  const follow = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [need, sign] of Object.entries(signs)) if (sign.test(text)) needs.add(need);
    for (const helper of helpersOf(file, text)) follow(helper);
  };
  files.forEach(follow);
  return needs;
}

function helpersOf(file, text) {
  return [...text.matchAll(/(?:from|import|require\()\s*'(\.{1,2}\/[^']+)'/g)]
    .map(([, path]) => resolve(dirname(file), path))
    .flatMap((path) => [path, `${path}.ts`].filter((candidate) => /\.\w+$/.test(candidate) && existsSync(candidate)))
    .filter((path) => path.startsWith(join(root, 'test')));
}

/** The test files that Jest would run for these arguments. */
export async function filesFor(jestArguments, env) {
  const program = join(root, 'node_modules/jest/bin/jest.js');
  const { code, output } = await run(process.execPath, [program, '--listTests', ...jestArguments], { cwd: root, env });
  if (code !== 0) throw new Fault(`Jest cannot say which tests these are:\n${output}`);
  return output.split('\n').filter((line) => line.endsWith('.ts'));
}
