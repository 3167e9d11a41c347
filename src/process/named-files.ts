import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { faultLine, type FileFault } from '../rules/yaml-file';
import { ConfigFault } from './config';

type Read<One> = { one: One } | { faults: string[] };

/** Files of a folder, each called as what it holds. */
export interface NamedFiles<One> {
  /**
   * All of them, by name: the shipped ones, and a company's own, which take the place of a shipped one of the same name, or of all.
   * @throws ConfigFault with the place of each fault
   */
  all(own: string | undefined): ReadonlyMap<string, One>;
  /** One file, or what is wrong with it, a line for each fault. */
  read(file: string): Read<One>;
  /** @throws ConfigFault if the folder cannot be read */
  in(folder: string): string[];
}

interface Kind<One> {
  /** As its name is said: playbook. */
  what: string;
  shipped: string;
  /** Names a company's own folder. */
  setting: string;
  /** A company's own folder takes the place of all that is shipped. */
  instead?: boolean;
  parse: (text: string) => { one: One } | { faults: FileFault[] };
}

export function namedFiles<One extends { name: string }>({
  what,
  shipped,
  setting,
  instead = false,
  parse,
}: Kind<One>): NamedFiles<One> {
  const read = (file: string): Read<One> => {
    const parsed = parse(readFileSync(file, 'utf8'));
    if ('faults' in parsed) return { faults: parsed.faults.map((fault) => faultLine(file, fault)) };
    const { name } = parsed.one;
    const isNamed = basename(file) === `${name}.yaml`;
    return isNamed ? parsed : { faults: [`${file}:1:1: The file must be called as its ${what} is: ${name}.yaml.`] };
  };
  const filesIn = (folder: string) => yamlFiles(folder, setting);
  const all = (own: string | undefined) => {
    const folders = own === undefined ? [shipped] : instead ? [own] : [shipped, own];
    const found = folders.flatMap(filesIn).map(read);
    const faults = found.flatMap((each) => ('faults' in each ? each.faults : []));
    if (faults.length > 0) throw new ConfigFault(faults);
    return new Map(found.flatMap((each) => ('one' in each ? [[each.one.name, each.one] as const] : [])));
  };
  return { all, read, in: filesIn };
}

function yamlFiles(folder: string, setting: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => join(folder, file));
  } catch {
    throw new ConfigFault([`${setting} names a folder that cannot be read: ${folder}.`]);
  }
}
