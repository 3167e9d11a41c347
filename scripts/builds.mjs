import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';

const KEPT_BUILDS_MAX = 3;

/** What was built of the same sources once, by another checkout too, lies in the cache. @returns the folder, if it does */
export function builtOnce(kind, from) {
  const folder = join(cacheFolder(kind), from);
  return existsSync(folder) ? folder : undefined;
}

/** Keeps a copy of what was built, whole or not at all; and of what was built before, the newest. */
export function keepBuild(kind, from, built) {
  const folder = join(cacheFolder(kind), from);
  const unfinished = `${folder}.${process.pid}`;
  cpSync(built, unfinished, { recursive: true });
  try {
    renameSync(unfinished, folder);
  } catch {
    // Another checkout was first.
    rmSync(unfinished, { recursive: true });
  }
  forgetOldBuilds(cacheFolder(kind));
}

function forgetOldBuilds(folder) {
  const builds = readdirSync(folder).map((name) => join(folder, name));
  const oldest = builds.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs).slice(KEPT_BUILDS_MAX);
  for (const build of oldest) rmSync(build, { recursive: true, force: true });
}
