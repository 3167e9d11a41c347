import { foundKeyRing, isOpenToAll, KeyRingFault, readKeyRing, type KeyRing } from './codec';
import type { Config } from './config';
import { StartFault } from './entry';
import type { Logger } from './log';

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

/** Makes the key ring where there is none. Incidents that were encrypted with one that was lost cannot be read any more. */
export async function foundKeys({ encryptionKeysFile }: Config): Promise<{ isNew: boolean }> {
  try {
    return await foundKeyRing(encryptionKeysFile);
  } catch (fault) {
    throw plain(fault);
  }
}

function plain(fault: unknown): unknown {
  return fault instanceof KeyRingFault ? new StartFault(fault.message) : fault;
}
