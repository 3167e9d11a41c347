import type { IncomingMessage } from 'node:http';

/** As whom we answer. */
export interface OwnNames {
  /** Host names and addresses, without ports. */
  hosts: readonly string[];
  /** Origins of our own pages that the header Host does not tell, as behind a proxy that sets its own. */
  origins: readonly string[];
}

export interface Stranger {
  code: 'wrong-host' | 'foreign-page';
  why: string;
}

type Asked = Pick<IncomingMessage, 'method' | 'headers'> & { socket: { localAddress?: string | undefined } };

/**
 * A browser stands inside our network and asks for whatever a page in it wants. It says in Host by which name it was sent, which shows a foreign
 * name that was made to point here (DNS rebinding), and in Origin or Sec-Fetch-Site which page sent it. Programs send no Origin.
 */
export function strangerIn(asked: Asked, names: OwnNames): Stranger | undefined {
  const { host } = asked.headers;
  if (!isOurs(host, asked.socket.localAddress, names.hosts))
    return { code: 'wrong-host', why: `This is not known here as ${shown(host)}.` };
  if (isForeign(asked, names.origins))
    return { code: 'foreign-page', why: `A page of ${shown(asked.headers.origin ?? 'another site')} sent this.` };
  return undefined;
}

/** An address counts if the connection came in by it: no foreign name leads a browser to say one, and probes of containers say nothing else. */
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

/** Somebody followed a link to us; nothing else that a foreign page fetches, frames or sends is a document of its own. */
function isLinkFollowed(headers: Asked['headers']): boolean {
  return headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

function shown(text = ''): string {
  return JSON.stringify(text.slice(0, 100));
}
