import { sql, type Kysely } from 'kysely';
import type { Schema } from '../database/schema';

/** How a product is written where accounts stand for it. */
export interface ProductNames {
  /** The same name, but for what nobody sees or means. */
  same: string[];
  /** Others that it may be a misspelling of, or of which it is a part; the first by name. */
  near: string[];
}

const NEAR_NAMED = 5;

/** There are few products, however many accounts. */
export async function productsNamed(db: Kysely<Schema>, name: string): Promise<ProductNames> {
  const { rows } = await sql<{ product: string }>`
    select distinct product from accounts where ended_at is null order by product`.execute(db);
  const wanted = keyOf(name);
  const keyed = rows.map(({ product }) => ({ product, key: keyOf(product) }));
  const others = keyed.filter(({ key }) => key !== wanted && isNear(key, wanted));
  return {
    same: keyed.filter(({ key }) => key === wanted).map(({ product }) => product),
    near: [...new Map(others.map(({ key, product }) => [key, product])).values()].slice(0, NEAR_NAMED),
  };
}

/** Case, composed or decomposed accents, blanks at the ends and doubled, and characters without a shape make no other name. */
function keyOf(name: string): string {
  return name
    .replace(/[\p{Cf}\u00ad]/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();
}

const EDITS_MOST = 2;
const PART_LEAST = 4;

function isNear(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length >= PART_LEAST && long.includes(short)) return true;
  return long.length > EDITS_MOST && editsBetween(plain(short), plain(long)) <= Math.min(EDITS_MOST, short.length / 3);
}

function plain(key: string): string {
  return key.normalize('NFKD').replace(/\p{M}/gu, '');
}

/** Levenshtein's distance. */
function editsBetween(one: string, other: string): number {
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of Array.from(one).entries()) {
    const next = [row + 1];
    for (const [column, its] of Array.from(other).entries()) {
      const swap = (last[column] ?? 0) + (letter === its ? 0 : 1);
      next.push(Math.min(swap, (last[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    last = next;
  }
  return last[other.length] ?? last.at(-1) ?? 0;
}
