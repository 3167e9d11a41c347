import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../src/process/config';
import { playbookFiles } from '../../src/process/playbooks';
import { exerciseFiles, planFiles, scenarioFiles, SHIPPED_EXERCISES } from '../../src/process/exercises';
import { readScenario } from '../../src/rules/exercise';
import { readPlan } from '../../src/rules/exercise-plan';

const [FIRST = ''] = scenarioFiles.in(SHIPPED_EXERCISES);
const TEXT = readFileSync(FIRST, 'utf8');

test('six are shipped, two of each nature, each for a playbook that there is', () => {
  const all = [...scenarioFiles.all(undefined).values()];
  const natures = all.map(({ nature }) => nature).sort();
  expect(natures).toEqual(['physical', 'physical', 'privacy', 'privacy', 'security', 'security']);
  const playbooks = playbookFiles.all(undefined);
  expect(all.filter(({ playbook }) => !playbook || !playbooks.has(playbook))).toEqual([]);
});

const lineOf = (text: string, part: string) => text.slice(0, text.lastIndexOf(part)).split('\n').length;

test.each([
  ['nature: physical', 'nature: digital', 'must be one of'],
  ['    atHours: 2\n', '    atHours: 200\n', 'comes after the 72 hours'],
  ['    customer: 2', '    customer: 9', 'names customer 9 of 3'],
  ['step: declare', 'step: assess', 'stands there twice'],
  ['hours: 72', 'hour: 72', 'hours is missing'],
  ['    kind: call', '    kind: visit', 'must be one of'],
])('a fault is told with its line: %s', (right, wrong, sentence) => {
  const text = TEXT.replace(right, wrong);
  expect(text).not.toBe(TEXT);
  const read = readScenario(text);
  const faults = 'faults' in read ? read.faults : [];
  expect(faults.map((fault) => fault.sentence).join('\n')).toContain(sentence);
  if (!sentence.includes('missing')) expect(faults.map(({ line }) => line)).toContain(lineOf(text, wrong.trimStart()));
});

test('the shipped plan holds an exercise of four departments each year; what is wrong in one is told with its line', () => {
  const plans = [...planFiles.all(undefined).values()];
  expect(plans.map(({ departments }) => departments)).toEqual([['response', 'security', 'legal', 'communications']]);
  const [file = ''] = planFiles.in(join(SHIPPED_EXERCISES, 'plans'));
  const read = readPlan(readFileSync(file, 'utf8').replace('month: 3', 'month: 13'));
  expect('faults' in read && read.faults).toEqual([
    expect.objectContaining({ sentence: expect.stringContaining('month is 13') }),
  ]);
});

test('a plan that names a scenario which is not there is told before anything starts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plans-'));
  try {
    const [file = ''] = planFiles.in(join(SHIPPED_EXERCISES, 'plans'));
    const [named = ''] = [...planFiles.all(undefined).values()][0]!.scenarios;
    await writeFile(join(folder, 'yearly.yaml'), readFileSync(file, 'utf8').replace(named, 'gone'));
    expect(() => exerciseFiles({ exercisePlansFolder: folder } as Config)).toThrow(
      /The plan yearly names the scenario gone; there are: /,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});
