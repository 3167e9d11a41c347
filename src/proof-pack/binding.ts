import { BEFORE_THE_FIRST, chained } from '../primitives/chain';
import { readCheckpoint } from '../primitives/checkpoint';
import { sha256 } from '../primitives/hash';
import { leafHash, rootOf } from '../primitives/merkle';
import type { PackReceipt } from '../register';
import { RECEIPT, type Manifest } from './manifest';
import type { Included } from './register-files';
import type { Unpacked } from './unpacked';

interface Bound {
  faults: string[];
  /** The key whose signature covers the incident's pages. */
  signedBy?: string;
}

interface ToBind {
  manifest: Manifest;
  manifestSha256: string;
  verifier?: string;
}

/** Whether the pages' hashes are one chain that a signed checkpoint has, and the register kept that this very pack was made. */
export function boundFaults({ kept }: Unpacked, { manifest, manifestSha256, verifier }: ToBind): Bound {
  const chain = chainOf(kept.get('register/pages.jsonl'));
  const faults = [...chain.faults, ...receiptFaults(kept.get(RECEIPT), manifestSha256)];
  const signed = kept.get('register/checkpoint.json');
  if (!signed) return { faults };
  const included = JSON.parse(signed.toString()) as Included;
  const fault = checkpointFault(included, { manifest, heads: chain.heads, verifier });
  return fault === undefined ? { faults, signedBy: included.verifier } : { faults: [...faults, fault] };
}

function chainOf(bytes: Buffer | undefined) {
  const lines = String(bytes ?? '').split('\n');
  const pages = lines.filter(Boolean).map((line) => JSON.parse(line) as { sha256: string; chain: string });
  const heads = pages.map((page) => page.chain);
  const isBroken = pages.some((page, nth) => chained(heads[nth - 1] ?? BEFORE_THE_FIRST, page.sha256) !== page.chain);
  return { heads, faults: isBroken ? ['The hashes of the pages are no chain.'] : [] };
}

function receiptFaults(bytes: Buffer | undefined, manifestSha256: string): string[] {
  if (!bytes) return [`It has no ${RECEIPT}.`];
  const { page, before, head } = JSON.parse(bytes.toString()) as PackReceipt;
  const { act, change } = JSON.parse(page) as { act: string; change: { sha256?: string } };
  const isOfThis = act === 'proof-pack-made' && change.sha256 === manifestSha256;
  const isChained = chained(before, sha256(page)) === head;
  return isOfThis && isChained ? [] : [`The ${RECEIPT} is not that of this pack.`];
}

function checkpointFault(
  { note, size, leaf, hashes, verifier: named }: Included,
  { manifest, heads, verifier }: { manifest: Manifest; heads: string[]; verifier?: string },
): string | undefined {
  const signed = readCheckpoint(note, verifier ?? named);
  if (typeof signed === 'string') return 'Its checkpoint is not signed by that key.';
  const { subject, sequence, head, position } = leaf;
  if (subject !== manifest.incident || heads[sequence - 1] !== head)
    return 'Its checkpoint is of other pages than those of this incident.';
  const siblings = hashes.map((hash) => Buffer.from(hash, 'base64'));
  const root = rootOf(leafHash(`${subject}\n${sequence}\n${head}\n`), { position, size }, siblings);
  return signed.size === size && root?.equals(signed.root)
    ? undefined
    : 'The pages are not in the tree that its checkpoint was signed for.';
}
