import { Liquid } from 'liquidjs';
import type { NoticeKind } from '../domain/notices/kinds';
import type { Contents } from './contents';
import { BREAK, lettersParts, VALUE, type LetterPart } from './letter';
import type { TemplateSet } from './sets';

/** Far beyond what a letter needs; a template that loops for ever ends here. */
const LIMITS = { parseLimit: 100_000, renderLimit: 2_000, memoryLimit: 2_000_000 };

/**
 * A template sees the files of its set and the contents, by their own properties alone. Values stand as values: none begins a line as markup,
 * none breaks one.
 * @throws if the template asks for what is not there, or does not end
 */
export function partsOf(set: TemplateSet, kind: NoticeKind, contents: Contents): LetterPart[] {
  return lettersParts(engineOf(set).renderFileSync(kind, contents) as string);
}

export function engineOf({ files }: TemplateSet): Liquid {
  return new Liquid({
    templates: { ...files },
    ...{ ownPropertyOnly: true, strictVariables: true, strictFilters: true, dynamicPartials: true },
    ...{ jekyllInclude: false, extname: '.liquid', timezoneOffset: 0 },
    ...LIMITS,
    outputEscape: (value: unknown) => `${VALUE}${textOf(value).replace(/\n/g, BREAK)}`,
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
