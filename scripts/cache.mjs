import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Programs fetched once for all installations of this user. */
export function cacheFolder(...parts) {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = join(base, 'tocsin', ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
