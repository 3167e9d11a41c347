import { randomBytes } from 'node:crypto';
import { IMPORT_COLUMNS } from '../../src/contract/parties/customer-columns';
import type { IncidentId } from '../../src/domain/case/state';
import type { CustomerInput } from '../../src/register';
import { declared, REPORT, startService, type Service } from '../support/api';
import { expectServed } from '../support/longest-turn';

jest.setTimeout(300_000);

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const MEGABYTE = 2 ** 20;
const filled = (line: (number: number) => string, bytes: number, from = '') => {
  const lines = [from];
  for (let size = 0, number = 1; size < bytes; number += 1) {
    const next = line(number);
    lines.push(next);
    size += next.length + 1;
  }
  return lines;
};
const contact = (n: number) => ({ id: `c-${n}-k`, name: 'Jo', email: `jo@c-${n}.example`, role: 'administrator' });
const customer = (n: number, contacts = [contact(n)]) => ({
  ...{ id: `c-${n}`, name: `Customer ${n}`, language: 'en', timeZone: 'Europe/Paris' },
  accounts: [{ id: `c-${n}-a`, kind: 'subscription', name: `Account ${n}`, product: 'portal', contacts }],
});
const rowOf = (n: number, mail = `jo@c-${n}.example`) =>
  `c-${n},Customer ${n},en,Europe/Paris,,,c-${n}-a,subscription,Account ${n},portal,c-${n}-k,Jo,${mail},administrator,`;
const HEADING = IMPORT_COLUMNS.join(',');
const rows = (count: number, mail?: string) =>
  [HEADING, ...Array.from({ length: count }, (_, n) => rowOf(n, mail))].join('\n');
const list = (customers: object[]) => JSON.stringify({ customers });

test.each<[string, number, string, string, string]>([
  [
    'a command or report',
    422,
    '/api/incidents',
    'application/json',
    JSON.stringify({ ...REPORT, seen: '"'.repeat(31_000) }),
  ],
  [
    'customers as JSON',
    200,
    '/api/customers/import',
    'application/json',
    list(Array.from({ length: 5_000 }, (_, n) => customer(n))),
  ],
  [
    'customers as JSON, each with a fault',
    422,
    '/api/customers/import',
    'application/json',
    list(Array.from({ length: 5_000 }, (_, n) => ({ ...customer(n), language: 'x'.repeat(1_400) }))),
  ],
  [
    'one customer of 5,000 contacts',
    200,
    '/api/customers/import',
    'application/json',
    list([
      customer(
        9_000,
        Array.from({ length: 5_000 }, (_, n) => contact(20_000 + n)),
      ),
    ]),
  ],
  ['customers as CSV', 200, '/api/customers/import', 'text/csv', rows(5_000)],
  ['CSV with a fault in each row', 422, '/api/customers/import', 'text/csv', rows(5_000, 'nobody'.repeat(100))],
  [
    'CSV of nothing but commas',
    422,
    '/api/customers/import',
    'text/csv',
    `${HEADING}\n${','.repeat(4 * MEGABYTE - 1_000)}`,
  ],
  [
    'CSV of nothing but short rows',
    413,
    '/api/customers/import',
    'text/csv',
    filled(() => 'a', 4 * MEGABYTE - 1_000, HEADING).join('\n'),
  ],
  [
    'CSV of one open quote',
    422,
    '/api/customers/import',
    'text/csv',
    `${HEADING}\n"${'x'.repeat(4 * MEGABYTE - 1_000)}`,
  ],
  ['nested lists', 413, '/api/customers/import', 'application/json', '['.repeat(8 * MEGABYTE - 10)],
  [
    'people as CSV',
    413,
    '/api/people',
    'text/csv',
    filled(
      (n) => `p-${n},P,p-${n}@x.example,lead,UTC,en,perhaps`,
      4 * MEGABYTE - 1_000,
      'id,name,email,roles,time_zone,language,active',
    ).join('\n'),
  ],
])('%s stalls nobody', async (what, status, path, type, body) => {
  await expectServed(service, { what, status, path, type, body: Buffer.from(body) });
});

