/** One reply of a server, which may have come in many packets and be of many lines (RFC 5321 §4.2.1). */
export class Reply {
  constructor(
    readonly code: number,
    private readonly text: string,
  ) {}

  /** With its code, on one line. */
  get words(): string {
    return wordsOf(this.text);
  }
}

const LINE = /^(\d{3})(?:([ -])|$)/;
const PLAIN = /^[\x20-\x7e]{0,500}$/;
/** No server says more; one that never ends a reply fills no memory. */
const LONGEST = 64 * 1024;

/** What the server sent is no reply. */
export class NoReply extends Error {
  override readonly name = 'NoReply';
}

/** Makes replies of what arrives. */
export class ReplyReader {
  private rest = '';
  private readonly lines: string[] = [];
  private length = 0;

  /** The replies that are whole by now. @throws NoReply after those before it */
  *read(chunk: Buffer): Generator<Reply> {
    const lines = (this.rest + chunk.toString('latin1')).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      const reply = this.take(line.endsWith('\r') ? line.slice(0, -1) : line);
      if (reply) yield reply;
    }
    if (this.rest.length + this.length > LONGEST) throw new NoReply('A reply of the mail server never ends.');
  }

  private take(line: string): Reply | undefined {
    const [, code, mark] = LINE.exec(line) ?? [];
    if (code === undefined) throw new NoReply(`The mail server answered what is no reply: ${wordsOf(line)}`);
    if (mark !== '-' && this.lines.length === 0) return new Reply(Number(code), line);
    this.lines.push(line);
    this.length = mark === '-' ? this.length + line.length : 0;
    return mark === '-' ? undefined : new Reply(Number(code), this.lines.splice(0).join('\n'));
  }
}

/** On one line, for the register. Replies have no charset; most servers write UTF-8. */
function wordsOf(latin1: string): string {
  if (PLAIN.test(latin1)) return latin1;
  const utf8 = Buffer.from(latin1, 'latin1').toString('utf8');
  return (utf8.includes('\uFFFD') ? latin1 : utf8).replace(/\p{Cc}+/gu, ' ').slice(0, 500);
}
