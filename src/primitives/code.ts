import { randomInt } from 'node:crypto';
import { sha256 } from './hash';

/** Without letters that are read as others (Crockford's base 32). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 5;

/** A code of 100 bits that somebody can type, such as `7KD2-…`. */
export function createCode(): { code: string; hash: string } {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const code = Array.from({ length: GROUPS }, group).join('-');
  return { code, hash: codeHash(code) };
}

/** What is stored of it: the same in small letters, and with or without what parts its groups. */
export function codeHash(code: string): string {
  return sha256(`code ${code.toUpperCase().replace(/[^0-9A-Z]/g, '')}`);
}
