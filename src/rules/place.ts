import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type Node, type Pair } from 'yaml';

export type Path = readonly PropertyKey[];

/** The offset of the first of the places that the file has, or else of what lies nearest above the first. */
export function placeOf(document: Document.Parsed, places: readonly Path[], isOfKey = false): number {
  const found = places.map((path) => lookUp(document, path));
  const place = found.find(({ whole }) => whole) ?? found[0];
  return (isOfKey ? place?.keyOffset : place?.offset) ?? 0;
}

interface Found {
  offset: number;
  keyOffset: number;
  /** The path ends there; else it goes further than the file does. */
  whole: boolean;
}

function lookUp(document: Document.Parsed, path: Path): Found {
  let node: unknown = document.contents;
  let offset = offsetOf(node) ?? 0;
  let keyOffset = offset;
  for (const step of path) {
    const next = stepInto(document, node, step);
    if (!next) return { offset, keyOffset, whole: false };
    node = next.node;
    offset = next.offset;
    keyOffset = next.keyOffset;
  }
  return { offset, keyOffset, whole: true };
}

function stepInto(document: Document.Parsed, from: unknown, step: PropertyKey) {
  const node = isAlias(from) ? from.resolve(document) : from;
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step)) as
      Pair<Node, Node | null> | undefined;
    const keyOffset = offsetOf(pair?.key) ?? 0;
    return pair && { node: pair.value, offset: offsetOf(pair.value) ?? keyOffset, keyOffset };
  }
  if (!isSeq(node)) return undefined;
  const item = node.items[Number(step)];
  const offset = offsetOf(item) ?? 0;
  return item === undefined ? undefined : { node: item, offset, keyOffset: offset };
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
