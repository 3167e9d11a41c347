import { spawn } from 'node:child_process';

/** Runs Node in the place of this process, and hands on the signals that end it. @returns its exit code */
export function runNode(args, options) {
  const child = spawn(process.execPath, args, options);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on('exit', (code) => resolve(code ?? 1)));
}
