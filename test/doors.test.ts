import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { testInTurn } from './support/turns';

const root = join(__dirname, '..');

interface Snippet {
  file: string;
  code: string;
  typed?: true;
  onFloor?: true;
}

const at = (file: string, code: string): Snippet => ({ file, code });
const onFloor = (file: string, code: string): Snippet => ({ file, code, onFloor: true });

/** All that ESLint is asked about here: it starts once, for it takes seconds to. */
const linted: Snippet[] = [];
let verdicts: Map<Snippet, string[]> | undefined;

describe('the doors between the rooms', () => {
  const closed = [
    at('src/domain/probe.ts', "import { readFileSync } from 'node:fs'; export const a = readFileSync;"),
    at('src/domain/probe.ts', "import { z } from 'zod'; export const a = z;"),
    at('src/domain/case/acts/probe.ts', "import type { A } from '../../../contract/a'; export type B = A;"),
    onFloor('src/domain/case/probe.ts', "import { a } from './acts/a'; export const b = a;"),
    onFloor('src/domain/decide.ts', "import { a } from './scope/acts/a'; export const b = a;"),
    onFloor('src/domain/case/acts/probe.ts', "import { a } from '../../scope/acts/a'; export const b = a;"),
    onFloor('src/domain/case/acts/probe.ts', "import type { A } from '../../evolve'; export type B = A;"),
    onFloor('src/domain/alerts/probe.ts', "import { a } from '../commands'; export const b = a;"),
    at('src/contract/probe.ts', "import { a } from '../register/a'; export const b = a;"),
    at('src/workflows/probe.ts', "import { Client } from '@temporalio/client'; export const a = Client;"),
    at('src/workflows/probe.ts', "import { Worker } from '@temporalio/worker'; export const a = Worker;"),
    at('src/workflows/probe.ts', "import { log } from '@temporalio/activity'; export const a = log;"),
    at('src/workflows/probe.ts', "import { createHash } from 'node:crypto'; export const a = createHash;"),
    at('src/workflows/probe.ts', "import { a } from '../activities/a'; export const b = a;"),
    at('src/workflows/probe.ts', "import { a } from '../contract/a'; export const b = a;"),
    at('src/workflows/probe.ts', "import { z } from 'zod'; export const a = z;"),
    at('src/activities/channels/probe.ts', "import { a } from '../../workflows/a'; export const b = a;"),
    at('src/activities/probe.ts', "import { a } from '../api/a'; export const b = a;"),
    at('src/register/probe.ts', "import { a } from '../contract/a'; export const b = a;"),
    at('src/register/database/migrations/probe.ts', "import { a } from '../schema'; export const b = a;"),
    at('src/api/probe.ts', "import { a } from '../workflows/incident'; export const b = a;"),
    at('src/api/probe.ts', "import { a } from '../activities/a'; export const b = a;"),
    at('src/api/probe.ts', "import { Pool } from 'pg'; export const a = Pool;"),
    at('src/api/probe.ts', "import { a } from '../process/config'; export const b = a;"),
    at('src/operate/probe.ts', "import { a } from '../process/config'; export const b = a;"),
    at('src/operate/probe.ts', "import { a } from '../activities/deliver'; export const b = a;"),
    at('src/console/probe.ts', "import { a } from '../contract/a'; export const b = a;"),
    onFloor('src/console/features/board/probe.ts', "import { a } from '../incident/a'; export const b = a;"),
    onFloor('src/console/features/board/probe.ts', "import { a } from '../../app/a'; export const b = a;"),
    onFloor('src/console/ui/probe.ts', "import { a } from '../features/board/a'; export const b = a;"),
    at('src/demo/probe.ts', "import { a } from '../register/a'; export const b = a;"),
    at('src/web/probe.ts', "import { a } from '../register/a'; export const b = a;"),
    at('src/mailbox/probe.ts', "import { a } from '../domain/a'; export const b = a;"),
    at('src/operate/migrate.ts', "import { a } from '../worker'; export const b = a;"),
  ];
  const open = [
    at('src/domain/case/acts/probe.ts', "import { a } from '../a'; export const b = a;"),
    at('src/domain/case/acts/probe.ts', "import { a } from '../../scope/b'; export const b = a;"),
    at('src/domain/commands.ts', "import { a } from './scope/acts/a'; export const b = a;"),
    at('src/contract/probe.ts', "import { z } from 'zod'; import { a } from '../domain/a'; export const b = [a, z];"),
    at(
      'src/workflows/probe.ts',
      "import { sleep } from '@temporalio/workflow'; import { a } from '../domain/a'; export const b = [a, sleep];",
    ),
    at('src/workflows/probe.ts', "import type { A } from '../activities/a'; export type B = A;"),
    at(
      'src/activities/channels/probe.ts',
      "import { a } from '../a'; import { b } from '../../register/a'; export const c = [a, b];",
    ),
    at(
      'src/api/probe.ts',
      "import { a } from '../workflows/messages'; import type { B } from '../workflows/incident'; export const b: B = a;",
    ),
    at('src/console/probe.ts', "import type { A } from '../contract/a'; export type B = A;"),
    at(
      'src/operate/start.ts',
      "import { a } from '../worker'; import { b } from '../process/config'; export const c = [a, b];",
    ),
  ];

  // What one lock holds and the other does not: the imports of an entry, a migration or a floor are checked in the graph, not in the file.
  const graphOnly = ({ file, onFloor }: Snippet) =>
    onFloor || file === 'src/operate/migrate.ts' || file.startsWith('src/register/database/migrations/');

  const shut = closed.filter((snippet) => !graphOnly(snippet));
  linted.push(...shut, ...open);

  testInTurn('ESLint refuses every closed door and leaves the open ones open', () => {
    const answers = lint([...shut, ...open]).map((messages) => messages.filter((m) => m.startsWith('tocsin/doors')));
    expect(shut.filter((_, place) => answers[place]!.length !== 1)).toEqual([]);
    expect(answers.slice(shut.length).flat()).toEqual([]);
  });

  testInTurn('dependency-cruiser refuses every closed door and leaves the open ones open', () => {
    const broken = cruise(numbered([...closed, ...open]));
    expect(numbered(closed).filter((snippet) => !broken.some(({ from }) => from === snippet.file))).toEqual([]);
    expect(broken.filter(({ from }) => !numbered(closed).some(({ file }) => file === from))).toEqual([]);
  });

  test('there are twenty rooms at most, and each import goes down', () => {
    const { rooms, arrows } = house();
    expect(rooms.length).toBeLessThanOrEqual(20);
    const isAbove = (room: string, standing: string[]) =>
      standing.some((other) => other !== room && arrows.has(`${room} ${other}`));
    // Floor by floor, from the ground up, what imports nothing of what still stands is taken away.
    let standing = rooms;
    let above = rooms.filter((room) => isAbove(room, rooms));
    while (above.length < standing.length) {
      standing = above;
      above = standing.filter((room) => isAbove(room, standing));
    }
    expect(standing).toEqual([]);
  });

  testInTurn('a circle of imports is refused, of shapes alone it is not', () => {
    const circle = (word: string) => [
      at('src/domain/a.ts', `${word} { B } from './b'; export class A { b?: B }`),
      at('src/domain/b.ts', `${word} { A } from './a'; export class B { a?: A }`),
    ];
    expect(cruise(circle('import')).map(({ rule }) => rule)).toContain('no cycles');
    expect(cruise(circle('import type'))).toEqual([]);
  });
});

