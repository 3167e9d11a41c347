import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gate, type Gate } from '../support/gate';
import type { Chance } from './chance';

/** Which way bytes go: `there` from who connected, `back` to them. */
export type Way = 'there' | 'back';

/**
 * `delay`: each piece waits so many milliseconds, give or take half. `slice`: at most so many bytes at a time. `hold`: nothing goes that
 * way, and nothing breaks. `refuse`: what is open is reset, and so is whoever comes.
 */
export type Mode =
  | { kind: 'pass' }
  | { kind: 'delay'; milliseconds: number }
  | { kind: 'slice'; bytes: number }
  | { kind: 'hold'; ways: Way[] }
  | { kind: 'refuse' };

/** One way from a program of ours to what it needs, through which every byte goes, and which can be made bad. */
export class Link {
  private mode: Mode = { kind: 'pass' };
  private changed: Gate = gate();
  private readonly sockets = new Set<Socket>();
  /** What it was bad for: bytes that came late or in pieces, connections that were reset or refused. */
  readonly spoilt = { bytes: 0, connections: 0 };

  private constructor(
    private readonly server: Server,
    private readonly target: number,
    private readonly chance: Chance,
  ) {
    server.on('connection', (near: Socket) => this.join(near));
  }

  /** From a free port to that port, both on the loopback. */
  static async to(target: number, chance: Chance): Promise<Link> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Link(server, target, chance);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  be(mode: Mode): void {
    this.mode = mode;
    if (mode.kind === 'refuse') this.cut();
    this.changed.open();
    this.changed = gate();
  }

  /** Resets whatever is open now. */
  cut(): void {
    this.spoilt.connections += this.sockets.size / 2;
    for (const socket of this.sockets) reset(socket);
  }

  async close(): Promise<void> {
    this.be({ kind: 'refuse' });
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }

  private join(near: Socket): void {
    if (this.mode.kind === 'refuse') {
      this.spoilt.connections += 1;
      reset(near);
      return;
    }
    const far = connect({ port: this.target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => reset(other));
      socket.on('close', () => {
        this.sockets.delete(socket);
        // A side that is gone is no longer written to; what it sent before is still brought to the other.
        if (socket.errored) other.destroy();
      });
    }
    this.carry(near, far, 'there');
    this.carry(far, near, 'back');
  }

  /** Chunk by chunk, in order, the end last; the end of one way leaves the other open. */
  private carry(from: Socket, to: Socket, way: Way): void {
    let brought = Promise.resolve();
    from.on('data', (chunk: Buffer) => {
      from.pause();
      brought = this.bring(chunk, to, way).then(
        () => void from.resume(),
        () => void to.destroy(),
      );
    });
    from.on('end', () => void brought.then(() => to.end()));
  }

  private async bring(chunk: Buffer, to: Socket, way: Way): Promise<void> {
    for (let at = 0; at < chunk.length;) {
      while (this.mode.kind === 'hold' && this.mode.ways.includes(way)) await this.changed.opened;
      const { mode } = this;
      if (mode.kind === 'delay') await pause(this.chance.between(mode.milliseconds / 2, mode.milliseconds * 1.5));
      const size = mode.kind === 'slice' ? this.chance.between(1, mode.bytes) : chunk.length;
      const piece = chunk.subarray(at, at + size);
      if (mode.kind !== 'pass') this.spoilt.bytes += piece.length;
      await write(to, piece);
      at += size;
    }
  }
}

/** A socket that has said its end already cannot be reset any more; who tries is left with one that is never closed. */
function reset(socket: Socket): void {
  if (socket.writableEnded || socket.destroyed) socket.destroy();
  else socket.resetAndDestroy();
}

function write(to: Socket, piece: Buffer): Promise<void> {
  return new Promise((resolve, reject) => to.write(piece, (fault) => (fault ? reject(fault) : resolve())));
}
