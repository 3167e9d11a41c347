import { createFolderReader } from '../../../src/api/incidents/read-folder';
import { startService, type Service } from '../../support/api';
import { openImapFolder, type ImapFolder } from '../../support/imap';

let service: Service;
let folder: ImapFolder;
beforeAll(async () => {
  service = await startService();
  folder = await openImapFolder();
});
afterAll(async () => {
  await folder.close();
  await service.stop();
});

const mailFrom = (address: string) => `From: ${address}\r\nSubject: Hello\r\n\r\nWho are you?\r\n`;
const senders = async () => (await service.register.returnedMails.waiting()).map(({ sender }) => sender);

test('a mail that cannot be read stays unseen, holds up no other, and is tried again after those that are new', async () => {
  const read = createFolderReader(service.deps, folder.url, 2);
  const unread = () => folder.mails.filter(({ seen }) => !seen).map(({ raw }) => raw);
  for (const raw of [nested(30), mailFrom('a@example.com'), mailFrom('b@example.com')])
    folder.mails.push({ raw, seen: false });

  expect(await read()).toBe(1);
  expect(await senders()).toEqual(['a@example.com']);
  expect(service.logged.filter((line) => line.includes('stays unseen in its folder'))).toHaveLength(1);

  expect(await read()).toBe(1);
  expect(await senders()).toEqual(['a@example.com', 'b@example.com']);
  expect(unread()).toEqual([nested(30)]);

  folder.mails[0] = { raw: mailFrom('c@example.com'), seen: false };
  expect(await read()).toBe(1);
  expect(unread()).toEqual([]);
});

/** Parts within parts, deeper than anybody reads. */
function nested(depth: number): string {
  const heads = Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  );
  return `From: deep@example.com\r\n${heads.join('')}Content-Type: text/plain\r\n\r\ndeep\r\n`;
}
