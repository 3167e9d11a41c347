import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

/** The files whose breach would cost a deadline, a customer or an answer. */
const CORE = [
  'src/workflows/shell.ts',
  'src/workflows/doors.ts',
  'src/workflows/backlog.ts',
  'src/workflows/discharge.ts',
  'src/activities/alerts/alert.ts',
  'src/activities/delivery/deliver.ts',
  'src/register/scope/told.ts',
  'src/domain/evolve.ts',
  'src/codec/codec.ts',
];

const numbersIn = (text: string) => [...text.matchAll(/^ \* (\w+ \d+)\. /gm)].map(([, number]) => number!);

test.each(CORE)('%s opens with numbered invariants, and a test names each', (path) => {
  const own = numbersIn(textOf(path));
  expect(own.length).toBeGreaterThan(0);
  const named = testFiles().flatMap((file) => [...textOf(file).matchAll(/\(((?:\w+ \d+(?:, )?)+)\)['"]/g)]);
  const numbers = new Set(named.flatMap(([, list]) => list!.split(', ')));
  expect(own.filter((number) => !numbers.has(number))).toEqual([]);
});

function testFiles(): string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join('test', file));
}
