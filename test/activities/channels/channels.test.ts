import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openMailChannel } from '../../../src/activities';
import type { Letter, MailChannel } from '../../../src/activities/channels/mail';
import { openPlayedMailbox } from '../../../src/activities/channels/played-mailbox';
import { FORMS, type FormName } from '../../../src/activities/channels/webhook/forms';
import { noticeRequest } from '../../../src/activities/channels/webhook/notice';
import { openWebhooks } from '../../../src/activities/channels/webhook/post';
import { instantAt } from '../../../src/domain/primitives/instant';
import { MailServer } from '../../support/mailserver';

/** What the other side does with the next message. */
type Reply = 'takes' | 'refuses' | 'is busy' | 'hangs';

/** One channel under the contract: whatever it is, it is held to the same. */
interface Channel {
  send(): Promise<{ outcome: string; words?: string }>;
  /** Of each message that the other side took, its id and whether the words came whole. */
  taken(): { id: string; isWhole: boolean }[];
  next(reply: Reply): void;
  /** What this channel's other side can do beside taking. */
  replies: readonly Reply[];
  close(): Promise<void> | void;
}

const WORDS = 'Grüße <b>&amp; "quoted"</b>\nof the second line';
const LETTER: Letter = {
  ...{ id: 'one', name: 'Ada', language: 'en', subject: 'Notice', text: WORDS, html: '<p>Notice</p>' },
  ...{ automatic: false, possibleRepeat: false },
};

async function mailTo(): Promise<Channel> {
  const server = await MailServer.start();
  const channel = openMailChannel({
    url: server.url,
    from: 'T <t@tocsin.example>',
    patience: { socketTimeout: 400, answerTimeout: 400, lateAnswerTimeout: 50 },
  });
  let held: { release: () => void } | undefined;
  const codes: Partial<Record<Reply, number>> = { refuses: 550, 'is busy': 451 };
  return {
    replies: ['refuses', 'is busy', 'hangs'],
    send: () => sentBy(channel),
    taken: () =>
      server.taken.map(({ mail: { messageId = '', text = '' } }) => ({ id: messageId, isWhole: isIn(text) })),
    next: (reply) => {
      const code = codes[reply];
      if (code) server.answer('ada@customer.example', code, 'so it is', 1);
      if (reply === 'hangs') held = server.holdAnswers('ada@customer.example');
    },
    close: async () => {
      held?.release();
      channel.abandon();
      await server.down();
    },
  };
}

function played(): Promise<Channel> {
  const kept: string[] = [];
  let refuses = false;
  const channel = openPlayedMailbox({
    keep: ({ mime }) => Promise.resolve(void kept.push(mime.toString())),
    refuses: () => Promise.resolve(refuses),
  });
  return Promise.resolve({
    replies: ['refuses'],
    send: () => sentBy(channel),
    taken: () =>
      kept.map((mime) => ({
        id: /^Message-ID:\s*(<[^>]+>)/im.exec(mime)?.[1] ?? '',
        isWhole: mime.includes('of the second line'),
      })),
    next: (reply) => (refuses = reply === 'refuses'),
    close: () => channel.close(),
  });
}

function sentBy(channel: MailChannel) {
  return channel.send('ada@customer.example', () => Promise.resolve(LETTER)).finally(() => undefined);
}

const STATUS: Record<Reply, number> = { takes: 200, refuses: 400, 'is busy': 503, hangs: 0 };

