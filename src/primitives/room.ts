import { statfsSync } from 'node:fs';

/** Room for three segments of the embedded database's write-ahead log, and some spare. */
const REQUIRED_BYTES = 64 * 2 ** 20;

/** Whether the folder's file system has room left. Quotas are not considered. */
export function hasRoom(folder: string): boolean {
  const { bavail, blocks, bsize } = statfsSync(folder);
  return blocks === 0 || bavail * bsize >= REQUIRED_BYTES;
}
