import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

/** PostgreSQL's client programs are installed beside its server, which is not always on the PATH. */
export function pathToPostgres(): string {
  const known = process.env['TOCSIN_POSTGRES_PROGRAMS'] ?? '';
  const folders = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : [];
  return [known, ...folders, process.env['PATH'] ?? ''].filter(Boolean).join(delimiter);
}
