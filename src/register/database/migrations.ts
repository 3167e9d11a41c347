import { sql, type Kysely, type Transaction } from 'kysely';
import { refoldAll } from '../journal/fold';
import { READ_TABLES_VERSION } from '../journal/read-tables';
import { lockMigrations, lockRebuild } from './locks';
import { INITIAL } from './migrations/0001-initial';
import { TOLD_BY_A_PERSON } from './migrations/0002-told-by-a-person';
import { RULES_VERSIONS } from './migrations/0003-rules-versions';
import { CUSTOMERS_ENDED } from './migrations/0004-customers-ended';
import { ADMINISTRATION } from './migrations/0005-administration';
import { APPEND_ONLY } from './migrations/0006-append-only';
import { KEYS_AND_SESSIONS } from './migrations/0007-keys-and-sessions';
import { WATCH_AND_BUDGETS } from './migrations/0008-watch-and-budgets';
import { DATA_KEYS_AND_ERASURE } from './migrations/0009-data-keys';
import { RESTRICTED_AND_READINGS } from './migrations/0010-restricted-and-readings';
import { PROMISES_KEPT_BY_A_PERSON } from './migrations/0011-promises-kept-by-a-person';
import { LEDGER } from './migrations/0012-ledger';
import { SCOPE_FACTS } from './migrations/0013-scope-facts';
import { ANSWERS_OF_RECIPIENTS } from './migrations/0014-answers-of-recipients';
import { RETURNED_MAIL } from './migrations/0015-returned-mail';
import { NOTICE_TEXTS } from './migrations/0016-notice-texts';
import { ERASED_WORDS } from './migrations/0017-erased-words';
import { DETECTIONS } from './migrations/0018-detections';
import { SNAPSHOTS } from './migrations/0019-snapshots';
import { WITHHELD_WORDS } from './migrations/0020-withheld-words';
import { TRAINING } from './migrations/0021-training';
import { EVIDENCE_FILES } from './migrations/0022-evidence-files';
import { WITHHELD_OF_NOTICES } from './migrations/0023-withheld-of-notices';
import { EXERCISES } from './migrations/0024-exercises';
import { AUDITS } from './migrations/0025-audits';
import { CONTACT_WEBHOOKS } from './migrations/0026-contact-webhooks';
import { DATA_STORES } from './migrations/0027-data-stores';
import { NARROW_SENDING } from './migrations/0028-narrow-sending';
import { CONTACT_VERIFICATION } from './migrations/0029-contact-verification';
import { LETTER_TESTS } from './migrations/0030-letter-tests';
import { SCIM } from './migrations/0031-scim';
import { CALENDAR_FEEDS } from './migrations/0032-calendar-feeds';
import { ASSISTANCE_FILES } from './migrations/0033-assistance-files';
import { PROGRAMME } from './migrations/0034-programme';
import { REPORT_MAIL } from './migrations/0035-report-mail';
import { STORMS } from './migrations/0036-storms';
import { PAST_INCIDENTS } from './migrations/0037-past-incidents';
import { REVIEW_ACTIONS } from './migrations/0038-review-actions';
import { KEPT_EVIDENCE } from './migrations/0039-kept-evidence';
import { STORMS_TOLD } from './migrations/0040-storms-told';
import { STAFF_GROUPS } from './migrations/0041-staff-groups';
import { SNAPSHOTS_CUSTOMER_FIRST } from './migrations/0042-snapshots-customer-first';
import { EMPLOYEE_NUMBERS } from './migrations/0043-employee-numbers';
import { NEWS_OF_SUBJECTS } from './migrations/0044-news-of-subjects';
import { OPEN_RECIPIENTS } from './migrations/0045-open-recipients';
import type { PageBytes } from '../journal/page-bytes';
import { admitAppRole, type AppRole } from './roles';
import type { Schema } from './schema';

/**
 * Forward only: a released migration never changes, and its number is its place here, from 1. A migration names everything that it creates,
 * in source tables only, and runs while the previous release still writes: a new column is nullable or has a default.
 */
