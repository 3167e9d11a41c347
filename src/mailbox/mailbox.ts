import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { pages } from './pages';
import { MailStore } from './store';

/** The ports in use: 0 in the settings asks for any free one. */
export interface Mailbox {
  smtpPort: number;
  httpPort: number;
  close(): Promise<void>;
}

export interface MailboxSettings {
  host: string;
  smtpPort: number;
  httpPort: number;
  folder: string;
  /** Host names under which its pages are served. */
  hosts: readonly string[];
}

/**
 * The sandbox mailbox: accepts every mail for anybody, delivers none, and shows all to everyone who can connect. Never expose it publicly.
 */
export async function openMailbox(at: MailboxSettings): Promise<Mailbox> {
  const store = await MailStore.open(at.folder);
  const smtp = smtpInto(store);
  const smtpPort = await listening(smtp.listen(at.smtpPort, at.host));
  const web = pages(store, at.hosts).listen(at.httpPort, at.host);
  const httpPort = await listening(web).catch(async (error: unknown) => {
    await closed(smtp);
    throw error;
  });
  return {
    smtpPort,
    httpPort,
    async close() {
      web.closeAllConnections();
      await closed(web);
      await closed(smtp);
    },
  };
}

function smtpInto(store: MailStore): SMTPServer {
  const smtp = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: 25 * 1024 * 1024,
    closeTimeout: 1_000,
    onData(stream, session, answer) {
      const { mailFrom, rcptTo } = session.envelope;
      const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
      buffer(stream)
        .then((raw) => (stream.sizeExceeded ? Promise.reject(tooLarge()) : store.keep(raw, envelope)))
        .then(
          () => answer(null),
          (error: unknown) => answer(error as Error),
        );
    },
  });
  // A client that breaks off needs no answer.
  smtp.on('error', () => undefined);
  return smtp;
}

function tooLarge(): Error {
  return Object.assign(new Error('Message exceeds the size limit'), { responseCode: 552 });
}

async function listening(server: Server | ReturnType<SMTPServer['listen']>): Promise<number> {
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function closed(server: { close(done: () => void): unknown }): Promise<void> {
  return new Promise((resolve) => {
    server.close(resolve);
  });
}
