import type { IncidentId } from '../domain/case/state';
import type { Leaf, StoredCheckpoint } from '../register';
import type { PackFile } from './archive';
import { json, jsonLines, type PackRegister } from './files';

/** What the signed checkpoint says of the incident: the newest of its pages that is in it, and the hashes from there to the root. */
export interface Included extends Pick<StoredCheckpoint, 'note' | 'verifier' | 'size' | 'madeAt'> {
  leaf: Pick<Leaf, 'position' | 'subject' | 'sequence' | 'head'>;
  /** In base64. */
  hashes: string[];
}

const ROWS_AT_ONCE = 1_000;

/** The hashes of the incident's pages, which say nothing of their contents, and what was signed of them. */
export async function* registerFiles({ evidence, tree }: PackRegister, incident: IncidentId): AsyncGenerator<PackFile> {
  const pages = await allOf((after: number) => evidence.pages(incident, { after, limit: ROWS_AT_ONCE }), 'sequence', 0);
  yield jsonLines('register/pages.jsonl', pages);
  const signed = await tree.lastCheckpoint();
  const leaves = await allOf(
    (after: number) => tree.leaves({ subject: incident, after, limit: ROWS_AT_ONCE }),
    'position',
    -1,
  );
  const leaf = leaves.filter(({ position }) => signed && position < signed.size).at(-1);
  if (!signed || !leaf) return;
  const hashes = await tree.inclusion(leaf.position, signed.size);
  const { leaf: _, ...place } = leaf;
  yield json('register/checkpoint.json', {
    ...signed,
    leaf: place,
    hashes: hashes.map((hash) => hash.toString('base64')),
  } satisfies Included);
}

async function allOf<Key extends string, T extends Record<Key, number>>(
  read: (after: number) => Promise<T[]>,
  key: Key,
  first: number,
): Promise<T[]> {
  const found: T[] = [];
  for (let after = first; ;) {
    const rows = await read(after);
    found.push(...rows);
    const last = rows.at(-1);
    if (!last) return found;
    after = last[key];
  }
}
