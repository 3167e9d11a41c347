import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface Script {
  /** What it offers, beside its name. */
  offers?: readonly string[];
  /** What it answers to a command, by its verb; `.` is the end of a message. Undefined: as a server that takes everything. `drop`: it hangs up. */
  reply?: (verb: string, line: string, nth: number) => string | undefined;
  /** Writes each byte by itself. */
  byBytes?: boolean;
  /** What it answers to this command goes on, line after line with so many milliseconds between them, and has no end. */
  tarpit?: { verb: string; everyMs: number };
  /** Holds back each reply for so long. */
  pauseMs?: number;
}

export const PIPELINING = ['PIPELINING', '8BITMIME', 'SMTPUTF8', 'SIZE 100000'];
export const CHUNKING = [...PIPELINING, 'CHUNKING'];

/** A mail server that says what a test has it say, and keeps what it was told. */
export class ScriptedSmtp {
  readonly commands: string[] = [];
  /** Messages as they were meant, without what the transfer added. */
  readonly messages: string[] = [];
  /** What came in one piece. */
  readonly packets: string[] = [];
  connections = 0;
  private readonly counts = new Map<string, number>();
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => this.converse(socket));

  private constructor(private readonly script: Script) {}

  static async start(script: Script = {}): Promise<ScriptedSmtp> {
    const server = new ScriptedSmtp(script);
    await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private converse(socket: Socket): void {
    this.connections += 1;
    this.sockets.add(socket);
    const dialogue = new Dialogue(
      (verb, line) => this.answer(socket, verb, line),
      (message) => this.messages.push(message),
    );
    this.say(socket, this.replyTo('greeting', '') ?? '220 scripted');
    socket
      .on('error', () => undefined)
      .on('data', (chunk) => {
        this.packets.push(chunk.toString('latin1'));
        dialogue.take(chunk.toString('latin1'));
      });
  }

  private answer(socket: Socket, verb: string, line: string): number {
    this.commands.push(line);
    if (verb === this.script.tarpit?.verb) return this.goOnForEver(socket, this.script.tarpit.everyMs);
    const reply = this.replyTo(verb, line) ?? this.usual(verb);
    this.say(socket, reply);
    return Number(reply.slice(0, 3));
  }

  private goOnForEver(socket: Socket, everyMs: number): number {
    const drip = setInterval(() => socket.write('250-patience\r\n'), everyMs);
    socket.on('close', () => clearInterval(drip));
    return 0;
  }

  private replyTo(verb: string, line: string): string | undefined {
    const nth = (this.counts.get(verb) ?? 0) + 1;
    this.counts.set(verb, nth);
    return this.script.reply?.(verb, line, nth);
  }

  private usual(verb: string): string {
    if (verb === 'EHLO')
      return ['250-scripted', ...(this.script.offers ?? []).map((word) => `250-${word}`), '250 HELP'].join('\r\n');
    return verb === 'DATA' ? '354 go on' : '250 fine';
  }

  private say(socket: Socket, reply: string): void {
    const { byBytes, pauseMs = 0 } = this.script;
    const write = () => {
      if (reply === 'drop') socket.destroy();
      else if (byBytes) for (const byte of `${reply}\r\n`) socket.write(byte);
      else socket.write(`${reply}\r\n`);
      if (reply.startsWith('421')) socket.end();
    };
    socket.setNoDelay(true);
    if (pauseMs > 0) setTimeout(write, pauseMs);
    else write();
  }
}

/** Commands and messages out of a stream, with DATA and with BDAT. */
class Dialogue {
  private rest = '';
  private isInData = false;

  constructor(
    private readonly command: (verb: string, line: string) => number,
    private readonly message: (text: string) => void,
  ) {}

  take(text: string): void {
    this.rest += text;
    while (this.isInData ? this.data() : this.line());
  }

  private data(): boolean {
    const [, body] = /^((?:[^]*?\r\n)?)\.\r\n/.exec(this.rest) ?? [];
    if (body === undefined) return false;
    this.rest = this.rest.slice(body.length + 3);
    this.isInData = false;
    this.message(body.replace(/^\./gm, ''));
    this.command('.', '.');
    return true;
  }

  private line(): boolean {
    const end = this.rest.indexOf('\r\n');
    if (end < 0) return false;
    const line = this.rest.slice(0, end);
    const verb = line.split(/[ :]/)[0]!.toUpperCase();
    const size = verb === 'BDAT' ? Number(line.split(' ')[1]) : 0;
    if (this.rest.length < end + 2 + size) return false;
    if (size > 0) this.message(this.rest.slice(end + 2, end + 2 + size));
    this.rest = this.rest.slice(end + 2 + size);
    const code = this.command(size > 0 ? '.' : verb, line);
    this.isInData = verb === 'DATA' && code === 354;
    return true;
  }
}
