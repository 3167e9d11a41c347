import type { LetterPart } from './letter';
import { whenPresent } from './placeholders';

/** Of equal worth to the HTML: the same words in the same order. */
export function letterText(parts: readonly LetterPart[], colon: string): string {
  const pieces = parts.map((part, place) => textOf(part, colon) + gapAfter(part, parts[place + 1]));
  return `${pieces.join('').trimEnd()}\n`;
}

/** Rows and items of one list stand together. A row brings its own line end, which goes with it where its recipient has no value. */
function gapAfter(part: LetterPart, next: LetterPart | undefined): string {
  const isRow = part.kind === 'row';
  if (!next) return '';
  const together =
    (part.kind === next.kind && (isRow || part.kind === 'item')) || (part.kind === 'head' && next.kind === 'head');
  if (together) return isRow ? '' : '\n';
  return isRow ? '\n' : '\n\n';
}

function textOf(part: LetterPart, colon: string): string {
  switch (part.kind) {
    case 'title':
      return `${part.text}\n${'='.repeat(part.text.length)}`;
    case 'heading':
      return `${part.text}\n${'-'.repeat(part.text.length)}`;
    case 'callout':
      return `*** ${part.label} ***\n${part.text}`;
    case 'row':
      return whenPresent(part.when, `${part.label}${colon}${part.text}\n`);
    case 'link':
      return `${part.label}${colon}${part.text}`;
    case 'item':
      return `- ${part.text}`;
    default:
      return part.text;
  }
}
