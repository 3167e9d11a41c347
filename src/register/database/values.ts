import type { Instant } from '../../domain/primitives/instant';

/** PostgreSQL's type OIDs. */
export const TIMESTAMPTZ = 1184;
export const INT8 = 20;

/** Both databases return instants in this form; no Date leaves the register. */
export function instantText(text: string): Instant {
  return new Date(text).toISOString() as Instant;
}

export type Present<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]>;
};

/** As a statement of one's own answers it: what may be left out is null there. */
export type Nullable<T> = { [K in keyof T]-?: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K] };

/** SQL null becomes an absent property. */
export function withoutNulls<T extends object>(row: T): Present<T> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Present<T>;
}

/** As one that was never given. */
export function withoutUndefined<T extends object>(row: T): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as T;
}

const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** PostgreSQL text holds neither NUL nor lone surrogates; hostile input must not stop what has to be recorded. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(UNSTORABLE, '\uFFFD');
  return Array.isArray(value) ? value.map(storable) : value;
}

/** Input for `json_to_recordset`. */
export function recordset(rows: readonly object[]): string {
  const text = JSON.stringify(rows);
  return MAY_BE_UNSTORABLE.test(text) ? JSON.stringify(rows, replaced) : text;
}

/** NUL and lone surrogates, as JSON has them. */
const MAY_BE_UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** One of its rows. */
export function record(row: object): string {
  return JSON.stringify(row, replaced);
}

function replaced(_key: string, value: unknown): unknown {
  return storable(value);
}

/** The same value gives the same text, whatever the order of its keys. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isRecord(part) ? sorted(part) : part));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
