import { pino } from 'pino';
import { keepClock, type Clock } from '../src/process/clock';
import { HOUR, millisecondsOf, MINUTE } from '../src/domain/primitives/instant';
import type { Register } from '../src/register';
import { onEachRegister } from './register/registers';
import { until } from './support/town';

/** So far may a stamp be from the truth. */
const TRUE_WITHIN_MS = 2_000;
const STEPS = [-80 * HOUR, -MINUTE, -2_000, 0, 2_000, MINUTE, 80 * HOUR];

onEachRegister('the clock', (bench) => {
  const clocks: Clock[] = [];
  afterEach(() => clocks.splice(0).forEach((clock) => clock.stop()));

  /** A machine whose clock of the day can be set, and that can sleep. */
  async function machine({ ahead = 0, look = 60_000, glance = 10, register = () => bench.register.time } = {}) {
    const host = { ahead, slept: 0, noted: [] as string[], logged: [] as { level: number; aheadMs?: number }[] };
    const log = pino({}, { write: (line: string) => void host.logged.push(JSON.parse(line) as never) });
    // While it sleeps the world goes on, and its clock of the day with it.
    const own = { wall: () => Date.now() + host.ahead + host.slept, monotonic: () => performance.now() };
    const time = new Proxy({} as Register['time'], {
      get: (_, name) => {
        host.noted.push(String(name));
        if (name !== 'read') return register()[name as 'read'];
        return async () => (await register().read()) + host.slept;
      },
    });
    const clock = await keepClock({ register: { time }, log, kind: 'API', host: own, everyMs: { look, glance } });
    clocks.push(clock);
    return { host, clock };
  }
  const lie = (clock: Clock, slept = 0) => Math.abs(millisecondsOf(clock.now()) - Date.now() - slept);
  const notes = () => bench.query('select process, ahead_ms, told_at from wrong_clocks');

  test.each(STEPS)('is true on a machine whose own is %i ms ahead, and says how far', async (ahead) => {
    const { clock } = await machine({ ahead });
    expect(lie(clock)).toBeLessThan(TRUE_WITHIN_MS);
    expect(Math.abs(clock.aheadMs() - ahead)).toBeLessThan(TRUE_WITHIN_MS);
    expect(await clock.isOff()).toBe(Math.abs(ahead) >= MINUTE);
  });

  test.each(STEPS)('stays true when somebody sets the machine %i ms ahead between two looks', async (ahead) => {
    const { host, clock } = await machine({ glance: 60_000 });
    host.ahead = ahead;
    expect(lie(clock)).toBeLessThan(TRUE_WITHIN_MS);
    expect(await clock.isOff()).toBe(Math.abs(ahead) >= MINUTE);
    expect(lie(clock)).toBeLessThan(TRUE_WITHIN_MS);
  });

  test('is true again as soon as it is asked for, when the machine has slept', async () => {
    const { host, clock } = await machine({ glance: 60_000 });
    host.slept = 80 * HOUR;
    expect(lie(clock, 80 * HOUR)).toBeGreaterThan(79 * HOUR);
    expect(await clock.isOff()).toBe(false);
    expect(lie(clock, 80 * HOUR)).toBeLessThan(TRUE_WITHIN_MS);
  });

  test('notices by itself that the machine has slept, or was set', async () => {
    const { host, clock } = await machine();
    host.slept = HOUR;
    await until('it is true', () => lie(clock, HOUR) < TRUE_WITHIN_MS);
    host.ahead = HOUR;
    await until('it is off', () => host.logged.some(({ level }) => level === 50));
    expect(lie(clock, HOUR)).toBeLessThan(TRUE_WITHIN_MS);
  });

  test('warns from two seconds on, is off from half a minute on, and is right again by itself', async () => {
    const { host } = await machine({ look: 20 });
    const said = (level: number) => host.logged.filter((line) => line.level === level);
    expect(said(40)).toEqual([]);
    host.ahead = -5_000;
    await until('it warns', () => said(40).length > 0);
    expect(Math.abs(said(40)[0]!.aheadMs! + 5_000)).toBeLessThan(TRUE_WITHIN_MS);
    expect(host.noted).not.toContain('noteOff');
    host.ahead = MINUTE;
    await until('it is off', () => said(50).length > 0 && host.noted.includes('noteOff'));
    host.ahead = 0;
    await until('it is right', () => said(30).length > 0 && host.noted.at(-1) === 'read');
    expect(host.noted.lastIndexOf('noteRight')).toBeGreaterThan(host.noted.lastIndexOf('noteOff'));
  });

  test('leaves word until it is right, and only one who can tell people gets it', async () => {
    const { time } = bench.register;
    const { clock } = await machine({ ahead: -80 * HOUR });
    const [untold] = await time.claimUnreported();
    expect(untold).toMatchObject({ process: expect.stringMatching(/^API on ./), since: expect.any(String) });
    expect(Math.abs(untold!.aheadMs + 80 * HOUR)).toBeLessThan(TRUE_WITHIN_MS);
    expect(await time.claimUnreported()).toEqual([]);
    await time.noteTold(untold!.process);
    clock.stop();
    await machine();
    expect(await notes()).toEqual([]);
  });

  test('goes on by what it knew while the database is away, and does not begin without it', async () => {
    let isAway = false;
    const away = { ...bench.register.time, read: () => Promise.reject(new Error('away')) };
    const { host, clock } = await machine({ register: () => (isAway ? away : bench.register.time), look: 20 });
    isAway = true;
    await until('it was asked in vain', () => host.logged.some(({ level }) => level === 40));
    expect(lie(clock)).toBeLessThan(TRUE_WITHIN_MS);
    expect(await clock.isOff()).toBe(false);
    host.ahead = MINUTE;
    expect(await clock.isOff()).toBe(true);
    await expect(machine({ register: () => away })).rejects.toThrow('away');
  });

  test('follows a database that was set', async () => {
    let ahead = 0;
    const set = { ...bench.register.time, read: async () => (await bench.register.time.read()) + ahead };
    const { host, clock } = await machine({ register: () => set, look: 20 });
    ahead = HOUR;
    await until('it follows', () => lie(clock, HOUR) < TRUE_WITHIN_MS);
    await until('it is off', () => host.logged.some(({ level }) => level === 50));
  });
});
