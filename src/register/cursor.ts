import { createHash } from 'node:crypto';
import { BadCursor } from './faults';

/**
 * A place in a list: the sort values of the last row given, opaque to the caller. `list` names the list with its filters and
 * sort. The sum finds slips of hand and cursors of another list; whoever forges one gains a place in a list that is open to him.
 */
export function cursorOf(list: string, place: (string | number)[]): string {
  const text = JSON.stringify(place);
  return Buffer.from(JSON.stringify([sumOf(list, text), text])).toString('base64url');
}

/** @throws BadCursor */
export function placeOf(list: string, cursor: string): string[] {
  const parsed = parse(Buffer.from(cursor, 'base64url').toString());
  if (!isTexts(parsed) || parsed.length !== 2) throw new BadCursor();
  const [sum, text] = parsed as [string, string];
  const place = parse(text);
  if (sum !== sumOf(list, text) || !Array.isArray(place)) throw new BadCursor();
  return place.map(String);
}

/** Splits off the row that was asked for beyond the limit, which says that there is more. */
export function pageOf<T>(rows: T[], limit: number, cursorAfter: (row: T) => string): { rows: T[]; next?: string } {
  const last = rows[limit - 1];
  return rows.length > limit && last ? { rows: rows.slice(0, limit), next: cursorAfter(last) } : { rows };
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
