import { statfsSync } from 'node:fs';

/** Three segments of the embedded database's write-ahead log, and a rest. */
const WANTED_BYTES = 64 * 2 ** 20;

/** Whether the folder's file system has room left. Quotas are not seen. */
export function hasRoom(folder: string): boolean {
  const { bavail, blocks, bsize } = statfsSync(folder);
  return blocks === 0 || bavail * bsize >= WANTED_BYTES;
}
