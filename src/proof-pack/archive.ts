import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Instant } from '../domain/primitives/instant';

/** One file of a pack. */
export interface PackFile {
  path: string;
  bytes: Buffer;
}

/**
 * A ZIP whose comment, its last 64 bytes, is the SHA-256 of all bytes before them: whichever byte of the files or around them is another, it is found,
 * and by nothing more than `sha256sum`.
 */
export function archiveOf(files: AsyncIterable<PackFile>, at: Instant): Readable {
  const zip = new ZipFile();
  const sealed = sealing();
  const fail = (fault: Error) => sealed.destroy(fault);
  zip.once('error', fail);
  zip.outputStream.once('error', fail).pipe(sealed);
  fill(zip, files, new Date(at)).catch(fail);
  return sealed;
}

export const SEAL_LENGTH = 64;

/** One after another, as fast as they are taken: of a large pack one file is in memory. */
async function fill(zip: ZipFile, files: AsyncIterable<PackFile>, mtime: Date): Promise<void> {
  for await (const { path, bytes } of files) {
    const content = Readable.from([bytes], { objectMode: false });
    zip.addReadStream(content, path, { mtime, forceDosTimestamp: true, size: bytes.length });
    await new Promise((resolve, reject) => content.once('close', resolve).once('error', reject));
  }
  zip.end({ comment: '0'.repeat(SEAL_LENGTH), forceZip64Format: false });
}

/** Puts the hash of what it lets through in the place of the last bytes. */
function sealing(): Transform {
  const hash = createHash('sha256');
  let held = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const all = Buffer.concat([held, chunk]);
      const out = all.subarray(0, Math.max(0, all.length - SEAL_LENGTH));
      held = Buffer.from(all.subarray(out.length));
      hash.update(out);
      done(null, out);
    },
    flush(done) {
      done(null, hash.digest('hex'));
    },
  });
}
