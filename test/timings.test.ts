import { existsSync } from 'node:fs';
import { join } from 'node:path';
import timings from './timings.json';

test('the files whose time is known, so that the longest begins first, are there', () => {
  expect(Object.keys(timings).filter((file) => !existsSync(join(__dirname, '..', file)))).toEqual([]);
});
