import type { MailConnection, Outgoing, Owner } from './mail-connection';
import { connect, type SmtpTarget } from './smtp';
import { sentBy, type Answer, type Sent } from './smtp-transaction';

/** A connection is closed after this many messages, as servers ask, or when idle for this long. */
const MESSAGES_PER_CONNECTION = 100;
const IDLE_MS = 10_000;

type Message = Pick<Outgoing, 'envelope' | 'size' | 'content' | 'leaves'>;

interface Queued extends Outgoing {
  giveUp?: AbortSignal;
  /** Nobody waits for it any more. */
  dismiss: () => void;
}

/**
 * At most `limit` connections to one server at a time, and one message per address, so that an address whose mail is answered slowly delays
 * no other. Where the server offers it, the next message follows on a busy connection as soon as that has sent its own.
 */
export class ConnectionPool implements Owner {
  private readonly idle = new Map<MailConnection, NodeJS.Timeout>();
  private readonly addresses = new Set<string>();
  private readonly busy = new Set<MailConnection>();
  private opening = 0;
  /** Connections whose message was not answered in time, oldest first. They do not count as busy. */
  private readonly unanswered = new Set<MailConnection>();
  private readonly waiting: Queued[] = [];
  private readonly heeded = new WeakSet<AbortSignal>();
  private closed = false;

  constructor(
    private readonly target: SmtpTarget,
    private readonly limit: number,
  ) {}

  /** `waiting`: no connection became free before `giveUp` was aborted. Rejects with `MailServerDown`, or as `content` did. */
  send(message: Message, giveUp?: AbortSignal): Promise<Sent> {
    if (this.closed || giveUp?.aborted) return Promise.resolve({ outcome: 'waiting' });
    return new Promise((resolve, reject) => {
      const ended = (answer: Answer) => (this.leave(message), resolve(sentBy(answer)));
      const failed = (fault: Error) => (this.leave(message), reject(fault));
      const dismiss = () => {
        const at = this.waiting.indexOf(queued);
        if (at < 0) return;
        this.waiting.splice(at, 1);
        resolve({ outcome: 'waiting' });
      };
      const queued: Queued = { ...message, giveUp, dismiss, ended, failed };
      if (giveUp) this.heed(giveUp);
      this.waiting.push(queued);
      this.goOn();
    });
  }

  /** Signs in, and sends nothing. Rejects with `MailServerDown`. */
  async probe(): Promise<void> {
    this.free(await connect(this.target, MESSAGES_PER_CONNECTION, this));
  }

  /** Idle connections close now, busy ones after their message, and nobody gets one any more. */
  close(): void {
    this.closed = true;
    for (const connection of [...this.idle.keys(), ...this.unanswered]) connection.hangUp();
    for (const { dismiss } of [...this.waiting]) dismiss();
  }

  /** Busy connections close now, too: a message that was sent and not answered stays unknown. */
  abandon(): void {
    this.close();
    for (const connection of [...this.busy]) connection.hangUp();
  }

  next(): Outgoing | undefined {
    if (this.closed) return undefined;
    const at = this.waiting.findIndex(({ envelope: { to } }) => !this.addresses.has(to));
    const [next] = at < 0 ? [] : this.waiting.splice(at, 1);
    if (next) this.addresses.add(next.envelope.to);
    return next;
  }

  givenBack(mail: Outgoing): void {
    const queued = mail as Queued;
    this.addresses.delete(mail.envelope.to);
    this.waiting.unshift(queued);
    if (this.closed || queued.giveUp?.aborted) queued.dismiss();
    else this.goOn();
  }

  free(connection: MailConnection): void {
    this.busy.delete(connection);
    if (this.closed) return connection.hangUp();
    this.idle.set(connection, setTimeout(() => connection.hangUp(), IDLE_MS).unref());
    this.goOn();
  }

  unansweredBy(connection: MailConnection): void {
    this.busy.delete(connection);
    const [oldest] = this.unanswered;
    if (oldest && this.unanswered.size >= this.limit) oldest.hangUp();
    this.unanswered.add(connection);
    if (this.closed) connection.hangUp();
    else this.goOn();
  }

  ended(connection: MailConnection): void {
    this.leaveIdle(connection);
    this.busy.delete(connection);
    this.unanswered.delete(connection);
    this.goOn();
  }

  /** Begins what waits, as far as there are connections for it. */
  private goOn(): void {
    while (this.idle.size > 0 || this.busy.size + this.opening < this.limit) {
      const next = this.next();
      if (!next) return;
      const connection = [...this.idle.keys()].at(-1);
      if (connection) this.give(connection, next);
      else void this.openFor(next);
    }
  }

  private give(connection: MailConnection, mail: Outgoing): void {
    this.leaveIdle(connection);
    this.busy.add(connection);
    connection.send(mail);
  }

  private async openFor(mail: Outgoing): Promise<void> {
    this.opening += 1;
    const opening = connect(this.target, MESSAGES_PER_CONNECTION, this).finally(() => (this.opening -= 1));
    try {
      this.give(await opening, mail);
    } catch (fault) {
      mail.failed(fault as Error);
      this.goOn();
    }
  }

  private leaveIdle(connection: MailConnection): void {
    clearTimeout(this.idle.get(connection));
    this.idle.delete(connection);
  }

  /** Once, however many messages it may end the wait of. */
  private heed(giveUp: AbortSignal): void {
    if (this.heeded.has(giveUp)) return;
    this.heeded.add(giveUp);
    const dismissAll = () => {
      for (const queued of [...this.waiting]) if (queued.giveUp === giveUp) queued.dismiss();
    };
    giveUp.addEventListener('abort', dismissAll);
  }

  /** Another to the same address may go once what is being said on the connection has been heard to its end. */
  private leave({ envelope: { to } }: Message): void {
    this.addresses.delete(to);
    if (this.waiting.some(({ envelope }) => envelope.to === to)) queueMicrotask(() => this.goOn());
  }
}
