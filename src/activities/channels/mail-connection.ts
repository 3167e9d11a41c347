import type { Socket } from 'node:net';
import { isPromise } from 'node:util/types';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import { commandsOf, dotted, endBy, endByContent, isGood, offersOf, toWire, unsendable } from './smtp-transaction';
import type { Answer, Awaitable, Envelope, Offers } from './smtp-transaction';
import { NoReply, ReplyReader, type Reply } from './smtp-replies';

/*
 * Connection 1. No byte of a message is written before the server agreed to take it (354, or its yes to the recipient where it takes BDAT) and
 *               `content` has ended.
 * Connection 2. Replies belong to commands in the order in which these were written (RFC 2920 §3.1).
 * Connection 3. With the last bytes of a message goes the envelope of the next one, and nothing of its content: it can still be given back.
 */

/** A message on its way. One of `ended` and `failed` is called, once. */
export interface Outgoing {
  envelope: Envelope;
  /** In bytes, where it is known before. */
  size?: number;
  /** Each character is a byte: writing such a text costs less than a buffer. */
  content: () => Awaitable<string | undefined>;
  /** Its envelope leaves; once more if it was given back. */
  leaves?: () => void;
  ended: (answer: Answer) => void;
  /** With `MailServerDown` if the server takes mail from nobody, or with what `content` rejected with. */
  failed: (fault: Error) => void;
}

/** Whose connection it is. */
export interface Owner {
  /** What is to follow on the same connection, if anything waits. */
  next(): Outgoing | undefined;
  /** Another connection is to send it: nothing of its content has left. */
  givenBack(mail: Outgoing): void;
  /** It can take another message. */
  free(connection: MailConnection): void;
  /** It takes no other message, and stays open for a late answer. */
  unansweredBy(connection: MailConnection): void;
  /** It is of no use any more. */
  ended(connection: MailConnection): void;
}

export interface Waits {
  socketTimeout: number;
  answerTimeout: number;
  lateAnswerTimeout: number;
  /** So long the next message waits behind one that is not answered. */
  behindTimeout: number;
}

interface Transaction {
  mail: Outgoing;
  commands: string[];
  heard: number;
  state: 'envelope' | 'content' | 'sent';
  /** What the first bad reply said. */
  bad?: Answer | Error;
  /** The first on its connection: what was lost before it was sent is not tried again. */
  isFirst: boolean;
}

/** Signed-in by nodemailer, which goes on watching the socket; what is said on it from then on is ours. */
export class MailConnection {
  private readonly offers: Offers;
  private readonly socket: Socket;
  private readonly replies = new ReplyReader();
  private readonly expected: ((reply: Reply) => void)[] = [];
  /** The one under way, and the one whose envelope went with it. */
  private readonly open: Transaction[] = [];
  private messages = 0;
  private mustReset = false;
  private isOver = false;
  private words = 'The mail server closed the connection.';
  /** Whose content is to follow once all that has arrived was read: what the server says unasked must not count as its answer. */
  private agreed?: Transaction;
  private silentMs = 0;
  /** Since when the next reply is waited for, by `performance.now()`. */
  private waitingSince = 0;
  private timer?: NodeJS.Timeout;
  private behind?: NodeJS.Timeout;

  constructor(
    private readonly line: SMTPConnection,
    private readonly waits: Waits,
    private readonly most: number,
    private readonly owner: Owner,
  ) {
    const { _socket: socket, _ehloLines: lines = [], _onSocketData: onData } = line as unknown as Insides;
    this.socket = socket;
    this.offers = offersOf(lines);
    line.on('error', ({ message }: Error) => (this.words = message));
    line.once('end', () => this.end());
    socket.off('data', onData);
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    this.bearSilence(waits.socketTimeout);
  }

  /** Call it of a connection that is free. */
  send(mail: Outgoing): void {
    const begun = this.begin(mail);
    if (begun) this.write(begun);
    else this.owner.free(this);
  }

  hangUp(): void {
    this.agreed = undefined;
    this.line.close();
  }

