import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const tests = join(__dirname, '..');

/** Which part of the files, of how many, and which of them run by themselves in any case. */
interface Share {
  part?: number;
  of?: number;
  but?: string[];
}

/**
 * These test files, and those of these folders, as one, in every so many-th a part: Jest loads all modules anew for each file, which for a small one takes
 * longer than its tests. By itself each runs as ever: `npm test -- test/domain/scope`.
 */
export function together(places: string[], { part = 0, of = 1, but = [] }: Share = {}): void {
  const files = places.flatMap(filesAt).filter((file) => !but.includes(file));
  for (const file of files.sort().filter((_, index) => index % of === part))
    describe(file.slice(0, -'.test.ts'.length), () => void jest.requireActual(join(tests, file)));
}

function filesAt(place: string): string[] {
  if (place.endsWith('.test.ts')) return [place];
  return readdirSync(join(tests, place), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(place, file));
}
