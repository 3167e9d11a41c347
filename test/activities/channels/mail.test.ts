import { generateKeyPairSync, verify, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSigner } from '../../../src/activities/channels/dkim';
import { openMailChannel, type Letter, type MailChannel } from '../../../src/activities/channels/mail';
import { sha256 } from '../../../src/primitives/hash';
import { MailServer } from '../../support/mailserver';

let server: MailServer;
let mail: MailChannel;

beforeAll(async () => {
  server = await MailServer.start();
  mail = openMailChannel({
    url: server.url,
    from: 'Tocsin <tocsin@tocsin.example>',
    patience: { socketTimeout: 2_000 },
  });
});
afterAll(async () => {
  mail.close();
  await server.down();
});

const letter = (over: Partial<Letter> = {}): Letter => ({
  id: 'INC-2026-0001#3.1/lead',
  name: 'Ann Example',
  language: 'en',
  subject: 'A subject',
  text: 'Text\n.\nafter a lone dot',
  html: '<p>Text</p>',
  automatic: true,
  possibleRepeat: false,
  ...over,
});
const send = (address: string, over: Partial<Letter> = {}) => mail.send(address, () => Promise.resolve(letter(over)));

test('a message arrives whole, with the ids that every copy of it would carry', async () => {
  expect(await send('whole@customer.example')).toEqual({
    outcome: 'accepted',
    words: expect.stringMatching(/^250 Taken as/),
  });
  const [taken] = server.to('whole@customer.example');
  expect(taken!.mail.text).toContain('Text\n.\nafter a lone dot');
  expect(taken!.mail.messageId).toBe(`<${sha256('INC-2026-0001#3.1/lead')}@${mail.idDomain}>`);
  expect(taken!.mail.headers.get('x-tocsin-id')).toMatch(/^[0-9a-f]{64}$/);
  expect(taken!.mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(taken!.mail.headers.has('x-tocsin-possible-repeat')).toBe(false);
  expect(taken!.raw).not.toContain('INC-2026-0001#');
});

test('is signed by DKIM over what its reader sees, and verified by the published key', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-dkim-'));
  const keyFile = join(folder, 'key.pem');
  await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const sign = createSigner({ written: 'tocsin@company.example', keyFile });
  const own = openMailChannel({ url: server.url, from: 'Tocsin <tocsin@company.example>', sign });
  await own.send('signed@customer.example', () => Promise.resolve(letter({ thread: 'INC-2026-0001' })));
  const { raw } = server.to('signed@customer.example')[0]!;
  const tags = dkimTags(raw);
  expect(tags).toMatchObject({ d: 'company.example', s: 'tocsin', c: 'relaxed/relaxed' });
  expect(tags.h?.split(':')).toEqual(expect.arrayContaining(['from', 'to', 'subject', 'message-id', 'references']));
  expect(verifies(raw, tags, publicKey)).toBe(true);
  expect(verifies(raw.replace('A subject', 'Another subject'), tags, publicKey)).toBe(false);
  own.close();
  await rm(folder, { recursive: true });
});

/** RFC 6376, section 3.2. */
function dkimTags(raw: string): Record<string, string> {
  const [, field = ''] = /^DKIM-Signature:((?:.*\r\n)(?:[ \t].*\r\n)*)/im.exec(raw) ?? [];
  const tags = field.replace(/\s+/g, '').split(';').filter(Boolean);
  return Object.fromEntries(tags.map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]));
}

/** Section 3.4.2: the header fields, relaxed, with the signature's own last and without its value. */
function verifies(raw: string, { h = '', b = '' }: Record<string, string>, key: KeyObject): boolean {
  const fields = raw.slice(0, raw.indexOf('\r\n\r\n')).split(/\r\n(?![ \t])/);
  const relaxed = (field: string) => {
    const [name = '', ...value] = field.split(':');
    return `${name.trim().toLowerCase()}:${value.join(':').replace(/\s+/g, ' ').trim()}`;
  };
  const named = (name: string) => fields.filter((field) => field.toLowerCase().startsWith(`${name}:`)).at(-1);
  const signed = h
    .split(':')
    .flatMap((name) => named(name.toLowerCase()) ?? [])
    .map(relaxed);
  const own = relaxed(named('dkim-signature') ?? '').replace(/\bb=[^;]*$/, 'b=');
  const data = [...signed, own].join('\r\n');
  return verify('sha256', Buffer.from(data), key, Buffer.from(b, 'base64'));
}

test('notices of one incident to one mailbox stand together', async () => {
  for (const id of ['1/1', '1/2']) await send('thread@customer.example', { id, thread: 'INC-2026-0001 to a' });
  const [first, second] = server.to('thread@customer.example');
  expect(first!.mail.references).toBe(`<${sha256('INC-2026-0001 to a')}@${mail.idDomain}>`);
  expect(second!.mail.inReplyTo).toBe(first!.mail.inReplyTo);
  expect(second!.mail.messageId).not.toBe(first!.mail.messageId);
});

