import { strangerIn } from '../../src/web/stranger';

const names = { hosts: ['localhost', '127.0.0.1', '::1', 'tocsin.example'], origins: ['https://tocsin.example'] };

function asked(headers: Record<string, string | undefined>, method = 'GET', localAddress = '10.1.2.3') {
  return strangerIn({ method, headers, socket: { localAddress } }, names)?.code;
}

test.each([
  'localhost:8080',
  'LOCALHOST',
  'localhost.:8080',
  '127.0.0.1:8080',
  '[::1]:8080',
  'tocsin.example',
  'tocsin.example:8443',
])('answers to %s', (host) => {
  expect(asked({ host })).toBeUndefined();
});

test.each([
  undefined,
  '',
  'evil.example:8080',
  'tocsin.example.evil.example',
  'localhost.evil.example',
  'evil.example#localhost',
  'evil@127.0.0.1',
  '127.0.0.1:8080, evil.example',
  '0.0.0.0:8080',
  '[::ffff:127.0.0.1]',
])('does not answer to %s', (host) => {
  expect(asked({ host })).toBe('wrong-host');
});

test('answers to the address that the connection came in by, as the probes of containers say, and to no other', () => {
  expect(asked({ host: '10.1.2.3:8080' })).toBeUndefined();
  expect(asked({ host: '10.1.2.3:8080' }, 'GET', '::ffff:10.1.2.3')).toBeUndefined();
  expect(asked({ host: '[fd00::7]:8080' }, 'GET', 'fd00::7')).toBeUndefined();
  expect(asked({ host: '10.1.2.4:8080' })).toBe('wrong-host');
});

test.each(['GET', 'POST', 'OPTIONS', 'DELETE'])('takes %s from its own pages and from programs only', (method) => {
  const host = 'localhost:8080';
  expect(asked({ host }, method)).toBeUndefined();
  expect(asked({ host, origin: 'http://localhost:8080' }, method)).toBeUndefined();
  expect(asked({ host: '127.0.0.1:8080', origin: 'https://tocsin.example' }, method)).toBeUndefined();
  for (const origin of [
    'http://evil.example',
    'null',
    '',
    'http://localhost:9999',
    'http://localhost',
    'http://localhost:8080.evil.example',
    'file://localhost:8080',
    'http://evil.example//localhost:8080',
  ])
    expect([origin, asked({ host, origin }, method)]).toEqual([origin, 'foreign-page']);
});

test.each(['cross-site', 'same-site'])(
  'of a page that is %s without an origin it takes a followed link alone',
  (site) => {
    const from = (mode: string, dest: string, method = 'GET') =>
      asked({ host: 'localhost', 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest }, method);
    expect(from('navigate', 'document')).toBeUndefined();
    expect(from('navigate', 'iframe')).toBe('foreign-page');
    expect(from('no-cors', 'image')).toBe('foreign-page');
    expect(from('navigate', 'document', 'POST')).toBe('foreign-page');
  },
);

test('what its own page or its reader asks for is nobody else’s', () => {
  for (const site of ['same-origin', 'none'])
    expect(asked({ host: 'localhost', 'sec-fetch-site': site })).toBeUndefined();
});

test('says what it was asked as, and no more of it than fits a sentence', () => {
  const stranger = strangerIn({ method: 'GET', headers: { host: 'a'.repeat(500) }, socket: {} }, names);
  expect(stranger?.why).toBe(`This is not known here as "${'a'.repeat(100)}".`);
});
