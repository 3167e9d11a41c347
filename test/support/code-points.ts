import fc from 'fast-check';

const SURROGATES = 0xd800;
const HOW_MANY_SURROGATES = 0x800;
const LAST = 0x10ffff;

/** Any character but half of one. The library's own `binary` means the same, and first fills a table of a million of them. */
export const codePoint = fc
  .integer({ min: 0, max: LAST - HOW_MANY_SURROGATES })
  .map((nth) => String.fromCodePoint(nth < SURROGATES ? nth : nth + HOW_MANY_SURROGATES));
