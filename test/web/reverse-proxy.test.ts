import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { openReverseProxy, type ReverseProxy } from '../../src/web/reverse-proxy';
import { BROWSER_BLOCKED_PORTS, freeBlockedPort } from '../../src/web/blocked-ports';

interface Heard {
  method?: string | undefined;
  url?: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

let upstream: Server;
let proxy: ReverseProxy;
let heard: Heard[];

beforeEach(async () => {
  heard = [];
  upstream = createServer((asked, response) => {
    void text(asked).then((body) => {
      const { method, url, headers } = asked;
      heard.push({ method, url, headers, body });
      response.setHeader('Set-Cookie', ['_csrf=1; Path=/', 'other=2']);
      response.writeHead(201, { Connection: 'X-Of-This-Hop', 'X-Of-This-Hop': '1', 'X-Kept': '1' });
      response.end(`heard ${body}`);
    });
  }).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const { port } = upstream.address() as AddressInfo;
  proxy = await openReverseProxy({
    at: { host: '127.0.0.1', port: 0 },
    names: { hosts: ['127.0.0.1', 'localhost'], origins: ['https://ui.example'] },
    upstream: () => ({ host: '127.0.0.1', port }),
    title: 'The program',
  });
});

afterEach(async () => {
  await proxy.close();
  upstream.closeAllConnections();
  upstream.close();
});

test('passes on what was asked, and the answer, but for what is of one connection alone', async () => {
  const headers = { 'X-Csrf-Token': '1', Connection: 'close, X-Of-The-First-Hop', 'X-Of-The-First-Hop': '1' };
  const answer = await asked('POST', '/api/v1/x?y=%2F&z', { headers, body: '{"a":1}' });
  expect(answer).toMatchObject({ status: 201, body: 'heard {"a":1}', headers: { 'x-kept': '1' } });
  expect(answer.headers['set-cookie']).toEqual(['_csrf=1; Path=/', 'other=2']);
  expect(answer.headers).not.toHaveProperty('x-of-this-hop');
  expect(heard).toMatchObject([
    { method: 'POST', url: '/api/v1/x?y=%2F&z', body: '{"a":1}', headers: { 'x-csrf-token': '1' } },
  ]);
  expect(heard[0]?.headers).not.toHaveProperty('x-of-the-first-hop');
});

test.each(['POST', 'DELETE', 'OPTIONS', 'GET'])('a %s of unknown length stays one request', async (method) => {
  const chunked = { 'Transfer-Encoding': 'chunked' };
  const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
  expect(await asked(method, '/one', { headers: chunked, body: smuggled })).toMatchObject({ status: 201 });
  expect(heard.map(({ url, body }) => [url, body])).toEqual([['/one', smuggled]]);
});

test('nothing of a stranger comes through', async () => {
  for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE']) {
    expect(await asked(method, '/', { headers: { Host: 'evil.example' } })).toMatchObject({ status: 421 });
    expect(await asked(method, '/', { headers: { Origin: 'http://evil.example' } })).toMatchObject({ status: 403 });
  }
  expect(heard).toEqual([]);
  expect(await asked('POST', '/', { headers: { Origin: 'https://ui.example' } })).toMatchObject({ status: 201 });
});

test('says so while the program does not answer, and answers again when it does', async () => {
  const { port } = upstream.address() as AddressInfo;
  upstream.close();
  upstream.closeAllConnections();
  const answer = await asked('GET', '/');
  expect(answer).toMatchObject({ status: 503, body: expect.stringContaining('The program does not answer.') });
  upstream.listen(port, '127.0.0.1');
  await once(upstream, 'listening');
  expect(await asked('GET', '/')).toMatchObject({ status: 201 });
});

test('an answer that breaks off is not taken for a whole one', async () => {
  upstream.removeAllListeners('request');
  upstream.on('request', (_asked, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('half', () => response.destroy());
  });
  await expect(asked('GET', '/')).rejects.toThrow('aborted');
});

test('who hangs up is not asked for any longer', async () => {
  upstream.removeAllListeners('request');
  const came = once(upstream, 'request') as Promise<[IncomingMessage]>;
  const line = connect(proxy.port, '127.0.0.1');
  line.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const [waiting] = await came;
  const gone = once(waiting.socket, 'close');
  line.destroy();
  await gone;
});

test('no port that is said to be blocked is opened by what follows the standard of browsers', async () => {
  for (const port of BROWSER_BLOCKED_PORTS) {
    const fault = await fetch(`http://127.0.0.1:${port}/`).catch((one: unknown) => one);
    expect([port, fault]).toEqual([port, expect.objectContaining({ cause: new Error('bad port') })]);
  }
  const first = await freeBlockedPort();
  const others = BROWSER_BLOCKED_PORTS.filter((port) => port !== first);
  expect([first, undefined]).toContain(await freeBlockedPort(others));
  expect(await freeBlockedPort(BROWSER_BLOCKED_PORTS)).toBeUndefined();
});

interface Sent {
  headers?: Record<string, string>;
  body?: string;
}

async function asked(method: string, path: string, { headers = {}, body = '' }: Sent = {}) {
  const sent = request({ host: '127.0.0.1', port: proxy.port, method, path, headers });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}
