import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readConfig } from '../process/config';
import { complain, tell } from '../process/entry';
import { setFaults } from '../texts/check';
import { APPROVAL_FILE, readSets, type TemplateSet } from '../texts/sets';

const USAGE = `Usage: npm run templates -- <command>

  check                          says what is missing or superfluous in the letters of each language, and who has approved them
  approve LANGUAGE --by "NAME"   approves the letters of a language as they stand: from then on customers of that language get them`;

const [name = '', ...args] = process.argv.slice(2);
process.exitCode = run();

function run(): 0 | 1 {
  const folder = readConfig(undefined, []).textsFolder;
  if (name === 'check' && args.length === 0) return check(folder);
  const [language = '', option, by = ''] = args;
  if (name === 'approve' && option === '--by' && by.trim() !== '' && args.length === 3)
    return approve(folder, language, by.trim());
  if (name === '--help') return tell(USAGE);
  return complain(`Name one of these commands.\n${USAGE}`);
}

function check(folder: string): 0 | 1 {
  const sets = setsIn(folder);
  if (!sets) return 1;
  const faults = sets.flatMap((set) => setFaults(set).map((fault) => `${set.language}: ${fault}.`));
  for (const set of sets) tell(`${set.language} ${set.words.name}: ${set.sha256.slice(0, 12)}… ${standing(set)}`);
  return faults.length > 0 ? complain(...faults) : 0;
}

function standing({ approval }: TemplateSet): string {
  return approval
    ? `approved by ${approval.by} on ${approval.on}`
    : 'not approved as it stands: its customers get English until somebody approves it';
}

function approve(folder: string, language: string, by: string): 0 | 1 {
  const set = setsIn(folder)?.find((one) => one.language === language);
  if (!set) return complain(`There are no texts in ${language} in ${folder}; see npm run templates -- check.`);
  const faults = setFaults(set);
  if (faults.length > 0) return complain(...faults.map((fault) => `${language}: ${fault}.`));
  const on = new Date().toISOString().slice(0, 10);
  writeFileSync(join(folder, language, APPROVAL_FILE), stringify({ by, on, sha256: set.sha256 }));
  return tell(`${language} is approved as it stands, by ${by}. Restart worker and API.`);
}

function setsIn(folder: string): TemplateSet[] | undefined {
  try {
    return readSets(folder);
  } catch (fault) {
    complain(fault instanceof Error ? fault.message : String(fault));
    return undefined;
  }
}
