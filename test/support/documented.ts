import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', '..', 'docs/operating');

/** All operator pages in one text. */
export const operating = readdirSync(folder)
  .sort()
  .map((page) => readFileSync(join(folder, page), 'utf8'))
  .join('\n');

/** The lines of the one command block in docs/operating that contains these words. */
export function commandsWith(words: string): string[] {
  const [block, ...others] = blocksOf(operating).filter((one) => one.includes(words));
  if (block === undefined || others.length > 0) throw new Error(`${others.length + 1} blocks, or none, have: ${words}`);
  return block.trim().split('\n');
}

/** A page's command blocks. */
export function blocksOf(page: string): string[] {
  return [...page.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block);
}
