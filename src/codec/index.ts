import type { DataConverter } from '@temporalio/common';
import { codecOf, lenientCodecOf } from './codec';
import type { KeyRing } from './key-ring';

export { openedOrExplained } from './codec';
export { seal } from './envelope';
export { createKeyRing, isOpenToAll, KeyRingFault, parseKeyRing, readKeyRing, type KeyRing } from './key-ring';
export { sign, verify } from './stamp';

const failureConverterPath = require.resolve('./failure-converter');

/** How whoever speaks to Temporal turns values into what Temporal keeps. */
export function converterFor(ring: KeyRing): DataConverter {
  return { failureConverterPath, payloadCodecs: [codecOf(ring)] };
}

/** The same for a worker, which must not be stopped by what others send. */
export function workerConverterFor(ring: KeyRing): DataConverter {
  return { failureConverterPath, payloadCodecs: [lenientCodecOf(ring)] };
}
