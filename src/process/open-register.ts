import { join } from 'node:path';
import { readKeyRing, type KeyRing } from '../codec/key-ring';
import { wrappingBy } from '../codec/wrapping';
import type { Config } from './config';
import { StartFault } from './entry';
import { openRegister, RegisterUnavailable, UnfitRole, type Register, type Wrapping } from '../register';

/** Opens the configured register: PostgreSQL, or the embedded one in the data folder. @throws StartFault */
export async function registerOf({ databaseUrl, dataFolder, encryptionKeysFile }: Config): Promise<Register> {
  try {
    const at = databaseUrl ? { databaseUrl } : { folder: join(dataFolder, 'register') };
    return await openRegister(at, wrappingOf(encryptionKeysFile));
  } catch (fault) {
    throw startFault(fault);
  }
}

/** Opens the register as the role that owns its tables. @throws StartFault */
export async function ownersRegisterOf(config: Config): Promise<Register> {
  return currentRegisterOf(config.databaseOwnerUrl ? { ...config, databaseUrl: config.databaseOwnerUrl } : config);
}

/**
 * Opens the register as the service does, with its tables at this program's version: where another role owns them, that role brings them
 * there. @throws StartFault
 */
export async function migratedRegisterOf(config: Config, warn: (sentence: string) => void): Promise<Register> {
  const { databaseUrl, databaseOwnerUrl } = config;
  if (databaseUrl && databaseOwnerUrl) await migrateAsOwner(config, databaseOwnerUrl, databaseUrl);
  const register = await registerOf(config);
  if (!databaseOwnerUrl) await register.migrate();
  if (databaseUrl && (await register.mayRewrite())) warn(ONE_ROLE);
  return register;
}

const ONE_ROLE =
  'The role of DATABASE_URL owns the register, so whoever has that address can change its pages. Set DATABASE_OWNER_URL to that address for migrate alone, and DATABASE_URL to one of a role of its own, which migrate makes.';

async function migrateAsOwner(config: Config, ownerUrl: string, appUrl: string): Promise<void> {
  const register = await registerOf({ ...config, databaseUrl: ownerUrl });
  try {
    await register.migrate(appUrl);
  } catch (fault) {
    throw startFault(fault);
  } finally {
    await register.close();
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
  requireServer(config, forWhat);
  return registerOf(config);
}

/** @throws StartFault for the embedded register */
export function requireServer({ databaseUrl }: Config, forWhat: string): void {
  if (!databaseUrl)
    throw new StartFault(`${forWhat} needs DATABASE_URL; the embedded register serves one process only.`);
}

/** A register that becomes unavailable during a command is no bug: its sentence is enough, without a stack. */
export function startFault(fault: unknown): unknown {
  return fault instanceof RegisterUnavailable || fault instanceof UnfitRole ? new StartFault(fault.message) : fault;
}

/** Reads the key ring with the first page: before the first migration there is none. */
function wrappingOf(file: string): Wrapping {
  let read: KeyRing | undefined;
  return wrappingBy(() => (read ??= readKeyRing(file)));
}
