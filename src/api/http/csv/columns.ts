import { escaped } from '../input';
import type { FaultPoint } from '../problem';

/** The columns that a route knows. */
export interface Columns {
  names: readonly string[];
  required: readonly string[];
  /** Other headings under which a column is known; several that stand together are joined by spaces. */
  synonyms?: Readonly<Record<string, readonly (string | readonly string[])[]>>;
  /** What becomes of columns that are not known. */
  others: 'ignored' | 'refused';
  /** Columns beyond those: the name of one, by its heading. */
  named?: (heading: string) => string | undefined;
}

/** What the caller says of the file's columns, by our names of them. */
export interface Mapping {
  /** The file's own heading. */
  map: ReadonlyMap<string, string>;
  /** One value for every row. */
  set: ReadonlyMap<string, string>;
}

export interface Matched {
  /** Where in a row a column's cells are; several are joined. */
  places: Map<string, number[]>;
  /** Headings of columns that were left out. */
  ignored: string[];
  missing: string[];
  faults: FaultPoint[];
}

/** Case, spaces, hyphens and accents make no difference between headings: `E-Mail` is `email`. */
export function matchColumns(heading: readonly string[], columns: Columns, { map, set }: Mapping): Matched {
  const keys = heading.map(keyOf);
  const beyond = heading.flatMap((one) => columns.named?.(one) ?? []);
  const given = [...columns.names, ...beyond].filter((name) => !set.has(name));
  const places = new Map<string, number[]>();
  for (const name of given) {
    const found = placesOf(keys, map.has(name) ? [map.get(name) ?? ''] : [name, ...(columns.synonyms?.[name] ?? [])]);
    if (found) places.set(name, found);
  }
  const used = new Set([...places.values()].flat());
  const repeated = heading.filter(
    (_, at) => !used.has(at) && keys.some((key, other) => used.has(other) && key === keys[at]),
  );
  const rest = heading.filter((name, at) => name !== '' && !used.has(at) && !repeated.includes(name));
  return {
    places,
    ignored: columns.others === 'ignored' ? rest : [],
    missing: columns.required.filter((name) => !places.has(name) && !set.has(name)),
    faults: [
      ...repeated.map((name) => inHeading(name, 'stands twice')),
      ...(columns.others === 'refused'
        ? rest.map((name) => inHeading(name, `is not known; known are: ${columns.names.join(', ')}`))
        : []),
      ...[...map.keys(), ...set.keys()]
        .filter((name) => !columns.names.includes(name) || (map.has(name) && !places.has(name)))
        .map((name) => unmapped(name, columns, map)),
    ],
  };
}

/** Known by a name of its own or by another; the first that is there wins. */
function placesOf(keys: readonly string[], names: readonly (string | readonly string[])[]): number[] | undefined {
  for (const name of names) {
    const found = [name].flat().map((one) => keys.indexOf(keyOf(one)));
    if (found.every((place) => place >= 0)) return found;
  }
  return undefined;
}

function unmapped(name: string, { names }: Columns, map: Mapping['map']): FaultPoint {
  if (!names.includes(name)) return { parameter: 'map', detail: `${name} is none of the columns: ${names.join(', ')}` };
  return { parameter: 'map', detail: `${map.get(name)}, given for ${name}, does not stand in the heading` };
}

export function inHeading(name: string, detail: string): FaultPoint {
  return { pointer: `/1/${escaped(name)}`, detail };
}

function keyOf(name: string): string {
  const key = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return key || name;
}