test('what a server sends back goes to an address that says which message it was', async () => {
  const returnAddress = (id: string) => `bounces+${id.length}@tocsin.example`;
  const own = openMailChannel({ url: server.url, from: 'Tocsin <tocsin@tocsin.example>', returnAddress });
  await own.send('returned@customer.example', () => Promise.resolve(letter()), undefined, {
    id: 'INC-2026-0001#3.1/lead',
  });
  const [taken] = server.to('returned@customer.example');
  expect(taken).toMatchObject({ from: 'bounces+22@tocsin.example' });
  expect(taken!.mail.from?.text).toContain('tocsin@tocsin.example');
  own.close();
});

describe('nothing from outside becomes a header', () => {
  const breaks = [
    '\r\n',
    '\n',
    '\r',
    '\u2028',
    '\u2029',
    '\u0085',
    '\u000b',
    '\u0000',
    '%0d%0a',
    '=0D=0A',
    '\u010d\u010a',
    '\uff0d\uff0a',
  ];
  const evil = breaks.map((end) => `x${end}Bcc: thief@evil.example${end}X-Evil: yes${end}${end}body`);

  test.each(evil)('in the subject, the name, the language and the ids: %j', async (text) => {
    const before = server.taken.length;
    await send('target@customer.example', { subject: text, name: text, language: text, id: text });
    expect(server.taken.length).toBe(before + 1);
    const { mail: got, to, raw } = server.taken.at(-1)!;
    expect(to).toBe('target@customer.example');
    expect(got.headers.has('bcc')).toBe(false);
    expect(got.headers.has('x-evil')).toBe(false);
    expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/^(Bcc|X-Evil)/im);
    expect([...got.headers.keys()].sort()).toEqual(
      [
        'auto-submitted',
        'content-language',
        'content-type',
        'date',
        'from',
        'message-id',
        'mime-version',
        'subject',
        'to',
        'x-tocsin-id',
      ].sort(),
    );
    expect(got.text).toBe('Text\n.\nafter a lone dot');
  });

  const addresses = [
    ...breaks.map((end) => `a@customer.example${end}Bcc: thief@evil.example`),
    'a@customer.example> SIZE=1\r\nRCPT TO:<thief@evil.example',
    'a@customer.example, thief@evil.example',
    'Ann <a@customer.example>',
    '"a b"@customer.example',
    'a@customer.example\u202e',
    'a\u200b@customer.example',
    'a@b@customer.example',
    'a@',
    '@customer.example',
    '',
    'a@exa mple',
    `${'a'.repeat(250)}@customer.example`,
  ];
  test.each(addresses)('an address that is more than an address is refused unsent: %j', async (address) => {
    const before = server.taken.length;
    expect((await send(address)).outcome).toBe('refused');
    expect(server.taken.length).toBe(before);
  });

  test('names in any script survive, without what turns the reading direction', async () => {
    await send('names@customer.example', {
      name: 'Zoë \u202eÅngström 北京 "Ltd" <x@evil.example>,',
      subject: 'Données\u2066 à vérifier',
    });
    const { mail: got } = server.to('names@customer.example')[0]!;
    expect(got.to).toMatchObject({
      value: [{ address: 'names@customer.example', name: 'Zoë Ångström 北京 "Ltd" <x@evil.example>,' }],
    });
    expect(got.subject).toBe('Données à vérifier');
  });
});

describe('what the server says decides', () => {
  test('5xx to the recipient refuses, with its words, and the letter is never made', async () => {
    server.answer('gone@customer.example', 550, '5.1.1 no such user');
    const made = jest.fn(() => Promise.resolve(letter()));
    expect(await mail.send('gone@customer.example', made)).toEqual({
      outcome: 'refused',
      words: '550 5.1.1 no such user',
    });
    expect(made).not.toHaveBeenCalled();
  });

  test('4xx defers, and the next message over the same line goes through', async () => {
    server.answer('later@customer.example', 451, 'try later', 1);
    expect(await send('later@customer.example')).toEqual({ outcome: 'deferred', words: '451 try later' });
    expect((await send('later@customer.example')).outcome).toBe('accepted');
  });

  test('4xx and 5xx after DATA count for that message', async () => {
    server.answerData(452, 'full');
    expect(await send('data@customer.example')).toEqual({ outcome: 'deferred', words: '452 full' });
    server.answerData(554, 'looks like spam');
    expect(await send('data@customer.example')).toEqual({ outcome: 'refused', words: '554 looks like spam' });
  });

  test('a connection cut before the 250 leaves it unknown', async () => {
    server.cutAfterData();
    expect((await send('cut@customer.example')).outcome).toBe('unknown');
    expect(server.to('cut@customer.example')).toHaveLength(1);
  });

  test('a letter that is withheld after the server agreed is not taken', async () => {
    expect(await mail.send('withheld@customer.example', () => Promise.resolve(undefined))).toEqual({
      outcome: 'withheld',
    });
    await expect(
      mail.send('withheld@customer.example', () => Promise.reject(new Error('no register'))),
    ).rejects.toThrow('no register');
    expect((await send('after@customer.example')).outcome).toBe('accepted');
    expect(server.to('withheld@customer.example')).toHaveLength(0);
  });

  test('a refused sender is no fault of the recipient: nothing can go out', async () => {
    server.refuseSender('we do not know you');
    await expect(send('any@customer.example')).rejects.toMatchObject({
      name: 'MailServerDown',
      message: expect.stringContaining('MAIL_FROM'),
    });
    server.refuseSender(undefined);
  });

  test('a slow server is waited for', async () => {
    server.slowAtData(300);
    expect((await send('slow@customer.example')).outcome).toBe('accepted');
    server.slowAtData(0);
  });

  test('a server that is down says so, a line it dropped meanwhile is replaced, and never more than five lines are open', async () => {
    await server.down();
    await expect(send('down@customer.example')).rejects.toMatchObject({ name: 'MailServerDown' });
    await server.up();
    const many = await Promise.all(Array.from({ length: 25 }, (_, n) => send(`many${n}@customer.example`)));
    expect(many.every(({ outcome }) => outcome === 'accepted')).toBe(true);
    await server.down();
    await server.up();
    expect((await send('down@customer.example')).outcome).toBe('accepted');
    expect(server.maxConnections).toBeLessThanOrEqual(5);
  });
});

