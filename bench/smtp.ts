import { spawn, spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '../test/support/program';
import { timed } from './measure';

/** Postfix's own sink, and its own source. */
export interface Smtp {
  url: string;
  /** Milliseconds that smtp-source takes for so many messages. */
  source(count: number, connections: number, bytes: number): Promise<number>;
  close(): void;
}

const PROGRAMS = process.env['TOCSIN_POSTFIX_PROGRAMS'];
/** Postfix's programs that listen refuse to be root. */
const AS_NOBODY = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];

export async function openSmtp(): Promise<Smtp> {
  const [sink, source] = [program('smtp-sink'), program('smtp-source')];
  const [port = 0] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const running = spawn(sink, [...AS_NOBODY, '-c', address, '1000'], { stdio: 'ignore' });
  await listening(port);
  return {
    url: `smtp://${address}`,
    source: (count, connections, bytes) =>
      timed(() => ended(source, ['-m', String(count), '-s', String(connections), '-l', String(bytes), address])),
    close: () => running.kill(),
  };
}

function program(name: string): string {
  const found = [PROGRAMS && `${PROGRAMS}/${name}`, name, `/usr/sbin/${name}`].find(
    (path) => path && !spawnSync(path, [], { stdio: 'ignore' }).error,
  );
  if (found) return found;
  throw new Error(`There is no ${name} here: install postfix, or name the folder in TOCSIN_POSTFIX_PROGRAMS.`);
}

export async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isUp) return;
    await pause(50);
  }
  throw new Error('smtp-sink did not begin to listen.');
}

function ended(command: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    spawn(command, args, { stdio: 'ignore' }).on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`)),
    );
  });
}
