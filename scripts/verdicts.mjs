import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { root } from './install.mjs';

/** As many as several checkouts and branches need; the oldest are forgotten. */
const MAX_KEPT = 20_000;

/** What a check of this name found clean, by hashes of all that its verdict depends on: they hold in every checkout of this user. */
export function verdictsOf(name) {
  const file = join(cacheFolder('checks'), `${name}.json`);
  const clean = new Set(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []);
  return {
    isClean: (hash) => clean.has(hash),
    keep: (hashes) => {
      for (const hash of hashes) clean.delete(hash);
      const kept = [...clean, ...hashes].slice(-MAX_KEPT);
      writeFileSync(`${file}.${process.pid}`, JSON.stringify(kept));
      renameSync(`${file}.${process.pid}`, file);
    },
  };
}

/** Over these files, and over what bears on every verdict: Node and the packages. */
export function hashOf(files) {
  const hash = createHash('sha256').update(process.version);
  for (const path of ['package-lock.json', ...files]) hash.update(`${path}\0${digestOf(path)}\0`);
  return hash.digest('hex');
}

const digests = new Map();

function digestOf(path) {
  if (!digests.has(path)) {
    const hash = createHash('sha256').update(readFileSync(join(root, path)));
    digests.set(path, hash.digest('base64'));
  }
  return digests.get(path);
}

const PASSED_OVER = /^(node_modules|lib|coverage|\.git|\.tocsin.*)$/;

/** Everything that somebody wrote, by its path from the root. */
export function filesIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !PASSED_OVER.test(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(path);
      return entry.isFile() ? [path] : [];
    });
}
