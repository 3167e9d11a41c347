import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keyOf, type Service } from './api';

/** Of the processor, not of the clock: others at work on the machine make no difference. */
const MOST_MS = 100;

const FILE = join(tmpdir(), `tocsin-body-${process.pid}`);
afterAll(() => rmSync(FILE, { force: true }));

export interface Sent {
  what: string;
  status: number;
  method?: string;
  path: string;
  type?: string;
  body: Buffer;
  by?: string;
  key?: string;
  headers?: Record<string, string>;
}

export async function expectServed(service: Service, sent: Sent): Promise<void> {
  const { what, status, body } = sent;
  const { answer, most, turns } = await measured(service, sent);
  const size = `${(body.length / 1e6).toFixed(1)} MB`;
  process.stdout.write(`${what} (${size}): ${answer}, ${most.toFixed(0)} ms at most in one of ${turns} turns\n`);
  expect([what, answer, most <= MOST_MS]).toEqual([what, status, true]);
}

/** The processor time of the event loop's thread in its longest turn, from the first byte of a body to the answer. */
async function measured(service: Service, sent: Sent) {
  const port = (service.server.address() as AddressInfo).port;
  const answer = answered(`http://127.0.0.1:${port}${sent.path}`, sent);
  let [most, turns, isOver] = [0, -1, false];
  let before = 0;
  const turn = () => {
    // In the first one the body was written down for the sender.
    if (turns >= 0) most = Math.max(most, threadMs() - before);
    turns += 1;
    before = threadMs();
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const status = await answer.finally(() => (isOver = true));
  return { answer: status, most, turns };
}

/** As Linux counts it. */
function threadMs(): number {
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

/** It reads the answer to its end: an answer that nobody reads keeps its connection, and with that the process. */
const SENDER = `const [url, options, file] = process.argv.slice(1);
fetch(url, { ...JSON.parse(options), body: require('node:fs').readFileSync(file) })
  .then(async (answer) => { await answer.text(); process.stdout.write(String(answer.status)); });`;

/** By a process of its own, so that sending is not measured. */
async function answered(url: string, { method = 'POST', type = 'application/json', ...sent }: Sent): Promise<number> {
  const { by = 'operator', key = keyOf(by) } = sent;
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': type, ...sent.headers };
  writeFileSync(FILE, sent.body);
  const options = JSON.stringify({ method, headers });
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', SENDER, url, options, FILE]);
  return Number(stdout);
}
