import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Kysely, sql } from 'kysely';
import type { Page } from '../../src/domain/events';
import { inFewTrips } from '../../src/register/database/one-trip';
import { postgresqlDialect } from '../../src/register/database/postgresql';
import type { Schema } from '../../src/register/database/schema';
import { openRegister, type Register } from '../../src/register';
import { newIncident, NOON, notePage, openingPage } from './stories';
import { createDatabase, databaseServer, type Database } from '../support/database';
import { gate } from '../support/gate';

const onServer = databaseServer ? describe : describe.skip;

onServer('What is written often', () => {
  let database: Database;
  let link: Awaited<ReturnType<typeof openLink>>;
  let register: Register;
  beforeAll(async () => {
    database = await createDatabase();
    link = await openLink(database.url);
    register = await openRegister({ databaseUrl: link.url });
  });
  afterAll(async () => {
    await register.close();
    await link.close();
    await database.drop();
  });

  /** Of each write to the database, whether a transaction begins and whether one is committed in it. */
  async function writesOf(act: () => Promise<unknown>) {
    link.sent.length = 0;
    await act();
    return link.sent.map((bytes) => [bytes.includes('begin'), bytes.includes('commit')]);
  }

  test('a group of ends is asked in one write, from its beginning to its commit, before anything of it is answered', async () => {
    const ended = {
      id: 'nobody',
      also: [],
      attempts: 0,
      outcome: { state: 'accepted', words: '250', at: NOON },
    } as const;
    const write = () => register.deliveries.finishAll({ incident: newIncident(), notice: 1 }, 'fence', [ended]);
    await write();
    expect(await writesOf(write)).toEqual([[true, true]]);
  });

  test('pages take two: what is there already, and what is new', async () => {
    const incident = newIncident();
    const twoTrips = [
      [true, false],
      [false, true],
    ];
    expect(await writesOf(() => register.pages.append([openingPage(incident)]))).toEqual(twoTrips);
    expect(await writesOf(() => register.pages.append([notePage(incident, 2, 'a')]))).toEqual(twoTrips);
  });

  test('what fails at its last statements is rolled back whole, and the connection serves the next', async () => {
    const incident = newIncident();
    await expect(
      register.pages.append([openingPage(incident), withoutDoor(notePage(incident, 2, 'a'))]),
    ).rejects.toThrow(/null value in column "door"/);
    expect(await register.pages.read(incident)).toEqual([]);
    expect(await register.pages.append([openingPage(incident)])).toEqual({ sequence: 1 });
  });

  /** Node ends a process in which something is rejected that nobody waits for. Jest fails this file, if that is so when it ends: the transaction never goes on. */
  test('a connection that breaks while its transaction waits for something else ends nothing else', async () => {
    const db = new Kysely<Schema>({ dialect: postgresqlDialect(link.url) });
    const broken = gate();
    void inFewTrips(db, async (trx) => {
      link.cut();
      await sql`select 1`.execute(trx).catch(broken.open);
      return await new Promise<never>(() => undefined);
    });
    await broken.opened;
  });
});

function withoutDoor(page: Page): Page {
  return { ...page, door: null as never };
}

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
  const cut = () => {
    for (const socket of sockets.splice(0)) socket.destroy();
  };
  const close = async () => {
    cut();
    server.close();
    await once(server, 'close');
  };
  return { url: url.href, sent, cut, close };
}
