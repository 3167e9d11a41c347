import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const page = textOf('docs/guarantees.md').replaceAll(/ +/g, ' ');

describe('docs/guarantees.md', () => {
  test('names files that are there', () => {
    const files = [...page.matchAll(/`((?:test|src|docs)\/[^`]*)`/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test('names tests that are there', () => {
    const proofs = [...page.matchAll(/`(test\/[^`]*\.ts)`: _([^_]*)_/g)].map(([, file, name]) => ({
      file: file!,
      name: name!,
    }));
    expect(proofs.length).toBeGreaterThan(15);
    expect(proofs.filter(({ file, name }) => !textOf(file).includes(name))).toEqual([]);
  });

  test('says of what is proven only before a release that it is', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| ') && line.includes('`test/release/'));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => !row.includes('before a release'))).toEqual([]);
    const inTurn = [...page.matchAll(/`(test\/[^`]*\.ts)`: _([^_]*)_/g)].filter(([, file, name]) =>
      new RegExp(`testInTurn\\(\\s*['"\`]${name!.replaceAll(/[^\w\s]/g, '.')}`).test(textOf(file!)),
    );
    expect(inTurn.map(([proof]) => proof)).toEqual([]);
  });

  test('gives each promise a proof, and shows each scenario of chaos', () => {
    const rows = page
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2);
    const promises = rows.slice(
      0,
      rows.findIndex((row) => row.startsWith('| what is killed')),
    );
    expect(promises.filter((row) => !/`test\/.*`/.test(row))).toEqual([]);
    const scenarios = [...textOf('test/chaos/scenarios.ts').matchAll(/\{ name: ['"](.*?)['"], act/g)].map(
      ([, name]) => name,
    );
    expect(scenarios.filter((name) => !page.includes(`| ${name} |`))).toEqual([]);
  });
});

describe('docs/security.md', () => {
  const security = textOf('docs/security.md').replaceAll(/ +/g, ' ');
  const promises = security.split('## Promises and tests')[1]!.split('\n## ')[0]!;
  const rows = promises
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);

  test('gives each promise a test that is there', () => {
    expect(rows.length).toBeGreaterThan(15);
    const proofs = rows.map((row) => /`(test\/[^`]*\.ts)`: _([^_]*)_/.exec(row));
    expect(rows.filter((_, index) => !proofs[index])).toEqual([]);
    const missing = proofs.filter(
      (proof) => !existsSync(join(root, proof![1]!)) || !textOf(proof![1]!).includes(proof![2]!),
    );
    expect(missing.map((proof) => proof![0])).toEqual([]);
  });

  test('says of each kind of access what it can do and what it cannot', () => {
    const table = security.split('## What an attacker can do')[1]!.split('\n## ')[0]!;
    const kinds = table.split('\n').filter((line) => line.startsWith('| **'));
    expect(kinds.length).toBeGreaterThanOrEqual(9);
    const [can, cannot] = [2, 3].map((cell) => kinds.map((kind) => kind.split('|')[cell]!.trim()));
    expect([...can!, ...cannot!].filter((words) => words.length < 20)).toEqual([]);
  });
});