describe('Above what a command has', () => {
  const CUSTOMERS = 20_000;
  let incident: IncidentId;
  let secret: string;
  beforeAll(async () => {
    incident = await declared(service);
    const { body } = await service.as('operator').get('/api/returned-mail/secret').expect(200);
    secret = body.secret;
    for (let from = 0; from < CUSTOMERS; from += 5_000)
      await service.register.customers.store(
        Array.from({ length: 5_000 }, (_, n) => customer(from + n) as CustomerInput),
      );
  });

  beforeAll(async () => {
    const words = [{ lang: 'en', text: 'The attacker still has the key of the gateway.' }];
    const body = { field: 'howFound', ground: 'stopping-an-attacker', words, reviewBy: '2026-12-20T09:00:00Z' };
    await service.as('responder').post(`/api/incidents/${incident}/withhold`).send(body).expect(200);
    const selection = { customers: ['c-7'] };
    await service.register.scope.resolve({ incident, effect: 'e', selection, addedAt: service.now() });
  });

  const of = (path: string) => `/api/incidents/${incident}/${path}`;
  const cell = 'x'.repeat(3_900);
  const said = (n: number) => ({ customer: `c-${n}`, nature: `${n} ${cell}` });
  const nobody = (n: number) => ({ customer: `nobody-${n}`, data: cell.slice(0, 900) });
  const inJson = (row: (n: number) => object, count: number) => list(Array.from({ length: count }, (_, n) => row(n)));
  const inCsv = (row: (n: number) => { customer: string }, count: number, field: string) =>
    [`customer,${field}`, ...Array.from({ length: count }, (_, n) => Object.values(row(n)).join(','))].join('\n');

  test.each<[string, number, () => string, string?]>([
    ['a scope as JSON', 200, () => inJson(said, CUSTOMERS)],
    ['a scope as CSV', 200, () => inCsv(said, 15_000, 'nature'), 'text/csv'],
    ['a scope of nobody as JSON', 422, () => inJson(nobody, 95_000)],
    ['a scope of nobody as CSV', 422, () => inCsv(nobody, 65_000, 'data'), 'text/csv'],
    ['a scope of nested lists', 413, () => '['.repeat(90 * MEGABYTE)],
    ['a scope of lists in its list', 413, () => `{"customers":[${'['.repeat(90 * MEGABYTE)}`],
    ['a scope of one text', 413, () => `{"customers":["${'x'.repeat(90 * MEGABYTE)}`],
    ['a scope of blanks', 413, () => `{"customers":[${' '.repeat(90 * MEGABYTE)}`],
    ['a scope of one open quote', 422, () => `customer\n"${'x'.repeat(63 * MEGABYTE)}`, 'text/csv'],
  ])('%s stalls nobody', async (what, status, body, type = 'application/json') => {
    await expectServed(service, {
      ...{ what, status, type, by: 'lead' },
      ...{ path: of('scope/import'), body: Buffer.from(body()) },
    });
  });

  const member = (n: number) => `s-${n},${'Jo'.repeat(90)},jo-${n}@x.example,${'D'.repeat(190)},en`;
  test.each<[string, number, () => string[]]>([
    ['staff', 200, () => Array.from({ length: 100_000 }, (_, n) => member(n))],
    ['staff that is changed', 200, () => Array.from({ length: 100_000 }, (_, n) => member(n).replace('Jo', 'Joe'))],
    ['staff with a fault in each row', 422, () => Array.from({ length: 100_000 }, (_, n) => `${member(n)}gl-isch`)],
    ['staff that stands there twice', 422, () => Array.from({ length: 100_000 }, (_, n) => member(n % 50_000))],
  ])('%s stalls nobody', async (what, status, rows) => {
    const body = Buffer.from(['staff_id,name,email,department,language', ...rows()].join('\n'));
    await expectServed(service, { what, status, path: '/api/staff/import', type: 'text/csv', body });
  });

  const MULTIPART = 'From: a@x.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n';
  test.each<[string, () => string]>([
    ['of one text', () => 'words come back \n'.repeat(570_000)],
    ['of addresses', () => 'a@x.example '.repeat(800_000)],
    ['of nothing but headers', () => `${Array.from({ length: 700_000 }, (_, n) => `X-${n}: a`).join('\r\n')}\r\n`],
    ['of nothing but parts', () => `${MULTIPART}${'--b\r\n\r\na\r\n'.repeat(900_000)}`],
    ['of nothing but boundaries', () => `${MULTIPART}${'--b\n'.repeat(2_300_000)}`],
    [
      'of a file',
      () => `${MULTIPART}--b\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${'QUFB'.repeat(19)}\r\n`.repeat(120_000)}`,
    ],
    ['of HTML', () => `Content-Type: text/html\r\n\r\n${'<p>a<'.repeat(1_900_000)}`],
  ])('returned mail %s stalls nobody', async (what, body) => {
    const [path, type] = ['/api/returned-mail', 'message/rfc822'];
    await expectServed(service, {
      what: `mail ${what}`,
      status: 200,
      path,
      type,
      body: Buffer.from(body()),
      key: secret,
    });
  });

  test.each<[string, number, () => Buffer]>([
    ['of words', 201, () => Buffer.from('a b c d e f g h '.repeat(1.5 * MEGABYTE))],
    ['of one word', 201, () => Buffer.alloc(24 * MEGABYTE, 'x')],
    ['of bytes', 201, () => randomBytes(24 * MEGABYTE)],
    ['that names another', 422, () => Buffer.from(`${'a b c d e f g h '.repeat(1.4 * MEGABYTE)} jo@c-77.example`)],
  ])('a file for a customer %s stalls nobody', async (what, status, body) => {
    const path = of('assistance?customer=c-7&kind=log&name=a.log');
    const type = 'application/octet-stream';
    await expectServed(service, { what: `a file ${what}`, status, path, type, body: body(), by: 'lead' });
  });

  test('evidence stalls nobody', async () => {
    const path = of('evidence?title=A+log&name=a.log&collectedAt=2026-11-23T09:00:00Z');
    const body = randomBytes(99 * MEGABYTE);
    const type = 'application/octet-stream';
    await expectServed(service, { what: 'evidence', status: 200, path, type, body, by: 'lead' });
  });

  const XLIFF = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="fr">';
  test.each<[string, string, string]>([
    ['of units', 'application/xliff+xml', `${XLIFF}<file id="a">${'<unit id="nature"/>'.repeat(50_000)}`],
    ['of one unit in another', 'application/xliff+xml', `${XLIFF}${'<g>'.repeat(330_000)}`],
    ['of attributes', 'application/xliff+xml', `<xliff ${'a="" '.repeat(200_000)}>`],
    ['of entities', 'application/xliff+xml', `<xliff srcLang="${'&amp;'.repeat(200_000)}">`],
    ['of commas', 'text/csv', `unit,source,target\n${','.repeat(MEGABYTE - 1_000)}`],
  ])('a translation %s stalls nobody', async (what, type, text) => {
    const path = of('translations?language=fr');
    await expectServed(service, {
      what: `a translation ${what}`,
      status: 422,
      path,
      type,
      body: Buffer.from(text),
      by: 'lead',
    });
  });

  test.each<[string, string, number, string, unknown]>([
    [
      'one customer of 1 MB',
      'PUT',
      422,
      '/api/customers/c-1',
      {
        ...customer(
          1,
          Array.from({ length: 8_000 }, (_, n) => contact(90_000 + n)),
        ),
        id: undefined,
      },
    ],
    ['customers of 1 MB', 'POST', 422, '/api/customers', { accounts: Array.from({ length: 100_000 }, () => 'a') }],
    [
      'those at a session, in 1 MB',
      'POST',
      422,
      '/api/training/sessions',
      { attended: Array.from({ length: 90_000 }, (_, n) => `s-${n}`) },
    ],
    ['numbers of 1 MB', 'POST', 422, '/api/training/sessions', Array.from({ length: 240_000 }, () => 1)],
  ])('%s stalls nobody', async (what, method, status, path, json) => {
    await expectServed(service, { what, method, status, path, body: Buffer.from(JSON.stringify(json)) });
  });
});
