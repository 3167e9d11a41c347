import { existsSync } from 'node:fs';
import { createKeyRing, isOpenToAll, KeyRingFault, readKeyRing, type KeyRing } from '../codec/key-ring';
import type { Config } from './config';
import { StartFault } from './entry';
import type { Logger } from './log';
import type { Register } from '../register';

/** The key ring, for a process that runs beside others: it must exist already. @throws StartFault */
export function keyRingOf({ encryptionKeysFile }: Config, log: Logger): KeyRing {
  try {
    const ring = readKeyRing(encryptionKeysFile);
    if (isOpenToAll(encryptionKeysFile))
      log.warn(
        { file: encryptionKeysFile },
        'every user of this machine may read the key ring, unless its folder forbids it',
      );
    return ring;
  } catch (fault) {
    throw asStartFault(fault);
  }
}

/**
 * Creates the key ring if there is none. If incidents are open, their ring is lost: with a new one they would stand still, unreadable,
 * while all looks well. @throws StartFault
 */
export async function createKeyRingFile(
  { encryptionKeysFile }: Config,
  { incidents }: Register,
): Promise<{ isNew: boolean }> {
  const open = existsSync(encryptionKeysFile) ? [] : await incidents.open();
  if (open.length > 0)
    throw new StartFault(
      `The key ring ${encryptionKeysFile} is missing, and ${open.length} open incidents are encrypted with it: put its copy back, or set TOCSIN_ENCRYPTION_KEYS_FILE to where it is.`,
    );
  try {
    return await createKeyRing(encryptionKeysFile);
  } catch (fault) {
    throw asStartFault(fault);
  }
}

function asStartFault(fault: unknown): unknown {
  return fault instanceof KeyRingFault ? new StartFault(fault.message) : fault;
}
