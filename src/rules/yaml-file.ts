import { LineCounter, parseDocument, type Document } from 'yaml';
import { placeOf, type Path } from './place';

export interface FileFault {
  /** From 1. */
  line: number;
  column: number;
  sentence: string;
}

export interface Unlocated {
  places: Path[];
  isOfKey?: boolean;
  sentence: string;
}

/** Beyond any file of ours; YAML could otherwise be made to unfold for a long time. */
const CHARACTERS_MAX = 200_000;

/** Reads YAML, has it judged, and tells each fault with its place: those of YAML first, and all of a kind at once. */
export function readYaml<Found extends object>(
  text: string,
  judge: (given: Record<string, unknown> | undefined) => Found | { faults: Unlocated[] },
): Found | { faults: FileFault[] } {
  if (text.length > CHARACTERS_MAX) return { faults: [at1(`The file is longer than ${CHARACTERS_MAX} characters.`)] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings].map(({ message, pos: [offset] }) => ({
    ...positionOf(lines, offset),
    sentence: `This is no YAML that can be read: ${message.replace(/\.?$/, '.')}`,
  }));
  if (faults.length > 0) return { faults: inOrder(faults) };
  const read = judge(plainValue(document));
  if (!('faults' in read)) return read;
  const located = read.faults.map(({ places, isOfKey, sentence }) => {
    return { ...positionOf(lines, placeOf(document, places, isOfKey)), sentence };
  });
  return { faults: inOrder(located) };
}

/** As compilers and editors write it: file, line and column first. */
export function faultLine(file: string, { line, column, sentence }: FileFault): string {
  return `${file}:${line}:${column}: ${sentence}`;
}

/** Aliases are resolved, as often as `yaml` allows. */
function plainValue(document: Document.Parsed): Record<string, unknown> | undefined {
  try {
    const value: unknown = document.toJS();
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function positionOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function inOrder(faults: FileFault[]): FileFault[] {
  return faults.sort((a, b) => a.line - b.line || a.column - b.column);
}

function at1(sentence: string): FileFault {
  return { line: 1, column: 1, sentence };
}
