import { openMailChannel, type Letter, type MailChannel, type Sent } from '../../../src/activities/channels/mail';
import { CHUNKING, PIPELINING, ScriptedSmtp, type Script } from '../../support/scripted-smtp';

const FROM = 'Tocsin <tocsin@tocsin.example>';
const TEXT = 'Text\n.\n..\nafter dots';

const letter: Letter = {
  ...{ id: 'id', name: 'Ann', language: 'en', subject: 's', text: TEXT, html: '<p>.</p>' },
  ...{ automatic: true, possibleRepeat: false },
};

interface Told {
  server: ScriptedSmtp;
  ends: (Sent | Error)[];
  /** For whom the letter was asked. */
  asked: string[];
}

const open: { close: () => void }[] = [];
afterEach(() => open.splice(0).forEach((one) => one.close()));

/** Sends to each address at once, over one connection unless it breaks. */
async function tell(script: Script, addresses: string[], patience = {}, maxConnections = 1): Promise<Told> {
  const server = await ScriptedSmtp.start(script);
  const mail = openMailChannel({
    url: server.url,
    from: FROM,
    maxConnections,
    patience: { socketTimeout: 5_000, ...patience },
  });
  open.push(mail, { close: () => server.stop() });
  const asked: string[] = [];
  const ends = await Promise.all(addresses.map((address) => sent(mail, address, asked)));
  return { server, ends, asked };
}

function sent(mail: MailChannel, address: string, asked: string[]): Promise<Sent | Error> {
  const write = () => Promise.resolve((asked.push(address), letter));
  return mail.send(address, write, undefined, { size: 1_000 }).catch((fault: unknown) => fault as Error);
}

const THREE = ['a@one.example', 'b@two.example', 'c@three.example'];
const outcomes = ({ ends }: Told) => ends.map((end) => (end instanceof Error ? end.name : end.outcome));
const verbs = ({ server }: Told) => server.commands.map((line) => line.split(/[ :]/)[0]);

