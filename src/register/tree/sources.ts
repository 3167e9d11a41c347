import { sql } from 'kysely';
import { leafHash } from '../../primitives/merkle';

/** Every chained story in the register. Its subject, with the sequence, names a head once and for all. */
const SOURCES = [
  `select incident as subject, sequence, chain as head, recorded_at from pages`,
  `select 'administration' as subject, sequence, chain as head, recorded_at from administration`,
];

/** The heads of all of them: each commits to its page, and to all pages of its subject before. */
export const HEADS = sql.raw(`(${SOURCES.join(' union all ')})`);

export interface Head {
  subject: string;
  sequence: number;
  head: string;
}

export function leafOf({ subject, sequence, head }: Head): Buffer {
  return leafHash(leafData({ subject, sequence, head }));
}

/** What others hash, who want to know that a head is in the tree. */
function leafData({ subject, sequence, head }: Head): string {
  return `${subject}\n${sequence}\n${head}\n`;
}
