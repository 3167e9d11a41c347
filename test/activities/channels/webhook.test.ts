import { execFileSync } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { isInward } from '../../../src/activities/channels/webhook/address';
import { FORMS, type AlertNote, type FormName } from '../../../src/activities/channels/webhook/forms';
import { openWebhooks } from '../../../src/activities/channels/webhook/post';
import { openStaffWebhooks, staffWebhooksOf } from '../../../src/activities/channels/webhook/staff';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let port: number;
let answer: Answer;
let taken: { path: string; headers: IncomingMessage['headers']; body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      taken.push({ path: request.url ?? '', headers: request.headers, body });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  taken = [];
  answer = (_request, response) => response.end('ok');
});

const NOTE: AlertNote = {
  id: 'INC-2026-0001#3.1',
  incident: 'INC-2026-0001',
  kind: 'commitment-warning',
  title: 'Customers <not> yet told',
  text: 'incident, investigation & more',
  severity: 'high',
  due: '2026-11-26T08:00:00.000Z',
  link: 'https://tocsin.example/incidents/INC-2026-0001?act=acknowledge',
  asksForAnswer: true,
  at: '2026-11-25T08:00:00.000Z',
};
const MESSAGE = { headers: { 'content-type': 'application/json' }, body: '{}' };
const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const url = (path = '/') => `http://127.0.0.1:${port}${path}`;
const inside = openWebhooks({ allowed: ['127.0.0.1'] });
afterAll(() => inside.close());

describe('An answer', () => {
  test.each([
    [200, 'accepted'],
    [204, 'accepted'],
    [301, 'refused'],
    [307, 'refused'],
    [400, 'refused'],
    [401, 'refused'],
    [404, 'refused'],
    [408, 'deferred'],
    [410, 'gone'],
    [429, 'deferred'],
    [500, 'deferred'],
    [503, 'deferred'],
  ])('of %i is %s, and no redirect is followed', async (status, outcome) => {
    answer = (_request, response) => response.writeHead(status, { location: url('/elsewhere') }).end();
    expect(await inside.post(url(), MESSAGE)).toMatchObject({ outcome });
    expect(taken).toHaveLength(1);
  });

  test('that never comes, or never ends, is given up', async () => {
    const impatient = openWebhooks({ allowed: ['127.0.0.1'], timeout: 300 });
    answer = () => undefined;
    expect(await impatient.post(url(), MESSAGE)).toMatchObject({ outcome: 'deferred' });
    answer = (_request, response) => void response.writeHead(200).write('begun');
    expect((await impatient.post(url(), MESSAGE)).words).not.toContain('begun');
    await impatient.close();
  });

  test('of a gigabyte is read no further than it takes', async () => {
    let sent = 0;
    answer = (_request, response) => {
      const part = Buffer.alloc(65_536);
      const more = () => {
        while (!response.destroyed && sent < 1e9 && response.write(part)) sent += part.length;
      };
      response.writeHead(200).on('drain', more);
      more();
    };
    await inside.post(url(), MESSAGE);
    expect(sent).toBeLessThan(20_000_000);
  });
});

describe('An address', () => {
  test.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
    ...['::1', '::', 'fe80::1', 'fc00::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', 'ff02::1'],
  ])('%s lies inside', (address) => expect(isInward(address)).toBe(true));
  test.each(['93.184.216.34', '8.8.8.8', '2606:4700::1111'])('%s does not', (address) =>
    expect(isInward(address)).toBe(false),
  );

  test.each(['127.0.0.1', '[::1]', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]'])(
    'that is written as %s is refused, and nobody asked',
    async (host) => {
      const outside = openWebhooks();
      expect(await outside.post(`http://${host}:${port}/`, MESSAGE)).toMatchObject({ outcome: 'refused' });
      expect(taken).toEqual([]);
      await outside.close();
    },
  );

  test('whose name leads inward, be it by one of its addresses, is refused; and what was checked is what is connected to', async () => {
    const names: string[] = [];
    const answers = [
      [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
      [{ address: '127.0.0.1', family: 4 }],
    ];
    const outside = openWebhooks({
      resolve: (host, found) => {
        names.push(host);
        found(null, answers.shift() ?? []);
      },
    });
    for (let nth = 0; nth < 3; nth += 1)
      expect(await outside.post(`http://rebound.example:${port}/`, MESSAGE)).toMatchObject({ outcome: 'refused' });
    expect(names).toEqual(['rebound.example', 'rebound.example', 'rebound.example']);
    expect(taken).toEqual([]);
    await outside.close();
  });
});

