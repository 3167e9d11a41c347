import { inflateSync } from 'node:zlib';

/** What a PDF of pdfkit says: each text in each of its fonts, for which of them it is in is not looked up. */
export function textOfPdf(bytes: Buffer): string {
  return inFonts(bytes)
    .map((pages) => pages.join(' '))
    .join('\n');
}

/** The same page by page, in all of its fonts. */
export function pagesOfPdf(bytes: Buffer): string[] {
  const [first = [], ...more] = inFonts(bytes);
  return first.map((page, place) => [page, ...more.map((pages) => pages[place] ?? '')].join('\n'));
}

/** By font, what each page would say in it. */
function inFonts(bytes: Buffer): string[][] {
  const streams = [...bytes.toString('latin1').matchAll(/stream\n([^]*?)\nendstream/g)].map(([, data = '']) =>
    inflated(Buffer.from(data, 'latin1')),
  );
  const fonts = streams.filter((stream) => stream.includes('begincmap')).map(lettersOf);
  const written = streams.filter((stream) => /\]\s*TJ/.test(stream));
  return fonts.map((letters) => written.map((stream) => said(stream, letters)));
}

function inflated(data: Buffer): string {
  try {
    return inflateSync(data).toString('latin1');
  } catch {
    return '';
  }
}

/** From a glyph to what it stands for. */
function lettersOf(map: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, first = '', list = ''] of map.matchAll(/<(\w+)>\s*<\w+>\s*\[([^\]]*)\]/g))
    for (const [place, [, hex = '']] of [...list.matchAll(/<([\w ]*)>/g)].entries())
      letters.set(Number.parseInt(first, 16) + place, utf16(hex.replaceAll(' ', '')));
  return letters;
}

function said(stream: string, letters: Map<number, string>): string {
  return [...stream.matchAll(/\[([^\]]*)\]\s*TJ/g)]
    .map(([, parts = '']) => [...parts.matchAll(/<(\w+)>/g)].map(([, hex = '']) => hex).join(''))
    .map((hex) => (hex.match(/.{4}/g) ?? []).map((glyph) => letters.get(Number.parseInt(glyph, 16)) ?? '').join(''))
    .join(' ');
}

function utf16(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}
