declare const brand: unique symbol;

/**
 * An instant in UTC, always written `YYYY-MM-DDTHH:mm:ss.sssZ`: fixed width, so that the order of the texts is the order in time.
 */
export type Instant = string & { readonly [brand]: 'Instant' };

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):\d{2}:\d{2}(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Reads RFC 3339 text with any offset; undefined if it names no instant. */
export function instantFrom(text: string): Instant | undefined {
  const [, year, month, day] = RFC_3339.exec(text)?.map(Number) ?? [];
  const milliseconds = Date.parse(text);
  // Date.parse also reads what means another instant on another host, and rolls 30 February into March.
  const exists =
    year !== undefined &&
    month !== undefined &&
    day !== undefined &&
    day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
  return exists && !Number.isNaN(milliseconds) ? instantAt(milliseconds) : undefined;
}

/** From milliseconds since 1970 in UTC. */
export function instantAt(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString() as Instant;
}

/** Milliseconds since 1970 in UTC. */
export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

/**
 * Adds elapsed time. Periods in hours are elapsed hours in UTC and never roll over weekends, holidays or clock changes
 * (Regulation 1182/71, Art. 3: only periods not in hours move to the next working day).
 */
export function plus(instant: Instant, milliseconds: number): Instant {
  return instantAt(millisecondsOf(instant) + milliseconds);
}

/** Elapsed milliseconds; negative if `to` lies before `from`. */
export function elapsed(from: Instant, to: Instant): number {
  return millisecondsOf(to) - millisecondsOf(from);
}

export function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

export function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
