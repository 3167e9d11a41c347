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