  get mayTakeMore(): boolean {
    return !this.isOver && this.messages < this.most;
  }

  /** @returns what to write first; undefined: it has ended already */
  private begin(mail: Outgoing): string | undefined {
    const { size = 0 } = mail;
    const envelope = toWire(mail.envelope);
    const fault = unsendable(envelope, size, this.offers);
    if (fault === undefined) return this.beginWith(mail, commandsOf(envelope, size, this.offers, this.mustReset));
    mail.ended({ outcome: 'refused', words: fault });
    return undefined;
  }

  private beginWith(mail: Outgoing, commands: string[]): string {
    this.messages += 1;
    this.mustReset = false;
    const transaction: Transaction = { mail, commands, heard: 0, state: 'envelope', isFirst: this.messages === 1 };
    this.open.push(transaction);
    mail.leaves?.();
    const first = this.offers.pipelining ? commands : commands.slice(0, 1);
    for (const _ of first) this.expected.push((reply) => this.hear(transaction, reply));
    return `${first.join('\r\n')}\r\n`;
  }

  private hear(transaction: Transaction, reply: Reply): void {
    const { commands } = transaction;
    const command = commands[transaction.heard] ?? '';
    transaction.heard += 1;
    // Servers take so many messages on one connection, and then say so: whatever has not left goes by another.
    if (reply.code === CLOSING && !transaction.isFirst) return this.hangUp();
    if (!isGood(command, reply)) transaction.bad ??= endBy(command, reply);
    if (transaction.heard < commands.length && reply.code !== CLOSING) {
      if (this.offers.pipelining) return;
      if (!transaction.bad) return this.ask(commands[transaction.heard] ?? '', (next) => this.hear(transaction, next));
    }
    if (!transaction.bad) {
      transaction.state = 'content';
      this.agreed = transaction;
      return;
    }
    // RFC 2920 §3.1: a server that takes DATA for nobody gets an empty message.
    if (reply.code === 354 && !(transaction.bad instanceof Error)) this.ask('.', () => this.refuse(transaction));
    else this.refuse(transaction, reply.code === CLOSING);
  }

  private refuse({ mail, bad }: Transaction, isClosing = false): void {
    this.open.shift();
    this.mustReset = true;
    if (bad instanceof Error) mail.failed(bad);
    else if (bad) mail.ended(bad);
    if (isClosing || bad instanceof Error || bad?.outcome === 'lost') this.hangUp();
    else this.goOn();
  }

  private deliver(transaction: Transaction): void {
    try {
      const content = transaction.mail.content();
      if (!isPromise(content)) this.put(transaction, content);
      else
        content.then(
          (later) => this.put(transaction, later),
          (fault: unknown) => this.fail(transaction, fault),
        );
    } catch (fault) {
      this.fail(transaction, fault);
    }
  }

  private fail({ mail }: Transaction, fault: unknown): void {
    this.open.shift();
    mail.failed(fault instanceof Error ? fault : new Error(String(fault)));
    // A server keeps nothing of an unfinished message.
    this.hangUp();
  }

  private put(transaction: Transaction, content: string | undefined): void {
    if (this.isOver) return;
    if (!content) return this.withhold(transaction);
    transaction.state = 'sent';
    this.expected.push((reply) => this.answered(transaction, reply));
    const message = this.offers.chunking ? `BDAT ${content.length} LAST\r\n${content}` : dotted(content);
    const next = this.beginNext();
    this.write(message + (next ?? ''));
    const { answerTimeout, lateAnswerTimeout, behindTimeout } = this.waits;
    this.bearSilence(answerTimeout + lateAnswerTimeout);
    this.timer = restarted(this.timer, answerTimeout, () => this.unanswered());
    if (next !== undefined) this.behind = restarted(this.behind, behindTimeout, () => this.letGoBehind());
  }

  private withhold({ mail }: Transaction): void {
    this.open.shift();
    mail.ended({ outcome: 'withheld' });
    this.hangUp();
  }

