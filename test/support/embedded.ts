import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { openRegister } from '../../src/register';

const root = join(__dirname, '..', '..');
const READ_TABLES = join(root, 'src/register/journal/read-tables.ts');
const CACHE = process.env['TOCSIN_TEST_CACHE'] ?? join(root, 'node_modules', '.cache', 'tocsin');

// Each test file compiles the embedded database for itself: what runs so briefly is not worth optimising, which costs as much as the opening.
setFlagsFromString('--liftoff-only');

/** A folder with a migrated embedded register: PGlite takes seconds to create one, and almost no time to open a copy. */
export async function migratedFolder(folder?: string): Promise<string> {
  const place = folder ?? join(await mkdtemp(join(tmpdir(), 'tocsin-register-')), 'register');
  await cp(await cachedOriginal(), place, { recursive: true });
  return place;
}

/** Created once per version of these tables, and cached across runs. */
async function cachedOriginal(): Promise<string> {
  const kept = join(CACHE, `register-${fingerprint()}`);
  if (existsSync(kept)) return kept;
  await mkdir(CACHE, { recursive: true });
  const unfinished = join(CACHE, randomUUID());
  const register = await openRegister({ folder: unfinished });
  await register.migrate();
  await register.close();
  await rename(unfinished, kept).catch(() => rm(unfinished, { recursive: true }));
  return kept;
}

function fingerprint(): string {
  const migrations = join(root, 'src/register/database/migrations');
  const files = [...readdirSync(migrations).map((file) => join(migrations, file)), READ_TABLES].sort();
  const hash = createHash('sha256').update(readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json')));
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
