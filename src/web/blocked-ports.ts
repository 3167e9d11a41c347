import { createServer } from 'node:net';

/**
 * Browsers never connect to these ports, whatever a page asks for (https://fetch.spec.whatwg.org/#port-blocking). A program that cannot
 * refuse foreign pages is safe from them there; any other program may still connect. Ports that a browser's settings may unblock are left
 * out.
 */
export const BROWSER_BLOCKED_PORTS = [
  ...[1719, 1720, 1723, 2049, 3659, 4045, 5060, 5061, 6000],
  ...[6665, 6666, 6667, 6668, 6669, 6697],
] as const;

/** Random, so that two processes which look at once find different ones; undefined if none is free. */
export async function freeBlockedPort(taken: readonly number[] = []): Promise<number | undefined> {
  const left = BROWSER_BLOCKED_PORTS.filter((port) => !taken.includes(port));
  while (left.length > 0) {
    const [port] = left.splice(Math.floor(Math.random() * left.length), 1);
    if (port !== undefined && (await isFree(port))) return port;
  }
  return undefined;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
