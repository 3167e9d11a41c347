import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { dnsCache } from 'nodemailer/lib/shared';
import { openMailChannel } from '../../../src/activities/channels/mail';
import { tlsPolicy } from '../../../src/activities/channels/tls';
import { Authority, type Certificate } from '../../support/certificates';

const HOST = 'mail.company.example';
const PASSWORD = 'secretpass';

const authority = new Authority();
afterAll(() => authority.remove());
// So that a server on loopback has a name that is not loopback's.
beforeAll(() => void dnsCache.set(HOST, { value: { addresses: ['127.0.0.1'] }, expires: Infinity }));
afterAll(() => void dnsCache.delete(HOST));

interface Behaviour {
  offers?: boolean;
  answer?: string;
  certificate?: Certificate;
  garbage?: boolean;
}

/** A mail server that keeps each line it receives, with whether it came encrypted. */
class RecordingServer {
  readonly received: { line: string; encrypted: boolean }[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => {
    this.sockets.add(socket);
    socket.write(`220 ${HOST} ESMTP\r\n`);
    this.converse(socket, false);
  });

  constructor(private readonly behaviour: Behaviour) {}

  async start(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  verbs(encrypted: boolean): string[] {
    const lines = this.received.filter((one) => one.encrypted === encrypted);
    return lines.map(({ line }) => line.split(' ')[0]!.toUpperCase());
  }

  private converse(socket: Socket, encrypted: boolean): void {
    let rest = '';
    let inData = false;
    const onData = (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\r\n');
      rest = lines.pop()!;
      for (const line of lines) {
        this.received.push({ line, encrypted });
        if (inData && line !== '.') continue;
        inData = line === 'DATA';
        if (/^STARTTLS/i.test(line)) return this.startTls(socket, onData);
        socket.write(`${this.answerTo(line, encrypted)}\r\n`);
      }
    };
    socket.on('data', onData).on('error', () => undefined);
  }

  private answerTo(line: string, encrypted: boolean): string {
    const { offers = true } = this.behaviour;
    if (line.startsWith('EHLO'))
      return [HOST, 'AUTH PLAIN', ...(offers && !encrypted ? ['STARTTLS'] : [])]
        .map((word, n, all) => `250${n < all.length - 1 ? '-' : ' '}${word}`)
        .join('\r\n');
    if (line.startsWith('AUTH')) return '235 come in';
    return line === 'DATA' ? '354 go on' : '250 fine';
  }

  private startTls(socket: Socket, onData: (chunk: Buffer) => void): void {
    const { answer = '220 go ahead', certificate, garbage } = this.behaviour;
    socket.write(`${answer}\r\n`);
    if (garbage) socket.once('data', () => socket.write('250 not TLS at all\r\n'));
    if (!certificate) return;
    socket.off('data', onData);
    const tls = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(certificate) });
    this.converse(tls, true);
  }
}

async function told(behaviour: Behaviour, query = '', host = HOST) {
  const server = new RecordingServer(behaviour);
  const port = await server.start();
  const ca = `tls.ca=${encodeURIComponent(authority.own.cert)}`;
  const url = `smtp://someone:${PASSWORD}@${host}:${port}?${ca}${query}`;
  const mail = openMailChannel({ url, from: 'Tocsin <tocsin@tocsin.example>', patience: { socketTimeout: 5_000 } });
  try {
    const letter = { name: 'Ann', language: 'en', subject: 's', text: 't', html: 'h' };
    const sent = await mail
      .send('ann@customer.example', () =>
        Promise.resolve({ ...letter, id: 'id', automatic: true, possibleRepeat: false }),
      )
      .catch((fault: unknown) => fault);
    return { sent, clear: server.verbs(false), encrypted: server.verbs(true) };
  } finally {
    mail.close();
    await server.stop();
  }
}

const good = () => authority.issue(HOST);

