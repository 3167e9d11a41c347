import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, existsSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogOutput, onLineDropped } from '../src/process/log-output';
import { until } from './support/town';

const lib = (name: string) => JSON.stringify(join(__dirname, '..', 'lib', name));

/** Logs as many lines as it is asked to, and then says how many were dropped. */
const LOGGING = `
  const log = require(${lib('process/log.js')}).createLog('info');
  let dropped = 0;
  require(${lib('process/log-output.js')}).onLineDropped(() => (dropped += 1));
  process.on('message', (lines) => {
    for (let line = 0; line < lines; line += 1) log.info('x'.repeat(1000));
    log.fatal('the last');
    process.send(dropped);
  });`;

(existsSync('/dev/full') ? test : test.skip)(
  'a full disk under the log ends nothing, and what is lost is counted',
  async () => {
    const full = openSync('/dev/full', 'w');
    expect(await droppedOf(200, full)).toBeGreaterThan(100);
    closeSync(full);
  },
);

test('nor does a reader that has gone away', async () => {
  expect(await droppedOf(200, 'pipe')).toBeGreaterThan(100);
});

test('what was held comes when it can be written again, and then how many lines are missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-log-'));
  const path = join(folder, 'fifo');
  execFileSync('mkfifo', [path]);
  const fifo = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  let dropped = 0;
  let told = 0;
  onLineDropped(() => (dropped += 1));
  const output = createLogOutput({ fd: fifo, retryAfterMs: 10, onRecovered: (lines) => (told += lines) });
  const sent = Array.from({ length: 300 }, (_, number) => `${String(number).padStart(3)} ${'x'.repeat(1000)}\n`);
  for (const line of sent) output.write(line);
  expect(dropped).toBeGreaterThan(0);
  let read = '';
  await until('all is read that was held', () => {
    read += textIn(fifo);
    return told > 0;
  });
  expect(read + textIn(fifo)).toBe(sent.slice(0, 300 - dropped).join(''));
  expect(told).toBe(dropped);
  output.write('and on\n');
  expect(textIn(fifo)).toBe('and on\n');
  closeSync(fifo);
  rmSync(folder, { recursive: true });
});

/** Of a process of its own, with its standard output at `stdout`, or in a pipe that nobody reads. Undefined if it ended. */
async function droppedOf(lines: number, stdout: number | 'pipe'): Promise<unknown> {
  const child = spawn(process.execPath, ['-e', LOGGING], { stdio: ['ignore', stdout, 'ignore', 'ipc'] });
  child.stdout?.destroy();
  child.send(lines);
  const [answer] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [])])) as unknown[];
  child.kill();
  return answer;
}

function textIn(fifo: number): string {
  const block = Buffer.alloc(1 << 20);
  try {
    return block.toString('utf8', 0, readSync(fifo, block));
  } catch {
    return '';
  }
}
