import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

/** PostgreSQL's programs lie beside its server's, not always on the way. */
export function pathToPostgres(): string {
  const known = process.env['TOCSIN_POSTGRES_PROGRAMS'] ?? '';
  const folders = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : [];
  return [known, ...folders, process.env['PATH'] ?? ''].filter(Boolean).join(delimiter);
}
