import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A folder on a mail server that speaks as much of IMAP (RFC 3501) as whoever reads new mail needs. */
export interface ImapFolder {
  url: string;
  /** By their uids, from 1. */
  readonly mails: { raw: string; seen: boolean }[];
  close(): Promise<void>;
}

export async function openImapFolder(): Promise<ImapFolder> {
  const mails: ImapFolder['mails'] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    createInterface({ input: socket }).on('line', (line) => {
      const [tag = '*', ...words] = line.split(' ');
      const told = answerTo(words.join(' '), mails);
      socket.write(`${told.map((one) => `* ${one}\r\n`).join('')}${tag} OK done\r\n`);
      if (words[0] === 'LOGOUT') socket.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `imap://returned:secret@127.0.0.1:${(server.address() as AddressInfo).port}/INBOX`,
    mails,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function answerTo(command: string, mails: ImapFolder['mails']): string[] {
  const [, name = ''] = /^((?:UID )?\w+)/i.exec(command) ?? [];
  const uid = Number(/(\d+)/.exec(command)?.[1]);
  const mail = mails[uid - 1];
  switch (name.toUpperCase()) {
    case 'CAPABILITY':
      return ['CAPABILITY IMAP4rev1'];
    case 'LIST':
      return ['LIST () "/" INBOX'];
    case 'SELECT':
      return [
        `${mails.length} EXISTS`,
        '0 RECENT',
        'FLAGS (\\Seen)',
        'OK [UIDVALIDITY 1]',
        'OK [PERMANENTFLAGS (\\*)]',
      ];
    case 'UID SEARCH':
      return [`SEARCH ${mails.flatMap(({ seen }, place) => (seen ? [] : [place + 1])).join(' ')}`];
    case 'UID FETCH':
      return mail ? [`${uid} FETCH (UID ${uid} BODY[] {${Buffer.byteLength(mail.raw)}}\r\n${mail.raw})`] : [];
    case 'UID STORE':
      if (mail) mail.seen = true;
      return [];
    case 'LOGOUT':
      return ['BYE until later'];
    default:
      return [];
  }
}
