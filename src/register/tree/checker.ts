import { grown, joined, type TreePosition, type Sized, type Subtree } from '../../primitives/merkle';
import { leafOf, type Head } from './sources';

/** One leaf of the tree, and the head that its subject has there. */
export interface LeafRow extends Head {
  position: number;
  leaf: string;
  /** As the pages have it; null if the page is missing. */
  found: string | null;
}

export interface TreeFault {
  /** Absent where it is of the tree as a whole. */
  subject?: string;
  sequence?: number;
  fault: string;
}

export interface TreeChecker {
  /** The next leaves in the order of their positions. @returns the subtrees that they complete */
  take(rows: readonly LeafRow[]): Subtree[];
  /** Holds what is kept of subtrees against what the leaves give. */
  hold(kept: readonly (TreePosition & { hash: string })[], subtrees: readonly Subtree[]): void;
  /** Once all leaves were taken. */
  faults(): TreeFault[];
}

/**
 * Reads a tree from its first leaf to its last, and finds whatever is not as it was signed: by whom the rows were changed, and whether hashes,
 * chains and the tree itself were computed anew, makes no difference, for the signed roots lie outside.
 */
export function treeChecker(signed: readonly Sized[]): TreeChecker {
  const roots = new Map<number, Sized[]>();
  for (const one of signed) roots.set(one.size, [...(roots.get(one.size) ?? []), one]);
  const faults: TreeFault[] = [];
  let edge: Subtree[] = [];
  let size = 0;
  const holdRoot = () => {
    for (const one of roots.get(size) ?? []) if (!one.root.equals(rootOf(edge))) faults.push(otherRoot(one));
    roots.delete(size);
  };
  holdRoot();
  return {
    take: (rows) =>
      rows.flatMap((row) => {
        faults.push(...leafFaults(row, size));
        const after = grown(edge, [Buffer.from(row.leaf, 'hex')]);
        edge = after.edge;
        size += 1;
        holdRoot();
        return after.added;
      }),
    hold: (kept, subtrees) => {
      const hashes = new Map(kept.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
      for (const { level, index, hash } of subtrees)
        if (hashes.get(`${level}/${index}`) !== hash.toString('hex')) faults.push(otherSubtree({ level, index }));
    },
    faults: () => [...faults, ...[...roots.values()].flat().map((one) => cut(one, size))],
  };
}

function leafFaults(row: LeafRow, position: number): TreeFault[] {
  const { subject, sequence, head, leaf, found } = row;
  const wrong: [boolean, string][] = [
    [row.position !== position, `its leaf is at ${row.position} of the tree, where ${position} follows`],
    [found === null, 'its leaf is in the tree, and it is missing'],
    [found !== null && found !== head, 'its head is not the one that is in the tree'],
    [leafOf(row).toString('hex') !== leaf, 'its leaf is not that of its head'],
  ];
  return wrong.filter(([is]) => is).map(([, fault]) => ({ subject, sequence, fault }));
}

function rootOf(edge: readonly Subtree[]): Buffer {
  return joined(edge.map(({ hash }) => hash));
}

function otherRoot({ size }: Sized): TreeFault {
  return {
    fault: `the first ${size} pages are not those that the checkpoint of ${size} was signed for: some were changed, removed, added or put in another order since`,
  };
}

function cut({ size }: Sized, found: number): TreeFault {
  return { fault: `a checkpoint was signed for ${size} pages, and the tree has ${found}: the last were removed` };
}

function otherSubtree({ level, index }: TreePosition): TreeFault {
  return {
    fault: `the subtree ${index} of level ${level} is not that of its leaves, so that proofs with it are wrong`,
  };
}
