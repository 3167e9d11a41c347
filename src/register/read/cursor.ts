import { createHash } from 'node:crypto';
import { instantFrom, type Instant } from '../../domain/primitives/instant';
import { BadCursor } from '../database/faults';

/** What the sort values of a list are: text, a whole number, or an instant, where what has none stands at one end of time. */
interface Sorted {
  text: string;
  whole: number;
  instant: Instant | 'infinity' | '-infinity';
}
type Kind = keyof Sorted;
type Position<Kinds extends readonly Kind[]> = { -readonly [Nth in keyof Kinds]: Sorted[Kinds[Nth]] };

/**
 * A place in a list: the sort values of the last row given, opaque to the caller. `list` names the list with its filters and
 * sort. The sum finds slips of hand and cursors of another list. Anyone can make it, so a place may hold anything until its kinds are
 * checked; whoever forges one that passes gains a place in a list that is open to him.
 */
export function cursorOf(list: string, place: (string | number)[]): string {
  const text = JSON.stringify(place);
  return Buffer.from(JSON.stringify([sumOf(list, text), text])).toString('base64url');
}

/** @throws BadCursor */
export function positionOf<const Kinds extends readonly Kind[]>(
  list: string,
  cursor: string,
  kinds: Kinds,
): Position<Kinds> {
  const parsed = parse(Buffer.from(cursor, 'base64url').toString());
  if (!isTexts(parsed) || parsed.length !== 2) throw new BadCursor();
  const [sum, text] = parsed as [string, string];
  const place = parse(text);
  if (sum !== sumOf(list, text) || !isPlaceOf(kinds, place)) throw new BadCursor();
  return place;
}

/** Splits off the row that was asked for beyond the limit, which says that there is more. */
export function sliceOf<T>(rows: T[], limit: number, cursorAfter: (row: T) => string): { rows: T[]; next?: string } {
  const last = rows[limit - 1];
  return rows.length > limit && last ? { rows: rows.slice(0, limit), next: cursorAfter(last) } : { rows };
}

const IS: Record<Kind, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string' && /^[^\p{Cc}\p{Cs}]{1,300}$/u.test(value),
  whole: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= WHOLE_MAX,
  instant: (value) => typeof value === 'string' && (/^-?infinity$/.test(value) || isStoredInstant(value)),
};
/** The largest `integer` of PostgreSQL. */
const WHOLE_MAX = 2 ** 31 - 1;

function isPlaceOf<Kinds extends readonly Kind[]>(kinds: Kinds, place: unknown): place is Position<Kinds> {
  return (
    Array.isArray(place) && place.length === kinds.length && kinds.every((kind, nth) => IS[kind](place[nth] as unknown))
  );
}

/** In the one form that instants are kept in; PostgreSQL knows no year 0. */
function isStoredInstant(text: string): boolean {
  return instantFrom(text) === text && !text.startsWith('0000');
}

function sumOf(list: string, text: string): string {
  return createHash('sha256').update(`${list}\n${text}`).digest('base64url').slice(0, 16);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((part) => typeof part === 'string');
}
