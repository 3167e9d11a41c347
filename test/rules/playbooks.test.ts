import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playbookFiles, SHIPPED_PLAYBOOKS } from '../../src/process/playbooks';
import { readPlaybook } from '../../src/rules/playbook';

const SHIPPED = playbookFiles.in(SHIPPED_PLAYBOOKS);
const misdirected = readFileSync(
  SHIPPED.find((file) => file.endsWith('misdirected-email.yaml'))!,
  'utf8',
);

test('twelve playbooks are shipped, each under its own name', () => {
  expect([...playbookFiles.all(undefined).keys()]).toEqual([
    ...['credential-stuffing', 'lost-device', 'lost-paper', 'mailbox-takeover', 'malicious-insider'],
    ...['misconfigured-storage', 'misdirected-email', 'ransomware', 'secrets-received', 'snooping'],
    ...['sub-processor', 'wrong-deletion'],
  ]);
});

test('the insider is covert and forensic, and the misdirected mail short and shallow', () => {
  const all = playbookFiles.all(undefined);
  expect(all.get('malicious-insider')).toMatchObject({ needToKnow: true, depth: 'forensic', postMortem: 'full' });
  expect(all.get('misdirected-email')).toMatchObject({ needToKnow: false, depth: 'shallow', postMortem: 'short' });
});

const REMOVALS = ['criteria', 'triage-a', 'triage-c', 'triage-e', 'declaration', 'notification', 'post-mortem'];
test.each(REMOVALS)('one that removes %s is refused, with its line', (what) => {
  const lines = misdirected.trimEnd().split('\n').length;
  expect(readPlaybook(`${misdirected}without:\n  - ${what}\n`)).toEqual({
    faults: [{ line: lines + 2, column: 5, sentence: expect.stringMatching(/^A playbook may shorten.*cannot remove/) }],
  });
});

test.each([
  ['postMortem: short', 'postMortem: none', /cannot remove the post-mortem/],
  ['depth: shallow', 'depth: deepest', /depth is "deepest"; it must be one of shallow/],
  ['    limitHours: 1', '    limitHours: soon', /steps\[0\]\.limitHours is "soon"; it must be a number/],
  ['    role: responder', '    rule: responder', /steps\[0\] has no rule of the name rule/],
  ['id: ask-deletion', 'id: recall', /The step recall stands there twice/],
  ['depth: shallow', 'depth: [', /no YAML that can be read/],
])('of a faulty one each fault is told with its line: %s to %s', (from, to, sentence) => {
  const at = misdirected.split('\n').findIndex((text) => text.includes(from)) + 1;
  expect(at).toBeGreaterThan(0);
  const read = readPlaybook(misdirected.replace(from, to));
  const faults = 'faults' in read ? read.faults : [];
  expect(faults.map((fault) => fault.sentence).join(' ')).toMatch(sentence);
  expect(faults.some((fault) => Math.abs(fault.line - at) <= 1)).toBe(true);
});

test("a company's own file stands beside the shipped ones, or in the place of one, and nothing is built", () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-playbooks-'));
  const own = misdirected.replace('name: misdirected-email', 'name: lost-badge');
  writeFileSync(join(folder, 'lost-badge.yaml'), own);
  writeFileSync(join(folder, 'misdirected-email.yaml'), misdirected.replace('depth: shallow', 'depth: deep'));
  const all = playbookFiles.all(folder);
  expect(all.size).toBe(13);
  expect(all.get('lost-badge')).toMatchObject({ name: 'lost-badge', depth: 'shallow' });
  expect(all.get('misdirected-email')).toMatchObject({ depth: 'deep' });
  writeFileSync(join(folder, 'another-name.yaml'), own);
  expect(() => playbookFiles.all(folder)).toThrow(/another-name.yaml:1:1: The file must be called as its playbook is/);
  rmSync(folder, { recursive: true });
});
