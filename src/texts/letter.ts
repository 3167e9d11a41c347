/*
 * What a template writes, line by line: `^` head of the letter, `#` title, `##` heading, `> title :: text` what to do first, `| label :: value`
 * a row, `@ words :: address` a link, `-` an item, `~` fine print, else a paragraph. `?name` or `?!name` before a row: only where the recipient has that value, or has not.
 */
export type LetterPart =
  | { kind: 'head' | 'title' | 'heading' | 'paragraph' | 'item' | 'fine'; text: string }
  | { kind: 'callout' | 'link'; label: string; text: string }
  | { kind: 'row'; label: string; text: string; when?: Condition };

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

export function lettersParts(rendered: string): LetterPart[] {
  const parts: LetterPart[] = [];
  let goesOn = false;
  for (const line of rendered.split('\n').map((one) => one.trim())) {
    const part = line === '' ? undefined : partOf(line);
    const last = parts.at(-1);
    if (part?.kind === 'paragraph' && goesOn && last?.kind === 'paragraph') last.text += ` ${part.text}`;
    else if (part) parts.push(part);
    goesOn = part?.kind === 'paragraph';
  }
  return parts;
}

function partOf(line: string): LetterPart {
  const row = /^(?:\?(!?)\u0002?([A-Za-z]+)\s*)?\| (.*?) :: (.*)$/.exec(line);
  if (row) {
    const [, not, name, label = '', text = ''] = row;
    return {
      ...{ kind: 'row', label: plain(label), text: plain(text) },
      ...(name !== undefined && { when: { name, present: not !== '!' } }),
    };
  }
  const named = /^([>@]) (.*?) :: (.*)$/.exec(line);
  if (named)
    return {
      kind: named[1] === '>' ? 'callout' : 'link',
      ...{ label: plain(named[2] ?? ''), text: plain(named[3] ?? '') },
    };
  const mark = MARKS.find(([begin]) => line.startsWith(begin));
  return mark ? { kind: mark[1], text: plain(line.slice(mark[0].length)) } : { kind: 'paragraph', text: plain(line) };
}

function plain(text: string): string {
  return text.replaceAll(VALUE, '').replaceAll(BREAK, '\n').trim();
}
