import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHIPPED_RULES } from '../../src/domain/case/rules';
import { readRules } from '../../src/rules/read';

const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'tocsin-rules-'));
const file = join(folder, 'rules.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

test('npm run rules writes the shipped rules to a file, which is then checked, and named for what it changes', () => {
  expect(rules('print', file)).toMatchObject({ status: 0, stdout: expect.stringContaining(SHIPPED_RULES.version) });
  const text = readFileSync(file, 'utf8');
  expect(readRules(text)).toMatchObject({ rules: SHIPPED_RULES });
  expect(rules('print').stdout).toBe(text);
  expect(rules('print', file)).toMatchObject({ status: 1, stderr: expect.stringContaining('Name a new file') });
  expect(readFileSync(file, 'utf8')).toBe(text);

  const own = text.replace(/^version:.*$/m, 'version: acme-2027-01').replace('triageHours: 4', 'triageHours: 2');
  writeFileSync(file, own);
  expect(rules('check', file)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('rules acme-2027-01, from 2026-11-29, based on 2026-12.1. It changes triageHours.'),
  });
});

test('of a file with faults it tells each with file, line and column, and ends with 1', () => {
  writeFileSync(
    file,
    'version: acme\neffectiveFrom: 2027-01-01\nsource: x\nbasedOn: 2026-12.1\ntriageHours: 99\nbogus: 1\n',
  );
  const { status, stdout, stderr } = rules('check', file);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toEqual([
    `tocsin: ${file}:5:14: triageHours is 99; it must be at most 24.`,
    expect.stringContaining(`tocsin: ${file}:6:1: There is no rule of the name bogus`),
  ]);
});

test('it says what it can do, and which file it cannot read', () => {
  expect(rules('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('check FILE') });
  for (const args of [[], ['check'], ['chek', file], ['check', file, file]])
    expect(rules(...args)).toMatchObject({ status: 1, stderr: expect.stringContaining('check FILE') });
  expect(rules('check', folder)).toMatchObject({ status: 1, stderr: expect.stringContaining('cannot be read') });
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object };
  expect(scripts).toMatchObject({ rules: 'node scripts/program.mjs rules' });
});

function rules(...args: string[]) {
  return spawnSync(process.execPath, [join(root, 'lib/operate/rules.js'), ...args], { encoding: 'utf8' });
}
