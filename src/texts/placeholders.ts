import { CUSTOMER_FIELDS, type CustomerField } from '../domain/scope/state';
import type { Condition } from './letter';
import { writtenOut } from './time';

/** The values filled in for each delivery. A missing one shows the fallback in the approved text. */
export type Recipient = { customer: string; account: string } & Partial<
  Record<'contact' | 'timeZone' | CustomerField, string>
>;

/*
 * Placeholder 1. The approved hash covers placeholders and their fallbacks, so their positions and the text around them are approved.
 * Placeholder 2. What the team or a customer wrote never acts as one: `{{` is broken up in it, and values are filled in by one pass.
 * Placeholder 3. `{{#name}}…{{/name}}` stands only where the recipient has that value, `{{^name}}…{{/name}}` only where not; several names, parted by `|`, where it has all, or lacks one.
 * Placeholder 4. `{{at|language|joiner|hours|instant}}` is an instant, written out in the recipient's time zone beside UTC.
 */
/** Between names that hold together. */
export const EACH = '|';
const NAMES = ['customer', 'account', 'contact', ...CUSTOMER_FIELDS].join('|');
const SECTION = new RegExp(String.raw`\{\{([#^])((?:${NAMES})(?:\|(?:${NAMES}))*)\}\}([\s\S]*?)\{\{/\2\}\}`, 'g');
const PLACEHOLDER = new RegExp(
  String.raw`\{\{(?:(link)|(${NAMES})(?:\|([^{}|]*))?|at\|([\w-]+)\|([^{}|]*)\|([^{}|]*)\|([\dT:.Z-]+))\}\}`,
  'g',
);

/** Of an approved text: words that are the same for everybody, or the place of what is one recipient's own. */
export type Piece = string | Value | Section;
type Value =
  | { name: keyof Recipient; fallback: string }
  | { language: string; joiner: string; hours: string; instant: string }
  | { link: true };
interface Section {
  names: (keyof Recipient)[];
  present: boolean;
  inner: (string | Value)[];
}

/** Also with the address of their own page, which stays a place as long as it is not known. */
export type Addressee = Recipient & { link?: string };

export function whenPresent(when: Condition | undefined, text: string): string {
  return when ? `{{${when.present ? '#' : '^'}${when.name}}}${text}{{/${when.name}}}` : text;
}

type Writing = (text: string) => string;

/** `written`: how a value looks in the medium. `around`: how the words around the values do, where they are not as the template has them. */
export function filling(template: string, written: Writing, around?: Writing): (recipient: Recipient) => string {
  const pieces = piecesOf(template);
  const readBy = reader(around ? pieces.map((piece) => rewritten(piece, around)) : pieces, '');
  return (recipient) =>
    readBy(recipient)
      .map((piece) => (typeof piece === 'string' ? piece : wordsOf(piece, recipient, written)))
      .join('');
}

function rewritten(piece: Piece, around: Writing): Piece {
  if (isSection(piece)) return { ...piece, inner: piece.inner.map((one) => rewrittenValue(one, around)) };
  return rewrittenValue(piece, around);
}

function rewrittenValue(piece: string | Value, around: Writing): string | Value {
  if (typeof piece === 'string') return around(piece);
  return 'fallback' in piece ? { ...piece, fallback: around(piece.fallback) } : piece;
}

export function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { index, 0: whole, 1: mark, 2: name = '', 3: inner = '' } of template.matchAll(SECTION)) {
    pieces.push(...valuesIn(template.slice(from, index)));
    pieces.push({ names: namesIn(name), present: mark === '#', inner: valuesIn(inner) });
    from = index + whole.length;
  }
  return [...pieces, ...valuesIn(template.slice(from))];
}

function namesIn(names: string): (keyof Recipient)[] {
  return names.split(EACH) as (keyof Recipient)[];
}

function valuesIn(text: string): (string | Value)[] {
  const pieces: (string | Value)[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    pieces.push(text.slice(from, match.index), valueIn(match));
    from = match.index + match[0].length;
  }
  return [...pieces, text.slice(from)];
}

function valueIn([
  ,
  link,
  name,
  fallback = '',
  language = '',
  joiner = '',
  hours = '',
  instant = '',
]: RegExpMatchArray) {
  if (link !== undefined) return { link: true as const };
  return name === undefined ? { language, joiner, hours, instant } : { name: name as keyof Recipient, fallback };
}

/** What a recipient reads. Words that follow on each other are joined, once for all who have the same values. */
export function reader(pieces: readonly Piece[], joint: string): (recipient: Recipient) => readonly (string | Value)[] {
  const names = [...new Set(pieces.flatMap((piece) => (isSection(piece) ? piece.names : [])))];
  const known = new Map<string, (string | Value)[]>();
  return (recipient) => {
    const key = names.map((name) => (recipient[name] ? '+' : '-')).join('');
    const read = known.get(key) ?? joined(readBy(pieces, recipient), joint);
    known.set(key, read);
    return read;
  };
}

function readBy(pieces: readonly Piece[], recipient: Recipient): (string | Value)[] {
  return pieces.flatMap((piece) => {
    if (!isSection(piece)) return [piece];
    return piece.names.every((name) => recipient[name]) === piece.present ? piece.inner : [];
  });
}

function isSection(piece: Piece): piece is Section {
  return typeof piece === 'object' && 'inner' in piece;
}

function joined(pieces: readonly (string | Value)[], joint: string): (string | Value)[] {
  const read: (string | Value)[] = [];
  for (const piece of pieces) {
    const last = read.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') read[read.length - 1] = last + joint + piece;
    else read.push(piece);
  }
  return read;
}

export function wordsOf(value: Value, recipient: Addressee, written: (value: string) => string): string {
  if ('link' in value) return recipient.link === undefined ? LINK : written(recipient.link);
  if ('name' in value) return written(recipient[value.name] ?? '') || value.fallback;
  return written(writtenOut(value.instant, { ...value, timeZone: recipient.timeZone }));
}

export const LINK = '{{link}}';

/** A customer's own value in the place of the one for all, so that the two never contradict each other. */
export function ownOr(field: CustomerField, forAll: string): string {
  return `{{^${field}}}${forAll}{{/${field}}}{{${field}}}`;
}

/** Of an instant that each reader sees in their own time zone. */
export function atPlaceholder(instant: string, language: string, time: { joiner: string; hours: string }): string {
  return `{{at|${language}|${time.joiner}|${time.hours}|${instant}}}`;
}