describe('how long the answer to a message is waited for', () => {
  /** As long as a minute is to RFC 5321, by which a server has ten of them. */
  const A_MINUTE_MS = 300;
  let patient: MailChannel;
  beforeAll(() => {
    const patience = {
      socketTimeout: 2 * A_MINUTE_MS,
      answerTimeout: 10 * A_MINUTE_MS,
      lateAnswerTimeout: 10 * A_MINUTE_MS,
    };
    patient = openMailChannel({ url: server.url, from: 'Tocsin <tocsin@tocsin.example>', patience });
  });
  afterAll(() => patient.close());
  const answeredAfter = (minutes: number) => {
    const address = `after-${minutes}@slow.example`;
    server.answerLate(address, minutes * A_MINUTE_MS);
    return patient.send(address, () => Promise.resolve(letter()));
  };

  test('one after 1, 3, 5 or 9 minutes is heard, and one after 11 minutes later', async () => {
    const sent = await Promise.all([1, 3, 5, 9, 11].map(answeredAfter));
    expect(sent.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted', 'accepted', 'unknown']);
    const unknown = sent.at(-1) as Extract<(typeof sent)[number], { outcome: 'unknown' }>;
    expect(await unknown.later).toMatchObject({ outcome: 'accepted', words: expect.stringMatching(/^250 Taken/) });
  });

  test('one that never comes leaves no line open', async () => {
    const { release } = server.holdAnswers('mute@slow.example');
    const once = openMailChannel({
      url: server.url,
      from: 'Tocsin <tocsin@tocsin.example>',
      patience: { answerTimeout: 50, lateAnswerTimeout: 50 },
    });
    const sent = await once.send('mute@slow.example', () => Promise.resolve(letter()));
    expect(sent).toMatchObject({ outcome: 'unknown', words: expect.stringMatching(/^No answer/) });
    expect(await (sent as { later: Promise<unknown> }).later).toMatchObject({ outcome: 'unknown' });
    once.close();
    release();
  });

  test('an address that is answered slowly holds one line, and who gives up waiting for it has sent nothing', async () => {
    const { release } = server.holdAnswers('stuck@slow.example');
    const stuck = send('stuck@slow.example');
    const asked = jest.fn(() => Promise.resolve(letter()));
    const giveUp = new AbortController();
    const others = Array.from({ length: 8 }, () => mail.send('stuck@slow.example', asked, giveUp.signal));
    const free = await Promise.all(Array.from({ length: 8 }, (_, n) => send(`free${n}@slow.example`)));
    expect(free.every(({ outcome }) => outcome === 'accepted')).toBe(true);
    giveUp.abort();
    expect(await Promise.all(others)).toEqual(others.map(() => ({ outcome: 'waiting' })));
    expect(asked).not.toHaveBeenCalled();
    release();
    expect(await stuck).toMatchObject({ outcome: 'accepted' });
  });

  test('a channel that is abandoned leaves the unanswered unknown, and begins nothing more', async () => {
    const { release } = server.holdAnswers('left@slow.example');
    const leaving = openMailChannel({ url: server.url, from: 'Tocsin <tocsin@tocsin.example>' });
    const sent = leaving.send('left@slow.example', () => Promise.resolve(letter()));
    const waiting = leaving.send('left@slow.example', () => Promise.resolve(letter()));
    while (server.to('left@slow.example').length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    leaving.abandon();
    expect(await sent).toMatchObject({ outcome: 'unknown' });
    expect(await waiting).toEqual({ outcome: 'waiting' });
    expect(await leaving.send('late@slow.example', () => Promise.resolve(letter()))).toEqual({ outcome: 'waiting' });
    release();
  });
});

test.each(['info@müller.example', 'Jörg@example.com'])('a message to %s is taken', async (address) => {
  expect(await send(address)).toMatchObject({ outcome: 'accepted' });
});
