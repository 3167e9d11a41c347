import { createServer, type AddressInfo } from 'node:net';
import { openMailChannel } from '../../../src/activities/channels/mail';

/** Answers each verb with a line of the test's, else with 250, and what follows its 354 as a message. */
async function told(replies: Record<string, string>): Promise<{ outcome: unknown; wasAsked: boolean }> {
  const server = createServer((socket) => {
    let inData = false;
    socket.write(`${replies['greeting'] ?? '220 ready'}\r\n`);
    socket
      .on('error', () => undefined)
      .on('data', (chunk) => {
        for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
          const verb = line.split(/[ :]/)[0]!.toUpperCase();
          if (inData && line !== '.') continue;
          const reply = inData
            ? '250 taken'
            : (replies[verb] ??
              (verb === 'DATA' ? '354 go on' : verb === 'EHLO' ? '250-x\r\n250 AUTH PLAIN' : '250 fine'));
          inData = verb === 'DATA' && reply.startsWith('354');
          socket.write(`${reply}\r\n`);
        }
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `smtp://u:p@127.0.0.1:${(server.address() as AddressInfo).port}`;
  const mail = openMailChannel({ url, from: 'Tocsin <tocsin@tocsin.example>', patience: { socketTimeout: 5_000 } });
  let wasAsked = false;
  const letter = {
    id: 'id',
    name: 'Ann',
    language: 'en',
    subject: 's',
    text: 't',
    html: 'h',
    automatic: true,
    possibleRepeat: false,
  };
  const outcome = await mail
    .send('ann@customer.example', () => Promise.resolve(((wasAsked = true), letter)))
    .catch((fault: unknown) => fault);
  mail.close();
  server.close();
  return { outcome, wasAsked };
}

const AUTH_OK = { AUTH: '235 come in' };

test('a server that takes everything takes the mail', async () => {
  expect(await told(AUTH_OK)).toEqual({ outcome: { outcome: 'accepted', words: '250 taken' }, wasAsked: true });
});

test.each([
  ['421 for its greeting', { greeting: '421 too busy' }, /takes no mail from us for now \(421\)/],
  ['454 at AUTH', { AUTH: '454 temporary failure' }, /takes no mail from us for now \(454\)/],
  ['535 at AUTH', { AUTH: '535 no' }, /refused our sign-in \(535\). Check SMTP_URL/],
  ['451 at MAIL', { ...AUTH_OK, MAIL: '451 try later' }, /takes no mail from us for now \(451\)/],
  ['421 at MAIL', { ...AUTH_OK, MAIL: '421 closing' }, /takes no mail from us for now \(421\)/],
  ['553 at MAIL', { ...AUTH_OK, MAIL: '553 not you' }, /refuses our sender address \(553\). Check MAIL_FROM/],
  ['250 at DATA', { ...AUTH_OK, DATA: '250 fine' }, /answers DATA with 250 instead of 354/],
])('a server that answers %s has taken nothing, and is said to be what it is', async (_what, replies, words) => {
  const { outcome, wasAsked } = await told(replies);
  expect(outcome).toMatchObject({ name: 'MailServerDown', message: expect.stringMatching(words) });
  expect(wasAsked).toBe(false);
});
