import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface ConsoleFile {
  type: string;
  bytes: Buffer;
  /** The same, compressed, by the name that HTTP has for how. */
  encoded: Partial<Record<'br' | 'gzip', Buffer>>;
}

/** The console as it was built: one page, and the files that it names. Read once, so that no request names a path on the disk. */
export interface Console {
  page: string;
  assets: ReadonlyMap<string, ConsoleFile>;
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Undefined where none was built. */
export function readConsole(folder: string): Console | undefined {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return undefined;
  const assets = join(folder, 'assets');
  const names = readdirSync(assets).filter((name) => extname(name) in TYPES);
  return {
    page: readFileSync(index, 'utf8'),
    assets: new Map(names.map((name) => [name, fileOf(join(assets, name))])),
  };
}

function fileOf(path: string): ConsoleFile {
  return {
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    bytes: readFileSync(path),
    encoded: { br: ifThere(`${path}.br`), gzip: ifThere(`${path}.gz`) },
  };
}

function ifThere(path: string): Buffer | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}
