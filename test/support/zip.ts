import { buffer } from 'node:stream/consumers';
import type { Test } from 'supertest';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';

/** How a test reads an answer that is no text. */
export const asBytes: Parameters<Test['parse']>[0] = (response, done) => {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
};

export function zipOf(files: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(zip.outputStream);
}

export async function textInZip(content: Buffer, name: string): Promise<string> {
  return String(await bytesInZip(content, name));
}

export async function bytesInZip(content: Buffer, name: string): Promise<Buffer> {
  const zip = await fromBufferPromise(content, { lazyEntries: true });
  for await (const entry of zip.eachEntry())
    if (entry.fileName === name) return await buffer(await zip.openReadStreamPromise(entry));
  throw new Error(`There is no ${name} in it.`);
}
