import { isIPv4 } from 'node:net';

/** Names that every machine has. */
export const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host) || (isIPv4(host) && host.startsWith('127.'));
}
