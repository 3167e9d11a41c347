import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseKeyRing, wrappingBy } from '../../src/codec';
import { openRegister, type Register } from '../../src/register';
import { createDatabase, databaseServer } from './database';
import { migratedFolder } from './embedded';
import { KEY_RING } from './key-ring';

export interface OwnRegister {
  register: Register;
  /** As whoever owns the tables. */
  asOwner<T>(act: (register: Register) => Promise<T>): Promise<T>;
  /** Of the service; none where the register is embedded. */
  url?: string;
  /** Of the tables' owner; none where the register is embedded. */
  ownerUrl?: string;
  remove: () => Promise<void>;
}

/** A migrated register for tests that are not about the database: PostgreSQL if available, since it is faster. */
export async function ownRegister(): Promise<OwnRegister> {
  const { at, owner, forget } = databaseServer ? await inPostgres() : await inFolder();
  const register = await openRegister(at, WRAPPING);
  return {
    register,
    url: 'databaseUrl' in at ? at.databaseUrl : undefined,
    ownerUrl: owner?.databaseUrl,
    asOwner: async (act) => {
      if (!owner) return await act(register);
      const opened = await openRegister(owner, WRAPPING);
      return await act(opened).finally(() => opened.close());
    },
    remove: async () => {
      await register.close();
      await forget();
    },
  };
}

const WRAPPING = wrappingBy(() => parseKeyRing(KEY_RING, 'the ring of the tests'));

async function inPostgres() {
  const { url, appUrl, drop } = await createDatabase();
  return { at: { databaseUrl: appUrl }, owner: { databaseUrl: url }, forget: drop };
}

/** An embedded register has one role, and is opened once. */
async function inFolder() {
  const folder = await migratedFolder();
  return { at: { folder }, owner: undefined, forget: () => rm(dirname(folder), { recursive: true, force: true }) };
}
