import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { IMPORT_COLUMNS } from '../../src/contract/customer-columns';
import { keyOf, REPORT, startService, type Service } from '../support/api';

jest.setTimeout(300_000);

/** Of the processor, not of the clock: others at work on the machine make no difference. */
const MOST_MS = 100;

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const MEGABYTE = 2 ** 20;
const filled = (line: (number: number) => string, bytes: number, from = '') => {
  const lines = [from];
  for (let size = 0, number = 1; size < bytes; number += 1) {
    const next = line(number);
    lines.push(next);
    size += next.length + 1;
  }
  return lines;
};
const contact = (n: number) => ({ id: `c-${n}-k`, name: 'Jo', email: `jo@c-${n}.example`, role: 'administrator' });
const customer = (n: number, contacts = [contact(n)]) => ({
  ...{ id: `c-${n}`, name: `Customer ${n}`, language: 'en', timeZone: 'Europe/Paris' },
  accounts: [{ id: `c-${n}-a`, kind: 'subscription', name: `Account ${n}`, product: 'portal', contacts }],
});
const rowOf = (n: number, mail = `jo@c-${n}.example`) =>
  `c-${n},Customer ${n},en,Europe/Paris,,,c-${n}-a,subscription,Account ${n},portal,c-${n}-k,Jo,${mail},administrator,`;
const HEADING = IMPORT_COLUMNS.join(',');
const rows = (count: number, mail?: string) =>
  [HEADING, ...Array.from({ length: count }, (_, n) => rowOf(n, mail))].join('\n');
const list = (customers: object[]) => JSON.stringify({ customers });

test.each<[string, number, string, string, string]>([
  [
    'a command or report',
    422,
    '/api/incidents',
    'application/json',
    JSON.stringify({ ...REPORT, seen: '"'.repeat(31_000) }),
  ],
  [
    'customers as JSON',
    200,
    '/api/customers/import',
    'application/json',
    list(Array.from({ length: 5_000 }, (_, n) => customer(n))),
  ],
  [
    'customers as JSON, each with a fault',
    422,
    '/api/customers/import',
    'application/json',
    list(Array.from({ length: 5_000 }, (_, n) => ({ ...customer(n), language: 'x'.repeat(1_400) }))),
  ],
  [
    'one customer of 5,000 contacts',
    200,
    '/api/customers/import',
    'application/json',
    list([
      customer(
        9_000,
        Array.from({ length: 5_000 }, (_, n) => contact(20_000 + n)),
      ),
    ]),
  ],
  ['customers as CSV', 200, '/api/customers/import', 'text/csv', rows(5_000)],
  ['CSV with a fault in each row', 422, '/api/customers/import', 'text/csv', rows(5_000, 'nobody'.repeat(100))],
  [
    'CSV of nothing but commas',
    422,
    '/api/customers/import',
    'text/csv',
    `${HEADING}\n${','.repeat(4 * MEGABYTE - 1_000)}`,
  ],
  [
    'CSV of nothing but short rows',
    413,
    '/api/customers/import',
    'text/csv',
    filled(() => 'a', 4 * MEGABYTE - 1_000, HEADING).join('\n'),
  ],
  [
    'CSV of one open quote',
    422,
    '/api/customers/import',
    'text/csv',
    `${HEADING}\n"${'x'.repeat(4 * MEGABYTE - 1_000)}`,
  ],
  ['nested lists', 413, '/api/customers/import', 'application/json', '['.repeat(8 * MEGABYTE - 10)],
  [
    'people as CSV',
    413,
    '/api/people',
    'text/csv',
    filled(
      (n) => `p-${n},P,p-${n}@x.example,lead,UTC,en,perhaps`,
      4 * MEGABYTE - 1_000,
      'id,name,email,roles,time_zone,language,active',
    ).join('\n'),
  ],
])('%s stalls nobody', async (what, status, path, type, body) => {
  const { answer, most, turns } = await measured(path, type, Buffer.from(body));
  process.stdout.write(
    `${what} (${body.length} bytes): ${answer}, ${most.toFixed(0)} ms at most in one of ${turns} turns\n`,
  );
  expect([what, answer, most <= MOST_MS]).toEqual([what, status, true]);
});

/** The processor time of this process in the longest turn of its event loop, from the first byte of a body to the answer. */
async function measured(path: string, type: string, body: Buffer) {
  const headers = { Authorization: `Bearer ${keyOf('operator')}`, 'Content-Type': type };
  const port = (service.server.address() as AddressInfo).port;
  let [most, turns, isOver] = [0, 0, false];
  let before = process.cpuUsage();
  const turn = () => {
    const { user, system } = process.cpuUsage(before);
    most = Math.max(most, (user + system) / 1_000);
    turns += 1;
    before = process.cpuUsage();
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const answer = await sent(`http://127.0.0.1:${port}${path}`, headers, body);
  isOver = true;
  return { answer, most, turns };
}

const SENDER = `const [url, headers, file] = process.argv.slice(1);
fetch(url, { method: 'POST', headers: JSON.parse(headers), body: require('node:fs').readFileSync(file) })
  .then((answer) => process.stdout.write(String(answer.status)));`;

/** By a process of its own, so that sending is not measured. */
async function sent(url: string, headers: object, body: Buffer): Promise<number> {
  const file = join(tmpdir(), `tocsin-stalls-${process.pid}`);
  writeFileSync(file, body);
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', SENDER, url, JSON.stringify(headers), file]);
  rmSync(file);
  return Number(stdout);
}
