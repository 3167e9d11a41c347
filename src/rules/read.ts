import { isDeepStrictEqual } from 'node:util';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { Rules } from '../domain/case/rules';
import { disagreementsIn } from './agreement';
import { rulesFile, type RulesFile } from './file';
import { placeOf, type Path } from './place';
import { sentenceOf, unknownKeys } from './sentences';
import { baseOf } from './shipped';

export interface RulesFault {
  /** From 1. */
  line: number;
  column: number;
  sentence: string;
}

export type Reading = { rules: Rules; basedOn: string } | { faults: RulesFault[] };

/** Beyond any file of rules; YAML could otherwise be made to unfold for a long time. */
const CHARACTERS_MAX = 200_000;

/** Reads a company's file of rules. Each fault is told with its place, and all of a kind at once: YAML, then each figure, then how they agree. */
export function readRules(text: string): Reading {
  if (text.length > CHARACTERS_MAX) return { faults: [at1(`The file is longer than ${CHARACTERS_MAX} characters.`)] };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const faults = [...document.errors, ...document.warnings].map(({ message, pos: [offset] }) => ({
    ...positionOf(lines, offset),
    sentence: `This is no YAML that can be read: ${message.replace(/\.?$/, '.')}`,
  }));
  if (faults.length > 0) return { faults: inOrder(faults) };
  const read = judged(document);
  if ('rules' in read) return read;
  const located = read.faults.map(({ places, isOfKey, sentence }) => {
    return { ...positionOf(lines, placeOf(document, places, isOfKey)), sentence };
  });
  return { faults: inOrder(located) };
}

interface Unlocated {
  places: Path[];
  isOfKey?: boolean;
  sentence: string;
}

function judged(document: Document.Parsed): { rules: Rules; basedOn: string } | { faults: Unlocated[] } {
  const given = plainValue(document);
  if (given === undefined)
    return { faults: [{ places: [[]], sentence: 'The file must be a list of rules, such as "triageHours: 4".' }] };
  const { success, data, error } = rulesFile.safeParse(given);
  if (!success)
    return { faults: [...error.issues.flatMap((issue) => sentenceOf(issue, given)), ...unknownKeys(given)] };
  const unknown = unknownKeys(given);
  if (unknown.length > 0) return { faults: unknown };
  return merged(data);
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

function merged({ basedOn, ...given }: RulesFile): { rules: Rules; basedOn: string } | { faults: Unlocated[] } {
  const base = baseOf(basedOn);
  if (!base) throw new Error(`There are no shipped rules ${basedOn}, though the shape of the file allows them.`);
  const rules: Rules = { ...base, ...given };
  const faults = [...disagreementsIn(rules, base), ...takenName(rules)];
  return faults.length > 0 ? { faults } : { rules, basedOn };
}

/** A version means the same everywhere: that of a shipped set is its own. */
function takenName(rules: Rules): Unlocated[] {
  const shipped = baseOf(rules.version);
  const changed = shipped ? changedKeys(shipped, rules) : [];
  if (changed.length === 0) return [];
  const sentence = `version ${rules.version} is that of the shipped rules, and the file changes ${changed.join(', ')}: give it a version of its own.`;
  return [{ places: [['version']], sentence }];
}

/** As compilers and editors write it: file, line and column first. */
export function faultLine(file: string, { line, column, sentence }: RulesFault): string {
  return `${file}:${line}:${column}: ${sentence}`;
}

/** Which rules are others, by name. */
export function changedKeys(before: Rules, after: Rules): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Rules)[];
  return keys.filter((key) => !isDeepStrictEqual(before[key], after[key]));
}

function positionOf(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function inOrder(faults: RulesFault[]): RulesFault[] {
  return faults.sort((a, b) => a.line - b.line || a.column - b.column);
}

function at1(sentence: string): RulesFault {
  return { line: 1, column: 1, sentence };
}
