import { isDeepStrictEqual } from 'node:util';
import type { Rules } from '../domain/case/rules';
import { disagreementsIn } from './agreement';
import { rulesFile, type RulesFile } from './file';
import { sentenceOf, unknownKeys } from './sentences';
import { baseOf } from './shipped';
import { readYaml, type FileFault, type Unlocated } from './yaml-file';

export { faultLine } from './yaml-file';

export type Reading = { rules: Rules; basedOn: string } | { faults: FileFault[] };

/** Reads a company's file of rules. Each fault is told with its place, and all of a kind at once: YAML, then each figure, then how they agree. */
export function readRules(text: string): Reading {
  return readYaml(text, judged);
}

function judged(
  given: Record<string, unknown> | undefined,
): { rules: Rules; basedOn: string } | { faults: Unlocated[] } {
  if (given === undefined)
    return { faults: [{ places: [[]], sentence: 'The file must be a list of rules, such as "triageHours: 4".' }] };
  const { success, data, error } = rulesFile.safeParse(given);
  if (!success)
    return { faults: [...error.issues.flatMap((issue) => sentenceOf(issue, given)), ...unknownKeys(given)] };
  const unknown = unknownKeys(given);
  if (unknown.length > 0) return { faults: unknown };
  return merged(data);
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

/** Which rules are others, by name. */
export function changedKeys(before: Rules, after: Rules): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Rules)[];
  return keys.filter((key) => !isDeepStrictEqual(before[key], after[key]));
}
