import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { openRegister } from '../../src/register';
import { newIncident, NOON } from './stories';
import { createDatabase, databaseServer, type Database } from '../support/database';

const onServer = databaseServer ? describe : describe.skip;

onServer('A group of ends', () => {
  let database: Database;
  beforeAll(async () => (database = await createDatabase()));
  afterAll(() => database.drop());

  test('is asked in one write, from its beginning to its commit, before anything of it is answered', async () => {
    const link = await openLink(database.url);
    const register = await openRegister({ databaseUrl: link.url });
    const ended = {
      id: 'nobody',
      also: [],
      attempts: 0,
      outcome: { state: 'accepted', words: '250', at: NOON },
    } as const;
    const write = () => register.deliveries.finishAll({ incident: newIncident(), notice: 1 }, 'fence', [ended]);
    await write();
    link.sent.length = 0;
    await write();
    expect(link.sent.map((bytes) => [bytes.includes('begin'), bytes.includes('commit')])).toEqual([[true, true]]);
    await register.close();
    await link.close();
  });
});

/** To the database, with what goes there piece by piece. */
async function openLink(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const database = Number(url.port);
  const sent: string[] = [];
  const sockets: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(database, url.hostname);
    sockets.push(near, far);
    near.on('data', (bytes) => (sent.push(bytes.toString('latin1')), far.write(bytes)));
    far.pipe(near);
    near.on('close', () => far.destroy()).on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url.port = String((server.address() as AddressInfo).port);
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { url: url.href, sent, close };
}
