import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const entry = join(__dirname, '..', 'lib', 'process', 'entry.js');

test('a stop that is done ends with code 0, or with the code that was set before', async () => {
  expect(await stopped('async () => {}')).toEqual({ code: 0, words: '' });
  expect(await stopped('async () => {}', 'process.exitCode = 1;')).toEqual({ code: 1, words: '' });
});

test('a stop that hangs is ended hard, and says so', async () => {
  expect(await stopped('() => new Promise(() => {})')).toEqual({
    code: 1,
    words: 'tocsin: Stopping took longer than 0.3 s, and was ended hard.\n',
  });
});

test('a stop that fails says why', async () => {
  expect(await stopped(`() => Promise.reject(new Error('It is stuck.'))`)).toMatchObject({
    code: 1,
    words: expect.stringMatching(/^tocsin: It is stuck\.\n/),
  });
});

/** How a process of one entry ends that is asked to as soon as it has started. */
async function stopped(stop: string, before = ''): Promise<{ code: number; words: string }> {
  const script = `require(${JSON.stringify(entry)}).runProcess(async () => {
    setTimeout(() => process.kill(process.pid, 'SIGTERM'), 50);
    setInterval(() => {}, 1000);
    ${before}
    return ${stop};
  }, { stopsWithinMs: 300 })`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'inherit', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { code, words };
}
