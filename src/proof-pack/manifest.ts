import type { CustomerId } from '../domain/primitives/parties';
/** Names every file of a pack but itself and the receipt. */
export const MANIFEST = 'manifest.json';
export const RECEIPT = 'receipt.json';
export const FORMAT = 'tocsin-proof-pack-1';

export interface Listed {
  path: string;
  bytes: number;
  /** Hex. */
  sha256: string;
}

export interface Manifest {
  format: typeof FORMAT;
  incident: string;
  customer?: CustomerId;
  madeAt: string;
  madeBy: string;
  files: Listed[];
}
