import type { Socket } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { gate } from './gate';
import { freePorts } from './program';

/** A message that the server accepted, whether or not its 250 got through. */
export interface Taken {
  from: string;
  to: string;
  mail: ParsedMail;
  raw: string;
  answered: boolean;
}

/** A delayed answer. `reached` resolves when a client waits for it. */
export interface Hold {
  reached: Promise<void>;
  release: () => void;
}

/** A real SMTP server that remembers what it accepted, and can be told to misbehave. */
export class MailServer {
  readonly taken: Taken[] = [];
  /** The most connections at one time. */
  maxConnections = 0;
  /** Messages whose content has begun to arrive, not answered yet. */
  open = 0;
  private readonly refused = new Map<string, { code: number; words: string; times: number }>();
  private readonly dataFaults: { code: number; words: string }[] = [];
  private readonly holds: Record<'recipient' | 'data', (() => Promise<void>)[]> = { recipient: [], data: [] };
  private readonly answerTimes = new Map<string, Promise<void> | number>();
  private cuts = 0;
  private slowMs = 0;
  private senderRefusal?: string;
  private server?: SMTPServer;
  private listeningOn = 0;

  static async start(): Promise<MailServer> {
    const server = new MailServer();
    [server.listeningOn = 0] = await freePorts(1);
    await server.up();
    return server;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.listeningOn}`;
  }

  /** Answers a recipient with this code, always or so many times. */
  answer(address: string, code: number, words = 'so says the test', times = Infinity): void {
    this.refused.set(address, { code, words, times });
  }

  /** Answers the next message with this code, after its last byte. */
  answerData(code: number, words: string): void {
    this.dataFaults.push({ code, words });
  }

  refuseSender(words?: string): void {
    this.senderRefusal = words;
  }

  slowAtData(milliseconds: number): void {
    this.slowMs = milliseconds;
  }

  /** Accepts the next messages, and breaks the connection instead of answering. */
  cutAfterData(times = 1): void {
    this.cuts += times;
  }

  stopCutting(): void {
    this.cuts = 0;
  }

  /** Delays the answer to the next recipient, or to the next message's last byte. */
  hold(at: 'recipient' | 'data'): Hold {
    const [reached, released] = [gate(), gate()];
    this.holds[at].push(() => {
      reached.open();
      return released.opened;
    });
    return { reached: reached.opened, release: released.open };
  }

  /** Accepts each message to this address, and answers after so many milliseconds, or once `release` is called. */
  answerLate(address: string, milliseconds: number): void {
    this.answerTimes.set(address, milliseconds);
  }

  holdAnswers(address: string): { release: () => void } {
    const released = gate();
    this.answerTimes.set(address, released.opened);
    return { release: released.open };
  }

  /** Crashes: running transactions break off, and nothing listens any more. */
  async down(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const connection of server.connections) socketOf(connection).destroy();
    await closed;
  }

  /** Listens again on the same port. */
  async up(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      disableReverseLookup: true,
      closeTimeout: 100,
      onMailFrom: (_address, _session, callback) => {
        this.maxConnections = Math.max(this.maxConnections, server.connections.size);
        callback(this.senderRefusal ? reply(553, this.senderRefusal) : null);
      },
      onRcptTo: (address, _session, callback) =>
        void this.recipient(address.address).then((fault) => callback(fault ?? null)),
      onData: (stream, session, callback) => {
        this.open += 1;
        void this.data(stream, session, callback)
          .catch(() => undefined)
          .finally(() => (this.open -= 1));
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(this.listeningOn, '127.0.0.1', resolve));
    this.server = server;
  }

  to(address: string): Taken[] {
    return this.taken.filter((taken) => taken.to === address);
  }

  private async recipient(address: string): Promise<Error | undefined> {
    await this.holds.recipient.shift()?.();
    const fault = this.refused.get(address);
    if (!fault || fault.times <= 0) return undefined;
    fault.times -= 1;
    return reply(fault.code, fault.words);
  }

  private async data(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: (error?: Error | null, words?: string) => void,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    if (this.slowMs > 0) await new Promise((resolve) => setTimeout(resolve, this.slowMs));
    const fault = this.dataFaults.shift();
    if (fault) {
      callback(reply(fault.code, fault.words));
      return;
    }
    const raw = Buffer.concat(chunks);
    const cut = this.cuts > 0;
    if (cut) this.cuts -= 1;
    const { mailFrom, rcptTo } = session.envelope;
    const from = mailFrom ? mailFrom.address : '';
    const mail = await simpleParser(raw, { skipTextToHtml: true });
    for (const { address } of rcptTo) this.taken.push({ from, to: address, mail, raw: raw.toString(), answered: !cut });
    if (cut) {
      this.cutOff(session);
      return;
    }
    await this.holds.data.shift()?.();
    for (const { address } of rcptTo) {
      const time = this.answerTimes.get(address);
      await (typeof time === 'number' ? new Promise((resolve) => setTimeout(resolve, time)) : time);
    }
    callback(null, `Taken as ${this.taken.length}`);
  }

  private cutOff(session: SMTPServerSession): void {
    for (const connection of this.server?.connections ?? [])
      if (connection.session.id === session.id) socketOf(connection).destroy();
  }
}

/** smtp-server has no types for its connections. */
function socketOf(connection: { _socket: Socket }): Socket {
  return connection._socket;
}

function reply(code: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode: code });
}
