import { dial, type Answer, type Envelope, type Line, type SmtpTarget } from './smtp';

/** A line is hung up after this many messages, as servers ask, or when idle for so long. */
const MESSAGES_PER_LINE = 100;
const IDLE_MS = 10_000;

type Content = () => Promise<Buffer | undefined>;

/** At most `limit` lines to one server at a time; who finds none free waits in order. */
export class Lines {
  private readonly idle = new Map<Line, NodeJS.Timeout>();
  private readonly messages = new WeakMap<Line, number>();
  private readonly waiting: (() => void)[] = [];
  private busy = 0;
  private closed = false;

  constructor(
    private readonly target: SmtpTarget,
    private readonly limit: number,
  ) {}

  /** Rejects as `Line.send` does. */
  async send(envelope: Envelope, content: Content): Promise<Answer> {
    await this.enter();
    try {
      const kept = this.takeIdle();
      if (kept) {
        const answer = await this.sendOver(kept, envelope, content);
        // The server may have dropped an idle line unheard; nothing has left over it, so a new one is tried.
        if (answer.outcome !== 'lost' || answer.handed) return answer;
      }
      return await this.sendOver(await this.fresh(), envelope, content);
    } finally {
      this.leave();
    }
  }

  /** Idle lines end now, busy ones after their message. */
  close(): void {
    this.closed = true;
    for (const line of this.idle.keys()) this.hangUp(line);
  }

  private async enter(): Promise<void> {
    if (this.busy >= this.limit) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.busy += 1;
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.busy -= 1;
  }

  private takeIdle(): Line | undefined {
    const line = [...this.idle.keys()].at(-1);
    if (line) this.forget(line);
    return line;
  }

  private async fresh(): Promise<Line> {
    const line = await dial(this.target);
    line.onEnd(() => this.forget(line));
    return line;
  }

  private async sendOver(line: Line, envelope: Envelope, content: Content): Promise<Answer> {
    const count = (this.messages.get(line) ?? 0) + 1;
    this.messages.set(line, count);
    let reusable = false;
    try {
      const answer = await line.send(envelope, content);
      const whole = answer.outcome !== 'withheld' && answer.outcome !== 'lost';
      reusable = whole && count < MESSAGES_PER_LINE && !this.closed && (await line.clear());
      return answer;
    } finally {
      if (reusable) this.keep(line);
      else line.hangUp();
    }
  }

  private keep(line: Line): void {
    this.idle.set(line, setTimeout(() => this.hangUp(line), IDLE_MS).unref());
  }

  private hangUp(line: Line): void {
    this.forget(line);
    line.hangUp();
  }

  private forget(line: Line): void {
    clearTimeout(this.idle.get(line));
    this.idle.delete(line);
  }
}
