import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { storyLetters } from './notices/letters';

/** Renews the letters in docs/notices, which a test holds against the texts. */
const folder = join(__dirname, '../docs/notices');
const letters = storyLetters();
for (const story of new Set([...letters.keys()].map((name) => dirname(name))))
  rmSync(join(folder, story), { recursive: true, force: true });
for (const [name, text] of letters) {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
process.stdout.write(`${letters.size} letters in docs/notices.\n`);
