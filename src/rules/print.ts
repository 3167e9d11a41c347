import { Document, isMap, isPair, isScalar, isSeq, visit, type Pair, type Scalar } from 'yaml';
import type { z } from 'zod';
import { rules as shape } from '../contract/case/rules';
import type { Rules } from '../domain/case/rules';
import { LIMITS } from './file';

const HEAD = ` The rules by which incidents are judged. Change what you will, give it a version of its own, and check it:
   npm run rules -- check FILE
 A rule that the file leaves out is that of the shipped set named under basedOn. Others hold for incidents that are opened under them; open ones
 go on by theirs until an operator has them adopt the newer: npm run adopt-rules.`;

const BASED_ON = 'The shipped rules that hold where this file says nothing.';

/** A file of rules that says everything, each rule with what it is for and between which bounds it may lie. */
export function fileOf(rules: Rules, basedOn = rules.version): string {
  const { version, effectiveFrom, source, ...figures } = rules;
  const document = new Document(
    { version, effectiveFrom, source, basedOn, ...figures },
    { aliasDuplicateObjects: false },
  );
  document.commentBefore = HEAD;
  visit(document, { Seq: (_key, seq) => void (seq.flow = isShort(seq.items)), Map: keepShort });
  if (isMap(document.contents)) document.contents.items.forEach((pair) => explain(pair as Pair<Scalar<string>>));
  return document.toString({ lineWidth: 0 });
}

/** Of plain values, such as roles. */
function isShort(items: readonly unknown[]): boolean {
  return items.every((item) => isScalar(item));
}

/** One warning, or one row of "who must know", on one line. */
function keepShort(
  _key: unknown,
  map: { items: readonly unknown[]; flow?: boolean | undefined },
  path: readonly unknown[],
): void {
  map.flow = isSeq(path.at(-1)) || path.some((above) => isPair(above) && map.items.length === 0);
}

function explain({ key }: Pair<Scalar<string>>): void {
  key.commentBefore = ` ${key.value === 'basedOn' ? BASED_ON : wordsOf(key.value)}`;
  key.spaceBefore = true;
}

function wordsOf(key: string): string {
  const { description = '' } = (shape.shape as Record<string, z.ZodType | undefined>)[key]?.meta() ?? {};
  const [min, max] = (LIMITS as Record<string, readonly number[] | undefined>)[key] ?? [];
  return min === undefined ? description : `${description} From ${min} to ${max ?? min}.`;
}
