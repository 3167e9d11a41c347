import type { LetterPart } from './letter';
import { whenPresent } from './placeholders';

/** Of equal worth to the HTML: the same words in the same order. */
export function letterText(parts: readonly LetterPart[], colon: string): string {
  const pieces = parts.map((part, place) => pieceOf(part, parts[place + 1], colon));
  return `${pieces.join('').trimEnd()}\n`;
}

/** Rows and items of one list stand together. What a recipient has no value for goes with its line end. */
function pieceOf(part: LetterPart, next: LetterPart | undefined, colon: string): string {
  const [isListed, isLast] = [part.kind === 'row' || part.kind === 'item', part.kind !== next?.kind];
  const isTight = isListed || (part.kind === 'head' && !isLast);
  const text = `${textOf(part, colon)}${isTight ? '\n' : '\n\n'}`;
  return `${whenPresent(part.when, text)}${isListed && isLast ? '\n' : ''}`;
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
    case 'link':
      return `${part.label}${colon}${part.text}`;
    case 'item':
      return `- ${part.text}`;
    default:
      return part.text;
  }
}
