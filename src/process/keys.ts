import { existsSync } from 'node:fs';
import { createKeyRing, isOpenToAll, KeyRingFault, readKeyRing, type KeyRing } from '../codec';
import type { Config } from './config';
import { StartFault } from './entry';
import type { Logger } from './log';
import type { Register } from '../register';

/** The key ring of a process that has its like: it must be there already. @throws StartFault */
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
    throw plain(fault);
  }
}

/**
 * Makes the key ring where there is none. With incidents open, one was there and is lost: a new one would leave them standing still,
 * unread, while all looks well. @throws StartFault
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
    throw plain(fault);
  }
}

function plain(fault: unknown): unknown {
  return fault instanceof KeyRingFault ? new StartFault(fault.message) : fault;
}