describe.each([
  ['DATA', PIPELINING],
  ['BDAT', CHUNKING],
])('messages by %s', (verb, offers) => {
  test('arrive whole, and each envelope comes with the last bytes of the message before it', async () => {
    const told = await tell({ offers }, THREE);
    expect(outcomes(told)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(told.server.connections).toBe(1);
    for (const message of told.server.messages) expect(message).toContain(TEXT.replace(/\n/g, '\r\n'));
    expect(told.server.messages).toHaveLength(3);
    const ends = told.server.packets.filter((packet) => packet.includes('after dots'));
    expect(ends.map((packet) => packet.includes('MAIL FROM'))).toEqual([true, true, false]);
    expect(told.server.commands.some((line) => line.startsWith(verb))).toBe(true);
  });

  test('need replies to come neither in one packet nor at once', async () => {
    const told = await tell({ offers, byBytes: true, pauseMs: 5 }, THREE);
    expect(outcomes(told)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  test('one whose recipient is refused or deferred is never made, and harms none beside it', async () => {
    const reply = (what: string, line: string) =>
      what !== 'RCPT'
        ? undefined
        : line.includes('two')
          ? '550 5.1.1 nobody'
          : line.includes('one')
            ? '451 later'
            : undefined;
    const told = await tell({ offers, reply }, THREE);
    expect(told.ends).toEqual([
      { outcome: 'deferred', words: '451 later' },
      { outcome: 'refused', words: '550 5.1.1 nobody' },
      { outcome: 'accepted', words: '250 fine' },
    ]);
    expect(told.asked).toEqual(['c@three.example']);
    expect(told.server.connections).toBe(1);
    expect(verbs(told)).toContain('RSET');
  });

  test('4yz and 5yz to a message count for it alone', async () => {
    const reply = (what: string, _line: string, nth: number) =>
      what !== '.' ? undefined : nth === 1 ? '452 full' : nth === 2 ? '554 spam' : undefined;
    expect((await tell({ offers, reply }, THREE)).ends).toEqual([
      { outcome: 'deferred', words: '452 full' },
      { outcome: 'refused', words: '554 spam' },
      { outcome: 'accepted', words: '250 fine' },
    ]);
  });

  test('a connection dropped after a message leaves that one unknown, and the next goes by another', async () => {
    const reply = (what: string, _line: string, nth: number) => (what === '.' && nth === 1 ? 'drop' : undefined);
    const told = await tell({ offers, reply }, THREE);
    expect(outcomes(told)).toEqual(['unknown', 'accepted', 'accepted']);
    expect(told.server.connections).toBe(2);
    expect(told.asked).toEqual(THREE);
  });

  test.each([
    ['greeting', 1],
    ['EHLO', 1],
    ['MAIL', 2],
    ['RCPT', 2],
    ['DATA', 2],
    ['.', 2],
  ])('421 at %s loses nothing and sends nothing twice', async (at, which) => {
    const reply = (what: string, _line: string, nth: number) =>
      what === at && nth === which ? '421 closing' : undefined;
    const told = await tell({ offers, reply }, [...THREE, 'd@four.example']);
    const accepted = told.ends.filter((end) => !(end instanceof Error) && end.outcome === 'accepted').length;
    const taken = new Set(told.server.messages).size;
    expect(accepted).toBe(told.server.messages.length - (at === '.' ? 1 : 0));
    expect(taken).toBeGreaterThan(0);
    const others = outcomes(told).filter((outcome) => outcome !== 'accepted');
    expect(others.length).toBeLessThanOrEqual(1);
    for (const other of others) expect(['deferred', 'MailServerDown']).toContain(other);
  });

  test.each(['MAIL', 'RCPT'])(
    'a server that takes two on a connection, and says 421 at the next %s, gets them all',
    async (at) => {
      const reply = (what: string, _line: string, nth: number) =>
        what === at && nth % 3 === 0 ? '421 4.7.0 too many messages on this connection' : undefined;
      const told = await tell({ offers, reply }, [...THREE, 'd@four.example', 'e@five.example']);
      expect(outcomes(told)).toEqual(Array.from({ length: 5 }, () => 'accepted'));
      expect(told.server.messages).toHaveLength(5);
      expect(told.server.connections).toBe(3);
    },
  );

  test('one that is not answered keeps none behind it', async () => {
    const reply = (what: string, _line: string, nth: number) => (what === '.' && nth === 1 ? '' : undefined);
    const told = await tell(
      { offers, reply },
      THREE,
      { answerTimeout: 300, lateAnswerTimeout: 100, behindTimeout: 50 },
      2,
    );
    expect(outcomes(told)).toEqual(['unknown', 'accepted', 'accepted']);
    expect(told.asked).toEqual(THREE);
  });

  test('a larger one than the server takes is refused unsent', async () => {
    const told = await tell({ offers: offers.map((word) => (word.startsWith('SIZE') ? 'SIZE 900' : word)) }, THREE);
    expect(outcomes(told)).toEqual(['refused', 'refused', 'refused']);
    expect(told.ends[0]).toMatchObject({ words: 'The message has 1000 bytes, and the mail server takes 900 at most.' });
    expect(told.asked).toEqual([]);
  });

  test('552 to the size is about the message', async () => {
    const reply = (what: string, _line: string, nth: number) =>
      what === 'MAIL' && nth === 1 ? '552 too large' : undefined;
    const told = await tell({ offers, reply }, THREE);
    expect(told.ends[0]).toEqual({ outcome: 'refused', words: '552 too large' });
    expect(outcomes(told).slice(1)).toEqual(['accepted', 'accepted']);
  });
});

test('a server that pipelines nothing is told one command at a time', async () => {
  const told = await tell({ offers: [] }, THREE);
  expect(outcomes(told)).toEqual(['accepted', 'accepted', 'accepted']);
  expect(told.server.packets.filter((packet) => /MAIL FROM[^]*RCPT TO/.test(packet))).toEqual([]);
  expect(told.server.commands.find((line) => line.startsWith('MAIL'))).toBe('MAIL FROM:<tocsin@tocsin.example>');
});

test('a server that takes DATA for nobody gets an empty message, and the next one whole', async () => {
  const reply = (what: string, _line: string, nth: number) => (what === 'RCPT' && nth === 1 ? '550 nobody' : undefined);
  const told = await tell({ offers: PIPELINING, reply }, THREE);
  expect(outcomes(told)).toEqual(['refused', 'accepted', 'accepted']);
  expect(told.server.messages.map((message) => message === '')).toEqual([true, false, false]);
});

test('addresses go as the server takes them', async () => {
  const told = await tell({ offers: PIPELINING }, ['info@müller.example', 'jörg@müller.example']);
  expect(outcomes(told)).toEqual(['accepted', 'accepted']);
  const envelopes = told.server.commands
    .filter((line) => /^(MAIL|RCPT)/.test(line))
    .map((line) => Buffer.from(line, 'latin1').toString());
  expect(envelopes).toEqual([
    'MAIL FROM:<tocsin@tocsin.example> SIZE=1000',
    'RCPT TO:<info@xn--mller-kva.example>',
    'MAIL FROM:<tocsin@tocsin.example> SIZE=1000 BODY=8BITMIME SMTPUTF8',
    'RCPT TO:<jörg@xn--mller-kva.example>',
  ]);
  const without = await tell({ offers: ['PIPELINING'] }, ['info@müller.example', 'jörg@müller.example']);
  expect(outcomes(without)).toEqual(['accepted', 'refused']);
});

test('what is no reply, and a reply without end, cost the connection alone', async () => {
  for (const garbage of ['hello there', `250-${'x'.repeat(70_000)}`]) {
    const reply = (what: string, _line: string, nth: number) => (what === 'RCPT' && nth === 2 ? garbage : undefined);
    const told = await tell({ offers: PIPELINING, reply }, THREE);
    expect(outcomes(told)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(told.server.connections).toBe(2);
  }
});

test('a tarpit, whose reply goes on a line at a time, is left once a reply has taken too long', async () => {
  const atEnvelope = await tell({ tarpit: { verb: 'RCPT', everyMs: 20 } }, ['a@one.example'], { socketTimeout: 200 });
  expect(atEnvelope.ends).toEqual([
    { outcome: 'deferred', words: expect.stringContaining('did not end a reply within 0.2 s') },
  ]);
  expect(atEnvelope.asked).toEqual([]);
  const times = { answerTimeout: 100, lateAnswerTimeout: 100 };
  const atContent = await tell({ tarpit: { verb: '.', everyMs: 20 } }, ['a@one.example'], times);
  expect(outcomes(atContent)).toEqual(['unknown']);
});
