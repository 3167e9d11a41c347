import { complain, tell } from './entry';
import type { NamedFiles } from './named-files';

interface Check<One> {
  usage: string;
  files: NamedFiles<One>;
  shipped: string;
  /** What of it shows that it was read. */
  summary: (one: One) => string;
}

/** The program that says where each fault of such files lies, those that it is given or the shipped ones. */
export function checkFiles<One>({ usage, files, shipped, summary }: Check<One>, args = process.argv.slice(2)): 0 | 1 {
  const [name = '', ...given] = args;
  if (name !== 'check') return complain(usage);
  const faults = (given.length > 0 ? given : files.in(shipped)).flatMap((file) => faultsIn(file));
  return faults.length > 0 ? complain(...faults) : 0;

  function faultsIn(file: string): string[] {
    try {
      const read = files.read(file);
      if ('faults' in read) return read.faults;
      tell(`${file} is valid: ${summary(read.one)}.`);
      return [];
    } catch {
      return [`${file} cannot be read: check that it is there and may be read.`];
    }
  }
}
