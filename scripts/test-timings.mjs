import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './install.mjs';

const file = join(root, 'test/timings.json');

/** Keeps the seconds that each file took, from what Jest wrote; of a file that did not run or that failed, what was known before. */
export function recordTimings(results) {
  const { testResults } = JSON.parse(readFileSync(results, 'utf8'));
  const passed = testResults.filter(({ status }) => status === 'passed');
  const taken = passed.map(({ name, startTime, endTime }) => [
    relative(root, name).split(sep).join('/'),
    Math.round((endTime - startTime) / 100) / 10,
  ]);
  const known = { ...JSON.parse(readFileSync(file, 'utf8')), ...Object.fromEntries(taken) };
  const inOrder = Object.fromEntries(Object.entries(known).sort(([a], [b]) => a.localeCompare(b)));
  writeFileSync(file, `${JSON.stringify(inOrder, undefined, 2)}\n`);
}
