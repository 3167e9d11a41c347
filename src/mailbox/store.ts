import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';

/** One received mail: its SMTP envelope, and its subject for the list. */
export interface Mail {
  id: string;
  receivedAt: string;
  from: string;
  to: string[];
  subject: string;
}

/** Mails on disk: one `.eml` file each, as received, and an append-only index. */
export class MailStore {
  private constructor(
    private readonly folder: string,
    private mails: Mail[],
  ) {}

  static async open(folder: string): Promise<MailStore> {
    await mkdir(folder, { recursive: true });
    const index = await readFile(join(folder, indexFile), 'utf8').catch(() => '');
    return new MailStore(folder, index.split('\n').flatMap(mailOf));
  }

  /** Newest first. */
  list(filter: { to?: string; subject?: string } = {}): Mail[] {
    const { to, subject } = filter;
    return this.mails
      .filter((mail) => !to || mail.to.includes(to.toLowerCase()))
      .filter((mail) => !subject || mail.subject.includes(subject))
      .reverse();
  }

  find(id: string): Mail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }

  raw(mail: Mail): Promise<Buffer> {
    return readFile(this.fileOf(mail.id));
  }

  async keep(raw: Buffer, envelope: { from: string; to: string[] }): Promise<void> {
    const { subject = '' } = await PostalMime.parse(raw);
    const to = envelope.to.map((address) => address.toLowerCase());
    const mail = { id: randomUUID(), receivedAt: new Date().toISOString(), from: envelope.from, to, subject };
    await this.write(mail, raw).catch(async (fault: unknown) => {
      await rm(this.fileOf(mail.id), { force: true });
      throw fault;
    });
    this.mails.push(mail);
  }

  /** A full disk may have torn the last line of the index, so each entry starts on a new line. */
  private async write(mail: Mail, raw: Buffer): Promise<void> {
    await writeFile(this.fileOf(mail.id), raw);
    await appendFile(join(this.folder, indexFile), `\n${JSON.stringify(mail)}\n`);
  }

  async clear(): Promise<void> {
    const gone = this.mails;
    this.mails = [];
    await writeFile(join(this.folder, indexFile), '');
    await Promise.all(gone.map((mail) => rm(this.fileOf(mail.id), { force: true })));
  }

  private fileOf(id: string): string {
    return join(this.folder, `${id}.eml`);
  }
}

const indexFile = 'index.jsonl';

/** A line torn by a crash is skipped: its sender got no answer and will send the mail again. */
function mailOf(line: string): Mail[] {
  try {
    return [JSON.parse(line) as Mail];
  } catch {
    return [];
  }
}