describe('neither password nor mail goes to a server', () => {
  test.each<[string, () => Behaviour, RegExp]>([
    ['that offers no STARTTLS', () => ({ offers: false, answer: '502 unknown' }), /does not begin TLS \(502\).*smtps:/],
    ['that answers STARTTLS with 454', () => ({ answer: '454 not now' }), /does not begin TLS \(454\)/],
    ['that sends garbage after STARTTLS', () => ({ garbage: true }), /TLS with the mail server failed/],
    [
      'whose certificate has expired',
      () => ({ certificate: authority.issue(HOST, -1) }),
      /certificate is not valid \(CERT_HAS_EXPIRED\)/,
    ],
    [
      'whose certificate is for another name',
      () => ({ certificate: authority.issue('mail.other.example') }),
      /certificate is not valid \(ERR_TLS_CERT_ALTNAME_INVALID\)/,
    ],
    [
      'whose certificate is self-signed',
      () => ({ certificate: authority.selfSigned(HOST) }),
      /certificate is not valid \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    ],
  ])('%s', async (_name, behaviour, words) => {
    const { sent, clear, encrypted } = await told(behaviour());
    expect(sent).toMatchObject({ name: 'MailServerDown', message: expect.stringMatching(words) });
    expect(clear.slice(0, 2)).toEqual(['EHLO', 'STARTTLS']);
    // After STARTTLS only the bytes of the handshake follow.
    expect(clear.filter((verb) => /^[A-Z]{4,8}$/.test(verb))).toEqual(['EHLO', 'STARTTLS']);
    expect(encrypted).toEqual([]);
  });
});

test('over TLS, with the right certificate, both go', async () => {
  const { sent, clear, encrypted } = await told({ certificate: good() });
  expect(sent).toMatchObject({ outcome: 'accepted' });
  expect(clear).toEqual(['EHLO', 'STARTTLS']);
  expect(encrypted.slice(0, 5)).toEqual(['EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA']);
});

test('whoever says so gets mail sent in the clear, and whoever trusts any certificate gets that', async () => {
  expect((await told({ offers: false }, '&requireTLS=false')).clear).toContain('AUTH');
  const certificate = authority.selfSigned(HOST);
  expect((await told({ certificate }, '&tls.rejectUnauthorized=false')).sent).toMatchObject({ outcome: 'accepted' });
  expect((await told({ certificate }, '&requireTLS=false')).clear).not.toContain('AUTH');
});

test('on loopback a server without TLS will do', async () => {
  for (const host of ['127.0.0.1', 'localhost'])
    expect((await told({ offers: false }, '', host)).clear).toContain('AUTH');
});

test.each<[string, boolean, boolean, number]>([
  ['smtp://mail.example', true, true, 0],
  ['smtp://u:p@mail.example:587?requireTLS=true', true, true, 0],
  ['smtp://mail.example?requireTLS=false', false, true, 1],
  ['smtp://mail.example?requireTLS=0', true, true, 0],
  ['smtp://mail.example?requireTLS=no&ignoreTLS=true', true, true, 0],
  ['smtp://mail.example?tls.rejectUnauthorized=false', true, false, 1],
  ['smtp://mail.example?tls.rejectUnauthorized=0', true, true, 0],
  ['smtp://mail.example?requireTLS=false&tls.rejectUnauthorized=false', false, false, 2],
  ['smtps://mail.example', false, true, 0],
  ['smtps://mail.example?requireTLS=false', false, true, 0],
  ['smtps://mail.example?tls.rejectUnauthorized=false', false, false, 1],
  ['smtp://mailbox:1025', true, true, 0],
  ['smtp://10.0.0.5', true, true, 0],
  ['smtp://127.0.0.1.evil.example', true, true, 0],
  ['smtp://localhost.evil.example', true, true, 0],
  ['smtp://[::ffff:127.0.0.1]', true, true, 0],
  ['smtp://127.0.0.1:1025', false, true, 0],
  ['smtp://127.9.9.9', false, true, 0],
  ['smtp://[::1]:25', false, true, 0],
  ['smtp://LOCALHOST', false, true, 0],
  ['smtp://localhost?requireTLS=true', true, true, 0],
  ['smtp://localhost?requireTLS=false&tls.rejectUnauthorized=false', false, false, 0],
])('of %s STARTTLS is demanded: %j, the certificate verified: %j, warnings: %i', (url, demands, verifies, warnings) => {
  const policy = tlsPolicy(url);
  expect([policy.requireTLS, policy.rejectUnauthorized, policy.warnings.length]).toEqual([demands, verifies, warnings]);
  expect(policy.warnings.join()).not.toContain(':p@');
});
