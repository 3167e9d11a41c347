import { createHash } from 'node:crypto';

// The tree of RFC 6962, section 2.1. Its complete subtrees never change once they are there: kept, they give every root and proof by reading
// a few dozen of them, however many leaves there are.

/** A complete subtree: the one at `index`, from the left, of those over 2^level leaves. */
export interface TreePosition {
  level: number;
  index: number;
}

export interface Subtree extends TreePosition {
  hash: Buffer;
}

/** Leaves from one on, up to another without it. A proof is the hashes of such ranges, in order. */
export type Range = readonly [from: number, to: number];

export const EMPTY_ROOT = createHash('sha256').digest();

export function leafHash(data: string | Uint8Array): Buffer {
  return createHash('sha256').update(LEAF).update(data).digest();
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

/** The complete subtrees that make up a range of a tree: aligned as those of its root and proofs are, so that they shrink to the right. */
export function coverOf([from, to]: Range): TreePosition[] {
  const places: TreePosition[] = [];
  for (let at = from; at < to;) {
    const level = levelsBelow(to - at);
    places.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return places;
}

/** The hash over the subtrees of a cover. */
export function joined(cover: readonly Uint8Array[]): Buffer {
  const [last, ...before] = [...cover].reverse();
  if (!last) return EMPTY_ROOT;
  return before.reduce<Buffer>((right, left) => nodeHash(left, right), Buffer.from(last));
}

/** That the leaf at a position is in the tree of a size: the siblings from it up to the root. */
export function inclusionRanges(position: number, size: number): Range[] {
  return pathOf(position, [0, size]);
}

/** The root that a leaf and the hashes of its `inclusionRanges` give; undefined if there are too few or too many (RFC 9162, 2.1.3.2). */
export function rootOf(
  leaf: Buffer,
  { position, size }: { position: number; size: number },
  hashes: readonly Buffer[],
) {
  let [at, last] = [position, size - 1];
  let root = leaf;
  const rise = () => ([at, last] = [Math.floor(at / 2), Math.floor(last / 2)]);
  for (const hash of hashes) {
    if (last === 0) return undefined;
    const isRight = at % 2 === 1 || at === last;
    root = isRight ? nodeHash(hash, root) : nodeHash(root, hash);
    while (isRight && at % 2 === 0 && at > 0) rise();
    rise();
  }
  return last === 0 ? root : undefined;
}

/** That the tree of a size begins with the one of an older size. */
export function consistencyRanges(older: number, size: number): Range[] {
  return older === 0 || older === size ? [] : subproofOf(older, [0, size], true);
}

/** The complete subtrees that leaves add to a tree, whose right edge is the cover of all that it has; single leaves are none of them. */
export function grown(edge: readonly Subtree[], leaves: readonly Buffer[]): { edge: Subtree[]; added: Subtree[] } {
  const stack = [...edge];
  const added: Subtree[] = [];
  let position = edge.reduce((sum, { level }) => sum + 2 ** level, 0);
  for (const hash of leaves) {
    let top: Subtree = { level: 0, index: position, hash };
    for (let left = stack.at(-1); left?.level === top.level; left = stack.at(-1)) {
      stack.pop();
      top = { level: top.level + 1, index: left.index / 2, hash: nodeHash(left.hash, top.hash) };
      added.push(top);
    }
    stack.push(top);
    position += 1;
  }
  return { edge: stack, added };
}

/** What a checkpoint says of a tree. */
export interface Sized {
  size: number;
  root: Buffer;
}

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

function pathOf(position: number, [from, to]: Range): Range[] {
  if (to - from === 1) return [];
  const middle = from + splitOf(to - from);
  return position < middle
    ? [...pathOf(position, [from, middle]), [middle, to]]
    : [...pathOf(position, [middle, to]), [from, middle]];
}

function subproofOf(older: number, [from, to]: Range, isWhole: boolean): Range[] {
  if (older === to) return isWhole ? [] : [[from, to]];
  const middle = from + splitOf(to - from);
  return older <= middle
    ? [...subproofOf(older, [from, middle], isWhole), [middle, to]]
    : [...subproofOf(older, [middle, to], false), [from, middle]];
}

/** The largest power of two below a number of leaves. */
function splitOf(leaves: number): number {
  return 2 ** levelsBelow(leaves - 1);
}

/** Exact where a logarithm of floating point may not be. */
function levelsBelow(leaves: number): number {
  let level = 0;
  while (2 ** (level + 1) <= leaves) level += 1;
  return level;
}
