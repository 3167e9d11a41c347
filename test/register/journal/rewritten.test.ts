import { sha256 } from '../../../src/primitives/hash';
import { coverOf, grown, joined, type Sized } from '../../../src/primitives/merkle';
import { BEFORE_THE_FIRST, chained } from '../../../src/primitives/chain';
import { faultsOf } from '../../../src/register/journal/verify';
import { treeChecker, type LeafRow } from '../../../src/register/tree/checker';
import { leafOf } from '../../../src/register/tree/sources';
import type { IncidentId } from '../../../src/domain/case/state';
import { Chance } from '../../chaos/chance';

/** The pages of each subject, as bytes, and the order in which the tree took them up. */
interface Archive {
  pages: Map<string, string[]>;
  order: [subject: string, sequence: number][];
}

const SUBJECTS = 6;
const PAGES = 5;

/** What somebody with the owner's rights does to it; chains are computed anew afterwards, so that these are whole. */
const REWRITINGS: Record<string, (archive: Archive, chance: Chance) => void> = {
  edit: ({ pages }, chance) => {
    const story = storyOf(pages, chance);
    const at = chance.between(0, story.length - 1);
    story[at] = `${story[at]} and nothing else`;
  },
  cut: ({ pages }, chance) => {
    const story = storyOf(pages, chance);
    story.splice(chance.between(1, story.length - 1));
  },
  'take out': ({ pages }, chance) => {
    const story = storyOf(pages, chance);
    story.splice(chance.between(0, story.length - 1), 1);
  },
  'put in': ({ pages }, chance) => {
    const story = storyOf(pages, chance);
    story.splice(chance.between(0, story.length - 1), 0, 'what never was');
  },
  reorder: ({ pages }, chance) => {
    const story = storyOf(pages, chance);
    const at = chance.between(1, story.length - 1);
    [story[at - 1], story[at]] = [story[at]!, story[at - 1]!];
  },
  'delete whole': ({ pages }, chance) => {
    pages.delete(chance.oneOf([...pages.keys()]));
  },
  exchange: ({ pages }, chance) => {
    const [one, other] = chance.shuffled([...pages.keys()]);
    const [first, second] = [pages.get(one!)!, pages.get(other!)!];
    pages.set(one!, second).set(other!, first);
  },
};

/** And what of the tree: as it was, made anew from the pages that there are now, or with the leaves in another order. */
const TREES: Record<string, (archive: Archive, chance: Chance) => LeafRow[]> = {
  left: (archive) => leavesOf(archive, leavesOf(genuine())),
  'made anew': (archive) => leavesOf({ ...archive, order: orderOf(archive) }),
  'made anew, shuffled': (archive, chance) => leavesOf({ ...archive, order: chance.shuffled(orderOf(archive)) }),
};

test('of 1,000 rewritings with chains and tree computed anew, the checkpoint from before finds 1,000', () => {
  const chance = new Chance('rewritings');
  const signed = signedOf(leavesOf(genuine()));
  const missed: string[] = [];
  for (let count = 0; count < 1_000; count += 1) {
    const [what, rewrite] = chance.oneOf(Object.entries(REWRITINGS));
    const [how, treeAfter] = chance.oneOf(Object.entries(TREES));
    const archive = genuine();
    rewrite(archive, chance);
    expect(chainFaultsOf(archive)).toEqual([]);
    if (found(treeAfter(archive, chance), signed).length === 0) missed.push(`${count}: ${what}, the tree ${how}`);
  }
  expect(missed).toEqual([]);
});

test('of an order of the tree alone that was changed, too', () => {
  const archive = genuine();
  const rows = leavesOf({ ...archive, order: [...archive.order].reverse() });
  expect(found(rows, signedOf(leavesOf(genuine())))).toEqual([
    expect.stringMatching(/^the first 30 pages are not those/),
  ]);
});

test('nothing is found where pages were only added', () => {
  const archive = genuine();
  const signed = signedOf(leavesOf(archive));
  archive.pages.set('INC-2026-9999', ['a new one', 'of two pages']);
  expect(found(leavesOf({ ...archive, order: orderOf(archive) }), signed)).toEqual([]);
});

function genuine(): Archive {
  const named = Array.from({ length: SUBJECTS }, (_, subject): [string, string[]] => [
    `INC-2026-000${subject}`,
    Array.from({ length: PAGES }, (_, page) => `page ${page} of ${subject}`),
  ]);
  const order = Array.from({ length: SUBJECTS * PAGES }, (_, at): [string, number] => [
    `INC-2026-000${at % SUBJECTS}`,
    Math.floor(at / SUBJECTS) + 1,
  ]);
  return { pages: new Map(named), order };
}

function storyOf(pages: Map<string, string[]>, chance: Chance): string[] {
  return pages.get(chance.oneOf([...pages.keys()]))!;
}

/** That of the genuine one, as far as its pages are there, then what is new. */
function orderOf({ pages, order }: Archive): [string, number][] {
  const there = (subject: string) => pages.get(subject)?.length ?? 0;
  const kept = order.filter(([subject, sequence]) => sequence <= there(subject));
  const known = new Set(kept.map(String));
  const all = [...pages].flatMap(([subject, story]) => story.map((_, index): [string, number] => [subject, index + 1]));
  return [...kept, ...all.filter((one) => !known.has(String(one)))];
}

/** The rows that the register would read; with the tree of others, theirs, held against the pages here. */
function leavesOf({ pages, order }: Archive, tree?: LeafRow[]): LeafRow[] {
  const heads = new Map([...pages].map(([subject, story]) => [subject, headsOf(subject, story)]));
  const foundAt = (subject: string, sequence: number) => heads.get(subject)?.[sequence - 1]?.chain ?? null;
  if (tree) return tree.map((row) => ({ ...row, found: foundAt(row.subject, row.sequence) }));
  return order.map(([subject, sequence], position) => {
    const head = { subject, sequence, head: foundAt(subject, sequence) ?? '' };
    return { ...head, position, leaf: leafOf(head).toString('hex'), found: head.head };
  });
}

function headsOf(subject: string, story: string[]) {
  let chain = BEFORE_THE_FIRST;
  return story.map((text, index) => {
    const bytes = Buffer.from(JSON.stringify({ incident: subject, sequence: index + 1, text }));
    chain = chained(chain, sha256(bytes));
    return { incident: subject as IncidentId, sequence: index + 1, bytes, sha256: sha256(bytes), chain };
  });
}

function chainFaultsOf({ pages }: Archive) {
  return [...pages].flatMap(([subject, story]) =>
    headsOf(subject, story).flatMap((row, index, rows) => faultsOf(row, rows[index - 1])),
  );
}

function signedOf(rows: LeafRow[]): Sized {
  const leaves = rows.map(({ leaf }) => Buffer.from(leaf, 'hex'));
  const { edge } = grown([], leaves);
  expect(edge.map(({ level, index }) => ({ level, index }))).toEqual(coverOf([0, leaves.length]));
  return { size: leaves.length, root: joined(edge.map(({ hash }) => hash)) };
}

function found(rows: LeafRow[], signed: Sized): string[] {
  const checker = treeChecker([signed]);
  checker.take(rows);
  return checker.faults().map(({ fault }) => fault);
}
