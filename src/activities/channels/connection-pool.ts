import { connect, type Answer, type Envelope, type PooledConnection, type SmtpTarget } from './smtp';

/** A connection is closed after this many messages, as servers ask, or when idle for this long. */
const MESSAGES_PER_CONNECTION = 100;
const IDLE_MS = 10_000;

type Content = () => Promise<Buffer | undefined>;

interface Waiter {
  to: string;
  resolve: (hasConnection: boolean) => void;
}

/**
 * At most `limit` connections to one server at a time, and one per address, so that an address whose mail is answered slowly delays no
 * other. Senders who find none free wait in order.
 */
export class ConnectionPool {
  private readonly idle = new Map<PooledConnection, NodeJS.Timeout>();
  private readonly messages = new WeakMap<PooledConnection, number>();
  private readonly addresses = new Set<string>();
  private readonly busy = new Set<PooledConnection>();
  /** Connections whose message was not answered in time, oldest first. They do not count as busy. */
  private readonly unanswered = new Set<PooledConnection>();
  private waiting: Waiter[] = [];
  private closed = false;

  constructor(
    private readonly target: SmtpTarget,
    private readonly limit: number,
  ) {}

  /** `waiting`: no connection became free before `giveUp` was aborted. Rejects as `PooledConnection.send` does. */
  async send(envelope: Envelope, content: Content, giveUp?: AbortSignal): Promise<Answer | { outcome: 'waiting' }> {
    // Read first: nodemailer writes into the envelope.
    const { to } = envelope;
    if (!(await this.acquire(to, giveUp))) return { outcome: 'waiting' };
    try {
      const kept = this.takeIdle();
      if (kept) {
        const answer = await this.sendOver(kept, envelope, content);
        // The server may have dropped an idle connection silently. Nothing was sent over it, so a new one is tried.
        if (answer.outcome !== 'lost' || answer.handed || this.closed) return answer;
      }
      return await this.sendOver(await this.connect(), envelope, content);
    } finally {
      this.release(to);
    }
  }

  /** Signs in, and sends nothing. Rejects with `MailServerDown`. */
  async probe(): Promise<void> {
    const connection = await this.connect();
    if (this.closed) this.hangUp(connection);
    else this.park(connection);
  }

  /** Idle connections close now, busy ones after their message, and nobody gets one any more. */
  close(): void {
    this.closed = true;
    for (const connection of [...this.idle.keys(), ...this.unanswered]) this.hangUp(connection);
    for (const { resolve: end } of this.waiting.splice(0)) end(false);
  }

  /** Busy connections close now, too: a message that was sent and not answered stays unknown. */
  abandon(): void {
    this.close();
    for (const connection of this.busy) connection.hangUp();
  }

  private async acquire(to: string, giveUp?: AbortSignal): Promise<boolean> {
    if (this.closed || giveUp?.aborted) return false;
    if (this.isFreeFor(to)) {
      this.addresses.add(to);
      return true;
    }
    let dismiss = () => {};
    const entered = new Promise<boolean>((resolve) => {
      const waiter = { to, resolve };
      this.waiting.push(waiter);
      dismiss = () => {
        this.removeWaiter(waiter);
        resolve(false);
      };
    });
    giveUp?.addEventListener('abort', dismiss);
    return entered.finally(() => giveUp?.removeEventListener('abort', dismiss));
  }

  private release(to: string): void {
    this.addresses.delete(to);
    const next = this.waiting.find((waiter) => this.isFreeFor(waiter.to));
    if (!next) return;
    this.removeWaiter(next);
    this.addresses.add(next.to);
    next.resolve(true);
  }

  private isFreeFor(to: string): boolean {
    return this.addresses.size < this.limit && !this.addresses.has(to);
  }

  private removeWaiter(waiter: Waiter): void {
    this.waiting = this.waiting.filter((one) => one !== waiter);
  }

  private takeIdle(): PooledConnection | undefined {
    const connection = [...this.idle.keys()].at(-1);
    if (connection) this.forget(connection);
    return connection;
  }

  private async connect(): Promise<PooledConnection> {
    const connection = await connect(this.target);
    connection.onEnd(() => this.forget(connection));
    return connection;
  }

  private async sendOver(connection: PooledConnection, envelope: Envelope, content: Content): Promise<Answer> {
    const count = (this.messages.get(connection) ?? 0) + 1;
    this.messages.set(connection, count);
    this.busy.add(connection);
    let then = () => connection.hangUp();
    try {
      const answer = await connection.send(envelope, content);
      const { outcome } = answer;
      const whole = outcome !== 'withheld' && outcome !== 'lost';
      if (outcome === 'lost' && answer.later && !this.closed) {
        const { later } = answer;
        then = () => this.awaitLateAnswer(connection, later);
      } else if (whole && count < MESSAGES_PER_CONNECTION && !this.closed && (await connection.clear())) {
        then = () => this.park(connection);
      }
      return answer;
    } finally {
      this.busy.delete(connection);
      then();
    }
  }

  private park(connection: PooledConnection): void {
    this.idle.set(connection, setTimeout(() => this.hangUp(connection), IDLE_MS).unref());
  }

  private awaitLateAnswer(connection: PooledConnection, later: Promise<Answer>): void {
    const [oldest] = this.unanswered;
    if (oldest && this.unanswered.size >= this.limit) this.hangUp(oldest);
    this.unanswered.add(connection);
    const done = () => this.hangUp(connection);
    later.then(done, done);
  }

  private hangUp(connection: PooledConnection): void {
    this.forget(connection);
    connection.hangUp();
  }

  private forget(connection: PooledConnection): void {
    clearTimeout(this.idle.get(connection));
    this.idle.delete(connection);
    this.unanswered.delete(connection);
  }
}
