import { hostname } from 'node:os';
import { within } from '../primitives/within';
import { instantAt, type Instant } from '../domain/primitives/instant';
import type { Logger } from './log';
import { startFault } from './open-register';
import type { Register } from '../register';

/**
 * The clock of API and worker: the database's, carried on between two readings by the machine's monotonic clock, which nobody can set.
 * The machine's own clock of the day dates nothing. It is only compared.
 */
export interface Clock {
  now: () => Instant;
  /** How far this machine's own clock is ahead of the database's, in milliseconds; below zero it is behind. */
  aheadMs: () => number;
  /** Whether that is so far that nothing of legal weight is done here. A machine that slept or was set is looked at again. */
  isOff: () => Promise<boolean>;
  /** Calls it now, and after each look. */
  atEachLook: (listener: () => void) => void;
  stop: () => void;
}

/** Milliseconds. Anybody can set `wall`; `monotonic` stands still while the machine is suspended. */
export interface HostClock {
  wall: () => number;
  monotonic: () => number;
}

export interface ClockNeeds {
  register: Pick<Register, 'time'>;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** What runs here, as operators know it. */
  kind: 'API' | 'worker' | 'service';
  host?: HostClock;
  /** Milliseconds between two looks, and between two glances at whether the machine slept or was set. */
  everyMs?: { look: number; glance: number };
}

const HOST: HostClock = { wall: () => Date.now(), monotonic: () => performance.now() };
const EVERY_MS = { look: 60_000, glance: 1_000 };
const ANSWERS_WITHIN_MS = 5_000;
/** After a failure, even if the two clocks of the machine still disagree. */
const ASKED_AGAIN_AFTER_MS = 5_000;
const WARNS_AT_MS = 2_000;
const OFF_AT_MS = 30_000;
/** Drift between wall and monotonic clock in a minute is far below this. */
const JUMP_MS = 1_000;
/** A reading is uncertain by half its round trip. A less certain one counts only if it contradicts the anchor. */
const EXACT_MS = 100;
const READINGS = 3;

/** @throws StartFault if the database does not say its time */
export async function keepClock(needs: ClockNeeds): Promise<Clock> {
  try {
    return await new DatabaseClock(needs, await bestReading(needs.register, needs.host ?? HOST)).started();
  } catch (fault) {
    throw startFault(fault);
  }
}

interface Reading {
  database: number;
  monotonic: number;
  /** Wall clock minus monotonic clock. */
  apart: number;
  uncertainty: number;
}

async function bestReading(register: ClockNeeds['register'], host: HostClock): Promise<Reading> {
  let best = await reading(register, host);
  for (let count = 1; count < READINGS && best.uncertainty > EXACT_MS; count += 1) {
    const next = await reading(register, host);
    if (next.uncertainty < best.uncertainty) best = next;
  }
  return best;
}

async function reading({ time }: ClockNeeds['register'], host: HostClock): Promise<Reading> {
  const before = { wall: host.wall(), monotonic: host.monotonic() };
  const database = await within(ANSWERS_WITHIN_MS, time.read());
  const monotonic = host.monotonic();
  // Taken before the answer: a suspension in between then shows as a jump.
  const apart = before.wall - before.monotonic;
  return {
    database,
    monotonic: (before.monotonic + monotonic) / 2,
    apart,
    uncertainty: (monotonic - before.monotonic) / 2,
  };
}

class DatabaseClock implements Clock {
  private readonly host: HostClock;
  private readonly process: string;
  private readonly listeners: (() => void)[] = [];
  private looking?: Promise<void>;
  private askedAt: number;
  /** Monotonic. Set when the database did not answer. */
  private leftAloneUntil = -Infinity;
  private timer?: NodeJS.Timeout;
  private wasOff = false;
  private noted?: 'off' | 'right';

  constructor(
    private readonly needs: ClockNeeds,
    private known: Reading,
  ) {
    this.host = needs.host ?? HOST;
    this.process = `${needs.kind} on ${hostname()}`;
    this.askedAt = this.host.monotonic();
  }

  async started(): Promise<this> {
    const { glance } = this.needs.everyMs ?? EVERY_MS;
    await this.tell();
    this.timer = setInterval(() => this.glance(), glance).unref();
    return this;
  }

  readonly now = () => instantAt(this.nowMs());

  readonly aheadMs = () => Math.round(this.host.wall() - this.nowMs());

  readonly isOff = async () => {
    if (this.mustAsk()) await this.look();
    return this.isFarOff();
  };

  atEachLook(listener: () => void): void {
    this.listeners.push(listener);
    listener();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private nowMs(): number {
    return this.known.database + this.host.monotonic() - this.known.monotonic;
  }

  private isFarOff(): boolean {
    return Math.abs(this.aheadMs()) - this.known.uncertainty > OFF_AT_MS;
  }

  private mustAsk(): boolean {
    const jumped = Math.abs(this.host.wall() - this.host.monotonic() - this.known.apart) > JUMP_MS;
    return jumped && (this.looking !== undefined || this.host.monotonic() >= this.leftAloneUntil);
  }

  private sinceAsked(): number {
    return this.host.monotonic() - this.askedAt;
  }

  private glance(): void {
    const { look } = this.needs.everyMs ?? EVERY_MS;
    if (this.mustAsk() || this.sinceAsked() >= look) void this.look();
  }

  private look(): Promise<void> {
    return (this.looking ??= this.lookNow().finally(() => (this.looking = undefined)));
  }

  /** Never rejects: what was known last holds. */
  private async lookNow(): Promise<void> {
    this.askedAt = this.host.monotonic();
    try {
      this.adopt(await bestReading(this.needs.register, this.host));
      this.leftAloneUntil = -Infinity;
    } catch (fault) {
      this.leftAloneUntil = this.host.monotonic() + ASKED_AGAIN_AFTER_MS;
      this.needs.log.warn({ err: fault }, "the database did not say its time; this machine's monotonic clock goes on");
    }
    await this.tell();
    for (const listener of this.listeners) listener();
  }

  private adopt(read: Reading): void {
    const { uncertainty, database, apart } = read;
    const reckoned = this.known.database + read.monotonic - this.known.monotonic;
    const isBetter = uncertainty <= EXACT_MS || Math.abs(database - reckoned) > uncertainty;
    this.known = isBetter ? read : { ...this.known, apart };
  }

  private async tell(): Promise<void> {
    const { log } = this.needs;
    const [aheadMs, isOff] = [this.aheadMs(), this.isFarOff()];
    if (isOff) log.error({ aheadMs }, "this machine's clock is off: no commands are taken and no mail is sent here");
    else if (Math.abs(aheadMs) > WARNS_AT_MS) log.warn({ aheadMs }, "this machine's clock is not the database's");
    else if (this.wasOff) log.info({ aheadMs }, "this machine's clock is right again");
    this.wasOff = isOff;
    await this.note(aheadMs, isOff).catch((fault: unknown) => log.warn({ err: fault }, 'a clock could not be noted'));
  }

  /** That it is right is said at the start too: one that died with its clock off left word behind. */
  private async note(aheadMs: number, isOff: boolean): Promise<void> {
    const { time } = this.needs.register;
    if (isOff) await within(ANSWERS_WITHIN_MS, time.noteOff(this.process, aheadMs));
    else if (this.noted !== 'right') await within(ANSWERS_WITHIN_MS, time.noteRight(this.process));
    this.noted = isOff ? 'off' : 'right';
  }
}
