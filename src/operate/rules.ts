import { readFileSync, writeFileSync } from 'node:fs';
import { SHIPPED_RULES } from '../domain/case/rules';
import { complain, tell } from '../process/entry';
import { fileOf } from '../rules/print';
import { changedKeys, faultLine, readRules } from '../rules/read';
import { baseOf } from '../rules/shipped';

const USAGE = `Usage: node lib/operate/rules.js <command>

  check FILE    says where each fault of a company's file of rules lies, or which rules it changes; changes nothing
  print [FILE]  writes the shipped rules, with what each is for, to a new file or to standard output`;

/** What each file says anew. */
const HEADER = ['version', 'effectiveFrom', 'source'];

const [name = '', file, ...rest] = process.argv.slice(2);
process.exitCode = run();

function run(): 0 | 1 {
  if (name === 'check' && file !== undefined && rest.length === 0) return check(file);
  if (name === 'print' && rest.length === 0) return print(file);
  if (name === '--help') return tell(USAGE);
  return complain(`Name one of these commands.\n${USAGE}`);
}

function check(file: string): 0 | 1 {
  const text = attempt(() => readFileSync(file, 'utf8'));
  if (text === undefined) return complain(`${file} cannot be read: check that it is there and may be read.`);
  const read = readRules(text);
  if ('faults' in read) return complain(...read.faults.map((fault) => faultLine(file, fault)));
  const { rules, basedOn } = read;
  const changed = changedKeys(baseOf(basedOn) ?? rules, rules).filter((key) => !HEADER.includes(key));
  const what = changed.length > 0 ? `It changes ${changed.join(', ')}.` : 'It changes nothing else.';
  return tell(
    `${file} is valid: rules ${rules.version}, from ${rules.effectiveFrom}, based on ${basedOn}. ${what}`,
    'Set TOCSIN_RULES to it for the API, and restart the API: incidents are then opened under these rules. Open ones adopt them by adopt-rules.',
  );
}

function print(file: string | undefined): 0 | 1 {
  const text = fileOf(SHIPPED_RULES);
  if (file === undefined) return tell(text.trimEnd());
  const written = attempt(() => {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  });
  if (!written)
    return complain(`${file} cannot be written: it may be there already, or its folder may not be. Name a new file.`);
  return tell(`${file} has the rules ${SHIPPED_RULES.version} as they are shipped.`);
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
