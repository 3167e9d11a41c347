import { join } from 'node:path';
import { readKeyRing, wrappingBy, type KeyRing } from '../codec';
import type { Config } from './config';
import { StartFault } from './entry';
import { openRegister, RegisterUnavailable, type Register, type Wrapping } from '../register';

/** Opens the configured register: PostgreSQL, or the embedded one in the data folder. @throws StartFault */
export async function registerOf({ databaseUrl, dataFolder, encryptionKeysFile }: Config): Promise<Register> {
  try {
    const at = databaseUrl ? { databaseUrl } : { folder: join(dataFolder, 'register') };
    return await openRegister(at, wrappingOf(encryptionKeysFile));
  } catch (fault) {
    throw startFault(fault);
  }
}

/** Opens a register whose tables are at this program's version. @throws StartFault */
export async function currentRegisterOf(config: Config): Promise<Register> {
  const register = await registerOf(config);
  const { found, wanted } = await register.schemaVersion();
  if (found === wanted) return register;
  await register.close();
  throw new StartFault(
    found === undefined
      ? 'There is no register there yet: check DATABASE_URL or TOCSIN_DATA, or start Tocsin first.'
      : `The register's tables are at version ${found}, and this program wants ${wanted}: migrate first, or run the release that fits.`,
  );
}

/** Opens a register that other processes use too, which the embedded one does not support. @throws StartFault */
export async function sharedRegisterOf(config: Config, forWhat: string): Promise<Register> {
  if (!config.databaseUrl)
    throw new StartFault(`${forWhat} needs DATABASE_URL; the embedded register serves one process only.`);
  return registerOf(config);
}

/** A register that becomes unavailable during a command is no bug: its sentence is enough, without a stack. */
export function startFault(fault: unknown): unknown {
  return fault instanceof RegisterUnavailable ? new StartFault(fault.message) : fault;
}

/** Reads the key ring with the first page: before the first migration there is none. */
function wrappingOf(file: string): Wrapping {
  let read: KeyRing | undefined;
  return wrappingBy(() => (read ??= readKeyRing(file)));
}
