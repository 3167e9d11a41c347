import { dial, type Answer, type Envelope, type Line, type SmtpTarget } from './smtp';

/** A line is hung up after this many messages, as servers ask, or when idle for so long. */
const MESSAGES_PER_LINE = 100;
const IDLE_MS = 10_000;

type Content = () => Promise<Buffer | undefined>;

interface Waiter {
  to: string;
  end: (hasLine: boolean) => void;
}

/**
 * At most `limit` lines to one server at a time, and one to each address, so that an address whose mail is answered slowly delays no other.
 * Who finds none free waits in order.
 */
export class Lines {
  private readonly idle = new Map<Line, NodeJS.Timeout>();
  private readonly messages = new WeakMap<Line, number>();
  private readonly addresses = new Set<string>();
  private readonly busy = new Set<Line>();
  /** Lines whose message went unanswered for too long, oldest first. They do not count as busy any more. */
  private readonly listening = new Set<Line>();
  private waiting: Waiter[] = [];
  private closed = false;

  constructor(
    private readonly target: SmtpTarget,
    private readonly limit: number,
  ) {}

  /** `waiting`: no line was free until `giveUp` was aborted. Rejects as `Line.send` does. */
  async send(envelope: Envelope, content: Content, giveUp?: AbortSignal): Promise<Answer | { outcome: 'waiting' }> {
    // Read now: nodemailer writes into the envelope.
    const { to } = envelope;
    if (!(await this.enter(to, giveUp))) return { outcome: 'waiting' };
    try {
      const kept = this.takeIdle();
      if (kept) {
        const answer = await this.sendOver(kept, envelope, content);
        // The server may have dropped an idle line unheard; nothing has left over it, so a new one is tried.
        if (answer.outcome !== 'lost' || answer.handed || this.closed) return answer;
      }
      return await this.sendOver(await this.fresh(), envelope, content);
    } finally {
      this.leave(to);
    }
  }

  /** Idle lines end now, busy ones after their message, and nobody gets a line any more. */
  close(): void {
    this.closed = true;
    for (const line of [...this.idle.keys(), ...this.listening]) this.hangUp(line);
    for (const { end } of this.waiting.splice(0)) end(false);
  }

  /** Busy lines end now, too: a message that has left and is not answered stays unknown. */
  abandon(): void {
    this.close();
    for (const line of this.busy) line.hangUp();
  }

  private async enter(to: string, giveUp?: AbortSignal): Promise<boolean> {
    if (this.closed || giveUp?.aborted) return false;
    if (this.isFreeFor(to)) {
      this.addresses.add(to);
      return true;
    }
    let dismiss = () => {};
    const entered = new Promise<boolean>((end) => {
      const waiter = { to, end };
      this.waiting.push(waiter);
      dismiss = () => {
        this.strike(waiter);
        end(false);
      };
    });
    giveUp?.addEventListener('abort', dismiss);
    return entered.finally(() => giveUp?.removeEventListener('abort', dismiss));
  }

  private leave(to: string): void {
    this.addresses.delete(to);
    const next = this.waiting.find((waiter) => this.isFreeFor(waiter.to));
    if (!next) return;
    this.strike(next);
    this.addresses.add(next.to);
    next.end(true);
  }

  private isFreeFor(to: string): boolean {
    return this.addresses.size < this.limit && !this.addresses.has(to);
  }

  private strike(waiter: Waiter): void {
    this.waiting = this.waiting.filter((one) => one !== waiter);
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
    this.busy.add(line);
    let then = () => line.hangUp();
    try {
      const answer = await line.send(envelope, content);
      const { outcome } = answer;
      const whole = outcome !== 'withheld' && outcome !== 'lost';
      if (outcome === 'lost' && answer.later && !this.closed) {
        const { later } = answer;
        then = () => this.listen(line, later);
      } else if (whole && count < MESSAGES_PER_LINE && !this.closed && (await line.clear())) {
        then = () => this.keep(line);
      }
      return answer;
    } finally {
      this.busy.delete(line);
      then();
    }
  }

  private keep(line: Line): void {
    this.idle.set(line, setTimeout(() => this.hangUp(line), IDLE_MS).unref());
  }

  private listen(line: Line, later: Promise<Answer>): void {
    const [oldest] = this.listening;
    if (oldest && this.listening.size >= this.limit) this.hangUp(oldest);
    this.listening.add(line);
    const done = () => this.hangUp(line);
    later.then(done, done);
  }

  private hangUp(line: Line): void {
    this.forget(line);
    line.hangUp();
  }

  private forget(line: Line): void {
    clearTimeout(this.idle.get(line));
    this.idle.delete(line);
    this.listening.delete(line);
  }
}
