import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Playbook } from '../domain/tasks/state';
import { readPlaybook } from '../rules/playbook';
import { faultLine } from '../rules/yaml-file';
import { ConfigFault } from './config';

export const SHIPPED_PLAYBOOKS = join(__dirname, '..', '..', 'playbooks');

/**
 * All playbooks, by name: the shipped ones, and a company's own, which take the place of a shipped one of the same name.
 * @throws ConfigFault with the place of each fault
 */
export function playbooksIn(own: string | undefined): ReadonlyMap<string, Playbook> {
  const read = [SHIPPED_PLAYBOOKS, ...(own === undefined ? [] : [own])].flatMap(filesIn).map(readFile);
  const faults = read.flatMap((one) => ('faults' in one ? one.faults : []));
  if (faults.length > 0) throw new ConfigFault(faults);
  return new Map(read.flatMap((one) => ('playbook' in one ? [[one.playbook.name, one.playbook] as const] : [])));
}

/** Of one file, what is wrong with it, a line for each fault; its name is that of its playbook. */
export function readFile(file: string): { playbook: Playbook } | { faults: string[] } {
  const read = readPlaybook(readFileSync(file, 'utf8'));
  if ('faults' in read) return { faults: read.faults.map((fault) => faultLine(file, fault)) };
  const { name } = read.playbook;
  const isNamed = basename(file) === `${name}.yaml`;
  return isNamed ? read : { faults: [`${file}:1:1: The file must be called as its playbook is: ${name}.yaml.`] };
}

export function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => join(folder, file));
  } catch {
    throw new ConfigFault([`TOCSIN_PLAYBOOKS names a folder that cannot be read: ${folder}.`]);
  }
}
