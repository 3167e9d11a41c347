import { createServer } from 'node:net';

/**
 * Browsers open no connection to these, whatever a page asks for (https://fetch.spec.whatwg.org/#port-blocking). What answers everybody and
 * cannot be told not to is safe from pages there, and from nothing else. Left out are those that a browser's settings are known to open again.
 */
export const UNOPENED_PORTS = [
  ...[1719, 1720, 1723, 2049, 3659, 4045, 5060, 5061, 6000],
  ...[6665, 6666, 6667, 6668, 6669, 6697],
] as const;

/** By chance, so that two who look at once find others; undefined if all are taken. */
export async function unopenedPort(taken: readonly number[] = []): Promise<number | undefined> {
  const left = UNOPENED_PORTS.filter((port) => !taken.includes(port));
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
