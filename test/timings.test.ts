import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import timings from './timings.json';
import turns from './turns.json';

test('the files whose time is known, so that the longest begins first, are there', () => {
  expect(Object.keys(timings).filter((file) => !existsSync(join(__dirname, '..', file)))).toEqual([]);
});

test('the tests and journeys whose time is known, so that each commit has as many, are there', () => {
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const words = files.map((file) => readFileSync(join(__dirname, file), 'utf8')).join('\n');
  expect(Object.keys(turns).filter((title) => !words.includes(`'${title}'`))).toEqual([]);
});
