import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Locked {
  optionalDependencies?: Record<string, string>;
  resolved?: string;
}

const lockfile = readFileSync(join(__dirname, '..', 'package-lock.json'), 'utf8');
const { packages } = JSON.parse(lockfile) as { packages: Record<string, Locked> };

test('the lockfile names the parts for every platform, else `npm ci` refuses it', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
  );
  expect(missing).toEqual([]);
});

test('the lockfile names no registry, so that everyone installs from their own', () => {
  expect(Object.values(packages).filter(({ resolved }) => resolved)).toEqual([]);
});

/** As Node looks: beside it, then in each folder above. */
function isLocked(path: string, name: string): boolean {
  if (packages[`${path ? `${path}/` : ''}node_modules/${name}`]) return true;
  if (!path) return false;
  return isLocked(path.slice(0, path.lastIndexOf('node_modules/')).replace(/\/$/, ''), name);
}
