import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { sha256 } from '../primitives/hash';
import { SEAL_LENGTH } from './archive';
import { boundFaults } from './binding';
import { FORMAT, MANIFEST, RECEIPT, type Manifest } from './manifest';
import { noticeFaults } from './notices';
import { unpacked, type Unpacked } from './unpacked';

/** What is wrong with a pack, one sentence each; and what it is, where it could be read. */
export interface PackFinding {
  faults: string[];
  manifest?: Manifest;
  /** Whether it is bound to a signed checkpoint of the register. */
  signedBy?: string;
}

/**
 * Whether a pack is as it was made, by the file alone.
 * @param verifier the key that its checkpoint is to be signed with; left out, the one that it names
 */
export async function verifyPack(file: string, verifier?: string): Promise<PackFinding> {
  if (!(await isSealed(file)))
    return { faults: ['Its last 64 bytes are not the SHA-256 of what stands before them: it is not as it was made.'] };
  try {
    return judged(await unpacked(file), verifier);
  } catch (fault) {
    return { faults: [`It cannot be read as a pack (${fault instanceof Error ? fault.message : String(fault)}).`] };
  }
}

export async function isSealed(file: string): Promise<boolean> {
  const { size } = await stat(file);
  if (size <= SEAL_LENGTH) return false;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { end: size - SEAL_LENGTH - 1 })) hash.update(chunk as Buffer);
  const seal: Buffer[] = [];
  for await (const chunk of createReadStream(file, { start: size - SEAL_LENGTH })) seal.push(chunk as Buffer);
  return hash.digest('hex') === Buffer.concat(seal).toString('latin1');
}

function judged(pack: Unpacked, verifier: string | undefined): PackFinding {
  const bytes = pack.kept.get(MANIFEST);
  if (!bytes) return { faults: [`It has no ${MANIFEST}.`] };
  const read = JSON.parse(bytes.toString()) as Partial<Manifest>;
  if (read.format !== FORMAT) return { faults: [`It is no pack of the format ${FORMAT}.`] };
  const manifest = read as Manifest;
  const bound = boundFaults(pack, { manifest, manifestSha256: sha256(bytes), verifier });
  const faults = [...pack.faults, ...fileFaults(pack, manifest), ...noticeFaults(pack, manifest), ...bound.faults];
  return { faults, manifest, signedBy: bound.signedBy };
}

export function fileFaults({ found }: Pick<Unpacked, 'found'>, { files }: Pick<Manifest, 'files'>): string[] {
  const listed = new Map(files.map((one) => [one.path, one]));
  const missing = files.filter(({ path }) => !found.has(path)).map(({ path }) => `${path} is missing.`);
  const others = [...found].flatMap(([path, { bytes, sha256: hash }]) => {
    if (path === MANIFEST || path === RECEIPT) return [];
    const one = listed.get(path);
    if (!one) return [`${path} is not in the manifest.`];
    return one.sha256 === hash && one.bytes === bytes ? [] : [`${path} is not the file that the manifest names.`];
  });
  return [...missing, ...others];
}
