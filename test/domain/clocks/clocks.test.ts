import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OBLIGATION_KINDS } from '../../../src/domain/clocks/table';

const DOMAIN = join(__dirname, '../../../src/domain');
const TABLE = 'clocks/table.ts';
/** Triage is a stage, too, and a task is what an alert is about. */
const OF_ANOTHER = /stage|about(?::| [!=]==) '/i;

const sources = readdirSync(DOMAIN, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, lines: readFileSync(join(DOMAIN, file), 'utf8').split('\n') }));

test.each(OBLIGATION_KINDS)('All that is particular to %s stands in one file, and nobody else names it', (kind) => {
  const naming = sources.filter(({ lines }) =>
    lines.some((line) => line.includes(`'${kind}'`) && !OF_ANOTHER.test(line)),
  );
  const others = naming.map(({ file }) => file).filter((file) => file !== TABLE);
  expect(others).toEqual([`clocks/${kind}.ts`]);
});
