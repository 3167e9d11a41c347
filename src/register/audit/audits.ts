import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { AdministrativeAct, Author } from '../../domain/administration/story';
import type { Instant } from '../../domain/primitives/instant';
import { databaseNow, writeActs } from '../administration/story';
import { actWithReceipt, type PackReceipt } from '../delivery/evidence';
import { lockAudits } from '../database/locks';
import type { Schema } from '../database/schema';
import { withoutNulls, type Present } from '../database/values';

export type Audit = Present<Selectable<Schema['audits']>>;
export type AuditSample = Omit<Selectable<Schema['auditSamples']>, 'audit'>;
export type AuditFinding = Omit<Present<Selectable<Schema['auditFindings']>>, 'audit'>;
export type WholeAudit = Audit & { samples: AuditSample[]; findings: AuditFinding[] };

/** Each act of an audit is a page of the story of the administration, with numbers alone: who reads that may not see each incident that was drawn. */
export interface Audits {
  open(audit: Pick<Audit, 'standard' | 'fromAt' | 'toAt'>, author: Author): Promise<WholeAudit>;
  /** The newest first. */
  list(): Promise<Audit[]>;
  get(id: string): Promise<WholeAudit | undefined>;
  sample(id: string, drawn: Pick<AuditSample, 'seed' | 'population' | 'incidents'>, author: Author): Promise<void>;
  find(
    id: string,
    finding: Pick<AuditFinding, 'finding' | 'action' | 'owner' | 'dueAt'>,
    author: Author,
  ): Promise<void>;
  /** False for an unknown finding, or one that is done. */
  done(id: string, number: number, words: string, author: Author): Promise<boolean>;
  /** Findings that were to be done before then, and are not. */
  overdue(now: Instant): Promise<Pick<Selectable<Schema['auditFindings']>, 'audit' | 'number' | 'owner' | 'dueAt'>[]>;
  /** False if it is closed. Findings go on beyond it. */
  close(id: string, statement: string, author: Author): Promise<boolean>;
  /** Keeps that a bundle with this manifest was made. */
  noteBundle(id: string, manifestSha256: string, author: Author): Promise<PackReceipt>;
}

const LIST_MAX = 1_000;

export function auditsIn(db: Kysely<Schema>): Audits {
  const inOne = <T>(act: (trx: Transaction<Schema>) => Promise<T>) => db.transaction().execute(act);
  return {
    open: (audit, author) => inOne((trx) => open(trx, audit, author)),
    list: async () =>
      (await db.selectFrom('audits').selectAll().orderBy('id', 'desc').limit(LIST_MAX).execute()).map(withoutNulls),
    get: (id) => get(db, id),
    sample: (id, drawn, author) => inOne((trx) => sample(trx, id, drawn, author)),
    find: (id, finding, author) => inOne((trx) => find(trx, id, finding, author)),
    done: (id, number, words, author) => inOne((trx) => done(trx, { id, number, words }, author)),
    overdue: (now) =>
      db
        .selectFrom('auditFindings')
        .select(['audit', 'number', 'owner', 'dueAt'])
        .where('doneAt', 'is', null)
        .where('dueAt', '<=', now)
        .orderBy('dueAt')
        .limit(LIST_MAX)
        .execute(),
    close: (id, statement, author) => inOne((trx) => close(trx, id, statement, author)),
    noteBundle: (id, manifestSha256, author) =>
      inOne((trx) =>
        actWithReceipt(
          trx,
          { act: 'audit-bundle-made', subject: `audits/${id}`, change: { sha256: manifestSha256 } },
          author,
        ),
      ),
  };
}

