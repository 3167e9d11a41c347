import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const tests = join(__dirname, '..');

/**
 * The test files of these folders as one, in every so many-th a part: Jest loads all modules anew for each file, which for a small one takes longer than its
 * tests. By itself each runs as ever: `npm test -- test/domain/scope`.
 */
export function together(folders: string[], { part = 0, of = 1 } = {}): void {
  const files = folders.flatMap((folder) =>
    readdirSync(join(tests, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => join(folder, file)),
  );
  for (const file of files.sort().filter((_, index) => index % of === part))
    describe(file.slice(0, -'.test.ts'.length), () => void jest.requireActual(join(tests, file)));
}
