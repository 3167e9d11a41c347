import { createHash } from 'node:crypto';
import { instantFrom, type Instant } from '../../domain/primitives/instant';
import { BadCursor } from '../database/faults';

/** The kinds of sort values in a list: text, a whole number, or an instant. A missing instant sorts to one end of time. */
interface SortValues {
  text: string;
  whole: number;
  instant: Instant | 'infinity' | '-infinity';
}
type Kind = keyof SortValues;
type Position<Kinds extends readonly Kind[]> = { -readonly [Nth in keyof Kinds]: SortValues[Kinds[Nth]] };

/**
 * A position in a list: the sort values of the last row given, opaque to the caller. `list` names the list with its filters and sort. The
 * checksum catches typos and cursors of another list; it is no protection. Anyone can forge a cursor, so its values are checked by kind,
 * and a forged one only reaches another position in a list that its holder may read anyway.
 */
export function cursorOf(list: string, place: (string | number)[]): string {
  const text = JSON.stringify(place);
  return Buffer.from(JSON.stringify([checksumOf(list, text), text])).toString('base64url');
}

/** @throws BadCursor */
export function positionOf<const Kinds extends readonly Kind[]>(
  list: string,
  cursor: string,
  kinds: Kinds,
): Position<Kinds> {
  const parsed = parse(Buffer.from(cursor, 'base64url').toString());
  if (!isStrings(parsed) || parsed.length !== 2) throw new BadCursor();
  const [sum, text] = parsed as [string, string];
  const place = parse(text);
  if (sum !== checksumOf(list, text) || !isPlaceOf(kinds, place)) throw new BadCursor();
  return place;
}

/** Cuts off the extra row beyond the limit, which shows that there is more. */
export function sliceOf<T>(rows: T[], limit: number, cursorAfter: (row: T) => string): { rows: T[]; next?: string } {
  const last = rows[limit - 1];
  return rows.length > limit && last ? { rows: rows.slice(0, limit), next: cursorAfter(last) } : { rows };
}

const IS_OF_KIND: Record<Kind, (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string' && /^[^\p{Cc}\p{Cs}]{1,300}$/u.test(value),
  whole: (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= WHOLE_MAX,
  instant: (value) => typeof value === 'string' && (/^-?infinity$/.test(value) || isStoredInstant(value)),
};
/** PostgreSQL's largest `integer`. */
const WHOLE_MAX = 2 ** 31 - 1;

function isPlaceOf<Kinds extends readonly Kind[]>(kinds: Kinds, place: unknown): place is Position<Kinds> {
  return (
    Array.isArray(place) &&
    place.length === kinds.length &&
    kinds.every((kind, nth) => IS_OF_KIND[kind](place[nth] as unknown))
  );
}

/** Instants are stored in exactly one form; PostgreSQL knows no year 0. */
function isStoredInstant(text: string): boolean {
  return instantFrom(text) === text && !text.startsWith('0000');
}

function checksumOf(list: string, text: string): string {
  return createHash('sha256').update(`${list}\n${text}`).digest('base64url').slice(0, 16);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((part) => typeof part === 'string');
}
