import {
  consistencyRanges,
  coverOf,
  grown,
  inclusionRanges,
  joined,
  leafHash,
  type Range,
  type Subtree,
} from '../../src/primitives/merkle';
import { continues, includes } from '../support/proofs';

/** Leaves and roots of the reference implementation of RFC 6962. */
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** A tree that keeps its complete subtrees, as the register does. */
function treeOf(leaves: Buffer[], batch = leaves.length) {
  const kept = new Map<string, Buffer>();
  let edge: Subtree[] = [];
  for (let at = 0; at < leaves.length; at += batch || 1) {
    const next = leaves.slice(at, at + batch);
    next.forEach((hash, index) => kept.set(`0/${at + index}`, hash));
    const { edge: after, added } = grown(edge, next);
    for (const { level, index, hash } of added) kept.set(`${level}/${index}`, hash);
    edge = after;
  }
  const over = (range: Range) => joined(coverOf(range).map(({ level, index }) => kept.get(`${level}/${index}`)!));
  return { over, kept, edge };
}

const leaves = (count: number) => Array.from({ length: count }, (_, index) => leafHash(`leaf ${index}`));

test.each(ROOTS.map((root, size) => ({ root, size })))(
  'the root over $size leaves is that of RFC 6962',
  ({ root, size }) => {
    const tree = treeOf(INPUTS.slice(0, size).map((input) => leafHash(Buffer.from(input, 'hex'))));
    expect(tree.over([0, size]).toString('hex')).toBe(root);
  },
);

test('a tree grows to the same subtrees, leaf by leaf or all at once', () => {
  const all = leaves(70);
  expect(treeOf(all, 3).kept).toEqual(treeOf(all).kept);
  expect(treeOf(all, 1).kept).toEqual(treeOf(all).kept);
});

test('every leaf is proven to be in every tree, and no other leaf, root or place is', () => {
  const all = leaves(33);
  const { over } = treeOf(all);
  for (let size = 1; size <= all.length; size += 1) {
    const root = over([0, size]);
    for (let position = 0; position < size; position += 1) {
      const proof = inclusionRanges(position, size).map(over);
      const stated = { position, size, leaf: all[position]!, root };
      expect(includes(stated, proof)).toBe(true);
      expect(includes({ ...stated, leaf: leafHash('forged') }, proof)).toBe(false);
      expect(includes({ ...stated, root: over([0, size - 1]) }, proof)).toBe(false);
      expect(includes({ ...stated, position: position + 1 }, proof)).toBe(false);
      expect(includes(stated, [...proof, root])).toBe(false);
    }
  }
});

test('every tree is proven to continue every older one, and no other', () => {
  const { over } = treeOf(leaves(33));
  const sized = (size: number) => ({ size, root: over([0, size]) });
  for (let size = 1; size <= 33; size += 1) {
    for (let older = 1; older <= size; older += 1) {
      const proof = consistencyRanges(older, size).map(over);
      expect(continues(sized(older), sized(size), proof)).toBe(true);
      expect(continues({ size: older, root: leafHash('forged') }, sized(size), proof)).toBe(false);
      expect(continues(sized(older), { size, root: leafHash('forged') }, proof)).toBe(false);
      expect(continues(sized(older), sized(size), [...proof, leafHash('more')])).toBe(false);
    }
  }
});
