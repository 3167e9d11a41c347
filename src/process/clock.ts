import { hostname } from 'node:os';
import { within } from '../primitives/within';
import { instantAt, type Instant } from '../domain/primitives/instant';
import type { Logger } from './log';
import { startFault } from './open-register';
import type { Register } from '../register';

/**
 * The clock of API and worker: the database's time, carried on between two readings by the machine's monotonic clock, which nobody can set.
 * The machine's own wall clock dates nothing; it is only compared.
 */
export interface Clock {
  now: () => Instant;
  /** How far this machine's wall clock is ahead of the database's, in milliseconds; negative if it is behind. */
  aheadMs: () => number;
  /**
   * Whether it is so far off that nothing of legal weight may be done here. Reads the database again if the machine slept or its clock was
   * set.
   */
  isOff: () => Promise<boolean>;
  /** Calls the listener now, and after each reading. */
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
  /** What runs here, in words for operators. */
  kind: 'API' | 'worker' | 'service';
  host?: HostClock;
  /** Milliseconds between two readings of the database, and between two local checks whether the machine slept or its clock was set. */
  everyMs?: { look: number; glance: number };
}

const HOST: HostClock = { wall: () => Date.now(), monotonic: () => performance.now() };
const EVERY_MS = { look: 60_000, glance: 1_000 };
const ANSWER_TIMEOUT_MS = 5_000;
/** The pause after a failed reading, even if the machine's two clocks still disagree. */
const RETRY_PAUSE_MS = 5_000;
const WARNS_AT_MS = 2_000;
const OFF_AT_MS = 30_000;
/** The wall clock drifts far less than this from the monotonic clock in a minute. */
const JUMP_MS = 1_000;
/** A reading is uncertain by half its round trip. A less certain one replaces the last only if it contradicts it. */
const EXACT_MS = 100;
const READINGS = 3;

/** @throws StartFault if the database does not answer with its time */
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
  const database = await within(ANSWER_TIMEOUT_MS, time.read());
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
  private pendingRead?: Promise<void>;
  private readAt: number;
  /** Monotonic. No reading before this, since the database did not answer. */
  private retryNotBefore = -Infinity;
  private timer?: NodeJS.Timeout;
  private wasOff = false;
  private noted?: 'off' | 'right';

  constructor(
    private readonly needs: ClockNeeds,
    private known: Reading,
  ) {
    this.host = needs.host ?? HOST;
    this.process = `${needs.kind} on ${hostname()}`;
    this.readAt = this.host.monotonic();
  }

  async started(): Promise<this> {
    const { glance: checkLocally } = this.needs.everyMs ?? EVERY_MS;
    await this.report();
    this.timer = setInterval(() => this.glance(), checkLocally).unref();
    return this;
  }

  readonly now = () => instantAt(this.nowMs());

  readonly aheadMs = () => Math.round(this.host.wall() - this.nowMs());

  readonly isOff = async () => {
    if (this.mustRead()) await this.look();
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

  private mustRead(): boolean {
    const jumped = Math.abs(this.host.wall() - this.host.monotonic() - this.known.apart) > JUMP_MS;
    return jumped && (this.pendingRead !== undefined || this.host.monotonic() >= this.retryNotBefore);
  }

  private sinceReadMs(): number {
    return this.host.monotonic() - this.readAt;
  }

  private glance(): void {
    const { look: readDatabase } = this.needs.everyMs ?? EVERY_MS;
    if (this.mustRead() || this.sinceReadMs() >= readDatabase) void this.look();
  }

  private look(): Promise<void> {
    return (this.pendingRead ??= this.readDatabaseNow().finally(() => (this.pendingRead = undefined)));
  }

  /** Never rejects: on failure the last reading stays in force. */
  private async readDatabaseNow(): Promise<void> {
    this.readAt = this.host.monotonic();
    try {
      this.adopt(await bestReading(this.needs.register, this.host));
      this.retryNotBefore = -Infinity;
    } catch (fault) {
      this.retryNotBefore = this.host.monotonic() + RETRY_PAUSE_MS;
      this.needs.log.warn({ err: fault }, 'the database did not answer with its time; the monotonic clock continues');
    }
    await this.report();
    for (const listener of this.listeners) listener();
  }

  private adopt(read: Reading): void {
    const { uncertainty, database, apart } = read;
    const reckoned = this.known.database + read.monotonic - this.known.monotonic;
    const isBetter = uncertainty <= EXACT_MS || Math.abs(database - reckoned) > uncertainty;
    this.known = isBetter ? read : { ...this.known, apart };
  }

  private async report(): Promise<void> {
    const { log } = this.needs;
    const [aheadMs, isOff] = [this.aheadMs(), this.isFarOff()];
    if (isOff) log.error({ aheadMs }, "this machine's clock is off: no commands are taken and no mail is sent here");
    else if (Math.abs(aheadMs) > WARNS_AT_MS) log.warn({ aheadMs }, "this machine's clock is not the database's");
    else if (this.wasOff) log.info({ aheadMs }, "this machine's clock is right again");
    this.wasOff = isOff;
    await this.note(aheadMs, isOff).catch((fault: unknown) =>
      log.warn({ err: fault }, 'the state of the clock could not be recorded'),
    );
  }

  /** At start a right clock is reported too: a process that died with its clock off left its report behind. */
  private async note(aheadMs: number, isOff: boolean): Promise<void> {
    const { time } = this.needs.register;
    if (isOff) await within(ANSWER_TIMEOUT_MS, time.noteOff(this.process, aheadMs));
    else if (this.noted !== 'right') await within(ANSWER_TIMEOUT_MS, time.noteRight(this.process));
    this.noted = isOff ? 'off' : 'right';
  }
}
