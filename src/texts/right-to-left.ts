/** Hebrew, Arabic and those beside them, with their presentation forms. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LEFT_TO_RIGHT = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u;

export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/**
 * Lines of at most that width, their words in the order in which they stand on paper, from the left. For a writer that shapes each word and
 * knows no order of words: a run of Latin words or numbers keeps its own.
 */
export function linesOnPaper(text: string, width: number, widthOf: (text: string) => number): string[] {
  return text.split('\n').flatMap((line) => wrapped(line.split(' '), width, widthOf).map(onPaper));
}

function wrapped(words: readonly string[], width: number, widthOf: (text: string) => number): string[][] {
  const lines: string[][] = [[]];
  for (const word of words) {
    const last = lines.at(-1) ?? [];
    const isFull = last.length > 0 && widthOf(onPaper([...last, word])) > width;
    if (isFull) lines.push([word]);
    else last.push(word);
  }
  return lines;
}

function onPaper(words: readonly string[]): string {
  const runs: string[][] = [];
  for (const word of words) {
    const last = runs.at(-1);
    if (last && isLatin(word) && isLatin(last[0] ?? '')) last.push(word);
    else runs.push([word]);
  }
  return spaced(runs.reverse().flat());
}

/** A word is shaped with the blank after it, which so stands at the left of one that is read from the right. */
function spaced(words: readonly string[]): string {
  return words
    .map((word, place) => {
      const next = words[place + 1];
      const isFree = isRightToLeft(word) && next !== undefined && !isRightToLeft(next);
      return `${isRightToLeft(word) ? mirrored(word) : word}${isFree ? '  ' : ' '}`;
    })
    .join('');
}

const MIRRORED: Record<string, string> = { '(': ')', ')': '(', '[': ']', ']': '[', '«': '»', '»': '«' };

function mirrored(word: string): string {
  return word.replace(/[()[\]«»]/g, (mark) => MIRRORED[mark] ?? mark);
}

function isLatin(word: string): boolean {
  return LEFT_TO_RIGHT.test(word) && !RIGHT_TO_LEFT.test(word);
}
