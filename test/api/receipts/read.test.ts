import { readReceipt } from '../../../src/api/receipts';

const read = (mail: string) => readReceipt(Buffer.from(mail.replace(/\n/g, '\r\n')));

const report = (fields: string, also = '') => `From: MAILER-DAEMON@mail.example.net
To: bounces@tocsin.example
Subject: Delivery status
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Something about another@example.org.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net

${fields}
${also}
--b--
`;

test('a report of delivery (RFC 3464) says who was not reached, by the address that was written to', async () => {
  const mail = report(`Original-Recipient: rfc822; Ada@Example.com
Final-Recipient: rfc822; ada.old@forward.example.net
Action: failed
Status: 5.1.1 (no such user)
Diagnostic-Code: smtp; 550 5.1.1
 user unknown`);
  expect(await read(mail)).toMatchObject({
    kind: 'failure',
    recipients: ['ada@example.com'],
    status: '5.1.1',
    words: '550 5.1.1 user unknown',
  });
});

test.each([
  ['delayed', '4.4.1', 'delay'],
  ['relayed', '2.1.9', 'delivered'],
  ['failed', '4.4.7', 'failure'],
])('an action %s with status %s is a %s', async (action, status, kind) => {
  const fields = `Final-Recipient: rfc822; ada@example.com\nAction: ${action}\nStatus: ${status}`;
  expect(await read(report(fields))).toMatchObject({ kind, recipients: ['ada@example.com'], status });
});

test('of several recipients the failed ones are told of', async () => {
  const of = (name: string, action: string) =>
    `Final-Recipient: rfc822; ${name}@example.com\nAction: ${action}\nStatus: 5.0.0\n`;
  const mail = report([of('ada', 'delivered'), of('bob', 'failed'), of('eve', 'failed')].join('\n'));
  expect(await read(mail)).toMatchObject({ kind: 'failure', recipients: ['bob@example.com', 'eve@example.com'] });
});

test('the returned message names its id', async () => {
  const id = 'ab'.repeat(32);
  const original = `--b\nContent-Type: message/rfc822\n\nMessage-ID: <${id}@tocsin.example>\nSubject: Notice\n\nWords\n`;
  const mail = report('Final-Recipient: rfc822; ada@example.com\nAction: failed\nStatus: 5.0.0\n', original);
  expect((await read(mail)).about).toEqual({ to: ['bounces@tocsin.example'], ids: [id] });
});

test('an automatic reply (RFC 3834) is no reply', async () => {
  const mail = 'From: ada@example.com\nSubject: Re: Notice\nAuto-Submitted: auto-replied (vacation)\n\nI am away.\n';
  expect(await read(mail)).toMatchObject({ kind: 'automatic', from: 'ada@example.com' });
  expect(await read('From: ada@example.com\nSubject: Out of Office: Notice\n\nAway.\n')).toMatchObject({
    kind: 'automatic',
  });
});

test('a complaint (RFC 5965) says whose', async () => {
  const mail = `From: abuse@provider.example
Subject: Abuse
Content-Type: multipart/report; report-type=feedback-report; boundary=b

--b
Content-Type: text/plain

A complaint.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Provider/1
Version: 1
Original-Rcpt-To: <ada@example.com>

--b
Content-Type: message/rfc822

To: ada@example.com
Subject: Notice

Words
--b--
`;
  expect(await read(mail)).toMatchObject({ kind: 'complaint', recipients: ['ada@example.com'] });
});

test('a server that writes no report is read by its text, without what it returns', async () => {
  const mail = `From: MAILER-DAEMON@mail.example.net (Mail Delivery)
To: tocsin@tocsin.example
Subject: failure notice

Hi. I was not able to deliver your message to the following addresses.
This is a permanent error.

<ada@example.com>:
550 no such user here

--- Below this line is a copy of the message.

To: eve@example.com
`;
  expect(await read(mail)).toMatchObject({ kind: 'failure', recipients: ['ada@example.com'] });
  const warning = mail.replace('This is a permanent error.', 'I will continue to try for 3 days.');
  expect(await read(warning)).toMatchObject({ kind: 'delay' });
});

test('what a person writes is a reply, even of a failure', async () => {
  const mail =
    'From: Ada <ada@example.com>\nSubject: Re: Notice\n\nYour link failed for bob@example.com, can you help?\n';
  expect(await read(mail)).toMatchObject({ kind: 'reply', from: 'ada@example.com', recipients: [] });
});

test.each([
  ['', ''],
  ['nothing', '\0\x01'],
  ['no end', `Content-Type: multipart/report; boundary=b\n\n--b\n${'x'.repeat(70_000)}`],
])('what is no mail (%s) is read without a fault', async (_, mail) => {
  expect((await read(mail)).words.length).toBeLessThanOrEqual(2_000);
});

const said = (head: string, words: string) =>
  `From: postmaster@mail.example.net\nTo: bounces@tocsin.example\n${head}\n\n${words}\n`;
test.each([
  [
    'Exchange, which tells first whom it was for',
    said(
      'Subject: Undeliverable: Notice',
      'Your message\n\n  To:      all@example.org\n  Subject: Notice\n\ndid not reach the following recipient(s):\n\nc=US;dda:SMTP=ada@example.com; on Fri\n    The recipient name is not recognized',
    ),
  ],
  [
    'one who tries on',
    said(
      'Subject: Delivery failure notification',
      'could not be delivered to:\n\nada@example.com\n\nDelivery attempts will continue to be made for 5 days.',
    ),
  ],
  [
    'an address that leads on to another',
    said(
      'Subject: Returned mail',
      'The following addresses had permanent fatal errors\n(expanded from: ada@example.com)',
    ),
  ],
  [
    'a list of failed addresses',
    said(
      'Subject: mail failed, returning to sender',
      '|--- Message log follows: ---|\n no valid recipients were found for this message\n|--- Failed addresses follow: ---|\n ada@example.com ... unknown host',
    ),
  ],
  [
    'a report by its form alone, in a language that nobody knows here',
    said(
      'Subject: Xyz\nContent-Type: multipart/report; report-type=delivery-status; boundary=b',
      '--b\n\nXyz unknown:\nada@example.com\n--b--',
    ),
  ],
])('a server is understood: %s', async (how, mail) => {
  expect(await read(mail)).toMatchObject({
    kind: how === 'one who tries on' ? 'delay' : 'failure',
    recipients: ['ada@example.com'],
  });
});

test('a report that a gateway sent on as a file is read', async () => {
  const wrapped = report('Final-Recipient: rfc822; ada@example.com\nAction: failed\nStatus: 5.1.1\n')
    .replaceAll('"b"', '"inner"')
    .replaceAll('--b', '--inner');
  const mail = `From: postmaster@gateway.example.net\nTo: bounces@tocsin.example\nSubject: Delivery Status Notification (Failure)\nContent-Type: multipart/mixed; boundary="outer"\n\n--outer\nContent-Type: message/rfc822\nContent-Disposition: attachment\n\n${wrapped}\n--outer--\n`;
  expect(await read(mail)).toMatchObject({ kind: 'failure', recipients: ['ada@example.com'], status: '5.1.1' });
});
