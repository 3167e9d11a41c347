import type { DataConverter } from '@temporalio/common';
import type { Process } from '../domain/primitives/seal';
import { codecOf, lenientCodecOf } from './codec';
import type { KeyRing } from './key-ring';

export { openedOrExplained } from './codec';
export { seal } from './envelope';
export { createKeyRing, isOpenToAll, parseKeyRing, readKeyRing, type KeyRing } from './key-ring';
export { wrappingBy } from './wrapping';

const failureConverterPath = require.resolve('./failure-converter');

/** The data converter of every Temporal client of one of our processes. */
export function converterFor(ring: KeyRing, by: Process): DataConverter {
  return { failureConverterPath, payloadCodecs: [codecOf(ring, by)] };
}

/** The worker's data converter: what others send must not block it. */
export function workerConverterFor(ring: KeyRing): DataConverter {
  return { failureConverterPath, payloadCodecs: [lenientCodecOf(ring)] };
}
