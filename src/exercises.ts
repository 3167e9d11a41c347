import { say } from './process/entry';
import { readScenarioFile, scenarioFilesIn, SHIPPED_EXERCISES } from './process/exercises';

const USAGE = `Usage: npm run exercises -- check [FILE ...]

  check [FILE ...]  says where each fault of these scenarios lies, or of the shipped ones; changes nothing`;

const [name = '', ...files] = process.argv.slice(2);
process.exitCode = run();

function run(): 0 | 1 {
  if (name !== 'check') return complain([USAGE]);
  const faults = (files.length > 0 ? files : scenarioFilesIn(SHIPPED_EXERCISES)).flatMap(checked);
  return faults.length > 0 ? complain(faults) : 0;
}

function checked(file: string): string[] {
  try {
    const read = readScenarioFile(file);
    if ('faults' in read) return read.faults;
    const { scenario } = read;
    const { injects, expected } = scenario;
    process.stdout.write(
      `${file} is valid: ${scenario.name}, version ${scenario.version}, ${scenario.nature}, ${injects.length} injects, ${expected.length} steps.\n`,
    );
    return [];
  } catch {
    return [`${file} cannot be read: check that it is there and may be read.`];
  }
}

function complain(lines: readonly string[]): 1 {
  for (const line of lines) say(`tocsin: ${line}`);
  return 1;
}