describe.each(Object.keys(FORMS) as FormName[])('The form %s', (name) => {
  const form = FORMS[name];
  const made = (note: AlertNote) => form.requestOf(note, form.secret === 'needed' ? SECRET : '');

  test('says in JSON what it is, of what incident, and where it is acknowledged', () => {
    const { headers, body } = made(NOTE);
    expect(headers['content-type']).toBe('application/json');
    expect(() => JSON.parse(body) as unknown).not.toThrow();
    for (const part of ['INC-2026-0001', NOTE.link, 'yet told']) expect(body).toContain(part);
    expect(body.includes('Acknowledge in Tocsin')).toBe(name !== 'standard');
    expect(made({ ...NOTE, asksForAnswer: false }).body).not.toContain('Acknowledge');
  });

  test('says of a restricted incident nothing that it was not given', () => {
    const { incident: _, due: __, severity: ___, ...bare } = NOTE;
    const { body } = made({ ...bare, id: 'x', link: 'https://tocsin.example', title: 'Something waits', text: '' });
    expect(body).not.toMatch(/INC-|undefined|null/);
  });

  test('makes the same of the same', () => expect(made(NOTE)).toEqual(made(NOTE)));
});

test('what is signed is verified by whoever has the secret, and by nobody else', () => {
  const at = new Date().toISOString();
  const { body, headers } = FORMS.standard.requestOf({ ...NOTE, at }, SECRET);
  expect(new Webhook(SECRET).verify(body, headers)).toMatchObject({ type: 'tocsin.alert', data: { id: NOTE.id } });
  const other = `whsec_${Buffer.alloc(32, 6).toString('base64')}`;
  expect(() => new Webhook(other).verify(body, headers)).toThrow();
  expect(() => new Webhook(SECRET).verify(`${body} `, headers)).toThrow();
});

test('the signature is the one that OpenSSL makes, by the words of the specification', () => {
  const at = new Date().toISOString();
  const { body, headers } = FORMS.standard.requestOf({ ...NOTE, at }, SECRET);
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const key = Buffer.from(SECRET.replace('whsec_', ''), 'base64').toString('hex');
  const mac = ['dgst', '-sha256', '-mac', 'HMAC', '-macopt', `hexkey:${key}`, '-binary'];
  const signature = execFileSync('openssl', mac, { input: signed }).toString('base64');
  expect(headers['webhook-signature']).toBe(`v1,${signature}`);
});

describe('Alerts to programs', () => {
  const failed: object[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (what: object) => void failed.push(what) };
  const opened = (written: string) =>
    openStaffWebhooks(staffWebhooksOf(written), { log, allowed: ['127.0.0.1'], pauses: [1, 1] });

  test('are posted to each once, and again where it was not there', async () => {
    const webhooks = opened(`slack+${url('/slack')} pagerduty+${url('/pager')}#key`);
    answer = (_request, response) => response.writeHead(taken.length <= 2 ? 503 : 202).end();
    webhooks.tell(NOTE);
    webhooks.tell(NOTE);
    await webhooks.settled();
    expect(taken.map(({ path }) => path).sort()).toEqual(['/pager', '/pager', '/slack', '/slack']);
    await webhooks.close();
  });

  test('go no more where they are gone, and an error says so without the secret', async () => {
    const webhooks = opened(`standard+${url('/gone')}#${SECRET}`);
    answer = (_request, response) => response.writeHead(410).end();
    webhooks.tell(NOTE);
    await webhooks.settled();
    webhooks.tell({ ...NOTE, id: 'another' });
    await webhooks.settled();
    expect(taken).toHaveLength(1);
    expect(failed).toHaveLength(1);
    expect(JSON.stringify(failed)).not.toContain(SECRET);
    await webhooks.close();
  });

  test('of a setting that is none are refused in one sentence', () => {
    expect(staffWebhooksOf('')).toEqual([]);
    expect(() => staffWebhooksOf('pagerduty+https://events.pagerduty.com/v2/enqueue')).toThrow(
      /entry 1 needs its secret/,
    );
    expect(() => staffWebhooksOf('fax+https://x.example')).toThrow(/must be one of standard, pagerduty, slack, teams/);
  });
});
