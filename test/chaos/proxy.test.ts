import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Chance } from './chance';
import { Link, type Mode } from './proxy';

const chance = new Chance('proxy');
const echo = createServer({ allowHalfOpen: true }, (socket) => socket.on('error', () => undefined).pipe(socket));
let link: Link;

beforeAll(async () => {
  await once(echo.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => echo.close());
beforeEach(async () => {
  link = await Link.to((echo.address() as AddressInfo).port, chance);
});
afterEach(() => link.close());

const sent = Buffer.from(Array.from({ length: 3_000 }, () => chance.between(0, 255)));

async function heard(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

test.each<[string, Mode]>([
  ['passes', { kind: 'pass' }],
  ['delays', { kind: 'delay', milliseconds: 20 }],
  ['slices', { kind: 'slice', bytes: 40 }],
])('a link that %s brings every byte, in order, both ways, to the end', async (_name, mode) => {
  link.be(mode);
  const socket = connect(link.port, '127.0.0.1');
  socket.end(sent);
  expect((await heard(socket)).equals(sent)).toBe(true);
  expect(link.spoilt.bytes).toBe(mode.kind === 'pass' ? 0 : 2 * sent.length);
});

test.each(['there', 'back'] as const)(
  'a link held %s brings nothing until it is let go, and then everything',
  async (way) => {
    link.be({ kind: 'hold', ways: [way] });
    const socket = connect(link.port, '127.0.0.1');
    socket.end(sent);
    const hearing = heard(socket);
    expect(await Promise.race([hearing, pause(100, 'nothing')])).toBe('nothing');
    link.be({ kind: 'pass' });
    expect((await hearing).equals(sent)).toBe(true);
  },
);

test('a cut resets what is open, and whoever comes next gets through; one that refuses lets nobody through', async () => {
  const socket = connect(link.port, '127.0.0.1');
  socket.write(sent);
  await once(socket, 'data');
  link.cut();
  await expect(once(socket, 'close').then(() => undefined)).rejects.toMatchObject({ code: 'ECONNRESET' });

  const next = connect(link.port, '127.0.0.1');
  next.end(sent);
  expect((await heard(next)).equals(sent)).toBe(true);

  link.be({ kind: 'refuse' });
  await expect(heard(connect(link.port, '127.0.0.1'))).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(link.spoilt.connections).toBeGreaterThanOrEqual(2);
});

test('the same seed gives the same chance, and another one another', () => {
  const row = (seed: string) => {
    const dice = new Chance(seed);
    return Array.from({ length: 20 }, () => dice.between(1, 6));
  };
  expect(row('a 1')).toEqual(row('a 1'));
  expect(row('a 1')).not.toEqual(row('a 2'));
  expect(new Set(row('a 1')).size).toBeGreaterThan(3);
});
