import { isUtf8 } from 'node:buffer';
import type { Request } from 'express';
import { malformed } from './input';
import { LARGE_SHAPE, shapeFault, SMALL_SHAPE, type JsonShape } from './json-shape';
import { Problem } from './problem';
import { openSlices } from '../../primitives/slices';

/** What stands beside the list, and how many elements this has. */
export interface AroundList {
  rest: Record<string, unknown>;
  count: number;
}

/**
 * Reads a JSON object that holds one long list, each of whose elements is parsed by itself: nobody else waits for longer than one takes. What is no such object
 * is what JSON makes of it, for a schema to refuse.
 * @param body the request's, as bytes
 * @throws Problem bad-json, malformed, too-large, wrong-media-type
 */
export async function readJsonList(
  request: Request,
  { name, max }: { name: string; max: number },
  each: (element: unknown, index: number) => void,
): Promise<AroundList> {
  const bytes = bytesOf(request);
  const pause = openSlices();
  const list = listIn(bytes.subarray(0, MAX_REST_BYTES), name);
  const before = bytes.subarray(0, list?.from);
  let after = bytes.subarray(bytes.length);
  let count = 0;
  if (list) {
    let at = list.from;
    while (bytes[at] !== CLOSES_LIST) {
      const end = at + endOfElement(bytes.subarray(at, at + MAX_ELEMENT_BYTES), 0);
      if (end >= bytes.length) throw notJson();
      if (end === at + MAX_ELEMENT_BYTES) throw tooLarge('has an entry that is longer than this route takes');
      if (count === max) throw malformed([{ pointer: `/${name}`, detail: `must have at most ${max} entries` }]);
      each(parsed(bytes.subarray(at, end), LARGE_SHAPE), count);
      count += 1;
      at = bytes[end] === COMMA ? end + 1 : end;
      if (bytes[end] === COMMA && isBlank(bytes.subarray(at, at + MAX_ELEMENT_BYTES), CLOSES_LIST)) throw notJson();
      await pause();
    }
    after = bytes.subarray(at);
  }
  if (before.length + after.length > MAX_REST_BYTES) throw tooLarge('holds more beside its list than this route takes');
  const rest = parsed(Buffer.concat([before, after]), SMALL_SHAPE);
  return { rest: rest as Record<string, unknown>, count };
}

const [QUOTE, ESCAPE, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPENS_LIST, CLOSES_LIST, OPENS_OBJECT, CLOSES_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d]);
const MAX_REST_BYTES = 64 * 2 ** 10;
/** Each is looked through without a pause. */
const MAX_ELEMENT_BYTES = 4 * 2 ** 20;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

function bytesOf(request: Request): Buffer {
  const charset = /charset\s*=\s*"?([^;"\s]+)/i.exec(request.get('content-type') ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset))
    throw new Problem('wrong-media-type', 'JSON is read in UTF-8 only.');
  const body: unknown = request.body;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from('{}');
  if (!isUtf8(bytes))
    throw new Problem('bad-json', 'The body is not in UTF-8.', {
      errors: [{ pointer: '', detail: 'is not in UTF-8' }],
    });
  return bytes.subarray(0, MARK.length).equals(MARK) ? bytes.subarray(MARK.length) : bytes;
}

/** Where the list under that name begins: behind its bracket. */
function listIn(bytes: Buffer, name: string): { from: number } | undefined {
  const key = Buffer.from(JSON.stringify(name));
  let at = afterBlanks(bytes, 0);
  if (bytes[at] !== OPENS_OBJECT) return undefined;
  at = afterBlanks(bytes, at + 1);
  while (bytes[at] === QUOTE) {
    const end = endOfText(bytes, at) + 1;
    const isNamed = bytes.subarray(at, end).equals(key);
    at = afterBlanks(bytes, end);
    if (bytes[at] !== COLON) return undefined;
    at = afterBlanks(bytes, at + 1);
    if (isNamed && bytes[at] === OPENS_LIST) return { from: at + 1 };
    at = endOfElement(bytes, at);
    if (bytes[at] !== COMMA) return undefined;
    at = afterBlanks(bytes, at + 1);
  }
  return undefined;
}

/** The comma behind it, or the bracket that closes what it stands in. */
function endOfElement(bytes: Buffer, from: number): number {
  let depth = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfText(bytes, at);
    else if (byte === OPENS_LIST || byte === OPENS_OBJECT) depth += 1;
    else if (depth === 0 && (byte === COMMA || byte === CLOSES_LIST || byte === CLOSES_OBJECT)) return at;
    else if (byte === CLOSES_LIST || byte === CLOSES_OBJECT) depth -= 1;
  }
  return bytes.length;
}

function endOfText(bytes: Buffer, from: number): number {
  let at = from + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === ESCAPE ? 2 : 1;
  return at;
}

function afterBlanks(bytes: Buffer, from: number): number {
  let at = from;
  while (BLANKS.has(bytes[at] ?? 0)) at += 1;
  return at;
}

function isBlank(bytes: Buffer, until: number): boolean {
  return bytes[afterBlanks(bytes, 0)] === until;
}

function parsed(bytes: Buffer, shape: JsonShape): unknown {
  const fault = shapeFault(bytes, shape);
  if (fault !== undefined) throw tooLarge(fault);
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw notJson();
  }
}

function notJson(): Problem {
  return new Problem('bad-json', 'The body is not JSON.', { errors: [{ pointer: '', detail: 'is not JSON' }] });
}

function tooLarge(detail: string): Problem {
  return new Problem('too-large', `The body ${detail}.`, { errors: [{ pointer: '', detail }] });
}