const MIGRATIONS: readonly Migration[] = [
  { name: 'initial', statements: INITIAL },
  { name: 'told by a person', statements: TOLD_BY_A_PERSON },
  { name: 'rules-versions', statements: RULES_VERSIONS },
  { name: 'customers ended', statements: CUSTOMERS_ENDED },
  { name: 'administration', statements: ADMINISTRATION },
  { name: 'append-only', statements: APPEND_ONLY },
  { name: 'keys and sessions', statements: KEYS_AND_SESSIONS },
  { name: 'watch and budgets', statements: WATCH_AND_BUDGETS },
  { name: 'data keys and erasure', statements: DATA_KEYS_AND_ERASURE },
  { name: 'restricted and readings', statements: RESTRICTED_AND_READINGS },
  { name: 'promises kept by a person', statements: PROMISES_KEPT_BY_A_PERSON },
  { name: 'ledger', statements: LEDGER },
  { name: 'scope facts', statements: SCOPE_FACTS },
  { name: 'answers of recipients', statements: ANSWERS_OF_RECIPIENTS },
  { name: 'returned mail', statements: RETURNED_MAIL },
  { name: 'notice texts', statements: NOTICE_TEXTS },
  { name: 'erased words', statements: ERASED_WORDS },
  { name: 'detections', statements: DETECTIONS },
  { name: 'snapshots', statements: SNAPSHOTS },
  { name: 'withheld words', statements: WITHHELD_WORDS },
  { name: 'training', statements: TRAINING },
  { name: 'evidence files', statements: EVIDENCE_FILES },
  { name: 'withheld of notices', statements: WITHHELD_OF_NOTICES },
  { name: 'exercises', statements: EXERCISES },
  { name: 'audits', statements: AUDITS },
  { name: 'contact webhooks', statements: CONTACT_WEBHOOKS },
  { name: 'data stores', statements: DATA_STORES },
  { name: 'narrow sending', statements: NARROW_SENDING },
  { name: 'contact verification', statements: CONTACT_VERIFICATION },
  { name: 'letter tests', statements: LETTER_TESTS },
  { name: 'staff kept by identity providers', statements: SCIM },
  { name: 'calendar feeds', statements: CALENDAR_FEEDS },
  { name: 'assistance files', statements: ASSISTANCE_FILES },
  { name: 'programme', statements: PROGRAMME },
  { name: 'report mail', statements: REPORT_MAIL },
  { name: 'storms', statements: STORMS },
  { name: 'past incidents', statements: PAST_INCIDENTS },
  { name: 'review actions', statements: REVIEW_ACTIONS },
  { name: 'kept evidence', statements: KEPT_EVIDENCE },
  { name: 'storms told', statements: STORMS_TOLD },
  { name: 'staff groups', statements: STAFF_GROUPS },
  { name: 'snapshots customer first', statements: SNAPSHOTS_CUSTOMER_FIRST },
  { name: 'employee numbers', statements: EMPLOYEE_NUMBERS },
  { name: 'news of subjects', statements: NEWS_OF_SUBJECTS },
  { name: 'open recipients', statements: OPEN_RECIPIENTS },
];

interface Migration {
  name: string;
  statements: readonly string[];
}

interface Versions {
  migration: number;
  readTables: number;
}

const WANTED: Versions = { migration: MIGRATIONS.length, readTables: READ_TABLES_VERSION };

/** All in one transaction: nobody ever sees source tables of one version and read tables of another. */
export async function migrate(db: Kysely<Schema>, bytes: PageBytes, app?: AppRole): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockMigrations(trx);
    const found = await versionsIn(trx);
    if (found.migration > WANTED.migration || found.readTables > WANTED.readTables) throw new Error(tooNew(found));
    if (textOf(found) !== textOf(WANTED)) await migrateFrom(trx, bytes, found);
    if (app) await admitAppRole(trx, app);
  });
}

/** As `<migration>.<version of the read tables>`; none is found before the first migration. */
export async function schemaVersion(db: Kysely<Schema>): Promise<{ found?: string; wanted: string }> {
  const found = await versionsIn(db);
  return { ...(found.migration > 0 && { found: textOf(found) }), wanted: textOf(WANTED) };
}

async function migrateFrom(trx: Transaction<Schema>, bytes: PageBytes, found: Versions): Promise<void> {
  await lockRebuild(trx);
  await migrateSources(trx, found.migration);
  if (found.readTables !== WANTED.readTables) await renewReadTables(trx, bytes);
}

async function migrateSources(trx: Transaction<Schema>, found: number): Promise<void> {
  if (found === 0) await sql.raw(MIGRATIONS_TABLE).execute(trx);
  for (const [index, { name, statements }] of MIGRATIONS.entries()) {
    if (index < found) continue;
    for (const statement of statements) await sql.raw(statement).execute(trx);
    await trx
      .insertInto('migrations')
      .values({ number: index + 1, name })
      .execute();
  }
}

async function renewReadTables(trx: Transaction<Schema>, bytes: PageBytes): Promise<void> {
  await refoldAll(trx, bytes);
  await trx
    .insertInto('revisions')
    .values({ subject: READ_TABLES_SUBJECT, revision: WANTED.readTables })
    .onConflict((conflict) => conflict.column('subject').doUpdateSet({ revision: WANTED.readTables }))
    .execute();
}

const MIGRATIONS_TABLE = `create table migrations (
  number integer primary key,
  name text not null,
  applied_at timestamptz not null default now()
)`;

const READ_TABLES_SUBJECT = 'read tables';

async function versionsIn(db: Kysely<Schema>): Promise<Versions> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('migrations') is not null as there`.execute(db);
  if (!rows[0]?.there) return { migration: 0, readTables: 0 };
  const last = await db.selectFrom('migrations').select('number').orderBy('number', 'desc').limit(1).executeTakeFirst();
  const folded = await db
    .selectFrom('revisions')
    .select('revision')
    .where('subject', '=', READ_TABLES_SUBJECT)
    .executeTakeFirst();
  return { migration: last?.number ?? 0, readTables: folded?.revision ?? 0 };
}

function textOf({ migration, readTables }: Versions): string {
  return `${migration}.${readTables}`;
}

function tooNew(found: Versions): string {
  return `The register's tables are at version ${textOf(found)}, and this program knows them up to ${textOf(WANTED)}. Run the newer release: tables are never migrated backwards.`;
}
