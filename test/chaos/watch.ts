import { isAlive, type Program } from '../support/program';

const LOOK_EVERY_MS = 250;

/** What runs a service in production: starts anew what ended by itself, and keeps count. Who kills by intent says so first. */
export class Watch {
  /** What ended without being killed by us, in order, with the last that it said. */
  readonly ended: { name: string; said: string }[] = [];
  private readonly away = new Set<Program>();
  private timer?: NodeJS.Timeout;
  private starting = Promise.resolve();

  constructor(private readonly programs: Record<string, Program>) {}

  begin(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.starting;
  }

  /** From here on it is ours to start again. */
  leave(program: Program): void {
    this.away.add(program);
  }

  mind(program: Program): void {
    this.away.delete(program);
  }

  /** Strikes the ends of this one from the list, and says how many they were. */
  forgive(name: string): number {
    const others = this.ended.filter((one) => one.name !== name);
    const forgiven = this.ended.length - others.length;
    this.ended.splice(0, Infinity, ...others);
    return forgiven;
  }

  private look(): void {
    for (const [name, program] of Object.entries(this.programs)) {
      const pid = program.pids.at(-1);
      if (pid === undefined || this.away.has(program) || isAlive(pid)) continue;
      this.ended.push({ name, said: program.lastOutput() });
      this.away.add(program);
      this.starting = this.starting.then(() => this.revive(program));
    }
  }

  /** As a supervisor does: again and again. */
  private async revive(program: Program): Promise<void> {
    await program.start().catch(() => undefined);
    this.away.delete(program);
  }
}