describe('what a room may not say', () => {
  const inShell = (body: string) =>
    at('src/workflows/shell.ts', `export function f(state: unknown) { ${body} return state; }`);
  const typed = (code: string): Snippet => ({ file: 'src/api/probe.ts', code, typed: true });
  const banned: [Snippet, string][] = [
    [at('src/domain/probe.ts', 'export const a = Date.now();'), 'Time is an argument'],
    [at('src/domain/probe.ts', 'export const a = new Date();'), 'Time is an argument'],
    [at('src/domain/probe.ts', 'export const a = Date();'), 'Time is an argument'],
    [at('src/domain/probe.ts', 'export const a = Math.random();'), 'Ids and chance are arguments'],
    [at('src/domain/probe.ts', "export const a = import('node:fs');"), 'goes round the doors'],
    [at('src/workflows/probe.ts', 'export const a = new Intl.DateTimeFormat().format();'), 'pass the date'],
    [at('src/workflows/probe.ts', 'export const a = new Intl.DateTimeFormat().formatToParts();'), 'pass the date'],
    [at('src/api/probe.ts', "export const a = process.env['PORT'];"), 'reads the environment'],
    [at('src/worker.ts', 'export const a = globalThis.process.env;'), 'reads the environment'],
    [at('src/api/probe.ts', "import { env } from 'node:process'; export const a = env;"), 'reads the environment'],
    [inShell('state = 1;'), 'Only settle() assigns'],
    [inShell('[state] = [1];'), 'Only settle() assigns'],
    [inShell('({ state } = { state: 1 });'), 'Only settle() assigns'],
    [inShell('state.stage = 1;'), 'Only settle() assigns'],
    [inShell('const other = () => { state = 1; }; other();'), 'Only settle() assigns'],
    [at('src/api/probe.ts', `export function f() {\n${'f();\n'.repeat(61)}}`), 'too many lines'],
    [at('src/api/probe.ts', 'export const a = 1;\n'.repeat(401)), 'too many lines'],
    [typed('Promise.resolve(1);'), 'Promises must be awaited'],
    [typed('export const a = [1].filter(async () => true);'), 'Promise'],
    [typed("import { Server } from 'node:net'; export type A = Server;"), 'import type'],
  ];
  const allowed = [
    at('src/domain/probe.ts', 'export const a = new Date(0).toISOString();'),
    at('src/workflows/probe.ts', 'export const a = new Intl.DateTimeFormat().format(0);'),
    at('src/process/config.ts', "export const a = process.env['PORT'];"),
    inShell('function settle() { state = 1; } settle();'),
  ];

  linted.push(...banned.map(([snippet]) => snippet), ...allowed);

  test('each ban bites, and says why', () => {
    const answers = lint(banned.map(([snippet]) => snippet));
    const missed = banned.filter(([, reason], place) => !answers[place]!.some((m) => m.includes(reason)));
    expect(missed).toEqual([]);
  });

  test('what is next to a ban stays allowed', () => {
    expect(lint(allowed).flat()).toEqual([]);
  });

  test('in the domain there is no process, no timer, no network', () => {
    const names = ['process', 'setTimeout', 'fetch', 'Buffer', 'console', 'document'];
    expect(unknownInDomain(names)).toEqual(names);
  });
});

