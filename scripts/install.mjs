import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache.mjs';
import { onPath, run } from './processes.mjs';
import { Fault, patiently, say, stopwatch } from './say.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

const modules = join(root, 'node_modules');
const inCi = Boolean(process.env['CI']);
const oldest = [20, 19];

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new Fault(
    `This is Node ${process.versions.node}; Tocsin needs ${oldest.join('.')} or newer: install it from your system or nodejs.org.`,
  );
}

/** `npm ci`, if what is installed is not what package-lock.json says. */
export async function ensureInstalled() {
  if (isInstalled() || (inCi && (await takeKept()))) return;
  say('Installing packages (npm ci, no install scripts) …');
  const elapsed = stopwatch();
  const args = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await patiently('npm ci', () => npm(args));
  if (code !== 0) {
    throw new Fault(
      `The packages cannot be installed (${npmReason(output)}): see that npm reaches its registry, then start again.`,
    );
  }
  say(`  packages installed in ${elapsed()}`);
  if (inCi) await keep();
}

/** Where nobody edits packages, the clones of one machine share the files of one lock file's by hard links. */
async function takeKept() {
  const kept = join(keptFolder(), hashOfLock());
  rmSync(modules, { recursive: true, force: true });
  return existsSync(kept) && (await linked(kept, modules)) && isInstalled();
}

async function keep() {
  const folder = keptFolder();
  for (const older of readdirSync(folder)) rmSync(join(folder, older), { recursive: true, force: true });
  if (!(await linked(modules, join(folder, hashOfLock())))) rmSync(folder, { recursive: true, force: true });
}

async function linked(from, to) {
  const unfinished = `${to}.${process.pid}`;
  const { code } = await run('cp', ['-al', from, unfinished]);
  if (code === 0) renameSync(unfinished, to);
  else rmSync(unfinished, { recursive: true, force: true });
  return code === 0;
}

function keptFolder() {
  return cacheFolder('node_modules');
}

function hashOfLock() {
  const { platform, arch, version } = process;
  const hash = createHash('sha256').update([platform, arch, version].join());
  return hash
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
    .slice(0, 16);
}

/** npm keeps in node_modules a list of what it put there, written last: an install that broke off has none. */
function isInstalled() {
  const list = join(modules, '.package-lock.json');
  if (!existsSync(list)) return false;
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const present = packagesIn(list);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    const there = present[path];
    return path === '' || (there ? there.version === version : optional);
  });
}

function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function npm(args) {
  const runByNpm = process.env['npm_execpath'];
  if (runByNpm) return run(process.execPath, [runByNpm, ...args], { cwd: root });
  return run(onPath('npm') ?? 'npm', args, { cwd: root });
}

function npmReason(output) {
  const lines = output.split('\n').map((line) => line.replace(/^npm error\s*/, '').trim());
  return lines.find((line) => line && !/^(code|errno|syscall) /.test(line)) ?? 'npm ci failed';
}

export function lastLine(output) {
  return (
    output
      .split('\n')
      .filter((line) => line.trim())
      .at(-1)
      ?.trim() ?? ''
  );
}
