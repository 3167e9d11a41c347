import type { LetterPart } from './letter';
import { EACH } from './placeholders';

/** What leads into a list, or over a section, goes where its reader has a value of their own for all of it. */
export function withLeadIns(parts: readonly LetterPart[]): LetterPart[] {
  const led = parts.map((part, place) =>
    part.kind === 'paragraph'
      ? leading(
          part,
          run(parts, place, ({ kind }) => kind === 'item'),
        )
      : part,
  );
  return led.map((part, place) =>
    part.kind === 'heading'
      ? leading(
          part,
          run(led, place, ({ kind }) => !ENDS.includes(kind)),
        )
      : part,
  );
}

const ENDS = ['title', 'heading', 'callout', 'fine', 'link'];

function run(parts: readonly LetterPart[], place: number, goesOn: (part: LetterPart) => boolean): LetterPart[] {
  const rest = parts.slice(place + 1);
  const end = rest.findIndex((part) => !goesOn(part));
  return end < 0 ? rest : rest.slice(0, end);
}

/** Conditions do not stand inside each other. */
function leading(part: LetterPart, below: readonly LetterPart[]): LetterPart {
  const conditions = below.flatMap(({ when }) => (when?.present === false ? [when.name] : []));
  if (part.when || below.length === 0 || conditions.length < below.length || /\{\{[#^]/.test(part.text)) return part;
  const names = new Set(conditions.flatMap((name) => name.split(EACH)));
  return { ...part, when: { name: [...names].join(EACH), present: false } };
}
