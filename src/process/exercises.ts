import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ExerciseScenario } from '../domain/exercise/scenario';
import { readScenario } from '../rules/exercise';
import { faultLine } from '../rules/yaml-file';
import { ConfigFault } from './config';

export const SHIPPED_EXERCISES = join(__dirname, '..', '..', 'exercises');

/**
 * All scenarios of exercises, by name: the shipped ones, and a company's own, which take the place of a shipped one of the same name.
 * @throws ConfigFault with the place of each fault
 */
export function scenariosIn(own: string | undefined): ReadonlyMap<string, ExerciseScenario> {
  const read = [SHIPPED_EXERCISES, ...(own === undefined ? [] : [own])].flatMap(scenarioFilesIn).map(readScenarioFile);
  const faults = read.flatMap((one) => ('faults' in one ? one.faults : []));
  if (faults.length > 0) throw new ConfigFault(faults);
  return new Map(read.flatMap((one) => ('scenario' in one ? [[one.scenario.name, one.scenario] as const] : [])));
}

/** Of one file, what is wrong with it, a line for each fault; its name is that of its scenario. */
export function readScenarioFile(file: string): { scenario: ExerciseScenario } | { faults: string[] } {
  const read = readScenario(readFileSync(file, 'utf8'));
  if ('faults' in read) return { faults: read.faults.map((fault) => faultLine(file, fault)) };
  const { name } = read.scenario;
  const isNamed = basename(file) === `${name}.yaml`;
  return isNamed ? read : { faults: [`${file}:1:1: The file must be called as its scenario is: ${name}.yaml.`] };
}

export function scenarioFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => join(folder, file));
  } catch {
    throw new ConfigFault([`TOCSIN_EXERCISES names a folder that cannot be read: ${folder}.`]);
  }
}
