/** Of its JSON in UTF-8, as it travels and is stored. */
export function bytesOf(value: object): number {
  const json = JSON.stringify(value);
  if (!BEYOND_ASCII.test(json)) return json.length;
  let bytes = 0;
  for (let at = 0; at < json.length; at += 1) bytes += widthOf(json.charCodeAt(at));
  return bytes;
}

/** JSON has escapes for what stands below the blank. */
const BEYOND_ASCII = /[^ -~]/;

/** Of one UTF-16 unit: a pair of surrogates takes four bytes. */
function widthOf(unit: number): number {
  if (unit < 0x80) return 1;
  const isSurrogate = unit >= 0xd8_00 && unit < 0xe0_00;
  return unit < 0x8_00 || isSurrogate ? 2 : 3;
}