async function open(
  trx: Transaction<Schema>,
  audit: Pick<Audit, 'standard' | 'fromAt' | 'toAt'>,
  author: Author,
): Promise<WholeAudit> {
  await lockAudits(trx);
  const openedAt = author.at ?? (await databaseNow(trx));
  const year = openedAt.slice(0, 4);
  const { rows } = await sql<{ last: number | null }>`
    select max(substring(id from 10)::int) as last from audits where id like ${`AUD-${year}-%`}`.execute(trx);
  const id = `AUD-${year}-${String((rows[0]?.last ?? 0) + 1).padStart(4, '0')}`;
  const row = { id, ...audit, auditor: author.person, openedAt, closedAt: null, statement: null };
  await trx.insertInto('audits').values(row).execute();
  await note(trx, author, 'audit-opened', id, { ...audit });
  return { ...withoutNulls(row), samples: [], findings: [] };
}

async function get(db: Kysely<Schema>, id: string): Promise<WholeAudit | undefined> {
  const row = await db.selectFrom('audits').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  const samples = await db.selectFrom('auditSamples').selectAll().where('audit', '=', id).orderBy('number').execute();
  const findings = await db.selectFrom('auditFindings').selectAll().where('audit', '=', id).orderBy('number').execute();
  return {
    ...withoutNulls(row),
    samples: samples.map(({ audit: _, ...one }) => one),
    findings: findings.map(({ audit: _, ...one }) => withoutNulls(one)),
  };
}

async function sample(
  trx: Transaction<Schema>,
  audit: string,
  drawn: Pick<AuditSample, 'seed' | 'population' | 'incidents'>,
  author: Author,
): Promise<void> {
  await lockAudits(trx);
  const number = 1 + (await countOf(trx, 'auditSamples', audit));
  const drawnAt = author.at ?? (await databaseNow(trx));
  await trx
    .insertInto('auditSamples')
    .values({ audit, number, drawnAt, ...drawn })
    .execute();
  const { seed, population } = drawn;
  await note(trx, author, 'audit-sampled', audit, { number, seed, population });
}

async function find(
  trx: Transaction<Schema>,
  audit: string,
  finding: Pick<AuditFinding, 'finding' | 'action' | 'owner' | 'dueAt'>,
  author: Author,
): Promise<void> {
  await lockAudits(trx);
  const number = 1 + (await countOf(trx, 'auditFindings', audit));
  const foundAt = author.at ?? (await databaseNow(trx));
  const row = { audit, number, foundAt, ...finding, doneAt: null, doneBy: null, doneWords: null };
  await trx.insertInto('auditFindings').values(row).execute();
  const { owner, dueAt } = finding;
  await note(trx, author, 'audit-finding-recorded', audit, { number, owner, dueAt }, owner);
}

async function done(
  trx: Transaction<Schema>,
  { id, number, words }: { id: string; number: number; words: string },
  author: Author,
): Promise<boolean> {
  const doneAt = author.at ?? (await databaseNow(trx));
  const { numUpdatedRows } = await trx
    .updateTable('auditFindings')
    .set({ doneAt, doneBy: author.person, doneWords: words })
    .where('audit', '=', id)
    .where('number', '=', number)
    .where('doneAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await note(trx, author, 'audit-finding-done', id, { number });
  return numUpdatedRows > 0n;
}

async function close(trx: Transaction<Schema>, id: string, statement: string, author: Author): Promise<boolean> {
  const closedAt: Instant = author.at ?? (await databaseNow(trx));
  const { numUpdatedRows } = await trx
    .updateTable('audits')
    .set({ closedAt, statement })
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) await note(trx, author, 'audit-closed', id, {});
  return numUpdatedRows > 0n;
}

async function countOf(
  trx: Transaction<Schema>,
  table: 'auditSamples' | 'auditFindings',
  audit: string,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${sql.table(table === 'auditSamples' ? 'audit_samples' : 'audit_findings')} where audit = ${audit}`.execute(
    trx,
  );
  return rows[0]?.count ?? 0;
}

async function note(
  trx: Transaction<Schema>,
  author: Author,
  act: AdministrativeAct,
  id: string,
  change: Record<string, unknown>,
  owner?: string,
): Promise<void> {
  await writeActs(trx, author, [
    { act, subject: `audits/${id}`, change, concerns: owner === undefined ? [] : [owner] },
  ]);
}
