/** What a body may be made of, so that neither parser nor schema works on it for long. */
export interface JsonShape {
  depth: number;
  /** Of one object: no schema here knows more. */
  fields: number;
  /** Values and names of fields in all. */
  parts: number;
}

export const SMALL_SHAPE: JsonShape = { depth: 12, fields: 100, parts: 5_000 };
export const LARGE_SHAPE: JsonShape = { depth: 12, fields: 100, parts: 250_000 };

const [QUOTE, ESCAPE, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPENS, CLOSES] = [new Set([0x7b, 0x5b]), new Set([0x7d, 0x5d])];

/**
 * Counts in one pass over the bytes, before anything is made of them: a schema takes time for each unknown field and each level. What is not
 * JSON is counted as if it were; the parser refuses it.
 * @returns what is too much, in words
 */
export function shapeFault(bytes: Uint8Array, { depth, fields, parts }: JsonShape): string | undefined {
  const counts: number[] = [0];
  let total = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) at = endOfText(bytes, at);
    else if (OPENS.has(byte)) counts.push(0);
    else if (CLOSES.has(byte)) counts.pop();
    else if (byte === COLON) counts.push((counts.pop() ?? 0) + 1);
    if (byte === COMMA || byte === COLON || OPENS.has(byte)) total += 1;
    if (counts.length - 1 > depth) return `is nested deeper than ${depth}`;
    if ((counts.at(-1) ?? 0) > fields) return `has an object of more than ${fields} fields`;
    if (total > parts) return `has more than ${parts} values`;
  }
  return undefined;
}

function endOfText(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === ESCAPE ? 2 : 1;
  return at;
}
