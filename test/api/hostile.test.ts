import { connect, type AddressInfo, type Socket } from 'node:net';
import fc from 'fast-check';
import { openApi } from '../../src/contract/openapi';
import { PERSON_COMMANDS } from '../../src/domain/commands';
import { cursorOf } from '../../src/register/read/cursor';
import { hostile, messageLike } from '../contract/arbitrary';
import { GOOD_MESSAGES } from '../contract/good-messages';
import { keyOf, reported, startService, type Service } from '../support/api';
import { codePoint } from '../support/code-points';
import { testSeed } from '../support/seed';
import { gate } from '../support/gate';
import { isRelease } from '../support/turns';

fc.configureGlobal({ seed: testSeed('hostile') });

/*
 * Whatever is sent, the answer is a "no" of the caller's, never an internal error. Requests are written byte by byte,
 * for a well-bred HTTP client would not send most of these.
 */

let service: Service;
let id: string;
/** The others see it no more, once it is restricted. */
let toRestrict: string;
beforeAll(async () => {
  service = await startService();
  id = await reported(service);
  toRestrict = await reported(service);
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => service.stop());

const RUNS = isRelease ? 60 : 15;

/** What may stand where an address has a parameter. */
const ODD = [
  '%',
  '%00',
  '%E0%A4%A',
  '%ff',
  '..%2f..%2fetc',
  '%2e%2e',
  "'%20or%201=1--",
  '%F0%9F%94%94',
  '{id}',
  '*',
  ':id',
  '__proto__',
  'constructor',
  'INC-2026-9999',
  'INC-2026-999999999',
  'INC-0000-0000',
  '9'.repeat(3_000),
  '%ED%A0%80',
];

describe('no request is answered with an internal error', () => {
  test.each(PERSON_COMMANDS)('whatever comes as the body of %s', async (name) => {
    const bodies = fc.oneof(messageLike(GOOD_MESSAGES[name].map(withoutEnvelope)), hostile);
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        // What triage finds may restrict an incident, too.
        const incident = ['restrict', 'assess', 'fast-track'].includes(name) ? toRestrict : id;
        const { status, text } = await send('POST', `/api/incidents/${incident}/${name}`, {
          body: JSON.stringify(body),
        });
        expect({ body, status, text, ours: status >= 500 }).toMatchObject({ ours: false });
      }),
      { numRuns: RUNS / 3 },
    );
  });

  test('whatever comes as a report, a person, a customer', async () => {
    const routes = fc.constantFrom(
      'POST /api/incidents',
      'POST /api/people',
      'PATCH /api/people/lead',
      'PUT /api/customers/c',
      'POST /api/customers',
      'POST /api/customers/import',
    );
    const fields = fc.dictionary(
      fc.constantFrom(
        'id',
        'name',
        'email',
        'roles',
        'channel',
        'seen',
        'accounts',
        'customers',
        'language',
        'timeZone',
        '__proto__',
        'toString',
      ),
      hostile,
    );
    await fc.assert(
      fc.asyncProperty(routes, fc.oneof(fields, hostile), async (route, body) => {
        const [method = '', path = ''] = route.split(' ');
        const { status } = await send(method, path, { person: 'operator', body: JSON.stringify(body) });
        expect([route, body, status >= 500]).toEqual([route, body, false]);
      }),
      { numRuns: RUNS },
    );
  });

  test('whatever comes as a CSV file', async () => {
    const cell = fc.oneof(
      fc.constantFrom('', '"', '""', 'a,b', '\0', '\r', '=1+1', '__proto__', 'x'.repeat(5_000), '\ud800'),
      fc.string({ unit: codePoint, maxLength: 8 }),
    );
    const row = fc.array(cell, { maxLength: 16 }).map((cells) => cells.join(','));
    const head = fc.constantFrom(
      '',
      'id,name,email,roles,time_zone,language,active',
      'customer_id,customer_name',
      '__proto__,constructor',
      ';',
      '"',
    );
    const bytes = fc.uint8Array({ maxLength: 40 }).map((one) => Buffer.from(one));
    const file = fc
      .tuple(head, fc.array(row, { maxLength: 4 }))
      .map(([first, rows]) => Buffer.from([first, ...rows].join('\n')));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/api/people', '/api/customers/import'),
        fc.oneof(file, bytes),
        async (path, body) => {
          const { status } = await send('POST', path, { person: 'operator', type: 'text/csv', body });
          expect([path, body.toString(), status >= 500]).toEqual([path, body.toString(), false]);
        },
      ),
      { numRuns: RUNS },
    );
  });

  const paths = Object.keys(openApi().paths ?? {});
  const odd = fc.constantFrom(...ODD);

  const asked = async (method: string, pattern: string, one: string, two: string) => {
    const path = pattern.replace(/\{\w+\}/, one).replace(/\{\w+\}/, two);
    const { status } = await send(method, path, { person: 'operator', body: method === 'GET' ? undefined : '{}' });
    expect([method, path, status >= 500]).toEqual([method, path, false]);
  };

  test('whatever stands in the address', async () => {
    const methods = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND');
    await fc.assert(fc.asyncProperty(methods, fc.constantFrom(...paths), odd, odd, asked), { numRuns: RUNS * 3 });
  });

  // The router decodes it before any route of ours is asked.
  test('what cannot be decoded in any address', async () => {
    const values = isRelease ? ODD : ['%', '%ff'];
    for (const path of paths.filter((one) => one.includes('{')))
      for (const value of values) await asked('GET', path, value, value);
  });

  test('whatever stands in the query', async () => {
    const names = fc.oneof(
      fc.constantFrom(
        'limit',
        'cursor',
        'sort',
        'dueBefore',
        'stage',
        'notice',
        'severity',
        '__proto__',
        'limit[]',
        'cursor[a]',
        '',
      ),
      odd,
    );
    const values = fc.oneof(
      odd,
      fc.constantFrom(
        '0',
        '-1',
        '1e999',
        'NaN',
        'W10',
        'e30',
        'WyJhIiwiWzFdIl0',
        '2026-02-30T00:00:00Z',
        '9999-12-31T23:59:59-23:59',
        'x'.repeat(7_000),
      ),
    );
    const query = fc
      .array(fc.tuple(names, values), { maxLength: 4 })
      .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));
    const lists = [
      '/api/incidents',
      `/api/incidents/${id}/timeline`,
      '/api/incidents/INC-2026-0001/deliveries',
      '/api/incidents/INC-2026-0001/scope',
      '/api/people',
      '/api/customers',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...lists), query, async (path, asked) => {
        const { status } = await send('GET', `${path}?${asked}`, {});
        expect([path, asked, status >= 500]).toEqual([path, asked, false]);
      }),
      { numRuns: RUNS * 3 },
    );
  });

  test('whatever place a forged cursor names', async () => {
    const incidents = (sort: string) => `incidents ${JSON.stringify({ sort, descending: true })}`;
    const forged: [string, string, unknown[]][] = [
      ...['abc', '\0', { a: 1 }, 9e15, '9e999', '2026-02-30T00:00:00.000Z', '0000-01-01T00:00:00.000Z'].map(
        (value): [string, string, unknown[]] => ['/api/incidents', incidents('openedAt'), [value, 'INC-2026-0001']],
      ),
      ['/api/incidents', incidents('openedAt'), []],
      ['/api/incidents', incidents('openedAt'), ['infinity', '\0']],
      ['/api/incidents?sort=-severity', incidents('severity'), ['abc', 'x']],
      ['/api/incidents?sort=-severity', incidents('severity'), [99999999999, 'x']],
      ...[['abc', 'x'], ['99999999999999999999', 1], [1.5, 'x'], [1, -1], [99999999999, 1], [], [1, 1, 1], {}].map(
        (place): [string, string, unknown[]] => [`/api/incidents/${id}/timeline`, `timeline ${id}`, place as unknown[]],
      ),
      [`/api/incidents/${id}/deliveries`, `deliveries ${id} all`, ['abc', 'x']],
      [`/api/incidents/${id}/scope`, `scope ${id}`, [{}]],
      ['/api/customers', 'customers', [1]],
      ['/api/people', 'people', []],
    ];
    for (const [path, list, place] of forged) {
      const cursor = cursorOf(list, place as string[]);
      const { status, text } = await send('GET', `${path}${path.includes('?') ? '&' : '?'}cursor=${cursor}`, {});
      expect([path, place, status, text.includes('/problems/bad-cursor')]).toEqual([path, place, 400, true]);
    }
  });

  test('whatever stands in the headers', async () => {
    const names = fc.constantFrom(
      'Authorization',
      'Idempotency-Key',
      'Prefer',
      'Content-Type',
      'Accept',
      'Content-Encoding',
      'Content-Length',
      'Transfer-Encoding',
      'Expect',
      'If-None-Match',
      'X-Forwarded-For',
      '__proto__',
    );
    const values = fc.constantFrom(
      '',
      ' ',
      'a',
      ',',
      ';',
      '\u0001',
      '\u00ff',
      'Bearer ' + 'x'.repeat(5_000),
      'text/csv; charset=nonsense',
      'application/json; charset="',
      'gzip',
      'br',
      'chunked',
      '-1',
      '99999999999999999999',
      '100-continue',
      '*/*;q=nonsense',
      'q'.repeat(100_000),
      'respond-async; =',
      'multipart/form-data',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(names, values), { minLength: 1, maxLength: 3 }), async (headers) => {
        const { status } = await send('POST', `/api/incidents/${id}/acknowledge`, {
          headers,
          body: '{}',
          hangsUp: true,
        });
        expect([headers, status >= 500]).toEqual([headers, false]);
      }),
      { numRuns: RUNS },
    );
  });

  test('a body nested a hundred thousand deep, a number of a thousand digits, a key said twice', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const objects = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    for (const body of [
      deep,
      objects,
      `{"text":${deep}}`,
      `{"text":"a","undecided":${objects}}`,
      `{"notice":${'9'.repeat(1_000)}}`,
      '{"text":"a","text":"b\\u0000"}',
      '{"text":"\\ud800"}',
      '{"text":"a\\u0085b"}',
    ]) {
      const { status } = await send('POST', `/api/incidents/${id}/note-progress`, { body });
      expect([body.slice(0, 40), status]).toEqual([body.slice(0, 40), body.length > 64 * 1024 ? 413 : 422]);
    }
  });

  test('a body that packs much into little', async () => {
    const { gzipSync } = await import('node:zlib');
    const body = gzipSync(`{"text":"${'x'.repeat(50_000_000)}"}`);
    const { status } = await send('POST', `/api/incidents/${id}/note-progress`, {
      body,
      headers: [['Content-Encoding', 'gzip']],
    });
    expect(status).toBe(413);
  });

  test('what is no HTTP at all', async () => {
    for (const [bytes, expected] of [
      ['\r\n\r\n', 0],
      ['GET\r\n\r\n', 400],
      ['GET / HTTP/9.9\r\n\r\n', 400],
      ['\x16\x03\x01\x02', 400],
      [`GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
    ] as const) {
      const { status, text } = await raw(bytes, { hangsUp: expected === 0 });
      expect([bytes.slice(0, 20), status]).toEqual([bytes.slice(0, 20), expected]);
      if (status > 0) expect(problemIn(text)).toMatchObject({ status, type: expect.stringMatching(/^\/problems\/.+/) });
    }
    await service.as('lead').get('/healthz').expect(200);
  });

  test.each([
    ['Expect', 'a-pony', 417, 'expectation-failed'],
    ['X-Long', 'x'.repeat(100_000), 431, 'headers-too-large'],
    ['Transfer-Encoding', 'chunked', 400, 'bad-request'],
  ])('what the server refuses before it is a request, by %s, says why', async (name, value, status, code) => {
    const answer = await send('POST', `/api/incidents/${id}/acknowledge`, { headers: [[name, value]], body: '{}' });
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(/content-type: application\/problem\+json/i);
    expect(problemIn(answer.text)).toMatchObject({ type: `/problems/${code}`, status });
  });
});

test('what was said over a connection that ended before it was read is not done as if nothing had been said', async () => {
  const { keys, idempotency } = service.register;
  const authenticate = keys.authenticate.bind(keys);
  const [sought, known] = [gate(), gate()];
  jest.spyOn(keys, 'authenticate').mockImplementationOnce(async (...given) => {
    sought.open();
    await known.opened;
    return authenticate(...given);
  });
  const taking = jest.spyOn(idempotency, 'take');
  const ended = new Promise((resolve) =>
    service.server.once('connection', (socket: Socket) => socket.once('close', resolve)),
  );
  const sending = connect((service.server.address() as AddressInfo).port, '127.0.0.1');
  const head = `Host: tocsin.example\r\nAuthorization: Bearer ${keyOf('lead')}\r\nIdempotency-Key: cut-off`;
  const body = JSON.stringify({ alert: 'none' });
  sending.write(
    `POST /api/incidents/${id}/acknowledge HTTP/1.1\r\n${head}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await sought.opened;
  sending.destroy();
  await ended;
  known.open();
  await service.as('lead').post(`/api/incidents/${id}/note-progress`).send({ text: 'Said after it.' }).expect(200);
  expect(taking).not.toHaveBeenCalled();
});

test('after all that the incident stands and can be commanded', async () => {
  await service.as('lead').post(`/api/incidents/${id}/note-progress`).send({ text: 'Still here.' }).expect(200);
  expect(service.logged.filter((line) => line.includes('a request failed'))).toEqual([]);
});

interface Sending {
  person?: string;
  type?: string;
  headers?: [string, string][];
  body?: string | Buffer;
  /** A request that promises more than it brings would be waited for. */
  hangsUp?: boolean;
}

const HANGS_UP_AFTER_MS = 100;

function send(
  method: string,
  path: string,
  { person = 'lead', type = 'application/json', headers = [], body, hangsUp = false }: Sending,
) {
  const own = new Set(headers.map(([name]) => name.toLowerCase()));
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const standard: [string, string][] = [
    ['Host', 'tocsin.example'],
    ['Connection', 'close'],
    ['Authorization', `Bearer ${keyOf(person)}`],
    ...(bytes
      ? ([
          ['Content-Type', type],
          ['Content-Length', `${bytes.length}`],
        ] as [string, string][])
      : []),
  ];
  const all = [...standard.filter(([name]) => !own.has(name.toLowerCase())), ...headers];
  const head = `${method} ${path} HTTP/1.1\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  return raw(Buffer.concat([Buffer.from(head, 'latin1'), bytes ?? Buffer.alloc(0)]), { hangsUp });
}

/** It has no end. */
const STREAM = /^content-type: text\/event-stream/im;

/** The status, or 0 if the server closed the connection without a word. */
function raw(bytes: string | Buffer, { hangsUp }: { hangsUp: boolean }): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const { port } = service.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const hangUp = hangsUp ? setTimeout(() => socket.end(), HANGS_UP_AFTER_MS) : undefined;
    let text = '';
    const done = () => {
      clearTimeout(hangUp);
      socket.destroy();
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text: text.slice(0, 2_000) });
    };
    socket.setTimeout(60_000, done);
    socket.on('data', (part) => {
      text += part.toString('latin1');
      if (STREAM.test(text)) done();
    });
    socket.on('error', done);
    socket.on('close', done);
  });
}

function problemIn(answer: string): unknown {
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
}

function withoutEnvelope(message: object): object {
  const {
    by: _by,
    door: _door,
    roles: _roles,
    key: _key,
    bodyHash: _hash,
    ...body
  } = message as Record<string, unknown>;
  return body;
}
