import { join } from 'node:path';
import { loadCompany } from '../demo/company';
import { rehearse } from '../demo/rehearsal';
import { createTeller } from '../demo/teller';
import { HOUR } from '../domain/primitives/instant';
import { scenarioFiles, SHIPPED_EXERCISES } from '../process/exercises';
import { exerciseMark } from '../texts/exercise';
import { exerciseReport } from '../texts/exercise-report';

const [url = '', keysFile = '', name = '', factor = ''] = process.argv.slice(2);

/** `rehearse.js URL KEYS_FILE SCENARIO FACTOR`: plays a scenario with played people in a fresh Tocsin, and prints its progress and its report. */
void played().catch((fault: unknown) => {
  process.stderr.write(`tocsin: ${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exitCode = 1;
});

async function played(): Promise<void> {
  const read = scenarioFiles.read(join(SHIPPED_EXERCISES, `${name}.yaml`));
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  const tell = await createTeller({ url, keysFile });
  await loadCompany(tell);
  const seconds = Math.round((72 * HOUR) / Number(factor) / 1_000);
  say(`\n${exerciseMark('en')}: ${read.one.title}. 72 hours in ${seconds} s.\n`);
  const progress = (hour: number, line: string) => say(`${`${hour.toFixed(1)} h`.padStart(8)}  ${line}`);
  const view = await rehearse(tell, { scenario: read.one, factor: Number(factor), progress });
  const { items } = await tell.get<{ items: unknown[] }>(`/exercises/${view.id}/mail`);
  say(`\n${exerciseReport(view, 'en', (person) => person).text}`);
  say(`${items.length} mails were written, and none left.`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
