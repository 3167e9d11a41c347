import request from 'supertest';
import { createReceiptSender, openMailChannel } from '../../../src/activities';
import { startService, type Service } from '../../support/api';
import { MailServer } from '../../support/mailserver';

let service: Service;
let server: MailServer;
beforeAll(async () => {
  service = await startService();
  server = await MailServer.start();
});
afterAll(async () => {
  await server.down();
  await service.stop();
});

let count = 0;

describe('A mail to an address for reports', () => {
  /** An address of its own. */
  async function address(): Promise<string> {
    const id = `mail-${++count}`;
    const body = {
      id,
      name: 'Reports',
      owner: 'responder',
      channel: 'reporting-system',
      address: `${id}@tocsin.example`,
    };
    await service.as('operator').post('/api/detection-sources').send(body).expect(201);
    return body.address;
  }
  async function send(to: string, { id = `<${++count}@example.net>`, subject = 'A list', also = '', body = 'Seen.' }) {
    const { secret } = (await service.as('operator').get('/api/returned-mail/secret').expect(200)).body;
    const mail = `From: "A. Finder" <finder@example.net>\nTo: ${to}\nSubject: ${subject}\nMessage-ID: ${id}\n${also}\n${body}\n`;
    const taking = request(service.server).post('/api/returned-mail').set('Authorization', `Bearer ${secret}`);
    const answer = await taking.type('message/rfc822').send(Buffer.from(mail.replace(/\n/g, '\r\n')));
    expect(answer.status).toBe(200);
    return answer.body as { kind: string; report?: { incident: string; outcome: string } };
  }
  /** What the worker does in each of its rounds. */
  async function receipts() {
    const mail = openMailChannel({ url: server.url, from: 'Tocsin <tocsin@tocsin.example>' });
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const round = createReceiptSender({ register: service.register, mail, log });
    await round();
    await round();
    mail.close();
    return server.taken.splice(0);
  }
  const reportOf = async (incident: string) =>
    (await service.as('lead').get(`/api/incidents/${incident}`).expect(200)).body.report;

  test('opens a case once, names what is attached, runs nothing, and is answered once with a reference', async () => {
    const to = await address();
    const also = 'Content-Type: multipart/mixed; boundary=b\n';
    const body =
      '--b\nContent-Type: text/html\n\n<style>p{}</style><p>A <b>list</b> of strangers.<script>x()</script>\n--b\n' +
      'Content-Type: image/png; name="screen.png"\nContent-Disposition: attachment; filename="screen.png"\n\nAAAA\n--b--';
    const { report } = await send(to, { id: '<first@example.net>', also, body });
    expect(report).toMatchObject({ outcome: 'reported' });
    expect((await send(to, { id: '<first@example.net>', also, body: `${body}\n` })).report).toEqual({
      ...report,
      outcome: 'known',
    });
    const kept = await reportOf(report!.incident);
    expect(kept).toMatchObject({
      channel: 'reporting-system',
      seen: 'A list\n\nA list of strangers.\n[Attached, left in the mailbox: screen.png]',
      outsider: { name: 'A. Finder', answerTo: 'finder@example.net' },
    });
    const [receipt, ...more] = await receipts();
    expect(more).toEqual([]);
    expect(receipt).toMatchObject({ to: 'finder@example.net' });
    expect(receipt!.raw).toContain('Auto-Submitted: auto-replied');
    expect(receipt!.raw).toContain('In-Reply-To: <first@example.net>');
    expect(receipt!.mail.text).toContain(kept.externalReference);
    expect(receipt!.mail.text).not.toContain('strangers');
  });

  test('joins its thread by the reference, by the answered mail and by the answered receipt', async () => {
    const to = await address();
    const { report } = await send(to, { id: '<thread@example.net>' });
    const [receipt] = await receipts();
    const { externalReference } = await reportOf(report!.incident);
    const follow = [
      { subject: `Re: [${externalReference}]`, body: 'It was on Monday.' },
      { also: 'In-Reply-To: <thread@example.net>\n', body: 'It was at noon.' },
      { also: `References: ${receipt!.mail.messageId}\n`, body: 'It was in Lyon.' },
    ];
    for (const one of follow)
      expect((await send(to, one)).report).toEqual({ incident: report!.incident, outcome: 'added' });
    const { body } = await service.as('lead').get(`/api/incidents/${report!.incident}/timeline?limit=50`).expect(200);
    for (const one of follow) expect(JSON.stringify(body)).toContain(one.body);
    expect(await receipts()).toEqual([]);
  });

  test.each([
    ['of a list', 'List-Id: <all.example.net>\n'],
    ['of a machine', 'Auto-Submitted: auto-generated\n'],
    ['without a way back', 'Return-Path: <>\n'],
  ])('%s is a report without a receipt', async (_, also) => {
    expect((await send(await address(), { also })).report).toMatchObject({ outcome: 'reported' });
    expect(await receipts()).toEqual([]);
  });

  test('that a machine answered with is no report, and beyond sixty an hour mails wait for a person', async () => {
    const to = await address();
    expect(await send(to, { also: 'Auto-Submitted: auto-replied\n' })).toEqual({ kind: 'automatic' });
    for (let sent = 0; sent < 60; sent++) await send(to, {});
    expect(await send(to, { subject: 'The sixty-first' })).toEqual({ kind: 'reply' });
    const { body } = await service.as('auditor').get('/api/returned-mail').expect(200);
    expect(body.items).toMatchObject([{ subject: 'The sixty-first' }]);
  });
});
