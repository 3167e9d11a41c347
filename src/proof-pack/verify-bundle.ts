import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { readCheckpoint } from '../primitives/checkpoint';
import { chained } from '../primitives/chain';
import { sha256 } from '../primitives/hash';
import { drawnBy } from '../primitives/sample';
import type { PackReceipt, StoredCheckpoint, WholeAudit } from '../register';
import { BUNDLE_FORMAT, CHECKPOINT, POPULATION, type BundleManifest } from './bundle';
import { MANIFEST, RECEIPT } from './manifest';
import { unpacked, type Unpacked } from './unpacked';
import { fileFaults, isSealed, verifyPack } from './verify';

export interface BundleFinding {
  faults: string[];
  manifest?: BundleManifest;
  /** How many proof packs are in it. */
  packs: number;
  signedBy?: string;
}

/** Whether a bundle is as it was made, and its samples are what their seeds draw, by the file alone. @param verifier as of a proof pack */
export async function verifyBundle(file: string, verifier?: string): Promise<BundleFinding> {
  const fail = (fault: string): BundleFinding => ({ faults: [fault], packs: 0 });
  if (!(await isSealed(file)))
    return fail('Its last 64 bytes are not the SHA-256 of what stands before them: it is not as it was made.');
  try {
    return await judged(await unpacked(file), verifier);
  } catch (fault) {
    return fail(`It cannot be read as a bundle (${fault instanceof Error ? fault.message : String(fault)}).`);
  }
}

async function judged(bundle: Unpacked, verifier: string | undefined): Promise<BundleFinding> {
  const bytes = bundle.kept.get(MANIFEST);
  if (!bytes) return { faults: [`It has no ${MANIFEST}.`], packs: 0 };
  const manifest = JSON.parse(bytes.toString()) as BundleManifest;
  if ((manifest.format as string) !== BUNDLE_FORMAT)
    return { faults: [`It is no bundle of the format ${BUNDLE_FORMAT}.`], packs: 0 };
  const checkpoint = parsed(bundle, CHECKPOINT) as StoredCheckpoint | undefined;
  const signed = checkpoint && readCheckpoint(checkpoint.note, verifier ?? checkpoint.verifier);
  const packs = await packFaults(bundle, verifier);
  const faults = [
    ...bundle.faults,
    ...fileFaults(bundle, manifest),
    ...receiptFaults(bundle, sha256(bytes)),
    ...sampleFaults(bundle),
    ...(typeof signed === 'string' ? ['Its checkpoint is not signed by that key.'] : []),
    ...packs.faults,
  ];
  const signedBy = typeof signed === 'object' ? checkpoint?.verifier : undefined;
  return { faults, manifest, packs: packs.count, ...(signedBy !== undefined && { signedBy }) };
}

function receiptFaults(bundle: Unpacked, manifestSha256: string): string[] {
  const receipt = parsed(bundle, RECEIPT) as PackReceipt | undefined;
  if (!receipt) return [`It has no ${RECEIPT}.`];
  const { act, change } = JSON.parse(receipt.page) as { act: string; change: { sha256?: string } };
  const isOfThis = act === 'audit-bundle-made' && change.sha256 === manifestSha256;
  return isOfThis && chained(receipt.before, sha256(receipt.page)) === receipt.head
    ? []
    : [`The ${RECEIPT} is not that of this bundle.`];
}

/** Drawn again from the population of the bundle, as far as nothing was added to the period since. */
function sampleFaults(bundle: Unpacked): string[] {
  const audit = parsed(bundle, 'audit.json') as WholeAudit | undefined;
  const lines = String(bundle.kept.get(POPULATION) ?? '')
    .split('\n')
    .filter(Boolean);
  const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
  return (audit?.samples ?? []).flatMap(({ number, seed, population, incidents }) => {
    if (population !== ids.length) return [];
    const again = drawnBy(seed, ids, incidents.length, (id) => id);
    return again.join() === incidents.join() ? [] : [`The sample ${number} is not what its seed draws.`];
  });
}

async function packFaults({ kept }: Unpacked, verifier: string | undefined) {
  const packs = [...kept].filter(([path]) => path.startsWith('incidents/'));
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-bundle-'));
  try {
    const faults: string[] = [];
    for (const [path, bytes] of packs) {
      const file = join(folder, basename(path));
      await writeFile(file, bytes);
      faults.push(...(await verifyPack(file, verifier)).faults.map((fault) => `${path}: ${fault}`));
    }
    return { faults, count: packs.length };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function parsed({ kept }: Unpacked, path: string): unknown {
  const bytes = kept.get(path);
  return bytes && (JSON.parse(bytes.toString()) as unknown);
}