/** @param idOf where programs find what is the same in every copy */
async function webhook(
  requestOf: () => { headers: Record<string, string>; body: string },
  idOf: (headers: Headers, body: string) => string,
): Promise<Channel> {
  const taken: { id: string; isWhole: boolean }[] = [];
  let reply: Reply = 'takes';
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      const now = reply;
      reply = 'takes';
      if (now === 'takes')
        taken.push({
          id: idOf(new Headers(request.headers as Record<string, string>), body),
          isWhole: isIn(unquoted(body)),
        });
      if (now !== 'hangs') response.writeHead(STATUS[now]).end('so it is');
    });
  });
  const url = await listening(server);
  const poster = openWebhooks({ allowed: ['127.0.0.1'], timeout: 1_000 });
  return {
    replies: ['refuses', 'is busy', 'hangs'],
    send: () => poster.post(url, requestOf()),
    taken: () => taken,
    next: (wanted) => (reply = wanted),
    close: async () => {
      await poster.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
}

const AT = instantAt(Date.now());
const NOTE = {
  ...{
    id: 'INC-2026-0001#3.1',
    incident: 'INC-2026-0001',
    kind: 'commitment-warning',
    title: 'Not yet told',
    text: WORDS,
  },
  ...{ link: 'https://tocsin.example/incidents/INC-2026-0001', asksForAnswer: true, at: AT },
};
const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;

/** Chat programs know no id of a message: to them each copy says the same. */
const ID_OF: Record<FormName, (headers: Headers, body: string) => string> = {
  standard: (headers) => headers.get('webhook-id') ?? '',
  pagerduty: (_, body) => (JSON.parse(body) as { dedup_key: string }).dedup_key,
  slack: (_, body) => body,
  teams: (_, body) => body,
};

function ofCustomer(): Promise<Channel> {
  const signing = { id: 'INC-2026-0001/1/ada', contact: 'ada', ringKey: 'k', generation: 1, rotatedAt: AT };
  const data = {
    ...{ incident: 'INC-2026-0001', notice: 1, kind: 'initial', customer: 'ash', account: 'a', language: 'en' },
    ...{ subject: 'Notice', text: WORDS, html: '<p>Notice</p>', link: 'https://tocsin.example/n/x' },
  };
  const keys = new Map([['k', Buffer.alloc(32, 7)]]);
  return webhook(() => noticeRequest(data, signing, { keys, at: AT }), ID_OF.standard);
}

const CHANNELS: [string, () => Promise<Channel>][] = [
  ['mail', mailTo],
  ['the played mailbox', played],
  ["a customer's webhook", ofCustomer],
  ...Object.entries(FORMS).map(([name, form]): [string, () => Promise<Channel>] => [
    `${name}, of staff`,
    () => webhook(() => form.requestOf(NOTE, SECRET), ID_OF[name as FormName]),
  ]),
];

describe.each(CHANNELS)('The contract of channels: %s', (_name, open) => {
  let channel: Channel;
  beforeAll(async () => (channel = await open()));
  afterAll(() => channel.close());

  test('is accepted only by who took the whole of it, and every copy has the same id', async () => {
    expect(await channel.send()).toMatchObject({ outcome: 'accepted' });
    expect(await channel.send()).toMatchObject({ outcome: 'accepted' });
    const [one, copy] = channel.taken();
    expect(one).toMatchObject({ id: expect.stringMatching(/\S/), isWhole: true });
    expect(copy).toEqual(one);
  });

  test.each([
    ['refuses', ['refused']],
    ['is busy', ['deferred']],
    ['hangs', ['deferred', 'unknown']],
  ] as const)('one that %s has not accepted, and says so in time', async (reply, outcomes) => {
    if (!channel.replies.includes(reply)) return;
    const before = channel.taken().length;
    channel.next(reply);
    const sent = await channel.send();
    expect(outcomes).toContain(sent.outcome);
    expect(sent.words).toMatch(/\S/);
    if (reply === 'hangs') return;
    expect(sent.words).toMatch(/so it is|says the scenario/);
    expect(channel.taken()).toHaveLength(before);
  });
});

/** Forms escape what their programs would read as markup. */
function unquoted(body: string): string {
  return body
    .replaceAll('\\n', '\n')
    .replaceAll('\\"', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function isIn(text: string): boolean {
  return text.includes('Grüße') && text.replace(/\s+/g, ' ').includes('of the second line');
}