function lint(snippets: Snippet[]): string[][] {
  verdicts ??= lintedAll();
  return snippets.map((snippet) => verdicts?.get(snippet) ?? ['was not linted']);
}

function lintedAll(): Map<Snippet, string[]> {
  const { stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'support/lint.mjs')], {
    cwd: root,
    input: JSON.stringify(linted),
    encoding: 'utf8',
  });
  if (!stdout) throw new Error(stderr);
  const answers = JSON.parse(stdout) as string[][];
  return new Map(linted.map((snippet, place) => [snippet, answers[place] ?? []]));
}

/** All in one project need names of their own; entries have theirs. */
function numbered(snippets: Snippet[]): Snippet[] {
  return snippets.map(({ file, code }, place) => ({ file: file.replace('probe.ts', `probe${place}.ts`), code }));
}

/** The rules broken in a project that consists of these files and, empty, of what they import. */
function cruise(snippets: Snippet[]): { rule: string; from: string }[] {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-doors-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'tsconfig.json'), '{}');
    for (const { file, code } of snippets) for (const path of importedBy(file, code)) put(folder, path, 'export {};');
    for (const { file, code } of snippets) put(folder, file, code);
    const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [program, 'src', '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    if (!stdout) throw new Error(stderr);
    const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
    return summary.violations.map(({ from, rule }) => ({ from, rule: rule.name }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The rooms of `src`, a folder or a file with the folder of its name, and which imports which. */
function house(): { rooms: string[]; arrows: Set<string> } {
  const roomOf = (path: string) => path.split('/')[1]!.replace(/\.ts$/, '');
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join('src', file));
  const arrows = files.flatMap((file) => {
    const code = readFileSync(join(root, file), 'utf8');
    const imported = [...code.matchAll(/(?: from |import\()'(\.[^']*)'/g)].map(([, path]) =>
      join(dirname(file), path!),
    );
    return imported.map((path) => `${roomOf(file)} ${roomOf(path)}`);
  });
  return { rooms: [...new Set(files.map(roomOf))], arrows: new Set(arrows) };
}

function importedBy(file: string, code: string): string[] {
  return [...code.matchAll(/'(\.[^']*)'/g)].map(([, path]) => `${join(dirname(file), path!)}.ts`);
}

function put(folder: string, file: string, code: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), code);
}

function unknownInDomain(names: string[]): string[] {
  const config = join(root, 'src/domain/tsconfig.json');
  const parsed = ts.parseJsonConfigFileContent(
    ts.readConfigFile(config, (path) => ts.sys.readFile(path)).config,
    ts.sys,
    dirname(config),
  );
  const file = join(root, 'src/domain/probe.ts');
  const host = ts.createCompilerHost(parsed.options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (path, ...rest) =>
    path === file
      ? ts.createSourceFile(path, `export const a = [${names.join(', ')}];`, ts.ScriptTarget.ES2022)
      : read(path, ...rest);
  const program = ts.createProgram([file], parsed.options, host);
  const found = program
    .getSemanticDiagnostics()
    .map(({ messageText }) => /'(\w+)'/.exec(ts.flattenDiagnosticMessageText(messageText, ' '))?.[1]);
  return names.filter((name) => found.includes(name));
}
