import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseKeyRing, wrappingBy } from '../../src/codec';
import { openRegister, type Register } from '../../src/register';
import { createDatabase, databaseServer } from './database';
import { migratedFolder } from './embedded';
import { KEY_RING } from './key-ring';

export interface OwnRegister {
  register: Register;
  remove: () => Promise<void>;
}

/** A migrated register for tests that are not about the database: PostgreSQL if available, since it is faster. */
export async function ownRegister(): Promise<OwnRegister> {
  const { at, forget } = databaseServer ? await inPostgres() : await inFolder();
  const register = await openRegister(
    at,
    wrappingBy(() => parseKeyRing(KEY_RING, 'the ring of the tests')),
  );
  return {
    register,
    remove: async () => {
      await register.close();
      await forget();
    },
  };
}

async function inPostgres() {
  const { appUrl, drop } = await createDatabase();
  return { at: { databaseUrl: appUrl }, forget: drop };
}

async function inFolder() {
  const folder = await migratedFolder();
  return { at: { folder }, forget: () => rm(dirname(folder), { recursive: true, force: true }) };
}
