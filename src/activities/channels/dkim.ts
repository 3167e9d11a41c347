import { readFileSync } from 'node:fs';
import DKIM from 'nodemailer/lib/dkim';

export interface DkimSettings {
  /** `<selector>@<domain>`: its key is published at `<selector>._domainkey.<domain>`. */
  written: string;
  /** A private key in PEM. */
  keyFile: string;
}

export type Signer = (message: Buffer) => Promise<Buffer>;

/** Signs whole messages (RFC 6376), so that a copy with the same bytes has the same words signed. @throws if the key cannot be read */
export function createSigner({ written, keyFile }: DkimSettings): Signer {
  const at = written.lastIndexOf('@');
  const [keySelector, domainName] = [written.slice(0, at), written.slice(at + 1)];
  const dkim = new DKIM({ domainName, keySelector, privateKey: readFileSync(keyFile, 'utf8') });
  return async (message) => {
    const parts: Buffer[] = [];
    for await (const part of dkim.sign(message)) parts.push(Buffer.from(part as Uint8Array));
    return Buffer.concat(parts);
  };
}
