import type { ImapFlow } from 'imapflow' with { 'resolution-mode': 'import' };
import type { ApiDeps } from '../deps';
import { takeMail } from './take-mail';

/** Of one round; what is left comes with the next. */
const MAILS_PER_ROUND = 200;

/** Rounds over a folder of the mail server. Each returns how many mails it took. */
export type FolderReader = () => Promise<number>;

/**
 * Takes what is unseen in the folder, and marks it seen once it is kept. A mail is known by its bytes, so that one which is read again, after a crash
 * between the two, changes nothing. One that cannot be taken stays unseen and holds up no other: it is tried again after those that are new.
 */
export function createFolderReader(deps: ApiDeps, url: string, perRound = MAILS_PER_ROUND): FolderReader {
  const failed = new Set<number>();
  return async () => {
    const client = await clientAt(url);
    client.on('error', () => undefined);
    await client.connect();
    try {
      const lock = await client.getMailboxLock(folderIn(url));
      try {
        const uids = (await client.search({ seen: false }, { uid: true })) || [];
        const inTurn = [...uids.filter((uid) => !failed.has(uid)), ...uids.filter((uid) => failed.has(uid))];
        return await takeEach(deps, client, inTurn.slice(0, perRound), failed);
      } finally {
        lock.release();
      }
    } finally {
      await client.logout().catch(() => client.close());
    }
  };
}

/** The library is loaded only where returned mail is read by IMAP. */
async function clientAt(url: string): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow');
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'imaps:';
  return new ImapFlow({
    ...{ host: hostname, port: Number(port) || (secure ? 993 : 143), secure, logger: false },
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
  });
}

function folderIn(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1)) || 'INBOX';
}

async function takeEach(deps: ApiDeps, client: ImapFlow, uids: number[], failed: Set<number>): Promise<number> {
  let taken = 0;
  for (const uid of uids) {
    try {
      await takeOne(deps, client, uid);
      failed.delete(uid);
      taken += 1;
    } catch (fault) {
      if (!client.usable) throw fault;
      failed.add(uid);
      deps.log.warn(
        { uid, err: fault },
        'a returned mail cannot be taken; it stays unseen in its folder: read it there',
      );
    }
  }
  return taken;
}

async function takeOne(deps: ApiDeps, client: ImapFlow, uid: number): Promise<void> {
  const found = await client.fetchOne(String(uid), { source: true }, { uid: true });
  if (found && found.source) await takeMail(deps, found.source);
  await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
}
