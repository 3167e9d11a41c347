/** Of each part of a mail: as much as is searched of any text. */
const PART_BYTES = 2 ** 17;
/** In all, and of how many parts: a parser reads them at one go. */
const MAIL_BYTES = 2 ** 19;
const PARTS = 1_000;

/** The beginning of each part: what a server or a person wrote stands there, and the rest is what they attached or sent back. */
export function thinned(raw: Uint8Array): Uint8Array {
  const mail = Buffer.from(raw.buffer, raw.byteOffset, raw.length);
  const kept: Buffer[] = [];
  let size = 0;
  for (let at = 0; at < mail.length && size < MAIL_BYTES && kept.length < PARTS;) {
    const end = endOfPart(mail, at);
    const part = mail.subarray(at, Math.min(end, at + PART_BYTES));
    kept.push(part);
    size += part.length;
    at = end;
  }
  return Buffer.concat(kept);
}

/** Before the line that may be a boundary: nothing else in a file that was attached begins so. */
function endOfPart(mail: Buffer, from: number): number {
  const end = mail.indexOf('\n--', from + 1);
  return end < 0 ? mail.length : end;
}
