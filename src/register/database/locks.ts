import { sql, type Kysely, type Transaction } from 'kysely';
import type { Schema } from './schema';

// Advisory locks, held until the transaction ends unless said otherwise. Nothing else in the database uses these numbers.
const MIGRATE = 7_460_001;
const REBUILD = 7_460_002;
const CUSTOMERS = 7_460_003;
const PAGES = 7_460_004;
const DECLARATIONS = 7_460_005;
const TREE = 7_460_006;
const WATCH = 7_460_009;
const ADMINISTRATION = 7_460_007;
const REPORTS = 7_460_010;
const GROUPS = 7_460_011;
const DETECTIONS = 7_460_012;
const TRAINING = 7_460_013;
const AUDITS = 7_460_014;
const REFUSALS = 7_460_015;

export async function lockMigrations(trx: Transaction<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${MIGRATE}::bigint)`.execute(trx);
}

/** Blocks every append while the read tables are rebuilt. */
export async function lockRebuild(trx: Transaction<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${REBUILD}::bigint)`.execute(trx);
}

/** One append per incident at a time, and none during a rebuild. */
export async function lockPages(trx: Transaction<Schema>, incident: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${REBUILD}::bigint),
    pg_advisory_xact_lock(${PAGES}::int, hashtext(${incident}))`.execute(trx);
}

/** One declaration per incident at a time, so that each sees those before it. */
export async function lockDeclarations(trx: Transaction<Schema>, incident: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${DECLARATIONS}::int, hashtext(${incident}))`.execute(trx);
}

/** One import at a time: two that touch the same rows in another order would deadlock. */
export async function lockCustomers(trx: Transaction<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${CUSTOMERS}::bigint)`.execute(trx);
}

/** One process at a time adds leaves, so that each has its own place. */
export async function lockTree(trx: Transaction<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${TREE}::bigint)`.execute(trx);
}

/** One alarm of a source at a time. */
export async function lockDetectionsOf(trx: Transaction<Schema>, source: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${DETECTIONS}::int, hashtext(${source}))`.execute(trx);
}

/** One change of staff or of what they are given at a time, so that nobody is given the same twice. */
export async function lockTraining(trx: Transaction<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${TRAINING}::bigint)`.execute(trx);
}

/** One act of an audit at a time, so that each has a number of its own. */
export async function lockAudits(trx: Transaction<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${AUDITS}::bigint)`.execute(trx);
}

/**
 * One watch at a time over all processes, held by the connection: a round takes longer than a transaction may idle. A process that dies loses
 * it with its connection.
 */
export async function whileWatching(db: Kysely<Schema>, round: () => Promise<void>): Promise<boolean> {
  return db.connection().execute(async (connection) => {
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${WATCH}::bigint) as mine`.execute(
      connection,
    );
    if (!rows[0]?.mine) return false;
    try {
      await round();
      return true;
    } finally {
      await sql`select pg_advisory_unlock(${WATCH}::bigint)`.execute(connection).catch(() => undefined);
    }
  });
}

/** One act after another, for their pages are one chain. Take it last: whatever else a transaction locks, it locks before. */
export async function lockAdministration(trx: Transaction<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ADMINISTRATION}::bigint)`.execute(trx);
}

/** One report per person at a time, so that each counts those before it. */
export async function lockReportsOf(trx: Transaction<Schema>, person: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${REPORTS}::int, hashtext(${person}))`.execute(trx);
}

/** One refused call of a person at a time, so that each counts those before it. */
export async function lockRefusalsOf(trx: Transaction<Schema>, person: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${REFUSALS}::int, hashtext(${person}))`.execute(trx);
}

/** One alert about a person's reports at a time, so that one of them alone claims those that wait. */
export async function lockAlertsAbout(trx: Transaction<Schema>, reporter: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${GROUPS}::int, hashtext(${reporter}))`.execute(trx);
}
