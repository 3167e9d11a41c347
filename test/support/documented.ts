import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const operating = readFileSync(join(__dirname, '..', '..', 'docs/operating.md'), 'utf8');

/** The lines of the one block of commands in docs/operating.md that has these words. */
export function commandsWith(words: string): string[] {
  const blocks = [...operating.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block = '']) => block);
  const [block, ...others] = blocks.filter((one) => one.includes(words));
  if (block === undefined || others.length > 0) throw new Error(`${others.length + 1} blocks, or none, have: ${words}`);
  return block.trim().split('\n');
}
