import type { IncomingMessage } from 'node:http';

/** The names that we answer to. */
export interface OwnNames {
  /** Host names and addresses, without ports. */
  hosts: readonly string[];
  /** Origins of our own pages that the Host header does not show, as behind a proxy that sets its own. */
  origins: readonly string[];
}

export interface Stranger {
  code: 'wrong-host' | 'foreign-page';
  why: string;
}

type Asked = Pick<IncomingMessage, 'method' | 'headers'> & { socket: { localAddress?: string | undefined } };

/**
 * A browser inside our network sends whatever a page in it asks for. Host tells by which name it was sent, which exposes a foreign name
 * that was pointed here (DNS rebinding). Origin or Sec-Fetch-Site tell which page sent it. Other programs send no Origin.
 */
export function strangerIn(asked: Asked, names: OwnNames): Stranger | undefined {
  const { host } = asked.headers;
  if (!isOurs(host, asked.socket.localAddress, names.hosts))
    return { code: 'wrong-host', why: `This is not known here as ${shown(host)}.` };
  if (isForeign(asked, names.origins))
    return { code: 'foreign-page', why: `A page of ${shown(asked.headers.origin ?? 'another site')} sent this.` };
  return undefined;
}

/**
 * An IP address is accepted if the connection came in on it: no foreign name makes a browser send one, and container probes send nothing
 * else.
 */
function isOurs(header: string | undefined, localAddress: string | undefined, hosts: readonly string[]): boolean {
  const name = nameIn(header);
  return name !== undefined && (hosts.includes(name) || name === localAddress?.replace(/^::ffff:/, ''));
}

function nameIn(header = ''): string | undefined {
  const [, name] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(header) ?? [];
  return name?.toLowerCase().replace(/^\[|\]$|\.$/g, '');
}

function isForeign({ method, headers }: Asked, origins: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin !== undefined) return ![`http://${host}`, `https://${host}`, ...origins].includes(origin);
  const site = headers['sec-fetch-site'];
  return (site === 'cross-site' || site === 'same-site') && !(method === 'GET' && isLinkFollowed(headers));
}

/** A person followed a link to us: nothing else that a foreign page fetches, frames or sends is a top-level document. */
function isLinkFollowed(headers: Asked['headers']): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

function shown(text = ''): string {
  return JSON.stringify(text.slice(0, 100));
}
