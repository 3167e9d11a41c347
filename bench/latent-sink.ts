import { createServer, type Socket } from 'node:net';

const [port, latencyMs = '0', slowDomain = '', slowMs = '0'] = process.argv.slice(2);

/** Takes every mail after so long, and that of one domain after longer: `latent-sink.ts PORT LATENCY_MS [DOMAIN MS]`. */
createServer((socket) => new Session(socket)).listen(Number(port), '127.0.0.1');

class Session {
  private rest = '';
  private isInData = false;
  private isSlow = false;
  private readonly replies: { at: number; text: string }[] = [];

  constructor(private readonly socket: Socket) {
    this.say('220 sink');
    socket
      .setNoDelay(true)
      .on('error', () => undefined)
      .on('data', (chunk) => this.take(chunk.toString('latin1')));
  }

  private take(text: string): void {
    this.rest += text;
    for (;;) {
      const end = this.isInData ? '\r\n.\r\n' : '\r\n';
      const at = this.rest.indexOf(end);
      if (at < 0) return;
      const line = this.isInData ? '.' : this.rest.slice(0, at);
      this.rest = this.rest.slice(at + end.length);
      this.answer(line);
    }
  }

  private answer(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    this.isInData = verb === 'DATA';
    if (verb === 'RCPT') this.isSlow = slowDomain !== '' && line.includes(`@${slowDomain}>`);
    if (verb === 'EHLO') this.say('250-sink\r\n250 PIPELINING');
    else if (verb === 'DATA') this.say('354 go on');
    else this.say('250 fine', verb === '.' && this.isSlow ? Number(slowMs) : 0);
  }

  /** In order, however long one takes. */
  private say(text: string, moreMs = 0): void {
    const at = Math.max(performance.now() + Number(latencyMs) + moreMs, this.replies.at(-1)?.at ?? 0);
    this.replies.push({ at, text });
    setTimeout(() => this.flush(), at - performance.now());
  }

  private flush(): void {
    const now = performance.now() + 0.5;
    const due = this.replies.filter(({ at }) => at <= now).length;
    if (due > 0)
      this.socket.write(
        this.replies
          .splice(0, due)
          .map(({ text }) => `${text}\r\n`)
          .join(''),
      );
    const [next] = this.replies;
    if (next) setTimeout(() => this.flush(), next.at - now);
  }
}
