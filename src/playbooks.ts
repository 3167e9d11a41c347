import { say } from './process/entry';
import { filesIn, readFile, SHIPPED_PLAYBOOKS } from './process/playbooks';

const USAGE = `Usage: node lib/playbooks.js check [FILE ...]

  check [FILE ...]  says where each fault of these playbooks lies, or of the shipped ones; changes nothing`;

const [name = '', ...files] = process.argv.slice(2);
process.exitCode = run();

function run(): 0 | 1 {
  if (name !== 'check') return complain([USAGE]);
  const faults = (files.length > 0 ? files : filesIn(SHIPPED_PLAYBOOKS)).flatMap(checked);
  return faults.length > 0 ? complain(faults) : 0;
}

function checked(file: string): string[] {
  try {
    const read = readFile(file);
    if ('faults' in read) return read.faults;
    const { playbook } = read;
    process.stdout.write(
      `${file} is valid: ${playbook.name}, version ${playbook.version}, ${playbook.steps.length} steps.\n`,
    );
    return [];
  } catch {
    return [`${file} cannot be read: check that it is there and may be read.`];
  }
}

function complain(lines: string[]): 1 {
  for (const line of lines) say(`tocsin: ${line}`);
  return 1;
}
