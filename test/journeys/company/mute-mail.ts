import { createServer, type AddressInfo, type Socket } from 'node:net';
import { openTown, until, type Town, type TownPlan } from '../../support/town';

/** More alerts than a worker takes up at once. */
const INCIDENTS = 130;
const AT_ONCE = 8;

class MuteServer {
  calls = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => {
    this.calls += 1;
    this.sockets.add(socket.on('error', () => undefined));
  });

  start(): Promise<string> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => {
        resolve(`smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
      });
    });
  }

  stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

/** In a company of its own, whose mail server takes calls and never speaks. */
export function aMuteMailServer(plan: TownPlan): void {
  const mute = new MuteServer();
  let town: Town;
  beforeAll(async () => {
    const url = await mute.start();
    town = await openTown({ ...plan, settings: { SMTP_URL: url, SENDER_NAME: 'sample' } });
  });
  afterAll(async () => {
    await mute.stop();
    await town.close();
  });

  test('holds up the alerts alone, however many they are', async () => {
    const ids = new Set<string>();
    const reporting = async () => {
      for (let each = 0; each < INCIDENTS / AT_ONCE; each += 1) ids.add(await reported(town));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, reporting));
    await until('the register has all incidents', async () => (await listed(town)) >= ids.size);

    const [last = ''] = [...ids].slice(-1);
    await town.tell.say(last, 'responder', 'note-progress', { text: 'The recipient was asked.' });
    await until('the register has the command too', async () => (await commands(town, last)).includes('note-progress'));
    expect((await town.tell.see(last)).owed).toContainEqual(expect.objectContaining({ kind: 'alert' }));
    expect(mute.calls).toBeGreaterThan(0);
  }, 120_000);
}

function reported({ tell }: Town): Promise<string> {
  return tell.report({
    channel: 'staff',
    seen: 'A list of customers was mailed to a stranger.',
    detectedAt: tell.hoursAgo(1),
  });
}

async function listed({ all }: Town): Promise<number> {
  return (await all('/incidents')).length;
}

async function commands({ all }: Town, id: string): Promise<string[]> {
  return (await all<{ command: string }>(`/incidents/${id}/timeline`)).map(({ command }) => command);
}
