import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';
import { openMailbox, type Mailbox } from '../../src/mailbox/mailbox';
import { canMount, mountSmallDisk } from '../support/small-disk';

let folder: string;
let mailbox: Mailbox;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-mailbox-'));
  mailbox = await opened();
});

afterEach(async () => {
  await mailbox.close();
  rmSync(folder, { recursive: true });
});

test('what is sent is listed for each of its recipients, newest first, and kept as received', async () => {
  await send('first', 'Alice@customer.example', 'one');
  await send('second', 'bob@customer.example', 'two\r\n.\r\nthree');

  expect((await list()).map(({ subject }) => subject)).toEqual(['second', 'first']);
  const [forAlice] = await list('?to=alice@customer.example');
  expect(forAlice).toMatchObject({ subject: 'first', from: 'tocsin@tocsin.example', to: ['alice@customer.example'] });
  const [forBob] = await list('?subject=second');
  expect(await (await get(`/mails/${forBob!.id}/raw`)).text()).toContain('two\r\n.\r\nthree');
  expect(await (await get(`/api/mails/${forBob!.id}`)).json()).toMatchObject({ text: 'two\n.\nthree\n' });
});

test('mails are there after a restart, a torn line of the index costs nothing', async () => {
  await send('kept', 'a@customer.example', 'x');
  await mailbox.close();
  appendFileSync(join(folder, 'index.jsonl'), '{"id":"to');
  mailbox = await opened();
  await send('later', 'a@customer.example', 'x');
  await mailbox.close();
  mailbox = await opened();
  expect((await list()).map(({ subject }) => subject)).toEqual(['later', 'kept']);
});

test('a torn line in the midst of the index costs nothing either', async () => {
  await send('kept', 'a@customer.example', 'x');
  appendFileSync(join(folder, 'index.jsonl'), '{"id":"to');
  await send('later', 'a@customer.example', 'x');
  await mailbox.close();
  mailbox = await opened();
  expect((await list()).map(({ subject }) => subject)).toEqual(['later', 'kept']);
});

if (canMount)
  test('a full disk puts the sender off, and leaves nothing half kept', async () => {
    const disk = mountSmallDisk(folder, '1m');
    await mailbox.close();
    mailbox = await opened(disk.folder);
    disk.fill();
    await expect(send('refused', 'a@customer.example', 'x')).rejects.toMatchObject({ responseCode: 450 });
    disk.makeRoom();
    await send('kept', 'a@customer.example', 'x');
    expect((await list()).map(({ subject }) => subject)).toEqual(['kept']);
    expect(readdirSync(disk.folder).filter((name) => name.endsWith('.eml'))).toHaveLength(1);
    disk.close();
  });

test('a hostile mail is shown as text and runs nothing', async () => {
  await send(
    '<script>alert(1)</script>',
    'a@customer.example',
    'https://x.example/?a=1&b="><script>',
    '<script>alert(2)</script>',
  );
  const [mail] = await list();
  const page = await get(`/mails/${mail!.id}`);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const html = await page.text();
  expect(html).not.toContain('<script');
  expect(html).toContain('<a href="https://x.example/?a=1&amp;b=">');
});

test('an address in a mail is a link without the full stop of its sentence', async () => {
  await send('Read', 'a@customer.example', 'See http://127.0.0.1:8080/api/docs. Or (https://x.example/a?b=1&c=2).');
  const mail = (await list()).find(({ subject }) => subject === 'Read');
  const html = await (await get(`/mails/${mail!.id}`)).text();
  expect(html).toContain('<a href="http://127.0.0.1:8080/api/docs">http://127.0.0.1:8080/api/docs</a>. Or');
  expect(html).toContain('<a href="https://x.example/a?b=1&amp;c=2">');
});

test('an unknown mail is 404, and the box can be emptied', async () => {
  await send('gone', 'a@customer.example', 'x');
  expect((await get('/mails/nothing')).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${mailbox.httpPort}/api/mails`, { method: 'DELETE' })).status).toBe(204);
  expect(await list()).toEqual([]);
});

test('is shown to nobody who was led here by another name, and to no page of somebody else', async () => {
  await send('kept', 'a@customer.example', 'x');
  const asked = async (method: string, path: string, headers: Record<string, string>) => {
    const sent = request({ port: mailbox.httpPort, method, path, headers }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    answer.resume();
    return answer.statusCode;
  };
  for (const path of ['/', '/healthz', '/api/mails', '/nothing']) {
    expect([path, await asked('GET', path, { Host: 'evil.example' })]).toEqual([path, 421]);
    expect([path, await asked('GET', path, { Origin: 'http://evil.example' })]).toEqual([path, 403]);
  }
  expect(await asked('DELETE', '/api/mails', { Host: 'evil.example' })).toBe(421);
  expect(await asked('DELETE', '/api/mails', { Origin: 'null' })).toBe(403);
  expect(await list()).toHaveLength(1);
});

test('takes no mail from a page that sends one as the body of its request', async () => {
  const mail = 'MAIL FROM:<a@evil.example>\r\nRCPT TO:<b@customer.example>\r\nDATA\r\nforged\r\n.\r\n';
  const line = connect(mailbox.smtpPort, '127.0.0.1');
  line.end(`POST / HTTP/1.1\r\nHost: evil.example\r\nContent-Length: ${mail.length}\r\n\r\nEHLO x\r\n${mail}`);
  expect(await text(line)).toMatch(/^(?:220 [^\r]*\r\n)?421 [^\r]*\r\n$/);
  expect(await list()).toEqual([]);
});

function opened(at = folder): Promise<Mailbox> {
  return openMailbox({ host: '127.0.0.1', smtpPort: 0, httpPort: 0, folder: at, hosts: ['127.0.0.1', 'localhost'] });
}

async function send(subject: string, to: string, text: string, html?: string): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: mailbox.smtpPort });
  await transport.sendMail({ from: 'Tocsin <tocsin@tocsin.example>', to, subject, text, ...(html && { html }) });
  transport.close();
}

function get(path: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${mailbox.httpPort}${path}`);
}

async function list(query = ''): Promise<{ id: string; subject: string }[]> {
  return (await (await get(`/api/mails${query}`)).json()) as { id: string; subject: string }[];
}
