import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { NoticeText } from './notice';

/** The best would make it a tenth smaller and take thirty times as long, in which the process does nothing else. */
const QUALITY = { [constants.BROTLI_PARAM_QUALITY]: 8 };

/** All texts of a notice in few bytes: they say the same in several languages and forms. */
export function packed(texts: Record<string, NoticeText>): string {
  return brotliCompressSync(JSON.stringify(texts), { params: QUALITY }).toString('base64');
}

/** Undefined for what was not packed here. */
export function unpacked(text: string): Record<string, NoticeText> | undefined {
  try {
    return JSON.parse(brotliDecompressSync(Buffer.from(text, 'base64')).toString()) as Record<string, NoticeText>;
  } catch {
    return undefined;
  }
}
