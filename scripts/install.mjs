import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onPath, run } from './processes.mjs';
import { Fault, patiently, say, stopwatch } from './say.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

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
  if (isInstalled()) return;
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
}

/** npm keeps in node_modules a list of what it put there, written last: an install that broke off has none. */
function isInstalled() {
  const list = join(root, 'node_modules', '.package-lock.json');
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