  private beginNext(): string | undefined {
    if (!this.offers.pipelining) return undefined;
    while (this.mayTakeMore) {
      const mail = this.owner.next();
      const first = mail && this.begin(mail);
      if (!mail || first !== undefined) return first;
    }
    return undefined;
  }

  private answered({ mail }: Transaction, reply: Reply): void {
    const answer = endByContent(reply);
    this.open.shift();
    mail.ended(answer);
    if (reply.code === CLOSING || answer.outcome === 'lost') this.hangUp();
    else this.goOn();
  }

  /** Of what was sent last, if it is still under way. */
  private unanswered(): void {
    const [last] = this.open;
    if (last?.state !== 'sent') return;
    const { mail } = last;
    const words = `No answer within ${this.waits.answerTimeout / 1_000} s.`;
    const { ended } = mail;
    const later = new Promise<Answer>((resolve) => (mail.ended = resolve));
    this.giveBack();
    this.owner.unansweredBy(this);
    ended({ outcome: 'lost', handed: true, words, later });
  }

  private letGoBehind(): void {
    if (this.open.length > 1 && this.open[0]?.state === 'sent') this.giveBack();
  }

  /** What waits behind goes by another connection, and this one ends with its answer: the server has its envelope already. */
  private giveBack(): void {
    const [next] = this.open.splice(1);
    this.messages = Infinity;
    if (next) this.owner.givenBack(next.mail);
  }

  private goOn(): void {
    if (this.isOver || this.open.length > 0) return;
    if (this.messages < this.most) this.owner.free(this);
    else this.hangUp();
  }

  private ask(command: string, then: (reply: Reply) => void): void {
    this.expected.push(then);
    this.write(`${command}\r\n`);
  }

  private write(bytes: string): void {
    if (this.isOver) return;
    this.waitingSince = performance.now();
    this.socket.write(bytes, 'latin1');
  }

  private read(chunk: Buffer): void {
    try {
      for (const reply of this.replies.read(chunk)) {
        if (this.isOver) return;
        this.waitingSince = performance.now();
        const take = this.expected.shift();
        if (take) take(reply);
        else this.hangUp();
      }
      if (performance.now() - this.waitingSince > this.silentMs) throw new NoReply(this.tooSlow());
      this.goOnSpeaking();
    } catch (fault) {
      if (!(fault instanceof NoReply)) throw fault;
      this.words = fault.message;
      this.hangUp();
    }
  }

  private goOnSpeaking(): void {
    const { agreed } = this;
    this.agreed = undefined;
    if (this.isOver) return;
    if (agreed) this.deliver(agreed);
    if (this.open[0]?.state !== 'sent') this.bearSilence(this.waits.socketTimeout);
  }

  /** One that says a little now and then is never silent for long. */
  private tooSlow(): string {
    return `The mail server did not end a reply within ${this.silentMs / 1_000} s.`;
  }

  /** So long the socket may be silent, and a reply may take. */
  private bearSilence(milliseconds: number): void {
    if (milliseconds === this.silentMs) return;
    this.silentMs = milliseconds;
    this.socket.setTimeout(milliseconds);
  }

  private end(): void {
    const { words } = this;
    this.isOver = true;
    clearTimeout(this.timer);
    clearTimeout(this.behind);
    for (const { mail, state, isFirst } of this.open.splice(0)) {
      if (state === 'envelope' && !isFirst) this.owner.givenBack(mail);
      else mail.ended({ outcome: 'lost', handed: state === 'sent', words });
    }
    this.owner.ended(this);
  }
}

/** One timer that is begun anew costs less than one for each message. */
function restarted(timer: NodeJS.Timeout | undefined, milliseconds: number, act: () => void): NodeJS.Timeout {
  return timer?.refresh() ?? setTimeout(act, milliseconds);
}

/** 421: the server closes the connection, whatever it answers (RFC 5321 §3.8). */
const CLOSING = 421;

/** What nodemailer has no types for. */
interface Insides {
  _socket: Socket;
  _ehloLines?: string[];
  _onSocketData: (chunk: Buffer) => void;
}
