import { once } from 'node:events';
import {
  createServer,
  request as ask,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { sendProblem } from './plain-problem';
import { strangerIn, type OwnNames } from './stranger';

export interface Address {
  host: string;
  port: number;
}

export interface ProxyPlan {
  at: Address;
  names: OwnNames;
  /** The program's current address, asked for at each request. */
  upstream: () => Address;
  /** Subject of the sentence that says that it does not answer. */
  title: string;
}

export interface ReverseProxy {
  port: number;
  close: () => Promise<void>;
}

/** A proxy before a program that answers every browser: it refuses foreign requests and passes all others on unchanged. */
export async function openReverseProxy({ at, names, upstream, title }: ProxyPlan): Promise<ReverseProxy> {
  const server = createServer((request, response) => {
    const stranger = strangerIn(request, names);
    if (stranger) sendProblem(response, stranger.code, stranger.why);
    else forward(request, response, { to: upstream(), title });
  });
  server.listen(at.port, at.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, close: () => closed(server) };
}

function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { to, title }: { to: Address; title: string },
): void {
  const onward = forwardedRequest(request, to);
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
    pipeline(answer, response, () => undefined);
  });
  onward.on('error', () => {
    if (response.headersSent) response.destroy();
    else sendProblem(response, 'unavailable', `${title} does not answer.`);
  });
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

/** A new connection per request: a kept one may belong to a program that has stopped. */
function forwardedRequest(request: IncomingMessage, to: Address): ClientRequest {
  const headers = endToEnd(request.headers);
  // Without this header Node frames no body for a DELETE, GET or OPTIONS, and the body would be read as the next request (request
  // smuggling).
  if (request.headers['transfer-encoding'] !== undefined) headers['transfer-encoding'] = 'chunked';
  return ask({ ...to, method: request.method, path: request.url, headers, agent: false });
}

/** RFC 9110, section 7.6.1; and `Expect`, which is answered here. */
const HOP_BY_HOP = [
  ...['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
  ...['proxy-authenticate', 'proxy-authorization', 'proxy-connection'],
];

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const left = new Set([...HOP_BY_HOP, ...named]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !left.has(name)));
}

async function closed(server: Server): Promise<void> {
  const ended = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await ended;
}
