import { ImapFlow } from 'imapflow';
import type { ApiDeps } from '../deps';
import { takeMail } from './take-mail';

/** Of one round; what is left comes with the next. */
const MAILS_PER_ROUND = 200;

/**
 * Takes what is unseen in a folder of the mail server, and marks it seen once it is kept. A mail is known by its bytes, so that one which is read
 * again, after a crash between the two, changes nothing.
 */
export async function readFolder(deps: ApiDeps, url: string): Promise<number> {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  const secure = protocol === 'imaps:';
  const client = new ImapFlow({
    ...{ host: hostname, port: Number(port) || (secure ? 993 : 143), secure, logger: false },
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await readUnseen(deps, client, decodeURIComponent(pathname.slice(1)) || 'INBOX');
  } finally {
    await client.logout().catch(() => client.close());
  }
}

async function readUnseen(deps: ApiDeps, client: ImapFlow, folder: string): Promise<number> {
  const lock = await client.getMailboxLock(folder);
  try {
    const unseen = (await client.search({ seen: false }, { uid: true })) || [];
    const uids = unseen.slice(0, MAILS_PER_ROUND);
    for (const uid of uids) {
      const found = await client.fetchOne(String(uid), { source: true }, { uid: true });
      if (found && found.source) await takeMail(deps, found.source);
      await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
    }
    return uids.length;
  } finally {
    lock.release();
  }
}
