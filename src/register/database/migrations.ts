import { sql, type Kysely } from 'kysely';
import { lockMigrations } from './locks';
import { INITIAL } from './migrations/0001-initial';
import { REQUESTS } from './migrations/0002-requests';
import { UPKEEP } from './migrations/0003-upkeep';
import { CLOCKS } from './migrations/0004-clocks';
import { PACE } from './migrations/0005-pace';
import { DECLARATIONS } from './migrations/0006-declarations';
import type { Schema } from './schema';

/** Forward only: what was once released is never changed, and the number of a migration is its place here, from 1. */
const MIGRATIONS: readonly Migration[] = [
  { name: 'initial', statements: INITIAL },
  { name: 'requests', statements: REQUESTS },
  { name: 'upkeep', statements: UPKEEP },
  { name: 'clocks', statements: CLOCKS },
  { name: 'pace', statements: PACE },
  { name: 'declarations', statements: DECLARATIONS },
];

interface Migration {
  name: string;
  statements: readonly string[];
}

export async function migrate(db: Kysely<Schema>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockMigrations(trx);
    const found = await versionIn(trx);
    if (found > MIGRATIONS.length) throw new Error(tooNew(found));
    if (found === 0) await sql.raw(LEDGER).execute(trx);
    for (const [index, { name, statements }] of MIGRATIONS.entries()) {
      if (index < found) continue;
      for (const statement of statements) await sql.raw(statement).execute(trx);
      await trx
        .insertInto('migrations')
        .values({ number: index + 1, name })
        .execute();
    }
  });
}

export async function schemaVersion(db: Kysely<Schema>): Promise<{ found: number; wanted: number }> {
  return { found: await versionIn(db), wanted: MIGRATIONS.length };
}

const LEDGER = `create table migrations (
  number integer primary key,
  name text not null,
  applied_at timestamptz not null default now()
)`;

async function versionIn(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('migrations') is not null as there`.execute(db);
  if (!rows[0]?.there) return 0;
  const last = await db.selectFrom('migrations').select('number').orderBy('number', 'desc').limit(1).executeTakeFirst();
  return last?.number ?? 0;
}

function tooNew(found: number): string {
  return `The register's tables are at version ${found}, and this program knows them up to ${MIGRATIONS.length}. Run the newer release: tables are never taken back.`;
}
