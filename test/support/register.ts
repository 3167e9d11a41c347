import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseKeyRing, wrappingBy } from '../../src/codec';
import { openRegister, type Register } from '../../src/register';
import { createDatabase, databaseServer, MIGRATED, type Template } from './database';
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

/** What stands in a register from the beginning; in PostgreSQL it is entered once per run. */
export interface Entered {
  name: string;
  enter: (register: Register) => Promise<void>;
}

/** A migrated register for tests that are not about the database: PostgreSQL if available, since it is faster. */
export async function ownRegister(entered?: Entered): Promise<OwnRegister> {
  const { at, owner, forget } = databaseServer ? await inPostgres(entered) : await inFolder();
  const register = await openRegister(at, WRAPPING);
  if (!databaseServer) await entered?.enter(register);
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

async function inPostgres(entered?: Entered) {
  const { nearby, drop } = await createDatabase(entered && templateOf(entered));
  return { at: { databaseUrl: nearby.appUrl }, owner: { databaseUrl: nearby.url }, forget: drop };
}

function templateOf({ name, enter }: Entered): Template {
  return {
    name: `tocsin_template_${name}`,
    of: MIGRATED,
    fill: async ({ appUrl }) => {
      const register = await openRegister({ databaseUrl: appUrl }, WRAPPING);
      await enter(register).finally(() => register.close());
    },
  };
}

/** An embedded register has one role, and is opened once. */
async function inFolder() {
  const folder = await migratedFolder();
  return { at: { folder }, owner: undefined, forget: () => rm(dirname(folder), { recursive: true, force: true }) };
}
