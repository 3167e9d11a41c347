import { isUtf8 } from 'node:buffer';
import type { Request } from 'express';
import { Problem } from '../problem';

export interface Decoded {
  /** In parts; reading on fails where the bytes are not what their charset says. */
  text: Iterable<string>;
  /** As the Encoding Standard names it. */
  encoding: string;
  /** Nobody named it, and the bytes fit others, too. */
  isGuess?: true;
}

/** Five hundred rows at most, which the parser makes of it without a pause. */
const PART_BYTES = 2 ** 10;

/**
 * Reads bytes by the `charset` that came with them, else by what they are: UTF-16 by its mark or its zeros, UTF-8 if they are that, and
 * Windows-1252, which spreadsheets write by default in the west, if they are not.
 * @throws Problem wrong-media-type for a charset that nobody knows
 */
export function decoded(bytes: Buffer, request: Request): Decoded {
  const charset = /charset\s*=\s*"?([^;"\s]+)/i.exec(request.get('content-type') ?? '')?.[1];
  const encoding = charset ?? wideEncodingOf(bytes);
  if (encoding !== undefined) return decodedAs(encoding, bytes);
  return isUtf8(bytes) ? decodedAs('utf-8', bytes) : { ...decodedAs('windows-1252', bytes), isGuess: true };
}

function decodedAs(label: string, bytes: Buffer): Decoded {
  const decoder = decoderOf(label);
  return { text: partsOf(bytes, decoder), encoding: decoder.encoding };
}

function* partsOf(bytes: Buffer, decoder: ReturnType<typeof decoderOf>): Generator<string> {
  for (let at = 0; at < bytes.length; at += PART_BYTES)
    yield decoder.decode(bytes.subarray(at, at + PART_BYTES), { stream: true });
  yield decoder.decode();
}

function decoderOf(label: string) {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new Problem(
      'wrong-media-type',
      `The charset ${label.slice(0, 40)} is not known here; utf-8 and windows-1252 are.`,
    );
  }
}

/** Names are mostly ASCII, and in UTF-16 every other byte of ASCII is zero. */
const ZEROS_LEAST = 0.3;

function wideEncodingOf(bytes: Buffer): string | undefined {
  if (bytes.length < 2) return undefined;
  const mark = bytes.readUInt16BE(0);
  if (mark === 0xfffe || zerosAt(1, bytes) > ZEROS_LEAST) return 'utf-16le';
  return mark === 0xfeff || zerosAt(0, bytes) > ZEROS_LEAST ? 'utf-16be' : undefined;
}

/** The part of zeros among the bytes at even or odd places, of the first thousand. */
function zerosAt(parity: 0 | 1, bytes: Buffer): number {
  const some = bytes.subarray(0, 1_000).filter((_, place) => place % 2 === parity);
  return some.filter((byte) => byte === 0).length / Math.max(1, some.length);
}
