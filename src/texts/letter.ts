/*
 * What a template writes, line by line: `^` head of the letter, `#` title, `##` heading, `> title :: text` what to do first, `| label :: value`
 * a row, `@ words :: address` a link, `-` an item, `~` fine print, else a paragraph. `?name` or `?!name` before any: only where the recipient has that value, or has not.
 */
export type LetterPart = { when?: Condition } & (
  | { kind: 'head' | 'title' | 'heading' | 'paragraph' | 'item' | 'fine'; text: string }
  | { kind: 'callout' | 'link' | 'row'; label: string; text: string }
);

export interface Condition {
  name: string;
  present: boolean;
}

/** Stands before each value in a rendered template, so that no value can begin a line as if it were markup. */
export const VALUE = '\u0002';
/** Stands for a line break within a value. */
export const BREAK = '\u2028';

const MARKS = [
  ['## ', 'heading'],
  ['# ', 'title'],
  ['^ ', 'head'],
  ['- ', 'item'],
  ['~ ', 'fine'],
] as const;
const NAMED = [
  ['>', 'callout'],
  ['@', 'link'],
  ['|', 'row'],
] as const;

export function lettersParts(rendered: string): LetterPart[] {
  const parts: LetterPart[] = [];
  let goesOn = false;
  for (const line of rendered.split('\n').map((one) => one.trim())) {
    const part = line === '' ? undefined : partOf(line);
    const last = parts.at(-1);
    const isMore = part?.kind === 'paragraph' && !part.when;
    if (isMore && goesOn && last?.kind === 'paragraph') last.text += ` ${part.text}`;
    else if (part) parts.push(part);
    goesOn = isMore;
  }
  return parts;
}

function partOf(line: string): LetterPart {
  const conditional = /^\?(!?)\u0002?([A-Za-z]+)\s*(.*)$/s.exec(line);
  if (!conditional) return markedPart(line);
  const [, not, name = '', rest = ''] = conditional;
  return { ...markedPart(rest), when: { name, present: not !== '!' } };
}

function markedPart(line: string): LetterPart {
  const [, mark = '', label = '', text = ''] = /^([>@|]) (.*?) :: (.*)$/s.exec(line) ?? [];
  const named = NAMED.find(([begin]) => begin === mark);
  if (named) return { kind: named[1], label: plain(label), text: plain(text) };
  const alone = MARKS.find(([begin]) => line.startsWith(begin));
  return alone
    ? { kind: alone[1], text: plain(line.slice(alone[0].length)) }
    : { kind: 'paragraph', text: plain(line) };
}

function plain(text: string): string {
  return text.replaceAll(VALUE, '').replaceAll(BREAK, '\n').trim();
}
