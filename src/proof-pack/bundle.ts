import type { RegisterEntry } from '../domain/exports/register-entry';
import { sha256 } from '../primitives/hash';
import type { PackReceipt, StoredCheckpoint, WholeAudit } from '../register';
import type { PackFile } from './archive';
import { json, jsonLines } from './files';
import { MANIFEST, RECEIPT, type Listed } from './manifest';

export const BUNDLE_FORMAT = 'tocsin-audit-bundle-1';
export const POPULATION = 'population.jsonl';
export const CHECKPOINT = 'checkpoint.json';

export interface BundleManifest {
  format: typeof BUNDLE_FORMAT;
  audit: string;
  madeAt: string;
  madeBy: string;
  files: Listed[];
}

/** What is put into the bundle of an audit. */
export interface BundleOf {
  audit: WholeAudit;
  /** All of the period that the auditor sees. */
  population: readonly RegisterEntry[];
  /** Of those whom others may not know of, how many there are. */
  hidden: number;
  madeAt: string;
  madeBy: string;
  checkpoint?: StoredCheckpoint;
  /** A proof pack for each incident that was drawn, whole. */
  packs: AsyncIterable<{ incident: string; bytes: Buffer }>;
  /** Tables by name: who looked, post-mortems, training, exercises, and what was done to the service. */
  tables: AsyncIterable<{ name: string; rows: readonly object[] }>;
}

/** The whole population, the samples, and of each incident drawn what proves its notices. The manifest names every file; the receipt shows that the register knows it. */
export async function* bundleFiles(
  of: BundleOf,
  seal: (manifestSha256: string) => Promise<PackReceipt>,
): AsyncGenerator<PackFile> {
  const files: Listed[] = [];
  for await (const file of contents(of)) {
    files.push({ path: file.path, bytes: file.bytes.length, sha256: sha256(file.bytes) });
    yield file;
  }
  const { audit, madeAt, madeBy } = of;
  const manifest: BundleManifest = { format: BUNDLE_FORMAT, audit: audit.id, madeAt, madeBy, files };
  const last = json(MANIFEST, manifest);
  const receipt = await seal(sha256(last.bytes));
  yield last;
  yield json(RECEIPT, receipt);
}

async function* contents({ audit, population, hidden, checkpoint, packs, tables }: BundleOf): AsyncGenerator<PackFile> {
  yield json('audit.json', { ...audit, restricted: hidden });
  yield jsonLines(POPULATION, population);
  if (checkpoint) yield json(CHECKPOINT, checkpoint);
  for await (const { name, rows } of tables) yield jsonLines(`${name}.jsonl`, rows);
  for await (const { incident, bytes } of packs) yield { path: `incidents/${incident}-proof.zip`, bytes };
}
